"""One incident, maintenance or notice at a given `now`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from statuary.model import (
    DEFAULT_CADENCE,
    ENDED_STAGES,
    FACTS,
    ComponentStatus,
    Impact,
    Incident,
    Kind,
    Stage,
    Update,
)
from statuary.status.maintenance import impact_of, maintenance_course
from statuary.status.promises import standing_promise
from statuary.status.spans import by_author, component_spans, times_at_work, with_silence
from statuary.status.stages import UNDER_WAY, Course, PostedUpdate, StageChange, StatusChange, incident_course
from statuary.status.types import IncidentState, Phase, Standing, Stretch

CLOCK_SKEW = timedelta(minutes=2)
"""How far an author's clock may run ahead: such an update counts at once, as if posted at `now`."""


class _Outline(NamedTuple):
    standing: Standing
    start: datetime
    end: datetime | None
    impact: Impact


def incident_state(
    incident: Incident, now: datetime, cadence: Mapping[Impact, timedelta] = DEFAULT_CADENCE
) -> IncidentState | None:
    """What is so at `now`, or None when nothing had been posted by then.

    Updates after `now` (beyond `CLOCK_SKEW`) do not exist yet, so one may look at the past. `cadence` is that of the
    page's settings; it decides only how long silence may be.
    Raises ValueError when `now` carries no offset.
    """
    now = in_utc(now)
    posts = _posts(incident.updates, now)
    if not posts:
        return None
    course = _course(incident, posts)
    course = course._replace(steps=[step for step in course.steps if step.start <= now])
    if incident.kind is Kind.NOTICE:
        outline = _notice(incident, posts, now)
    elif incident.kind is Kind.MAINTENANCE:
        outline = _maintenance(posts, course)
    else:
        outline = _incident(incident, posts, course)
    state = by_author(_state(incident, posts, now, course, outline), course)
    return with_silence(state, now, cadence)


def in_utc(now: datetime) -> datetime:
    """The same instant in UTC. A naive `now` would silently mean the zone of this machine: ValueError."""
    if now.tzinfo is None:
        raise ValueError("now must carry an offset, such as UTC")
    return now.astimezone(UTC)


def _posts(updates: Sequence[Update], now: datetime) -> list[PostedUpdate]:
    horizon = now + CLOCK_SKEW
    return [PostedUpdate(min(update.at, now), update) for update in updates if update.at <= horizon]


def _course(incident: Incident, posts: Sequence[PostedUpdate]) -> Course:
    if incident.kind is Kind.NOTICE:
        return Course([StageChange(posts[0].at, Stage.NOTICE)], [])
    if incident.kind is Kind.MAINTENANCE:
        return maintenance_course(incident, posts)
    return incident_course(incident, posts)


def _incident(incident: Incident, posts: Sequence[PostedUpdate], course: Course) -> _Outline:
    declared = _declared_impact(incident, posts)
    return _Outline(
        standing=_standing(course.steps[-1].stage),
        start=course.steps[0].start,
        end=_end(course.steps),
        impact=_derived_impact(course.changes) if declared is None else declared,
    )


def _maintenance(posts: Sequence[PostedUpdate], course: Course) -> _Outline:
    """Its impact is that of its faults: what was planned hurts as planned, whatever it says."""
    standing = _standing(course.steps[-1].stage)
    start = _begun(course.steps) or course.starts or posts[0].at
    end = _end(course.steps)
    return _Outline(
        standing=standing,
        start=start
        if end is None
        else min(start, end),  # cancelled before it began: there is no start to come
        end=end,
        impact=course.worst_impact if standing is Standing.PAST else course.impact,
    )


def _notice(incident: Incident, posts: Sequence[PostedUpdate], now: datetime) -> _Outline:
    """A notice is there from and until the times that its author names, and touches no component."""
    start = incident.visible_from or posts[0].at
    end = incident.visible_until
    impact = _declared_impact(incident, posts) or Impact.NONE
    if end is not None and end <= now:
        return _Outline(Standing.PAST, start, end, impact)
    return _Outline(Standing.PLANNED if now < start else Standing.ACTIVE, start, None, impact)


def _state(
    incident: Incident, posts: Sequence[PostedUpdate], now: datetime, course: Course, outline: _Outline
) -> IncidentState:
    standing, start, end, impact = outline
    stage = course.steps[-1].stage
    stretches = _stretches(course, outline, now)
    return IncidentState(
        incident=incident,
        updates=tuple(post.update for post in posts),
        phases=tuple(Phase(start=step.start, stage=step.stage) for step in course.steps),
        standing=standing,
        stage=stage,
        impact=impact,
        components=_held(course.changes) if standing is Standing.ACTIVE else {},
        start=start,
        end=end,
        stretches=stretches,
        duration=sum(((one.end or now) - one.start for one in stretches), timedelta()),
        window_starts=course.starts,
        window_ends=course.ends,
        planned=dict(course.planned),
        in_trouble=course.in_trouble and stage in UNDER_WAY,
        next_update=None if standing is Standing.PAST else _promised(posts),
        facts=_facts(posts),
        spans=component_spans(course.steps, course.changes),
    )


def _stretches(course: Course, outline: _Outline, now: datetime) -> tuple[Stretch, ...]:
    """When it was open, from its start on; a notice, from when until when it is to be seen."""
    times = times_at_work(course.steps)
    if course.steps[-1].stage is Stage.NOTICE and outline.start <= now:
        times = [(outline.start, outline.end)]
    return tuple(
        Stretch(start=max(since, outline.start), end=until)
        for since, until in times
        if until is None or until > outline.start
    )


def planned_and_said(
    item: IncidentState,
) -> Iterator[tuple[dict[str, ComponentStatus], dict[str, ComponentStatus]]]:
    """For each update, which statuses were a plan, and which were so; the front matter's go with the first one."""
    first = item.incident.components
    for update in item.updates:
        if item.incident.kind is not Kind.MAINTENANCE:
            yield {}, {**first, **update.components}
        elif item.stage_at(update.at) is Stage.SCHEDULED:
            yield {**first, **update.components}, {}
        else:
            yield first, update.components
        first = {}


def as_announced(item: IncidentState, place: int) -> IncidentState:
    """What was so when the update at `place` was the newest, however soon the next one came."""
    update = item.updates[place]
    by_then = item.incident.model_copy(update={"updates": item.updates[: place + 1]})
    return incident_state(by_then, update.at) or item


def _standing(stage: Stage) -> Standing:
    if stage is Stage.SCHEDULED:
        return Standing.PLANNED
    return Standing.PAST if stage in ENDED_STAGES else Standing.ACTIVE


def _begun(steps: Sequence[StageChange]) -> datetime | None:
    """When the work began, counted anew after it was put back to Scheduled; None if it has not."""
    begun = None
    for start, stage in steps:
        if stage is Stage.SCHEDULED:
            begun = None
        elif stage in UNDER_WAY:
            begun = begun or start
    return begun


def _end(steps: Sequence[StageChange]) -> datetime | None:
    """When it was closed for the last time; what is said after that (a post-mortem) does not move the end."""
    end = None
    for start, stage in steps:
        end = (end or start) if stage in ENDED_STAGES else None
    return end


def _declared_impact(incident: Incident, posts: Sequence[PostedUpdate]) -> Impact | None:
    for post in reversed(posts):
        if post.update.impact is not None:
            return post.update.impact
    return incident.impact


def _derived_impact(changes: Sequence[StatusChange]) -> Impact:
    """By the worst status so far, and at least minor: an open incident is green only if its author says `none`."""
    so_far = (impact_of(change.components) for change in changes)
    return Impact.worst([Impact.MINOR, *so_far])


def _held(changes: Sequence[StatusChange]) -> dict[str, ComponentStatus]:
    held: dict[str, ComponentStatus] = {}
    for change in changes:
        held.update(change.components)
    return held


def _promised(posts: Sequence[PostedUpdate]) -> datetime | None:
    promise = standing_promise(post.update for post in posts)
    return promise.due if promise else None


def _facts(posts: Sequence[PostedUpdate]) -> dict[str, str]:
    """The newest word on each; an empty one takes back what was said."""
    said: dict[str, str] = {}
    for _, update in posts:
        for key in FACTS:
            value = getattr(update, key)
            if value is not None:
                said[key] = value
    return {key: said[key] for key in FACTS if said.get(key)}
