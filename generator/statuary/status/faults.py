"""What went wrong in planned work, and stays wrong until somebody says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from statuary.model import ComponentStatus, Impact

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
