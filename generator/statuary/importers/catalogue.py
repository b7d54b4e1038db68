"""The components of a source and their ids: those that it lists, and those that only incidents name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from statuary.importers.model import Notes
from statuary.importers.names import component_slug, unique
from statuary.model import Component, Group, Incident
from statuary.source.vocabulary import slug
from statuary.status import Standing, incident_state

UNLISTED = "Named in past incidents"
"""The group of components that only incidents name."""


@dataclass
class _Group:
    name: str
    id: str
    source: str | None = None
    components: list[Component] = field(default_factory=list)


class Catalogue:
    """Names are compared without regard to case, as the reader of `components.yaml` does."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}
        self._ids: dict[str, str] = {}
        self._unlisted: dict[str, str] = {}

    def add_group(self, name: str, *, named: bool = True, source: str | None = None) -> None:
        """Add a group in the order of the page; `named` is False where the old page hid its name."""
        if name.lower() not in self._groups:
            taken = {group.id for group in self._groups.values()}
            self._groups[name.lower()] = _Group(
                name if named else "", unique(slug(name) or "components", taken), source
            )

    def add(
        self,
        name: str,
        description: str = "",
        group: str = "",
        *,
        since: date | None = None,
        source: str | None = None,
        notes: Notes,
    ) -> str:
        """Add a listed component; returns its id. A name that another one has gets the group's behind it."""
        self.add_group(group)
        if name.lower() in self._ids:
            longer = f"{name} ({group})" if group else name
            wanted = longer if longer.lower() not in self._ids else unique(longer.lower(), self._ids)
            notes.changed(
                f"two components were called {name}; the one in {group or 'no group'} is now {wanted}"
            )
            name = wanted
        component = Component(
            id=self._new_id(name), name=name, description=description, since=since, source=source
        )
        self._groups[group.lower()].components.append(component)
        return component.id

    def _new_id(self, name: str) -> str:
        component_id = unique(component_slug(name), {*self._ids.values(), *self._unlisted.values()})
        self._ids[name.lower()] = component_id
        return component_id

    def id_of(self, name: str) -> str:
        """The id of a component that an incident names; one that is not listed becomes known by that."""
        known = self._ids.get(name.lower())
        if known is None:
            known = self._new_id(name)
            self._unlisted[name] = known
        return known

    @property
    def unlisted(self) -> tuple[str, ...]:
        """Names that only incidents know, in the order in which they came up."""
        return tuple(self._unlisted)

    def groups(self, incidents: Iterable[Incident], now: datetime, notes: Notes) -> tuple[Group, ...]:
        """All groups with components; the unlisted come last, retired unless an incident is open at `now`."""
        listed = [
            Group(id=group.id, name=group.name, components=tuple(group.components), source=group.source)
            for group in self._groups.values()
            if group.components
        ]
        if not self._unlisted:
            return tuple(listed)
        ends = _last_days(incidents, set(self._unlisted.values()), now)
        extra = tuple(
            Component(id=known, name=name, until=ends.get(known)) for name, known in self._unlisted.items()
        )
        notes.assumed(
            f"{len(extra)} components that only incidents name are in the group “{UNLISTED}”, "
            f"retired (until) with their last incident: {', '.join(self._unlisted)}"
        )
        return (
            *listed,
            Group(id=unique(slug(UNLISTED), {group.id for group in listed}), name=UNLISTED, components=extra),
        )


def end_of(incident: Incident, now: datetime) -> datetime | None:
    """When it ended, said by somebody or by the window that was to complete it; None while it is not over."""
    state = incident_state(incident, now)
    return state.end if state is not None and state.standing is Standing.PAST else None


def _last_days(incidents: Iterable[Incident], wanted: set[str], now: datetime) -> dict[str, date]:
    """The UTC day on which each component's last incident ended; none for one that is in an open incident."""
    days: dict[str, date] = {}
    still_open: set[str] = set()
    for incident in incidents:
        named = wanted & {
            *incident.components,
            *(key for update in incident.updates for key in update.components),
        }
        end = end_of(incident, now)
        if end is None:
            still_open |= named
            continue
        for component in named:
            days[component] = max(end.date(), days.get(component, end.date()))
    return {component: day for component, day in days.items() if component not in still_open}
