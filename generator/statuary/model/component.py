"""What the company runs: the content of `components.yaml`."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class Component(BaseModel):
    """One thing that customers know by name. `id` is a permanent slug.

    Uptime counts from `since` (else from the first incident) and stops at `until` for a retired component;
    both are days in the page's zone.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    description: str = ""
    since: date | None = None
    until: date | None = None


class Group(BaseModel):
    """Components that are shown together; `name` is empty for components outside any group."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    components: tuple[Component, ...]
