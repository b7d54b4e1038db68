"""cState's issues as incidents. Pure: what was read goes in, our types and notes come out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from statuary.importers import ImportFailedError, UnreadableError, ZoneUnknownError
from statuary.importers.cstate.issue_facts import Issue, read_issue
from statuary.importers.cstate.issue_file import CStateFile, without_other_shortcodes
from statuary.importers.cstate.issue_kinds import as_incident, as_notice, as_planned
from statuary.importers.cstate.site_settings import SiteSettings, components_of
from statuary.importers.foreign_text import markdown, title
from statuary.importers.imported import (
    FoundPage,
    Imported,
    Item,
    Notes,
    OldPage,
    Reading,
    SourceKind,
    with_whole_addresses,
)
from statuary.importers.known_components import KnownComponents
from statuary.importers.old_addresses import hugo_path
from statuary.model import Incident
from statuary.source.times import TimeError, ZoneMissingError, named_zone
from statuary.source.vocabulary import kept_slug
from statuary.source.write import one_line as plain_line

_COMMON = 5
"""A comment that stands in so many files is the template's, and reported once."""
_SHOWN = 10
"""Of the files with times without a zone: one remedy is for all of them."""


@dataclass(frozen=True)
class CStateSource:
    """What was read of a cState site: its configuration, and its issues by path.

    `unread`: the path of each other file that readers saw, with the reason. `faults`: what stands in the way of files.
    """

    name: str
    settings: SiteSettings
    files: tuple[CStateFile, ...]
    unread: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()
    pages: tuple[CStateFile, ...] = ()


def from_cstate(source: CStateSource, rules: Reading) -> Imported:
    """Convert a whole site. Raises UnreadableError or MisusedError that names everything in the way."""
    notes = Notes()
    found = source.settings.old_page()
    rules = _as_the_site(rules, found, notes)
    for path, reason in source.unread:
        notes.left_out(f"{path}: {reason}")
    catalogue = components_of(source.settings, notes)
    converted = _converted(source, catalogue, rules, notes)
    if catalogue.unlisted:
        notes.hidden(
            "what stands under “affected” but not among its systems never showed in its list of systems: "
            f"{', '.join(catalogue.unlisted)}"
        )
    notes.left_out(
        "the JSON documents of the old page (/index.json and the like): whoever reads them has to turn to "
        "/api/v2/summary.json"
    )
    groups = catalogue.groups((item.incident for item in converted), rules.now, notes)
    pages = tuple(_page(file, notes) for file in source.pages if file.text("draft") != "true")
    return Imported(
        SourceKind.CSTATE,
        source.name,
        found,
        groups,
        with_whole_addresses(converted, found.url),
        tuple(notes),
        pages,
    )


def _as_the_site(rules: Reading, found: OldPage, notes: Notes) -> Reading:
    """With the site's own zone, where none was given, and its language."""
    rules = replace(rules, language=found.language or rules.language)
    if rules.zone is not None or not found.zone:
        return rules
    try:
        return replace(rules, zone=named_zone(found.zone))
    except TimeError:
        notes.unread(f"timeZone in its configuration: {found.zone}")
        return rules


def _converted(source: CStateSource, catalogue: KnownComponents, rules: Reading, notes: Notes) -> list[Item]:
    common = _common_comments(source.files, notes)
    converted: list[Item] = []
    faults: list[str] = list(source.faults)
    zoneless: list[str] = []
    for file in source.files:
        try:
            item = _item(file, catalogue, rules, common)
        except ZoneMissingError as fault:
            zoneless.append(f"{file.path}: {fault}")
        except ImportFailedError as fault:
            faults.append(str(fault))
        else:
            converted += [item] if item is not None else []
            if item is None:
                notes.left_out(f"{file.path}: it is a draft, which the old page never published")
    if faults or zoneless:
        raise _together(faults, zoneless)
    return converted


def _together(faults: Sequence[str], zoneless: Sequence[str]) -> ImportFailedError:
    """One fault that tells of all, so that one more try is enough."""
    told = list(faults)
    if faults:
        told.append("fix these files at the source, or leave them out: --skip FILE (may be repeated)")
    if zoneless:
        more = f"\n… and {len(zoneless) - _SHOWN} more files" if len(zoneless) > _SHOWN else ""
        told += [
            "\n".join(zoneless[:_SHOWN]) + more,
            "the old page took these times for UTC: --timezone UTC does the same; if their authors meant another zone, "
            "name it, for example: --timezone Europe/Berlin",
        ]
    text = "\n".join([*told, "nothing was imported"])
    return UnreadableError(text) if faults else ZoneUnknownError(text)


def _page(file: CStateFile, notes: Notes) -> FoundPage:
    """A page that is no issue; its address here is the one that it had there."""
    own = Notes()
    name = file.path.partition("content/pages/")[2].rpartition(".")[0]
    text = markdown(without_other_shortcodes(file.body, own), own)
    for note in own:
        notes.add(note.kind, f"{file.path}: {note.text}")
    return FoundPage(hugo_path(name), title(file.text("title"), own, name), text)


def _item(
    file: CStateFile, catalogue: KnownComponents, rules: Reading, common: frozenset[str]
) -> Item | None:
    if file.text("draft") == "true":
        return None
    notes = Notes()
    for comment in file.comments:
        if comment not in common:
            notes.left_out(f"a comment in the front matter: {comment}")
    issue = read_issue(file, rules, notes)
    affected = issue.affected if issue.informational else ()
    return Item(file.path, _incident(issue, catalogue, rules, notes), tuple(notes), affected)


def _incident(issue: Issue, catalogue: KnownComponents, rules: Reading, notes: Notes) -> Incident:
    if issue.informational:
        made = as_notice(issue, rules, notes)
    else:
        ids = [one for name in issue.affected for one in catalogue.ids_of(name)]
        named = dict.fromkeys(ids, issue.status)
        made = (
            as_planned(issue, rules, notes) if issue.start > rules.now else as_incident(issue, rules, notes)
        )
        made = made.model_copy(update={"components": named})
    stem = kept_slug(issue.name) or "issue"
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
