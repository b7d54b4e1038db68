"""A component's last months as calendars: each day by its worst, with what happened and the way there."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from statuary.model import ComponentStatus
from statuary.render.frame import Frame
from statuary.render.wording.affected import NAMES_SHOWN
from statuary.render.wording.instants import Month
from statuary.render.wording.labels import STATUS_TONE, STATUS_WORD, Tone
from statuary.render.wording.weeks import first_weekday
from statuary.status import Day, component_days, uptime_percent
from statuary.status.types import IncidentState

MONTHS_SHOWN = 12
FULL = 100


class DayCell(NamedTuple):
    """One day of a month. `counted`: it is not before the component's first day, after its last, or still to come.

    `tone` is None on a day without problems; else `word` says its worst, `length` how long that lasted (empty where
    nobody knows), `titles` what happened, and `incident` is the id of the worst of that.
    """

    number: int
    counted: bool
    tone: Tone | None = None
    word: str = ""
    length: str = ""
    titles: str = ""
    incident: str = ""


class CalendarMonth(NamedTuple):
    """A month with its uptime; its first day stands in the column `first` of 7.

    `uncounted`: there were problems, and none of them counts as downtime.
    """

    title: str
    uptime: str
    uncounted: bool
    first: int
    days: tuple[DayCell, ...]


def calendar_months(component: str, begins: date, frame: Frame) -> Iterator[CalendarMonth]:
    """The newest months in which the component's uptime counts, the present one first. `begins`: its first day."""
    for month in _months_back(frame.today):
        first, last = _bounds(month)
        days = component_days(frame.state, component, first, last)
        percent = uptime_percent(days)
        if last >= begins and percent is not None:
            yield CalendarMonth(
                title=frame.language.month(month),
                uptime=frame.language.percent(percent),
                uncounted=percent == FULL and any(day.worst.badness for day in days),
                first=(first.weekday() - first_weekday(frame.language)) % 7 + 1,
                days=tuple(_cell(day, component, frame) for day in days),
            )


def _cell(day: Day, component: str, frame: Frame) -> DayCell:
    if day.worst is ComponentStatus.OPERATIONAL:
        return DayCell(day.day.day, counted=day.seconds > 0)
    items = [frame.state.by_id[key] for key in day.incidents]
    length = timedelta(seconds=day.by_status.get(day.worst, 0))
    known = any(item.lasted is not None for item in items)
    return DayCell(
        number=day.day.day,
        counted=True,
        tone=STATUS_TONE[day.worst],
        word=frame.language.gettext(STATUS_WORD[day.worst]),
        length=frame.language.duration(length) if known else "",
        titles=frame.language.listed([item.incident.title for item in items], NAMES_SHOWN),
        incident=max(items, key=lambda item: _weight(item, component)).incident.id,
    )


def _weight(item: IncidentState, component: str) -> tuple[int, float]:
    """The worst for the component, of equal ones the newest."""
    worst = item.worst_statuses.get(component, ComponentStatus.OPERATIONAL)
    return worst.badness, item.start.timestamp()


def _months_back(today: date) -> Iterator[Month]:
    year, month = today.year, today.month
    for _ in range(MONTHS_SHOWN):
        yield Month(year, month)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def _bounds(month: Month) -> tuple[date, date]:
    first = date(month.year, month.month, 1)
    later = first + timedelta(days=31)
    return first, later.replace(day=1) - timedelta(days=1)
