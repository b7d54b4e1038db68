"""Adding to `components.yaml` by text, so that what a person wrote there stays as it is, byte for byte."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from statuary.importers import UnreachableError, UnreadableError
from statuary.importers.old_addresses import unique
from statuary.model import Component, Group, Site
from statuary.source.components import FILE_NAME, read_components
from statuary.source.vocabulary import slug
from statuary.source.write import scalar
from statuary.source.yaml_text import Node, read_yaml

_EMPTY = re.compile(r"(:[ \t]*)(?:\[[ \t]*\]|~|null)[ \t]*(?=#|$)")


def fit_components(
    site: Site, groups: Iterable[Group]
) -> tuple[list[Group], dict[str, str], tuple[str, ...]]:
    """Groups with only what is new, the id here of every imported id, and the names that were here already.

    A component is the same by its source, by its name in any case, or by its id, for names may have been changed here.
    Of several with one name it is the one of the same group.
    """
    known = _Known(site)
    ids: dict[str, str] = {}
    reused: list[str] = []
    new: list[Group] = []
    for group in groups:
        members: list[Component] = []
        for component in group.components:
            here = known.id_of(component, group)
            ids[component.id] = here or unique(component.id, {*site.component_by_id, *ids.values()})
            if here:
                reused.append(component.name)
            else:
                members.append(component.model_copy(update={"id": ids[component.id]}))
        if members:
            new.append(group.model_copy(update={"components": tuple(members)}))
    return new, ids, tuple(reused)


class _Known:
    """The components that are here, by all that an import may know of one."""

    def __init__(self, site: Site) -> None:
        listed = [(group.name.lower(), one) for group in site.groups for one in group.components]
        names = Counter(one.name.lower() for _, one in listed)
        self._sources = {one.source: one.id for _, one in listed if one.source}
        self._placed = {(group, one.name.lower()): one.id for group, one in listed}
        self._named = {one.name.lower(): one.id for _, one in listed if names[one.name.lower()] == 1}
        self._ids = set(site.component_by_id)
        self._taken: set[str] = set()

    def id_of(self, component: Component, group: Group) -> str | None:
        name = component.name.lower()
        guesses = (
            self._sources.get(component.source or ""),
            self._placed.get((group.name.lower(), name)),
            self._named.get(name),
            component.id if component.id in self._ids else None,
        )
        found = next((one for one in guesses if one is not None and one not in self._taken), None)
        self._taken |= {found} if found else set()
        return found


def components_text(root: Path, groups: list[Group]) -> str:
    """The whole new content of the file. Raises UnreachableError for a failing disk."""
    path = root / FILE_NAME
    try:
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    except OSError as error:
        raise UnreachableError(f"{path} cannot be read: {error.strerror or error}") from None
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    return mark + with_components(plain, groups).replace("\n", end)


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
    if group.description:
        own.append(f"description: {scalar(group.description)}")
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
        if component.url:
            yield f"{indent}  url: {scalar(component.url)}"
        for key, day in (("since", component.since), ("until", component.until)):
            if day is not None:
                yield f"{indent}  {key}: {day.isoformat()}"
        if component.source:
            yield f"{indent}  source: {scalar(component.source)}"
