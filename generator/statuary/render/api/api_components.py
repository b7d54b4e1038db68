"""Components, groups and the page's status, as Statuspage's API v2 has them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from statuary.model import Component, ComponentStatus, Group, Indicator
from statuary.render.api.api_shared import Api
from statuary.render.api.models import ComponentEntry, GroupEntry, Overall
from statuary.render.wording.labels import NOTHING_YET
from statuary.status.types import PageState

_DESCRIPTION = {
    Indicator.NONE: "All Systems Operational",
    Indicator.MAINTENANCE: "Service Under Maintenance",
    Indicator.MINOR: "Minor Service Outage",
    Indicator.MAJOR: "Partial System Outage",
    Indicator.CRITICAL: "Major System Outage",
}


def overall(state: PageState) -> Overall:
    """`{indicator, description}`: our indicator, in the words that clients know and compare.

    The words are fixed in English, whatever the page's language. Statuspage has seven descriptions, and each has
    one colour; the one with our indicator's colour is taken. (Statuspage thins a fault of one component among many
    down to a milder indicator. Ours is that of the page: a client must not be calmer than its readers are told to be.)
    """
    return Overall.model_construct(indicator=state.indicator, description=_description(state))


def _description(state: PageState) -> str:
    """On a page that says nothing yet, just that, for clients go by the indicator.

    Of the three that are minor, two tell of slowness: of some components, or of all on a page with several.
    """
    if state.nothing_reported:
        return NOTHING_YET
    statuses = list(state.components.values())
    if state.indicator is Indicator.MINOR and ComponentStatus.DEGRADED_PERFORMANCE in statuses:
        if len(statuses) > 1 and set(statuses) == {ComponentStatus.DEGRADED_PERFORMANCE}:
            return "Degraded System Service"
        return "Partially Degraded Service"
    return _DESCRIPTION[state.indicator]


class Components:
    """Every component as an entry, made once, for incidents repeat them.

    `listed`: groups, each before its members, and components outside a named group, in the order of the page.
    What is retired is not listed, as on the page, but stays with the incidents that it was in.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._beginning = _beginning(api.frame.state)
        self._statuses = api.frame.state.statuses
        self._entries: dict[str, ComponentEntry] = {}
        self._names: dict[str, str] = {}
        self.listed: list[ComponentEntry] = []
        self._position = 0
        for group in api.frame.state.site.groups:
            if group.name:
                self._add_group(group)
            else:
                self._add_members(group.components, None)

    def named(self, keys: Iterable[str]) -> list[ComponentEntry]:
        """The entries of these components, in the order of the page; one that it does not know comes last."""
        wanted = dict.fromkeys(keys)
        for key in wanted:
            if key not in self._entries:
                self._entries[key] = self._entry(Component(id=key, name=key), None, self._next())
        return [entry for key, entry in self._entries.items() if key in wanted]

    def full_name(self, key: str) -> str:
        """`Shop - Checkout`: an update names a component of a group with the group."""
        return self._names.get(key, key)

    def _next(self) -> int:
        self._position += 1
        return self._position

    def _add_members(self, members: Sequence[Component], group: Group | None) -> list[ComponentEntry]:
        """Add components of one group, or outside of any; returns those that are shown."""
        shown = []
        for number, component in enumerate(members, 1):
            position = number if group else self._next()
            entry = self._entry(component, group, position)
            self._entries[component.id] = entry
            self._names[component.id] = f"{group.name} - {component.name}" if group else component.name
            if component.id in self._api.frame.state.components:
                shown.append(entry)
        self.listed += shown
        return shown

    def _add_group(self, group: Group) -> None:
        place = len(self.listed)
        position = self._next()
        shown = self._add_members(group.components, group)
        if not shown:
            return
        members = [one for one in group.components if one.id in self._api.frame.state.components]
        entry = GroupEntry.model_construct(
            id=self._api.ids.group(group),
            name=group.name,
            status=self._api.frame.state.group_status(group),
            created_at=self._api.instant(min(self._created(one) for one in members)),
            updated_at=self._api.instant(max(self._changed(one) for one in members)),
            position=position,
            description=group.description or None,
            page_id=self._api.ids.page,
            components=[one.id for one in shown],
        )
        self.listed.insert(place, entry)

    def _entry(self, component: Component, group: Group | None, position: int) -> ComponentEntry:
        return ComponentEntry.model_construct(
            id=self._api.ids.component(component.id),
            name=component.name,
            status=self._statuses.get(component.id, ComponentStatus.OPERATIONAL),
            created_at=self._api.instant(self._created(component)),
            updated_at=self._api.instant(self._changed(component)),
            position=position,
            description=component.description or None,
            start_date=component.since,
            group_id=self._api.ids.group(group) if group else None,
            page_id=self._api.ids.page,
        )

    def _created(self, component: Component) -> datetime:
        """Midnight of the day from which it counts; without one, when it was first in trouble, or the page began."""
        if component.since is not None:
            return datetime.combine(component.since, time(), self._api.frame.settings.zone)
        return min((self._beginning, *self._changes(component.id)))

    def _changed(self, component: Component) -> datetime:
        return max((self._created(component), *self._changes(component.id)))

    def _changes(self, key: str) -> Iterator[datetime]:
        """When its status changed, as its incidents tell."""
        for _, span in self._api.frame.state.spans_by_component.get(key, ()):
            yield span.start
            if span.end is not None:
                yield span.end


def _beginning(state: PageState) -> datetime:
    """When the page first said anything; a page that has not said anything yet begins now."""
    said = (min(item.start, item.updates[0].at) for item in state.by_id.values())
    return min((state.now, *said))
