"""What a reader of one incident file must know of the rest of the site."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from statuary.model import Component, Group
from statuary.source.times import Zones


@dataclass(frozen=True)
class Context:
    """Zones that times may name, and the components that an incident may name (by id, or by name in any case).

    `groups` are their groups' names in lower case: nobody can set the status of a group, but some will try.
    """

    zones: Zones
    components: dict[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    @classmethod
    def of(cls, zones: Zones, components: Iterable[Component], groups: Iterable[Group] = ()) -> "Context":
        """A context for these components and groups; where an id equals another component's name, the id wins."""
        listed = list(components)
        by_name = {component.name.lower(): component.id for component in listed}
        ids = {component.id: component.id for component in listed}
        return cls(zones, by_name | ids, frozenset(group.name.lower() for group in groups if group.name))

    @property
    def component_ids(self) -> list[str]:
        """All ids, for suggestions."""
        return list(dict.fromkeys(self.components.values()))
