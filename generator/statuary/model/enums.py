"""The words of the field, as enums: Atlassian Statuspage's vocabulary, which readers' tools already speak."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class _Ranked(StrEnum):
    """Members are defined from the best to the worst; `badness` is the rank, 0 the best.

    Strings of two such enums can be equal (`minor`), so a rank cannot live in one shared dictionary.
    """

    badness: int

    def __new__(cls, value: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.badness = len(cls.__members__)
        return member

    @classmethod
    def worst(cls, values: Iterable[Self]) -> Self:
        """The worst of these; without any, the best that there is."""
        return max(values, key=lambda one: one.badness, default=next(iter(cls)))


class ComponentStatus(_Ranked):
    """How one component is. Planned work is milder than any fault."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def is_fault(self) -> bool:
        """Whether it is worse than planned work makes it."""
        return self.badness > ComponentStatus.UNDER_MAINTENANCE.badness


class Impact(_Ranked):
    """How badly an incident hurts the people who use the product."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Indicator(_Ranked):
    """The page's overall state, with the values of Statuspage's API v2. Planned work is milder than any fault."""

    NONE = "none"
    MAINTENANCE = "maintenance"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Kind(StrEnum):
    """What a file in `incidents/` tells of; the front matter's `type`."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"


class Stage(StrEnum):
    """What an update's heading says. `UPDATE` keeps the stage that held before it."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"
    UPDATE = "update"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The word in a heading: `In progress` for `in_progress`."""
        return self.value.replace("_", " ").capitalize()


ACTIVE_STAGES = frozenset({Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING})

ENDED_STAGES = frozenset({Stage.RESOLVED, Stage.POSTMORTEM, Stage.COMPLETED, Stage.CANCELLED})

STAGES_OF: dict[Kind, tuple[Stage, ...]] = {
    Kind.INCIDENT: (
        Stage.INVESTIGATING,
        Stage.IDENTIFIED,
        Stage.MONITORING,
        Stage.RESOLVED,
        Stage.POSTMORTEM,
        Stage.UPDATE,
    ),
    Kind.MAINTENANCE: (
        Stage.SCHEDULED,
        Stage.IN_PROGRESS,
        Stage.VERIFYING,
        Stage.COMPLETED,
        Stage.CANCELLED,
        Stage.UPDATE,
    ),
    Kind.NOTICE: (Stage.NOTICE, Stage.UPDATE),
}
