"""One component: how it is, how it was, and what happened to it."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from statuary.model import Component, ComponentStatus
from statuary.render.frame import Frame
from statuary.render.pages.bars import DAYS, Bars, Legend, bars, legend
from statuary.render.pages.component_months import CalendarMonth, calendar_months
from statuary.render.pages.history_page import Row, row
from statuary.render.pages.incident_page import IncidentView, incident_views
from statuary.render.wording.labels import STATUS_TONE, STATUS_WORD, Tone
from statuary.render.wording.language import Language
from statuary.render.wording.weeks import weekdays
from statuary.status import Day, component_days, first_day, uptime_percent
from statuary.status.types import IncidentState, PageState, Standing

CARDS_SHOWN = 3
ROWS_SHOWN = 20
"""The calendar leads to all of the last months, the history to everything."""


class ComponentView(NamedTuple):
    """One component with its bars, as home and its own page show it. `uptime` is empty if unknown.

    `address` is its `url` as people say it.
    """

    id: str
    name: str
    description: str
    tone: Tone
    word: str
    retired: str
    bars: Bars
    uptime: str
    retired_iso: str = ""
    url: str = ""
    address: str = ""


class GroupLink(NamedTuple):
    """The way to a component's group on the home page, by the `id` of its element there."""

    name: str
    id: str


class ComponentPage(NamedTuple):
    """A component's own page. `left_out` incidents are only in the history.

    `open` are the worst incidents that are open now, which stand above all else, and not among the `rows`. `months`
    have the newest first; `weekdays` are letters, in the order of their columns. `group` is None for a component
    outside any group, and for one whose group is no longer on the home page.
    """

    component: ComponentView
    group: GroupLink | None
    open: tuple[IncidentView, ...]
    since: str
    months: tuple[CalendarMonth, ...]
    weekdays: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int
    since_iso: str
    legend: Legend


def last_days(component: Component, frame: Frame) -> tuple[Day, ...]:
    """The 90 days that bars show, today included."""
    return component_days(frame.state, component.id, frame.today - timedelta(days=DAYS - 1), frame.today)


def component_view(
    component: Component, frame: Frame, most: int = DAYS, days: Sequence[Day] | None = None
) -> ComponentView:
    """Its state now and its `last_days`; of those with problems `most` are listed."""
    days = days or last_days(component, frame)
    status = frame.state.components.get(component.id, ComponentStatus.OPERATIONAL)
    retired = component.id not in frame.state.components and component.until is not None
    language = frame.language
    return ComponentView(
        id=component.id,
        name=component.name,
        description=component.description,
        tone=Tone.NEUTRAL if retired else STATUS_TONE[status],
        word=language.pgettext("component", "Retired") if retired else language.gettext(STATUS_WORD[status]),
        retired=language.day(component.until) if retired and component.until else "",
        bars=bars(days, _titles(days, frame.state), language, _timeless(days, frame.state), most),
        uptime=uptime_text(uptime_percent(days), language),
        retired_iso=component.until.isoformat() if retired and component.until else "",
        url=component.url,
        address=re.sub(r"^(?:https?://|mailto:|tel:)|/$", "", component.url),
    )


def component_page(component: Component, items: Sequence[IncidentState], frame: Frame) -> ComponentPage:
    """The component's own page; `items` are the incidents that touched it, newest first."""
    first = first_day(frame.state, component.id)
    # What makes it red stands first, however many newer ones there are.
    items = sorted(items, key=lambda item: (item.standing is Standing.PAST, -_now(item, component).badness))
    cards = [item for item in items if item.standing is Standing.ACTIVE][:CARDS_SHOWN]
    shown = {item.incident.id for item in cards}
    rows = [item for item in items if item.incident.id not in shown]
    return ComponentPage(
        component=component_view(component, frame),
        group=_group_link(component, frame),
        open=incident_views(cards, frame),
        since=frame.language.day(first),
        months=tuple(calendar_months(component.id, first, frame)),
        weekdays=weekdays(frame.language),
        rows=tuple(row(item, frame) for item in rows[:ROWS_SHOWN]),
        left_out=max(0, len(rows) - ROWS_SHOWN),
        since_iso=first.isoformat(),
        legend=legend(frame.today, frame.language),
    )


def _group_link(component: Component, frame: Frame) -> GroupLink | None:
    """As the home page counts its groups: one of which everything is retired is not on it."""
    for number, (group, _) in enumerate(frame.state.groups, 1):
        if group.name and component in group.components:
            return GroupLink(group.name, f"group-{number}")
    return None


def _now(item: IncidentState, component: Component) -> ComponentStatus:
    """What an incident makes of the component at this moment."""
    is_open = item.standing is Standing.ACTIVE
    return (
        item.components.get(component.id, ComponentStatus.OPERATIONAL)
        if is_open
        else ComponentStatus.OPERATIONAL
    )


def uptime_text(percent: Decimal | None, language: Language) -> str:
    """`99.95%`, rounded down by whoever computed it; empty where no second counts."""
    return "" if percent is None else language.percent(percent)


def items_by_component(items: Sequence[IncidentState]) -> dict[str, list[IncidentState]]:
    """Which incidents touched, or will touch, a component; in the order given."""
    found: dict[str, list[IncidentState]] = {}
    for item in items:
        names = dict.fromkeys(item.incident.components) | dict.fromkeys(span.component for span in item.spans)
        for component in names:
            found.setdefault(component, []).append(item)
    return found


def _titles(days: Sequence[Day], state: PageState) -> Mapping[str, str]:
    return {key: state.by_id[key].incident.title for day in days for key in day.incidents}


def _timeless(days: Sequence[Day], state: PageState) -> set[str]:
    return {key for day in days for key in day.incidents if state.by_id[key].lasted is None}
