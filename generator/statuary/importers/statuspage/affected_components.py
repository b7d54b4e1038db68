"""One incident of Statuspage while it is converted: its components, and which status it gave them at which time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from statuary.importers import MisusedError, UnreadableError
from statuary.importers.foreign_text import one_line
from statuary.importers.imported import Notes, Reading
from statuary.importers.known_components import KnownComponents
from statuary.importers.read_times import read_field
from statuary.model import ENDED_STAGES, Component, ComponentStatus, Impact, Kind, Stage, Update
from statuary.source.times import FIRST_YEAR, LAST_YEAR, TimeError, ZoneMissingError
from statuary.status.maintenance import as_planned

Document = Mapping[str, Any]
_REMEDY = "say which with --timezone, for example: --timezone UTC"


@dataclass(frozen=True)
class Naming:
    """Finds our id of a component that an incident names, by its id there, else by its name."""

    catalogue: KnownComponents
    ids: Mapping[str, str]

    def id_of(self, code: object, name: object) -> str:
        """An unknown one becomes known by being named."""
        known = self.ids.get(str(code or ""))
        return known or self.catalogue.ids_of(" ".join(str(name or code or "Component").split()))[0]


@dataclass(frozen=True)
class SourceIncident:
    """One incident under conversion."""

    document: Document
    naming: Naming
    rules: Reading
    notes: Notes
    kind: Kind = Kind.INCIDENT

    def text(self, key: str) -> str:
        """A value as text; empty for null."""
        return str(self.document.get(key) or "").strip()

    def time(self, document: Document, *keys: str) -> datetime | None:
        """The first of these that is there. Raises UnreadableError for one that cannot be read.

        The API always says the zone; files that were made by other means may leave it to --timezone.
        """
        key = next((key for key in keys if document.get(key)), "")
        try:
            return read_field(key, str(document[key]), self.rules, self.notes) if key else None
        except ZoneMissingError as error:
            raise MisusedError(f"incident {self.text('id')}: {key}: {error}; {_REMEDY}") from None
        except TimeError as error:
            raise UnreadableError(f"incident {self.text('id')}: {key}: {error}") from None

    @property
    def ended(self) -> bool:
        """What the source says of its state now."""
        return self.text("status") in ("resolved", "postmortem", "completed")


_SOURCE = re.compile(r"statuspage:[A-Za-z0-9_-]{1,64}")
_WORDS = frozenset(status.value for status in ComponentStatus)
_STATUS_OF = {
    Impact.NONE: ComponentStatus.OPERATIONAL,
    Impact.MINOR: ComponentStatus.DEGRADED_PERFORMANCE,
    Impact.MAJOR: ComponentStatus.PARTIAL_OUTAGE,
    Impact.CRITICAL: ComponentStatus.MAJOR_OUTAGE,
}


def add_components(documents: Iterable[Document], catalogue: KnownComponents, notes: Notes) -> dict[str, str]:
    """Add all components to the catalogue, in the order of the page; returns our ids by theirs."""
    listed = list(documents)
    groups = {
        str(one.get("id")): one_line(str(one.get("name") or ""), notes, "a group's name")
        for one in listed
        if one.get("group") is True
    }
    ids: dict[str, str] = {}
    sources: set[str] = set()
    for document in listed:
        if document.get("group") is True:
            description = one_line(str(document.get("description") or ""), notes, "a group's description")
            name = groups[str(document.get("id"))]
            catalogue.add_group(name, description, source=_source(document, sources))
        else:
            ids[str(document.get("id"))] = _add(
                document, groups, _source(document, sources), catalogue, notes
            )
    return ids


def _source(document: Document, taken: set[str]) -> str | None:
    """What keeps the id for those who ask the API for it; a list of doubtful make may name one twice, or none."""
    source = f"statuspage:{document.get('id') or ''}"
    if source in taken or not _SOURCE.fullmatch(source):
        return None
    taken.add(source)
    return source


def _add(
    document: Document,
    groups: Mapping[str, str],
    source: str | None,
    catalogue: KnownComponents,
    notes: Notes,
) -> str:
    name = one_line(str(document.get("name") or ""), notes, "a component's name") or "Component"
    description = one_line(str(document.get("description") or ""), notes, "a component's description")
    group = groups.get(str(document.get("group_id") or ""), "")
    if document.get("only_show_if_degraded"):
        notes.left_out(f"of the component {name}: only_show_if_degraded, for components are always shown")
    since = _day(document.get("start_date"))
    made = Component(id="", name=name, description=description, since=since, source=source)
    return catalogue.add(made, group, notes)


def _day(value: object) -> date | None:
    try:
        day = date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def named_components(document: Document, naming: Naming) -> list[str]:
    """Our ids of what an incident names as a whole. The statuses there are the present ones: never used."""
    listed = [one for one in document.get("components") or [] if isinstance(one, dict)]
    found = (naming.id_of(one.get("id"), one.get("name")) for one in listed if one.get("group") is not True)
    return list(dict.fromkeys(found))


def stated_statuses(update: Document, naming: Naming, notes: Notes) -> dict[str, tuple[str, ComponentStatus]]:
    """What one update says of its components: the status before as text, and the new one."""
    stated: dict[str, tuple[str, ComponentStatus]] = {}
    for one in update.get("affected_components") or []:
        if not isinstance(one, dict):
            continue
        component = naming.id_of(one.get("code"), one.get("name"))
        try:
            stated[component] = str(one.get("old_status") or ""), ComponentStatus(str(one.get("new_status")))
        except ValueError:
            notes.left_out(
                f"the status “{one.get('new_status')}” of {one.get('name')}, which is not known here"
            )
    return stated


def settle_components(
    case: SourceIncident, updates: list[Update], impact: Impact | None
) -> dict[str, ComponentStatus]:
    """The statuses from the start. Of `updates`, those that only repeat what holds lose it (in place)."""
    mentioned_time = {component for update in updates for component in update.components}
    silent = [one for one in named_components(case.document, case.naming) if one not in mentioned_time]
    start = _assumed(case, silent, impact) | _before(case, updates[0])
    if case.kind is Kind.MAINTENANCE:
        return _settle_planned(case, updates, start)
    held = dict(start)
    for index, update in enumerate(updates):
        new = {key: status for key, status in update.components.items() if held.get(key) is not status}
        held |= new
        if index == 0:
            start |= new
            new = {}
        updates[index] = update.changed(components=new)
    return start


def _settle_planned(
    case: SourceIncident, updates: list[Update], start: dict[str, ComponentStatus]
) -> dict[str, ComponentStatus]:
    """What is said before the work is under way is its plan; a fault that is said later stays with its update."""
    starts = case.time(case.document, "scheduled_for")
    held, begun = as_planned(start), False
    for index, update in enumerate(updates):
        announced = update.stage in (Stage.SCHEDULED, Stage.UPDATE) and (starts is None or update.at < starts)
        begun = begun or not announced
        is_plan = not begun or (index == 0 and update.stage in ENDED_STAGES)
        said = as_planned(update.components) if is_plan else update.components
        new = {key: status for key, status in said.items() if held.get(key) is not status}
        held |= new
        if index == 0:
            first = {key: one for key, one in update.components.items() if is_plan or not one.is_fault}
            start |= first
            new = {key: status for key, status in new.items() if key not in first}
        updates[index] = update.changed(components=new)
    return start


def _assumed(case: SourceIncident, named: list[str], impact: Impact | None) -> dict[str, ComponentStatus]:
    """The status of components of which no update speaks: from the impact, or as `--map` says; reported."""
    if not named or case.kind is Kind.MAINTENANCE:
        return dict.fromkeys(named, ComponentStatus.UNDER_MAINTENANCE)
    word = case.text("impact").lower()
    status = case.rules.statuses.get(word) or _STATUS_OF[impact or Impact.MINOR]
    how = "--map" if word in case.rules.statuses else f"the impact ({word or 'not given'})"
    case.notes.assumed(f"{', '.join(named)}: {status}, by {how}, for no update says how they were")
    return dict.fromkeys(named, status)


def _before(case: SourceIncident, first: Update) -> dict[str, ComponentStatus]:
    """What a later update is the first to name may have been faulty from the start: its old status tells."""
    found: dict[str, ComponentStatus] = {}
    for document in list(case.document.get("incident_updates") or [])[::-1]:
        stated = stated_statuses(document, case.naming, case.notes) if isinstance(document, dict) else {}
        for component, (old, _) in stated.items():
            if component not in found and component not in first.components:
                found[component] = ComponentStatus(old) if old in _WORDS else ComponentStatus.OPERATIONAL
    return {key: status for key, status in found.items() if status.badness}
