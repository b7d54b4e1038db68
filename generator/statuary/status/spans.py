"""When which component was not operational, from a course that was cut at `now`."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from statuary.model import ACTIVE_STAGES, ComponentStatus
from statuary.status.types import Span
from statuary.status.walk import UNDER_WAY, Change, Step

AT_WORK = ACTIVE_STAGES | UNDER_WAY
"""The stages in which an incident or a maintenance has a hold on its components."""


class _Stretch(NamedTuple):
    component: str
    status: ComponentStatus
    start: datetime
    end: datetime | None


def component_spans(steps: Sequence[Step], changes: Sequence[Change]) -> tuple[Span, ...]:
    """The non-operational stretches of all components, by start then component, while the work was active.

    None is an empty stretch, save one that opens at `now` itself: that one matters to readers.
    """
    if not any(change.components for change in changes):
        return ()
    times = times_at_work(steps)
    found = [
        Span(component=stretch.component, status=stretch.status, start=lower, end=upper)
        for stretch in _stretches(changes)
        for lower, upper in _overlaps(stretch, times)
    ]
    return tuple(sorted(found, key=lambda span: (span.start, span.component)))


def times_at_work(steps: Sequence[Step]) -> list[tuple[datetime, datetime | None]]:
    """From when until when it was open: the one source of durations and of downtime. None: it still is."""
    found: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = None
    for start, stage in steps:
        if stage in AT_WORK:
            since = since or start
        elif since is not None:
            found.append((since, start))
            since = None
    return found if since is None else [*found, (since, None)]


def _stretches(changes: Sequence[Change]) -> Iterator[_Stretch]:
    """One stretch a component and status in force; a change to the same status goes on with it."""
    held: dict[str, tuple[ComponentStatus, datetime]] = {}
    for at, components in changes:
        for component, status in components.items():
            before = held.get(component)
            if before is None or before[0] is not status:
                if before is not None and before[0] is not ComponentStatus.OPERATIONAL:
                    yield _Stretch(component, *before, at)
                held[component] = (status, at)
    for component, (status, start) in held.items():
        if status is not ComponentStatus.OPERATIONAL:
            yield _Stretch(component, status, start, None)


def _overlaps(
    stretch: _Stretch, times: Sequence[tuple[datetime, datetime | None]]
) -> Iterator[tuple[datetime, datetime | None]]:
    for since, until in times:
        lower = max(stretch.start, since)
        ends = [end for end in (stretch.end, until) if end is not None]
        upper = min(ends, default=None)
        if upper is None or lower < upper:
            yield lower, upper
