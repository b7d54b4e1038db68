"""Moving here from another status page: read its data, make our types of them, write files, tell how.

The way through these modules:

- `cstate`, `statuspage`: one source each: get its data, and make our types of it.
- `known_components`, `update_times`, `foreign_text`, `around_code`, `old_addresses`: shared by both.
- `written_files`, `continued`, `components_file`: to files.
- `fidelity`: what to check.
- `whole_import`: the whole. `imported` and `errors` hold what they all speak of.
"""
