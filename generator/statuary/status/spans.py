"""When which component was not operational, from a course that was cut at `now`.

When a fault was over, where its updates alone do not tell: its author names the end, or nobody knows it.

What was last said of open work, and how long it is known to be so when nobody speaks any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from statuary.model import ACTIVE_STAGES, DEFAULT_CADENCE, ENDED_STAGES, ComponentStatus, Impact, Kind, Stage
from statuary.status.stages import UNDER_WAY, Course, StageChange, StatusChange
from statuary.status.types import IncidentState, Span, Standing, Stretch

AT_WORK = ACTIVE_STAGES | UNDER_WAY
"""The stages in which an incident or a maintenance has a hold on its components."""


class _Stretch(NamedTuple):
    component: str
    status: ComponentStatus
    start: datetime
    end: datetime | None


def component_spans(steps: Sequence[StageChange], changes: Sequence[StatusChange]) -> tuple[Span, ...]:
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


def times_at_work(steps: Sequence[StageChange]) -> list[tuple[datetime, datetime | None]]:
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


def _stretches(changes: Sequence[StatusChange]) -> Iterator[_Stretch]:
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


AT_ONCE = timedelta(minutes=2)
"""Updates that lie no further apart were written together: nobody can tell from them how long the fault lasted."""


def by_author(state: IncidentState, course: Course) -> IncidentState:
    """The state with what the front matter says of the fault's own times; `course` is that of its updates.

    An incident that is open, or that was opened again, has no single end: `ended` must never make it look over.
    """
    incident = state.incident
    if incident.kind is not Kind.INCIDENT or state.end is None:
        return state
    if incident.ended is None:
        late = _is_announced_late(state, state.end)
        return state.model_copy(update={"reported_afterwards": True}) if late else state
    closed = _closed(course.steps)
    if closed is None:
        return state
    end = max(state.start, min(incident.ended, course.steps[closed].start))
    steps = [step for step in course.steps[:closed] if step.start < end]
    spans = component_spans([*steps, StageChange(end, Stage.RESOLVED)], list(_until(end, course.changes)))
    stretch = Stretch(start=state.start, end=end)
    facts = {
        "end": end,
        "duration": end - state.start,
        "stretches": (stretch,),
        "spans": spans,
        "told": state.spans,
    }
    return state.model_copy(update=facts)


def _closed(steps: Sequence[StageChange]) -> int | None:
    """The place of the step that closed the incident; None where it is open or was opened again."""
    closed = next((index for index, step in enumerate(steps) if step.stage in ENDED_STAGES), None)
    if closed is None or any(step.stage not in ENDED_STAGES for step in steps[closed:]):
        return None
    return closed


def _is_announced_late(state: IncidentState, end: datetime) -> bool:
    """Whether an incident was told only once it was over, so that nobody knows how long it lasted."""
    closing = next(one.at for one in state.updates if one.at >= end)
    started = state.incident.started
    told = started is not None and started < closing
    return not told and closing - state.updates[0].at <= AT_ONCE


def _until(end: datetime, changes: Sequence[StatusChange]) -> Iterator[StatusChange]:
    """What was said until the end. What was said of the fault later held in all of it, unless that was worse."""
    late: dict[str, ComponentStatus] = {}
    for change in changes:
        if change.at > end:
            late |= _worse(change.components, late)
    for number, (at, components) in enumerate(changes):
        if at <= end:
            known = late if number == 0 else {key: late[key] for key in components if key in late}
            yield StatusChange(at, components | _worse(known, components))


def _worse(
    said: Mapping[str, ComponentStatus], held: Mapping[str, ComponentStatus]
) -> dict[str, ComponentStatus]:
    fine = ComponentStatus.OPERATIONAL
    return {key: one for key, one in said.items() if one.badness > held.get(key, fine).badness}


SILENCE = timedelta(days=3)
"""Nothing counts as unconfirmed before that: a weekend without an update is not yet a forgotten incident."""


def with_silence(
    state: IncidentState, now: datetime, cadence: Mapping[Impact, timedelta] = DEFAULT_CADENCE
) -> IncidentState:
    """The same, with what follows from nobody having spoken: `silent_after` and `unconfirmed`.

    The last word holds for twice the usual time between updates, and until a promised update is due. Of work that
    was announced weeks before and runs as planned nobody has to speak before its end.
    """
    if state.standing is not Standing.ACTIVE or state.incident.kind is Kind.NOTICE:
        return state
    is_work = state.incident.kind is Kind.MAINTENANCE
    ends = state.window_ends
    spoken = max(state.newest.at, ends or state.start) if is_work else state.newest.at
    usual = 2 * cadence.get(state.impact, timedelta())
    until = max(spoken + max(usual, SILENCE), state.next_update or spoken)
    due = ends if is_work else until
    unconfirmed = due is not None and now > due
    return state.model_copy(update={"silent_after": until, "unconfirmed": unconfirmed})
