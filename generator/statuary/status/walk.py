"""The course of one incident or maintenance, told by its updates alone.

Nothing here looks at the clock: the walk goes on into the future (a window that will open by itself), and
`statuary.status.incidents` cuts it at `now`. So a later `now` can only add to what was true before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from statuary.model import ACTIVE_STAGES, ENDED_STAGES, ComponentStatus, Incident, Stage, Update

UNDER_WAY = frozenset({Stage.IN_PROGRESS, Stage.VERIFYING})
_EVER = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Post(NamedTuple):
    """An update and the instant from which it counts (its own time, or `now` if its clock ran ahead)."""

    at: datetime
    update: Update


class Step(NamedTuple):
    """From `start` on, the stage was `stage`: a light `Phase`, for the walk makes many that are cut."""

    start: datetime
    stage: Stage


class Change(NamedTuple):
    """At `at`, these components were said to have these statuses."""

    at: datetime
    components: dict[str, ComponentStatus]


class Course(NamedTuple):
    """`steps` ascend, no two neighbours share a stage; `changes` ascend, and count only while work is active.

    `starts` and `ends` are the newest window of a maintenance, None for an incident.
    """

    steps: list[Step]
    changes: list[Change]
    starts: datetime | None = None
    ends: datetime | None = None


def incident_course(incident: Incident, posts: Sequence[Post]) -> Course:
    """Walk an incident; `posts` has at least one item and ascends.

    Statuses that are named while it is closed are passed over, so that an incident that is opened again
    returns to what it was before the resolution, and not to the `operational` that Resolved may name.
    """
    start = min(incident.started or posts[0].at, posts[0].at)
    stage = _incident_stage(Stage.INVESTIGATING, posts[0].update.stage)
    # Resolved as the first word says that there was a fault until then.
    steps = [Step(start, Stage.INVESTIGATING if start < posts[0].at and stage in ENDED_STAGES else stage)]
    changes = [Change(start, incident.components)]
    for at, update in posts:
        stage = _incident_stage(stage, update.stage)
        if stage is not steps[-1].stage:
            steps.append(Step(at, stage))
        if update.components and stage not in ENDED_STAGES:
            changes.append(Change(at, update.components))
    return Course(steps, changes)


def _incident_stage(stage: Stage, said: Stage) -> Stage:
    """The stage after an update. A post-mortem of an open incident is a mistake and must not close it."""
    if said in ACTIVE_STAGES or said is Stage.RESOLVED:
        return said
    return said if said is Stage.POSTMORTEM and stage in ENDED_STAGES else stage


def windows(
    starts: datetime | None, ends: datetime | None, updates: Sequence[Update]
) -> list[tuple[datetime | None, datetime | None]]:
    """The window in force after each update, from the one in front matter: the newest value of either holds."""
    in_force = []
    for update in updates:
        starts, ends = update.starts or starts, update.ends or ends
        in_force.append((starts, ends))
    return in_force


def maintenance_course(incident: Incident, posts: Sequence[Post]) -> Course:
    """Walk a maintenance; `posts` has at least one item and ascends. Without `starts` it starts as posted."""
    first = posts[0].update
    walk = _Window(
        starts=first.starts or incident.starts or posts[0].at,
        ends=first.ends or incident.ends,
        auto_complete=incident.auto_complete,
    )
    changes = [Change(_EVER, incident.components)]
    for at, update in posts:
        walk.post(at, update)
        if update.components and walk.stage not in ENDED_STAGES:
            changes.append(Change(at, update.components))
    walk.pass_time(_NEVER)
    return Course(walk.steps, changes, walk.starts, walk.ends)


@dataclass
class _Window:
    """A maintenance in the middle of the walk.

    `in_trouble`: a fault was posted, so that the work is not over by itself, whatever was planned.
    `by_itself`: the present stage came with the time and not from a person, so that a window that is moved
    afterwards takes it back.
    """

    starts: datetime
    ends: datetime | None
    auto_complete: bool
    steps: list[Step] = field(default_factory=list)
    by_itself: bool = False
    in_trouble: bool = False
    last_post: datetime = _EVER

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage if self.steps else Stage.SCHEDULED

    def post(self, at: datetime, update: Update) -> None:
        """Let the time pass until `at`, move the window, then do what the update says."""
        self.pass_time(at)
        self.starts = update.starts or self.starts
        self.ends = update.ends or self.ends
        self.last_post = at
        self.pass_time(at)  # "it began at ten" may be posted at five past ten
        self._say(at, update)

    def pass_time(self, until: datetime) -> None:
        """Begin and complete by itself what is due before `until`; at the same instant a post comes first."""
        if self.stage is Stage.SCHEDULED:
            begin = max(self.starts, self._since)
            if begin < until:
                self._enter(begin, Stage.IN_PROGRESS, by_itself=True)
        if self._completes_by_itself():
            due = max(self.ends or _NEVER, self.last_post)
            if due < until:
                self._enter(due, Stage.COMPLETED, by_itself=True)

    @property
    def _since(self) -> datetime:
        return self.steps[-1].start if self.steps else _EVER

    def _completes_by_itself(self) -> bool:
        """Whoever posts In progress after the end of the window is believed: that is not ended by itself."""
        in_time = self.ends is not None and self.ends >= self._since
        return self.auto_complete and self.stage in UNDER_WAY and in_time and not self.in_trouble

    def _say(self, at: datetime, update: Update) -> None:
        if update.components:
            worst = max(status.badness for status in update.components.values())
            self.in_trouble = worst > ComponentStatus.UNDER_MAINTENANCE.badness
            if self.in_trouble and self.by_itself and self.stage is Stage.COMPLETED:
                self._enter(at, Stage.IN_PROGRESS)
        if update.stage in UNDER_WAY or update.stage in (Stage.COMPLETED, Stage.CANCELLED):
            self._enter(at, update.stage)
        elif self._is_put_back(at, update):
            self._enter(at, Stage.SCHEDULED)
        elif self._is_prolonged(at, update):
            self._enter(at, Stage.IN_PROGRESS)

    def _is_put_back(self, at: datetime, update: Update) -> bool:
        """Scheduled counts while the window is still to open; once it is open, it would deny what is so."""
        moved = self.by_itself and self.stage is Stage.IN_PROGRESS and update.starts is not None
        return self.starts > at and (update.stage is Stage.SCHEDULED or moved or not self.steps)

    def _is_prolonged(self, at: datetime, update: Update) -> bool:
        moved = update.ends is not None and update.ends > at
        return moved and self.by_itself and self.stage is Stage.COMPLETED

    def _enter(self, at: datetime, stage: Stage, *, by_itself: bool = False) -> None:
        if not self.steps or stage is not self.stage:
            self.steps.append(Step(at, stage))
        self.by_itself = by_itself
