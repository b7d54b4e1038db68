"""Which files `init` gives a repository, beside those that say what is the owner's own."""

from collections.abc import Mapping
from pathlib import Path

from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.components import read_components
from statuary.source.schema import components_schema, incident_schema, schema_text

_EXAMPLE = "statuary/example/"
_OVERRIDES = "overrides/README.md"
"""The templates themselves stay in the package, so that an upgrade reaches every page."""

_OWN = ("mkdocs.yml", COMPONENTS_FILE)


def given(package: Mapping[str, bytes]) -> dict[str, bytes]:
    """From the files of a wheel, whichever version, what it gives a repository as it is, by the paths there."""
    found = {}
    for name, content in package.items():
        path = _OVERRIDES if name == f"statuary/{_OVERRIDES}" else name.removeprefix(_EXAMPLE)
        if path != name and _is_plain(path) and not _is_own(path):
            found[path] = content
    return found


def _is_plain(path: str) -> bool:
    """Whether it stays in the folder that it is put into: a wheel may have been made by anybody."""
    return not path.startswith("/") and ".." not in path.split("/")


def _is_own(path: str) -> bool:
    """What runs there, how the page looks, what happened: an upgrade never touches it."""
    return path in _OWN or (path.startswith("incidents/") and not path.endswith("/README.md"))


def derived(root: Path) -> dict[str, bytes]:
    """What is made from the files of the repository at `root`: for editors, what `statuary schema` prints there.

    An upgrade writes it over what is there, so nothing that owners edit belongs here. Raises OSError.
    """
    groups, _ = read_components((root / COMPONENTS_FILE).read_bytes())
    components = [component for group in groups for component in group.components]
    schemas = {"components": components_schema(), "incident": incident_schema(components)}
    return {
        f".vscode/{name}.schema.json": schema_text(schema).encode("utf-8") for name, schema in schemas.items()
    }
