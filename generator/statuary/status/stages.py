"""The course of one incident or maintenance, told by its updates alone.

Nothing here looks at the clock: the walk goes on into the future (a window that will open by itself), and
`statuary.status.incidents` cuts it at `now`. So a later `now` can only add to what was true before.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from statuary.model import ACTIVE_STAGES, ENDED_STAGES, ComponentStatus, Impact, Incident, Stage, Update

UNDER_WAY = frozenset({Stage.IN_PROGRESS, Stage.VERIFYING})


class PostedUpdate(NamedTuple):
    """An update and the instant from which it counts (its own time, or `now` if its clock ran ahead)."""

    at: datetime
    update: Update


class StageChange(NamedTuple):
    """From `start` on, the stage was `stage`: a light `Phase`, for the walk makes many that are cut."""

    start: datetime
    stage: Stage


class StatusChange(NamedTuple):
    """At `at`, these components were said to have these statuses."""

    at: datetime
    components: dict[str, ComponentStatus]


class Course(NamedTuple):
    """`steps` ascend, no two neighbours share a stage; `changes` ascend, and count only while work is active.

    The rest is of maintenance alone. `starts` and `ends` are its newest window, `planned` what it is to do.
    `in_trouble`: an update said that it went wrong, and none has said otherwise; `impact` follows from that,
    `worst_impact` from all faults so far.
    """

    steps: list[StageChange]
    changes: list[StatusChange]
    starts: datetime | None = None
    ends: datetime | None = None
    planned: Mapping[str, ComponentStatus] = MappingProxyType({})
    in_trouble: bool = False
    impact: Impact = Impact.NONE
    worst_impact: Impact = Impact.NONE


def incident_course(incident: Incident, posts: Sequence[PostedUpdate]) -> Course:
    """Walk an incident; `posts` has at least one item and ascends.

    Statuses that are named while it is closed are passed over, so that an incident that is opened again
    returns to what it was before the resolution, and not to the `operational` that Resolved may name.
    """
    start = min(incident.started or posts[0].at, posts[0].at)
    stage = _incident_stage(Stage.INVESTIGATING, posts[0].update.stage)
    # Resolved as the first word says that there was a fault until then.
    steps = [
        StageChange(start, Stage.INVESTIGATING if start < posts[0].at and stage in ENDED_STAGES else stage)
    ]
    changes = [StatusChange(start, incident.components)]
    for at, update in posts:
        stage = _incident_stage(stage, update.stage)
        if stage is not steps[-1].stage:
            steps.append(StageChange(at, stage))
        if update.components and stage not in ENDED_STAGES:
            changes.append(StatusChange(at, update.components))
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
