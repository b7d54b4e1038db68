"""Uptime from reported incidents: days in the page's zone, counted in whole seconds, exactly.

Instants are seconds since 1970 here. A span is widened to whole seconds, so that no downtime is ever lost.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from statuary.model import ComponentStatus
from statuary.status.types import PageState

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_BY_BADNESS = tuple(ComponentStatus)
_NO_DOWNTIME = Fraction()  # making one costs more than all the rest of a quiet day


class Day(BaseModel):
    """One component's day in the page's zone, from reported incidents.

    `seconds`: the part of the day that counts (0 before `since`, after `until` and in the future);
    `by_status`: seconds a status, the worst at each instant, operational left out;
    `downtime`: weighted seconds of those; `worst`: the worst status of the day;
    `incidents`: ids of what touched the component that day, by start.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    day: date
    seconds: int
    by_status: dict[ComponentStatus, int]
    downtime: Fraction
    worst: ComponentStatus
    incidents: tuple[str, ...]


class _Touch(NamedTuple):
    """An incident kept the component from being operational from `since` to `until`."""

    since: int
    until: int
    status: ComponentStatus
    incident: str


@dataclass
class _Book:
    """What one day adds up; `incidents` is an ordered set, for a list is slow with hundreds left open."""

    by_status: dict[ComponentStatus, int] = field(default_factory=dict)
    worst: ComponentStatus = ComponentStatus.OPERATIONAL
    incidents: dict[str, None] = field(default_factory=dict)


def first_day(state: PageState, component_id: str) -> date:
    """The day in the page's zone from which the component's uptime counts.

    That is its `since`; without one, the day of the earliest start on the page, at the latest today.
    Raises KeyError for a component that the page does not know.
    """
    since = state.site.component_by_id[component_id].since
    if since is not None:
        return since
    zone = state.site.settings.zone
    earliest = state.now if state.earliest is None else min(state.earliest, state.now)
    return earliest.astimezone(zone).date()


def component_days(state: PageState, component_id: str, first: date, last: date) -> tuple[Day, ...]:
    """One component's days from `first` to `last`, both included; days that do not count have 0 seconds.

    Raises KeyError for a component that the page does not know.
    """
    bounds = day_bounds(state.site.settings.zone, first, last)
    since, until = _counted(state, component_id, first, bounds)
    books = [_Book() for _ in bounds[1:]]
    touches = list(_touches(state, component_id, since, until))
    for touch in touches:
        _note(touch, books, bounds)
    for piece in _worst_pieces(touches):
        _charge(*piece, books, bounds)
    seconds = (max(min(end, until) - max(start, since), 0) for start, end in pairwise(bounds))
    weights = state.site.settings.weights
    return tuple(
        _day(first + index * _DAY, counts, book, weights)
        for index, (counts, book) in enumerate(zip(seconds, books, strict=True))
    )


def uptime_percent(days: Iterable[Day]) -> Decimal | None:
    """Uptime with two decimals, rounded down, so that 100.00 means no downtime; None if no second counts."""
    days = tuple(days)
    seconds = sum(day.seconds for day in days)
    if seconds == 0:
        return None
    downtime = sum((day.downtime for day in days if day.downtime), _NO_DOWNTIME)
    return Decimal((seconds - downtime) * 10_000 // seconds).scaleb(-2)


@lru_cache(maxsize=64)
def day_bounds(zone: ZoneInfo, first: date, last: date) -> tuple[int, ...]:
    """The instants at which the days from `first` to `last` begin, and at which the last one ends.

    Neighbours are 23 or 25 hours apart where clocks change; a midnight that clocks skip is the moment of
    the change.
    """
    days = range((last - first).days + 2)
    midnights = (datetime.combine(first + index * _DAY, time(), zone) for index in days)
    return tuple(_floor(midnight.astimezone(UTC)) for midnight in midnights)


def _counted(state: PageState, component_id: str, first: date, bounds: Sequence[int]) -> tuple[int, int]:
    """The part of the days that counts: from the component's first day to its `until` and to now."""

    def bound(day: date) -> int:
        return bounds[min(max((day - first).days, 0), len(bounds) - 1)]

    retired = state.site.component_by_id[component_id].until
    last = first + (len(bounds) - 2) * _DAY
    end = bounds[-1] if retired is None or retired >= last else bound(retired + _DAY)
    return bound(first_day(state, component_id)), min(end, _floor(state.now))


def _touches(state: PageState, component_id: str, since: int, until: int) -> Iterator[_Touch]:
    """The component's spans, clipped, by start. One that opens just now is empty, and still today's news."""
    for incident, span in state.spans_by_component.get(component_id, ()):
        lower = max(_floor(span.start), since)
        upper = until if span.end is None else min(_ceiling(span.end), until)
        if lower < upper or (span.end is None and lower == upper):
            yield _Touch(lower, upper, span.status, incident.incident.id)


def _note(touch: _Touch, books: Sequence[_Book], bounds: Sequence[int]) -> None:
    """Write the incident into every day that it touches."""
    index = bisect_right(bounds, touch.since) - 1
    last = bisect_right(bounds, max(touch.until - 1, touch.since))
    for book in books[index:last]:
        book.incidents.setdefault(touch.incident)
        if book.worst.badness < touch.status.badness:
            book.worst = touch.status


def _worst_pieces(touches: Iterable[_Touch]) -> Iterator[tuple[int, int, ComponentStatus]]:
    """Disjoint pieces with the worst status in each, ascending: overlapping incidents count once."""
    edges = [(touch.since, 1, touch.status.badness) for touch in touches]
    edges += [(touch.until, -1, touch.status.badness) for touch in touches]
    depth = [0] * len(_BY_BADNESS)
    since = 0
    for instant, step, badness in sorted(edges):
        worst = max((rank for rank, count in enumerate(depth) if count), default=0)
        if worst and since < instant:
            yield since, instant, _BY_BADNESS[worst]
        depth[badness] += step
        since = instant


def _charge(
    since: int, until: int, status: ComponentStatus, books: Sequence[_Book], bounds: Sequence[int]
) -> None:
    """Add the seconds of one piece to its days."""
    index = bisect_right(bounds, since) - 1
    while since < until:
        end = min(until, bounds[index + 1])
        by_status = books[index].by_status
        by_status[status] = by_status.get(status, 0) + end - since
        since, index = end, index + 1


def _day(day: date, seconds: int, book: _Book, weights: Mapping[ComponentStatus, Fraction]) -> Day:
    return Day(
        day=day,
        seconds=seconds,
        by_status=book.by_status,
        downtime=_downtime(book.by_status, weights),
        worst=book.worst,
        incidents=tuple(book.incidents),
    )


def _downtime(
    by_status: Mapping[ComponentStatus, int], weights: Mapping[ComponentStatus, Fraction]
) -> Fraction:
    """Weighted seconds. Planned work is no downtime, whatever weight it is given."""
    return sum(
        (
            weights.get(status, _NO_DOWNTIME) * seconds
            for status, seconds in by_status.items()
            if status is not ComponentStatus.UNDER_MAINTENANCE
        ),
        _NO_DOWNTIME,
    )


def _floor(instant: datetime) -> int:
    return (instant - _EPOCH) // _SECOND


def _ceiling(instant: datetime) -> int:
    return -((_EPOCH - instant) // _SECOND)
