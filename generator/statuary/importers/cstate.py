"""cState's issues as incidents. Pure: what was read goes in, our types and notes come out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statuary.importers.catalogue import Catalogue
from statuary.importers.cstate_file import CStateFile
from statuary.importers.cstate_issue import Issue, read_issue
from statuary.importers.cstate_kinds import as_incident, as_notice, as_planned
from statuary.importers.errors import ImportFailedError, MisusedError, UnreadableError
from statuary.importers.model import Found, Imported, Item, Notes, Rules, SourceKind
from statuary.importers.names import hugo_path
from statuary.importers.text import one_line
from statuary.model import Incident
from statuary.source.times import ZoneMissingError
from statuary.source.vocabulary import slug
from statuary.source.write import one_line as plain_line

_KNOWN_SYSTEM = frozenset({"name", "description", "category"})
_COMMON = 5
"""A comment that stands in so many files is the template's, and reported once."""


@dataclass(frozen=True)
class CStateSource:
    """What was read of a cState site: its configuration, all scalars as text, and its issues by path.

    `unread`: the path of each other file that lies among the issues, with the reason.
    """

    name: str
    config: Mapping[str, Any]
    files: tuple[CStateFile, ...]
    unread: tuple[tuple[str, str], ...] = ()


def from_cstate(source: CStateSource, rules: Rules) -> Imported:
    """Convert a whole site. Raises UnreadableError or MisusedError that names every file in the way."""
    notes = Notes()
    for path, reason in source.unread:
        notes.left_out(f"{path}: {reason}")
    catalogue = _catalogue(source.config, notes)
    common = _common_comments(source.files, notes)
    converted: list[Item] = []
    faults: list[ImportFailedError] = []
    for file in source.files:
        try:
            item = _item(file, catalogue, rules, common)
        except ImportFailedError as fault:
            faults.append(fault)
            continue
        if item is None:
            notes.left_out(f"{file.path}: it is a draft, which the old page never published")
        else:
            converted.append(item)
    if faults:
        raise _together(faults)
    if catalogue.unlisted:
        notes.hidden(
            f"{len(catalogue.unlisted)} names under “affected” are not among its systems: "
            "what happened to them never showed in the list of systems"
        )
    groups = catalogue.groups((item.incident for item in converted), rules.now, notes)
    return Imported(
        SourceKind.CSTATE, source.name, _found(source.config), groups, tuple(converted), tuple(notes)
    )


def _together(faults: Sequence[ImportFailedError]) -> ImportFailedError:
    """One fault that tells of all; a missing option comes last to mind, so it is what the exit code tells."""
    text = "\n".join(str(fault) for fault in faults)
    if all(isinstance(fault, MisusedError) for fault in faults):
        remedy = "say which zone these times are in, for example: --timezone UTC or --timezone Europe/Berlin"
        return MisusedError(f"{text}\n{remedy}")
    return UnreadableError(f"{text}\nnothing was imported: mend these files at the source, then run it again")


def _item(file: CStateFile, catalogue: Catalogue, rules: Rules, common: frozenset[str]) -> Item | None:
    if file.text("draft") == "true":
        return None
    notes = Notes()
    for comment in file.comments:
        if comment not in common:
            notes.left_out(f"a comment in the front matter: {comment}")
    try:
        issue = read_issue(file, rules, notes)
        incident = _incident(issue, catalogue, rules, notes)
    except ZoneMissingError as error:
        raise MisusedError(f"{file.path}: {error}") from None
    return Item(file.path, incident, tuple(notes))


def _incident(issue: Issue, catalogue: Catalogue, rules: Rules, notes: Notes) -> Incident:
    if issue.informational:
        made = as_notice(issue, rules, notes)
    else:
        named = {catalogue.id_of(name): issue.status for name in issue.affected}
        made = (
            as_planned(issue, rules, notes) if issue.start > rules.now else as_incident(issue, rules, notes)
        )
        made = made.model_copy(update={"components": named})
    stem = slug(issue.name) or "issue"
    if stem != issue.name:
        notes.changed(f"the file name {issue.name} became {stem}; its old address leads there")
    return made.model_copy(
        update={
            "id": stem,
            "source": plain_line(f"cstate:{issue.name}"),
            "aliases": (*issue.addresses, _address(issue.name)),
        }
    )


def _address(name: str) -> str:
    return f"/issues/{hugo_path(name)}/"


def _common_comments(files: Sequence[CStateFile], notes: Notes) -> frozenset[str]:
    counted = Counter(comment for file in files for comment in set(file.comments))
    common = {comment: number for comment, number in counted.items() if number >= _COMMON}
    for comment, number in common.items():
        notes.left_out(f"a comment in the front matter of {number} files: {comment}")
    return frozenset(common)


def _catalogue(config: Mapping[str, Any], notes: Notes) -> Catalogue:
    params = _mapping(config.get("params"))
    catalogue = Catalogue()
    for category in _mappings(params.get("categories")):
        name = one_line(str(category.get("name", "")), notes, "a category's name")
        catalogue.add_group(name, named=str(category.get("untitled", "")) != "true")
        if category.get("description"):
            notes.left_out(f"the description of the category {name}: {category['description']}")
    for system in _mappings(params.get("systems")):
        _add_system(system, catalogue, notes)
    return catalogue


def _add_system(system: Mapping[str, Any], catalogue: Catalogue, notes: Notes) -> None:
    name = one_line(str(system.get("name", "")), notes, "a system's name")
    description = one_line(str(system.get("description", "")), notes, "a system's description")
    group = one_line(str(system.get("category", "")), notes, "a category's name")
    catalogue.add(name, description, group, notes=notes)
    for key in sorted(system.keys() - _KNOWN_SYSTEM):
        notes.left_out(f"of the system {name}: {key}: {system[key]}")


def _found(config: Mapping[str, Any]) -> Found:
    params = _mapping(config.get("params"))
    description = " ".join(str(params.get("description", "")).split())
    return Found(
        str(config.get("title", "")).strip(), str(config.get("baseURL", "")).strip(), "", description
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
