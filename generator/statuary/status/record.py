"""How well readers were informed over a period, by impact and by month."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from statuary.model import Impact, Kind
from statuary.status.figures import CountedIncident, Figures, figures
from statuary.status.rhythm import reported_after_end, track_record
from statuary.status.types import IncidentState, PageState, Standing


class MonthFigures(NamedTuple):
    """The incidents that began in one month."""

    year: int
    month: int
    all: Figures


class Period(NamedTuple):
    """From the first day to the last, both included, in the page's zone."""

    first: date
    last: date


class CommunicationRecord(NamedTuple):
    """How readers were informed of the incidents that began in a period, as it is known at `now`.

    An incident counts once, whole, by the impact that it has now. `incidents` are sorted by their start; `by_impact`
    has the worst first, and only what there was. `maintenance` and `notices` began in the period, too, and are in no
    figure. `imported` incidents come from another page, `unreadable` updates say nothing. `withdrawn` of any time are
    on the page no more. `begins`: the day of the first report.
    """

    period: Period
    now: datetime
    incidents: tuple[CountedIncident, ...]
    all: Figures
    by_impact: dict[Impact, Figures]
    months: tuple[MonthFigures, ...]
    maintenance: int
    notices: int
    imported: int
    unreadable: int
    withdrawn: int
    begins: date | None


def last_days(today: date, count: int = 90) -> Period:
    """So many days, the last of which is today."""
    first = max(today.toordinal() - count + 1, 1)
    return Period(date.fromordinal(first), today)


def last_months(today: date, count: int = 12) -> Period:
    """This month so far, and the whole ones before it."""
    year, month = divmod(today.year * 12 + today.month - count, 12)
    return Period(date(year, month + 1, 1), today)


def communication_record(state: PageState, period: Period) -> CommunicationRecord:
    """Adds up what began in the period."""
    zone = state.site.settings.zone
    begun = [one for one in state.by_id.values() if one.standing is not Standing.PLANNED]
    inside = [one for one in begun if period.first <= one.start.astimezone(zone).date() <= period.last]
    counted = _counted(inside, state)
    kinds = [one.incident.kind for one in inside]
    return CommunicationRecord(
        period=period,
        now=state.now,
        incidents=counted,
        all=figures(counted, state.now),
        by_impact=_by_impact(counted, state.now),
        months=_months(counted, period, state),
        maintenance=kinds.count(Kind.MAINTENANCE),
        notices=kinds.count(Kind.NOTICE),
        imported=sum(one.track.imported for one in counted),
        unreadable=sum(update.is_fallback for one in counted for update in one.state.updates),
        withdrawn=len(state.site.withdrawn),
        begins=state.earliest.astimezone(zone).date() if state.earliest else None,
    )


def _counted(inside: Iterable[IncidentState], state: PageState) -> tuple[CountedIncident, ...]:
    settings = state.site.settings
    found = (
        CountedIncident(one, track_record(one, settings.rhythm, settings.zone), reported_after_end(one))
        for one in inside
        if one.incident.kind is Kind.INCIDENT
    )
    return tuple(sorted(found, key=lambda one: (one.state.start, one.state.incident.id)))


def _by_impact(counted: Sequence[CountedIncident], now: datetime) -> dict[Impact, Figures]:
    groups = {
        impact: [one for one in counted if one.state.impact is impact] for impact in reversed(list(Impact))
    }
    return {impact: figures(group, now) for impact, group in groups.items() if group}


def _months(counted: Sequence[CountedIncident], period: Period, state: PageState) -> tuple[MonthFigures, ...]:
    """Every month that the period touches, with or without an incident."""
    found: dict[tuple[int, int], list[CountedIncident]] = {}
    number = period.first.year * 12 + period.first.month - 1
    for one in range(number, period.last.year * 12 + period.last.month):
        found[one // 12, one % 12 + 1] = []
    for item in counted:
        day = item.state.start.astimezone(state.site.settings.zone)
        found[day.year, day.month].append(item)
    return tuple(MonthFigures(*month, figures(items, state.now)) for month, items in found.items())
