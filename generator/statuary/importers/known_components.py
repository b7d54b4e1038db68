"""The components of a source and their ids: those that it lists, and those that only incidents name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from statuary.importers.imported import Notes
from statuary.importers.old_addresses import component_slug, unique
from statuary.model import Component, Group, Incident
from statuary.source.vocabulary import slug
from statuary.status import Standing, incident_state

UNLISTED = "Named in past incidents"
"""The group of components that only incidents name."""


@dataclass
class _Group:
    name: str
    id: str
    description: str = ""
    source: str | None = None
    components: list[Component] = field(default_factory=list)


class KnownComponents:
    """Names are compared without regard to case, as the reader of `components.yaml` does."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}
        self._ids: dict[str, list[str]] = {}
        self._unlisted: dict[str, str] = {}

    def add_group(
        self, name: str, description: str = "", *, named: bool = True, source: str | None = None
    ) -> None:
        """Add a group in the order of the page; `named` is False where the old page hid its name."""
        if name.lower() not in self._groups:
            taken = {group.id for group in self._groups.values()}
            group_id = unique(slug(name) or "components", taken)
            self._groups[name.lower()] = _Group(name if named else "", group_id, description, source)

    def add(self, component: Component, group: str, notes: Notes) -> str:
        """Add a listed component, whose id is empty; returns its id.

        Names stay as they are: components of different groups may share one, those of one group may not.
        """
        self.add_group(group)
        members = self._groups[group.lower()].components
        name = component.name
        names = [one.name.lower() for one in members]
        if name.lower() in names:
            name = next(one for number in count(2) if (one := f"{name} ({number})").lower() not in names)
            notes.reworded(f"two components of one group are called {component.name}; one is now {name}")
        made = component.model_copy(update={"id": self._new_id(name, group), "name": name})
        members.append(made)
        return made.id

    def _new_id(self, name: str, group: str = "") -> str:
        taken = {known for ids in self._ids.values() for known in ids}
        wanted = component_slug(name)
        if wanted in taken and group:
            wanted = component_slug(f"{name} {group}")
        component_id = unique(wanted, taken)
        self._ids.setdefault(name.lower(), []).append(component_id)
        return component_id

    def ids_of(self, name: str) -> list[str]:
        """The ids of all that an incident means by a name; what is not listed becomes known by that."""
        if name.lower() not in self._ids:
            self._unlisted[name] = self._new_id(name)
        return self._ids[name.lower()]

    @property
    def unlisted(self) -> tuple[str, ...]:
        """Names that only incidents know, in the order in which they came up."""
        return tuple(self._unlisted)

    def groups(self, incidents: Iterable[Incident], now: datetime, notes: Notes) -> tuple[Group, ...]:
        """All groups with components; the unlisted come last, retired unless an incident is open at `now`."""
        listed = [
            Group(
                id=group.id,
                name=group.name,
                components=tuple(group.components),
                description=group.description,
                source=group.source,
            )
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
            f"what only incidents name is in the group “{UNLISTED}”, retired (until) with its last incident: "
            f"{', '.join(self._unlisted)}"
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
