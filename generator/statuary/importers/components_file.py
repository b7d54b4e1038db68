"""Adding to `components.yaml` by text, so that what a person wrote there stays as it is, byte for byte."""

import re
from collections.abc import Iterator, Sequence

from statuary.importers.errors import UnreadableError
from statuary.model import Component, Group
from statuary.source.components import read_components
from statuary.source.vocabulary import slug
from statuary.source.write import scalar
from statuary.source.yaml_text import Node, read_yaml

_EMPTY = re.compile(r"(:[ \t]*)(?:\[[ \t]*\]|~|null)[ \t]*(?=#|$)")


def with_components(text: str, added: Sequence[Group]) -> str:
    """The file's text with these components at the end of their groups, and new groups at the end.

    A group is found by its name in any case, one without a name by its id. `text` has LF line ends and may be
    empty. Raises UnreadableError with the lines to add by hand where the form of the file forbids it.
    """
    before, _ = read_components(text.encode())
    result = text
    for group in added:
        result = _with_group(result, group)
    _verify(before, added, result)
    return result


def _verify(before: Sequence[Group], added: Sequence[Group], text: str) -> None:
    groups, problems = read_components(text.encode())
    wanted = {one.id: one for group in (*before, *added) for one in group.components}
    found = {one.id: one for group in groups for one in group.components}
    if problems or wanted != found:
        lines = "\n".join(line for group in added for line in _group_lines(group, ""))
        remedy = "add these lines under “groups:” yourself, then run the import again"
        raise UnreadableError(f"components.yaml has a form that cannot be extended; {remedy}:\n{lines}")


def _with_group(text: str, group: Group) -> str:
    lines = text.split("\n")
    root = read_yaml(text, comments=True)
    entry = root.entries.get("groups") if root is not None and root.entries else None
    if entry is None:
        start = "" if not text.strip() else text.rstrip("\n") + "\n\n"
        return f"{start}groups:\n" + "\n".join(_group_lines(group, "  ")) + "\n"
    nodes = entry.value.items or []
    for index, node in enumerate(nodes):
        if _is_same(node, group):
            following = nodes[index + 1].line - 1 if index + 1 < len(nodes) else len(lines)
            return _with_members(lines, node, group, following)
    if not nodes:
        lines[entry.line - 1] = _EMPTY.sub(r"\1", lines[entry.line - 1]).rstrip()
    indent = lines[nodes[0].line - 1].partition("-")[0] if nodes else "  "
    at = _end_of_content(lines, len(lines))
    gap = [""] if nodes else []
    return "\n".join([*lines[:at], *gap, *_group_lines(group, indent), *lines[at:]]).rstrip("\n") + "\n"


def _is_same(node: Node, group: Group) -> bool:
    entries = node.entries or {}
    name = entries["name"].value.text if "name" in entries else ""
    if group.name or name:
        return (name or "").strip().lower() == group.name.lower()
    own = entries["id"].value.text if "id" in entries else "components"
    return own == group.id


def _with_members(lines: list[str], node: Node, group: Group, following: int) -> str:
    entry = (node.entries or {}).get("components")
    at = _end_of_content(lines, following)
    key_indent = " " * (node.column - 1)
    if entry is None:
        new = [f"{key_indent}components:", *_member_lines(group.components, key_indent + "  ")]
    elif entry.value.items:
        indent = lines[entry.value.items[0].line - 1].partition("-")[0]
        new = list(_member_lines(group.components, indent))
    else:
        lines[entry.line - 1] = _EMPTY.sub(r"\1", lines[entry.line - 1]).rstrip()
        new = list(_member_lines(group.components, key_indent + "  "))
        at = max(at, entry.line)
    return "\n".join([*lines[:at], *new, *lines[at:]]).rstrip("\n") + "\n"


def _end_of_content(lines: Sequence[str], before: int) -> int:
    """How many lines there are up to the last one before `before` that is neither empty nor a comment."""
    while before and (not lines[before - 1].strip() or lines[before - 1].lstrip().startswith("#")):
        before -= 1
    return before


def _group_lines(group: Group, indent: str) -> Iterator[str]:
    own = [f"name: {scalar(group.name)}"] if group.name else []
    if group.id != (slug(group.name) or "components"):  # two names may have one slug, or none
        own.append(f"id: {group.id}")
    if group.source:
        own.append(f"source: {scalar(group.source)}")
    first, *rest = [*own, "components:"]
    yield f"{indent}- {first}"
    yield from (f"{indent}  {line}" for line in rest)
    yield from _member_lines(group.components, f"{indent}    ")


def _member_lines(components: Sequence[Component], indent: str) -> Iterator[str]:
    for component in components:
        yield f"{indent}- id: {component.id}"
        yield f"{indent}  name: {scalar(component.name)}"
        if component.description:
            yield f"{indent}  description: {scalar(component.description)}"
        for key, day in (("since", component.since), ("until", component.until)):
            if day is not None:
                yield f"{indent}  {key}: {day.isoformat()}"
        if component.source:
            yield f"{indent}  source: {scalar(component.source)}"
