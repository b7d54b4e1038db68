"""When a fault was over, where its updates alone do not tell: its author names the end, or nobody knows it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from statuary.model import ENDED_STAGES, ComponentStatus, Kind, Stage
from statuary.status.spans import component_spans
from statuary.status.types import IncidentState, Stretch
from statuary.status.walk import Change, Course, Step

AT_ONCE = timedelta(minutes=2)
"""Updates that lie no further apart were written together: nobody can tell from them how long the fault lasted."""


def by_author(state: IncidentState, course: Course) -> IncidentState:
    """The state with what the front matter says of the fault's own times; `course` is that of its updates.

    An incident that is open, or that was opened again, has no single end: `ended` must never make it look over.
    """
    incident, closed = state.incident, _closed(course.steps)
    if incident.kind is not Kind.INCIDENT or state.end is None:
        return state
    if incident.ended is None:
        late = _is_told_late(state, state.end)
        return state.model_copy(update={"reported_afterwards": True}) if late else state
    if closed is None:
        return state
    end = max(state.start, min(incident.ended, course.steps[closed].start))
    steps = [step for step in course.steps[:closed] if step.start < end]
    spans = component_spans([*steps, Step(end, Stage.RESOLVED)], list(_until(end, course.changes)))
    stretch = Stretch(start=state.start, end=end)
    facts = {
        "end": end,
        "duration": end - state.start,
        "stretches": (stretch,),
        "spans": spans,
        "told": state.spans,
    }
    return state.model_copy(update=facts)


def _closed(steps: Sequence[Step]) -> int | None:
    """The place of the step that closed the incident; None where it is open or was opened again."""
    closed = next((index for index, step in enumerate(steps) if step.stage in ENDED_STAGES), None)
    if closed is None or any(step.stage not in ENDED_STAGES for step in steps[closed:]):
        return None
    return closed


def _is_told_late(state: IncidentState, end: datetime) -> bool:
    """Whether an incident was told only once it was over, so that nobody knows how long it lasted."""
    closing = next(one.at for one in state.updates if one.at >= end)
    started = state.incident.started
    told = started is not None and started < closing
    return not told and closing - state.updates[0].at <= AT_ONCE


def _until(end: datetime, changes: Sequence[Change]) -> Iterator[Change]:
    """What was said until the end. What was said of the fault later held in all of it, unless that was worse."""
    late: dict[str, ComponentStatus] = {}
    for change in changes:
        if change.at > end:
            late |= _worse(change.components, late)
    for number, (at, components) in enumerate(changes):
        if at <= end:
            known = late if number == 0 else {key: late[key] for key in components if key in late}
            yield Change(at, components | _worse(known, components))


def _worse(
    said: Mapping[str, ComponentStatus], held: Mapping[str, ComponentStatus]
) -> dict[str, ComponentStatus]:
    fine = ComponentStatus.OPERATIONAL
    return {key: one for key, one in said.items() if one.badness > held.get(key, fine).badness}
