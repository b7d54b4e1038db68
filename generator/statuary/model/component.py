"""What the company runs: the content of `components.yaml`."""

import re
from datetime import date
from urllib.parse import unquote

from pydantic import BaseModel, ConfigDict

_CSTATE = re.compile(r"cstate:(?P<path>(?!\.\.?(?:/|$))[^/\s?#]+(?:/(?!\.\.?(?:/|$))[^/\s?#]+)*)")
_STATUSPAGE = re.compile(r"statuspage:([^\s/#]+)")


class Component(BaseModel):
    """One thing that customers know by name. `id` is a permanent slug.

    Uptime counts from `since` (else from the first incident) and stops at `until` for a retired component;
    both are days in the page's zone. `url` is where it is found.
    `source` names where it was imported from.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    description: str = ""
    url: str = ""
    since: date | None = None
    until: date | None = None
    source: str | None = None

    @property
    def statuspage_code(self) -> str | None:
        """The component's id at Atlassian Statuspage, which clients of its API are configured with."""
        return _code(self.source)

    @property
    def cstate_path(self) -> str | None:
        """Where a cState page had it, below `/affected/`; None for any other source."""
        found = _CSTATE.fullmatch(self.source or "")
        return unquote(found["path"]) if found and ".." not in unquote(found["path"]) else None


class Group(BaseModel):
    """Components that are shown together; `name` is empty for components outside any group.

    `description` says in one line what they have in common.
    `source` names where it was imported from.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    components: tuple[Component, ...]
    description: str = ""
    source: str | None = None

    @property
    def statuspage_code(self) -> str | None:
        """The group's id at Atlassian Statuspage, where a group is a component too."""
        return _code(self.source)


def _code(source: str | None) -> str | None:
    """The code in `statuspage:CODE`; None for any other source."""
    found = _STATUSPAGE.fullmatch(source or "")
    return found[1] if found else None
