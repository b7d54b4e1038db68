"""The course of planned work: what happens by itself, what a person's word changes, what has gone wrong.

Before the work is under way, statuses are a plan, and so are those in front matter: in its window they are
maintenance. What an update says while it is under way is how things are. A fault among it stands until an update says
that the component works (or is under maintenance), or Completed; no other word and no moved window hides it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from statuary.model import ComponentStatus, Impact, Incident, Stage, Update
from statuary.status.stages import UNDER_WAY, Course, PostedUpdate, StageChange, StatusChange

_IMPACT_OF = {
    ComponentStatus.OPERATIONAL: Impact.NONE,
    ComponentStatus.UNDER_MAINTENANCE: Impact.NONE,
    ComponentStatus.DEGRADED_PERFORMANCE: Impact.MINOR,
    ComponentStatus.PARTIAL_OUTAGE: Impact.MAJOR,
    ComponentStatus.MAJOR_OUTAGE: Impact.CRITICAL,
}


def impact_of(statuses: Mapping[str, ComponentStatus]) -> Impact:
    """The impact that follows from the worst of these."""
    return Impact.worst(_IMPACT_OF[status] for status in statuses.values())


def as_planned(statuses: Mapping[str, ComponentStatus]) -> dict[str, ComponentStatus]:
    """What planned statuses are while the work runs as planned: whatever they say, it is maintenance."""
    planned = ComponentStatus.UNDER_MAINTENANCE
    return {key: planned if status.badness else status for key, status in statuses.items()}


@dataclass
class Faults:
    """The faults of one maintenance. `worst` is the worst impact so far, `impact` the present one."""

    components: dict[str, ComponentStatus] = field(default_factory=dict)
    declared: Impact | None = None
    worst: Impact = Impact.NONE

    def __bool__(self) -> bool:
        return bool(self.components) or self.declared not in (None, Impact.NONE)

    @property
    def impact(self) -> Impact:
        """As declared, else by the components."""
        return impact_of(self.components) if self.declared is None else self.declared

    def say(self, components: Mapping[str, ComponentStatus], impact: Impact | None) -> None:
        """Take in what an update says while the work is under way."""
        for key, status in components.items():
            if status.is_fault:
                self.components[key] = status
            else:
                self.components.pop(key, None)
        self.declared = impact or self.declared
        self.worst = Impact.worst([self.worst, self.impact])

    def forget(self) -> None:
        """A new round of the same work begins without the faults of the last."""
        self.components, self.declared = {}, None


_EVER = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Objection(NamedTuple):
    """An update that says what cannot count: `check` makes an error of it.

    Either it names faults although the work has not begun (`too_early`), or it puts the work back or calls it off
    while the faults of `components`, or an `impact`, stand.
    """

    update: Update
    too_early: bool
    components: dict[str, ComponentStatus]
    impact: Impact | None


def maintenance_course(incident: Incident, posts: Sequence[PostedUpdate]) -> Course:
    """Walk a maintenance; `posts` has at least one item and ascends. Without `starts` it starts as posted."""
    walk = _walked(incident, posts)
    walk.pass_time(_NEVER)
    return Course(
        walk.steps,
        walk.changes,
        walk.starts,
        walk.ends,
        walk.planned,
        in_trouble=bool(walk.faults),
        impact=walk.faults.impact,
        worst_impact=walk.faults.worst,
    )


def objections(incident: Incident) -> list[Objection]:
    """What the updates of a maintenance say that does not count."""
    return _walked(incident, [PostedUpdate(update.at, update) for update in incident.updates]).objections


def _walked(incident: Incident, posts: Sequence[PostedUpdate]) -> "_Walk":
    walk = _Walk(incident, posts[0])
    for at, update in posts:
        walk.post(at, update)
    return walk


class _Walk:
    """A maintenance in the middle of the walk.

    `_by_itself`: the present stage came with the time and not from a person, so that a window that is moved
    afterwards takes it back. `_waiting` is the stage to which it goes once no fault stands.
    """

    def __init__(self, incident: Incident, first: PostedUpdate) -> None:
        self.starts = first.update.starts or incident.starts or first.at
        self.ends = first.update.ends or incident.ends
        self.steps: list[StageChange] = []
        self.changes = [StatusChange(_EVER, as_planned(incident.components))]
        self.faults = Faults()
        self.objections: list[Objection] = []
        self.planned = dict(incident.components)
        self._auto_complete = incident.auto_complete
        self._by_itself = False
        self._waiting: Stage | None = None
        self._last_post = _EVER

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage if self.steps else Stage.SCHEDULED

    @property
    def _in_trouble(self) -> bool:
        return self.stage in UNDER_WAY and bool(self.faults)

    def post(self, at: datetime, update: Update) -> None:
        """Let the time pass until `at`, move the window, then do what the update says."""
        self.pass_time(at)
        self.starts = update.starts or self.starts
        self.ends = update.ends or self.ends
        self._last_post = at
        self.pass_time(at)  # "it began at ten" may be posted at five past ten
        self._say(at, update)
        self._follow(at, update)

    def pass_time(self, until: datetime) -> None:
        """Begin and complete by itself what is due before `until`; at the same instant a post comes first."""
        if self.stage is Stage.SCHEDULED:
            begin = max(self.starts, self._since)
            if begin < until:
                self._enter(begin, Stage.IN_PROGRESS, by_itself=True)
        if self._completes_by_itself():
            due = max(self.ends or _NEVER, self._last_post)
            if due < until:
                self._enter(due, Stage.COMPLETED, by_itself=True)

    @property
    def _since(self) -> datetime:
        return self.steps[-1].start if self.steps else _EVER

    def _completes_by_itself(self) -> bool:
        """Whoever posts In progress after the end of the window is believed: that is not ended by itself."""
        in_time = self.ends is not None and self.ends >= self._since
        return self._auto_complete and self.stage in UNDER_WAY and in_time and not self.faults

    def _say(self, at: datetime, update: Update) -> None:
        """Statuses and impact: how things are, once the work is under way; before that, what is planned."""
        if update.stage is Stage.COMPLETED:
            return
        if self._is_under_way(update):
            said = self._told(update)
            self.faults.say(said, update.impact)
            self.changes.append(StatusChange(at, said))
            if self.faults and self.stage is Stage.COMPLETED:
                self._enter(at, Stage.IN_PROGRESS)
        elif self.stage is Stage.SCHEDULED or update.stage is Stage.SCHEDULED:
            self.planned |= update.components
            self.changes.append(StatusChange(at, as_planned(update.components)))
            self._object_to_faults(update)

    def _told(self, update: Update) -> dict[str, ComponentStatus]:
        """Cancelled may only say of faults how they are: whoever goes on all the same works as planned."""
        if update.stage is not Stage.CANCELLED:
            return update.components
        faults = self.faults.components
        return {key: one for key, one in update.components.items() if one.is_fault or key in faults}

    def _is_under_way(self, update: Update) -> bool:
        if update.stage in UNDER_WAY or self.stage in UNDER_WAY:
            return True
        if self.stage is Stage.SCHEDULED:
            return self.starts <= update.at and update.stage is not Stage.CANCELLED
        return self._by_itself  # it ended by the clock, which sees no fault

    def _object_to_faults(self, update: Update) -> None:
        named = {key: status for key, status in update.components.items() if status.is_fault}
        impact = update.impact if update.impact is not Impact.NONE else None
        if (named or impact) and update.stage is not Stage.CANCELLED:
            self.objections.append(Objection(update, True, named, impact))

    def _follow(self, at: datetime, update: Update) -> None:
        """Go to the stage that the update says or brings about; not away from a fault."""
        self._object_to_denial(update)
        stage = self._stage_after(at, update) or self._waiting
        if stage in (Stage.SCHEDULED, Stage.CANCELLED) and self._in_trouble:
            self._waiting = stage
        elif stage is not None:
            self._waiting = None
            if stage is not Stage.SCHEDULED or self.starts > at:
                self._enter(at, stage)

    def _object_to_denial(self, update: Update) -> None:
        if self._in_trouble and update.stage in (Stage.SCHEDULED, Stage.CANCELLED):
            declared = self.faults.declared if self.faults.declared is not Impact.NONE else None
            self.objections.append(Objection(update, False, dict(self.faults.components), declared))

    def _stage_after(self, at: datetime, update: Update) -> Stage | None:
        if update.stage in UNDER_WAY or update.stage in (Stage.COMPLETED, Stage.CANCELLED):
            return update.stage
        if self._is_put_back(at, update):
            return Stage.SCHEDULED
        return Stage.IN_PROGRESS if self._is_prolonged(at, update) else None

    def _is_put_back(self, at: datetime, update: Update) -> bool:
        """Scheduled counts while the window is still to open; once it is open, it would deny what is so."""
        moved = self._by_itself and self.stage is Stage.IN_PROGRESS and update.starts is not None
        return self.starts > at and (update.stage is Stage.SCHEDULED or moved or not self.steps)

    def _is_prolonged(self, at: datetime, update: Update) -> bool:
        moved = update.ends is not None and update.ends > at
        return moved and self._by_itself and self.stage is Stage.COMPLETED

    def _enter(self, at: datetime, stage: Stage, *, by_itself: bool = False) -> None:
        if stage is Stage.SCHEDULED:
            self.faults.forget()
            self.changes.append(StatusChange(at, as_planned(self.planned)))
        if not self.steps or stage is not self.stage:
            self.steps.append(StageChange(at, stage))
        self._by_itself = by_itself
