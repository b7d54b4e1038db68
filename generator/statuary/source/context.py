"""What a reader of one incident file must know of the rest of the site."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from statuary.model import Component
from statuary.source.times import Zones


@dataclass(frozen=True)
class Context:
    """Zones that times may name, and the components that an incident may name (by id, or by name in any case)."""

    zones: Zones
    components: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, zones: Zones, components: Iterable[Component]) -> "Context":
        """A context for these components; where an id equals another component's name, the id wins."""
        listed = list(components)
        by_name = {component.name.lower(): component.id for component in listed}
        return cls(zones, by_name | {component.id: component.id for component in listed})

    @property
    def component_ids(self) -> list[str]:
        """All ids, for suggestions."""
        return list(dict.fromkeys(self.components.values()))
