"""The options of the plugin in the documents: `python tests/guards/options.py` writes them anew from their models.

They are the comments of the example's `mkdocs.yml`, and the table in `overrides/README.md`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statuary.source.plugin_options import Options

ROOT = Path(__file__).parents[2]
HEADING = "## All options of the plugin"
_TABLE = re.compile(rf"(?<=^{HEADING}\n\n)(?:\|.*\n)*", re.MULTILINE)
_COMMENT = re.compile(r"^(?P<start>      (?:# )?(?P<key>\w+):.*?  +)# .*$")


def table() -> str:
    """A row for each option: its name, what it may hold, what holds without it, and its help."""
    schema = Options.model_json_schema()
    rows = [
        f"| `{name}` | {_kind(field, schema['$defs'])} | {_default(field)} | {field['description']} |\n"
        for name, field in schema["properties"].items()
    ]
    return "".join(["| Option | What it holds | Without it | |\n", "|---|---|---|---|\n", *rows])


def _kind(field: dict[str, Any], others: dict[str, Any]) -> str:
    if "enum" in field:
        return " or ".join(f"`{one}`" for one in field["enum"])
    if "$ref" in field:
        names = others[field["$ref"].rpartition("/")[2]]["properties"]
        return f"any of {', '.join(f'`{name}`' for name in names)}"
    if field["type"] == "array":
        named = field["items"].get("$ref", "").rpartition("/")[2]
        names = [f"`{key}`" for key in others[named]["properties"]] if named else []
        keys = " and ".join(names) if len(names) < 3 else f"any of {', '.join(names)}"
        keys = keys if names else ""
        return f"a list, each with {keys}" if keys else "a list of texts"
    if field["type"] == "boolean":
        return "`true` or `false`"
    if field["type"] == "object":
        return "a text for each name"
    return "a text"


def _default(field: dict[str, Any]) -> str:
    return f"`{field['default']}`" if isinstance(field.get("default"), str) and field["default"] else ""


def in_readme(text: str) -> str:
    """`overrides/README.md` with the table as it should be."""
    return _TABLE.sub(table().replace("\\", r"\\"), text)


def in_example(text: str) -> str:
    """`mkdocs.yml` with the comments as they should be."""
    return "".join(_lines(text.splitlines(keepends=True)))


def _lines(lines: list[str]) -> Iterator[str]:
    ours = False
    for line in lines:
        ours = line == "  - statuary:\n" or (ours and line.startswith("      "))
        found = _COMMENT.match(line) if ours else None
        field = Options.model_fields.get(found["key"]) if found else None
        yield f"{found['start']}# {field.description}\n" if found and field else line


DOCUMENTS = {"mkdocs.yml": in_example, "overrides/README.md": in_readme}


def main() -> None:
    for name, renewed in DOCUMENTS.items():
        path = ROOT / name
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
