"""Moving here from another status page: read its data, make our types of them, write files, tell how.

The way through these modules:

- `read`: get the data.
- `cstate*`, `statuspage*`: one source each, to our types.
- `catalogue`, `timeline`, `text`, `code`, `times`, `names`: shared by both.
- `apply`, `addresses`, `continued`, `components_file`: to files.
- `facts`, `report`: what the old page said of itself, and what to check.
- `run`: the whole. `model` and `errors` hold what they all speak of.
"""
