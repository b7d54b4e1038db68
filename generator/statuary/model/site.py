"""Everything that a page is made from: settings, components (the content of `components.yaml`) and incidents."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from statuary.model.enums import ComponentStatus, Impact
from statuary.model.incident import Incident, Withdrawal
from statuary.model.options import PageOptions, Rhythm, Words

_CSTATE = re.compile(r"cstate:(?P<path>(?!\.\.?(?:/|$))[^/\s?#]+(?:/(?!\.\.?(?:/|$))[^/\s?#]+)*)")
_STATUSPAGE = re.compile(r"statuspage:([^\s/#]+)")


class Component(BaseModel):
    """One thing that customers know by name. `id` is a permanent slug.

    Uptime counts from `since` (else from the first incident) and stops at `until` for a retired component;
    both are days in the page's zone. `url` is where it is found. `words` are the owner's sentences for what people
    notice, by its status.
    `source` names where it was imported from.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    description: str = ""
    url: str = ""
    since: date | None = None
    until: date | None = None
    words: Mapping[ComponentStatus, str] = {}
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


DEFAULT_WEIGHTS: Mapping[ComponentStatus, Fraction] = MappingProxyType(
    {
        ComponentStatus.MAJOR_OUTAGE: Fraction(1),
        ComponentStatus.PARTIAL_OUTAGE: Fraction(3, 10),
        ComponentStatus.DEGRADED_PERFORMANCE: Fraction(0),
    }
)
"""How much of an outage counts as downtime: Atlassian Statuspage's weights, which readers already know."""

DEFAULT_CADENCE: Mapping[Impact, timedelta] = MappingProxyType(
    {
        Impact.CRITICAL: timedelta(minutes=30),
        Impact.MAJOR: timedelta(minutes=30),
        Impact.MINOR: timedelta(hours=1),
    }
)
"""How long after an update the next one is promised, where its author does not say."""


class Forge(StrEnum):
    """A kind of website that shows repositories, and on which files can be edited."""

    GITHUB = "github"
    GITLAB = "gitlab"


class Repository(BaseModel):
    """Where the page's files are edited on the web.

    `url` has no slash at its end. `forge` is None for a website of another kind. `folder` is where `mkdocs.yml` is in
    the repository: empty at its top, else with a slash at its end.
    """

    model_config = ConfigDict(frozen=True)

    url: str
    forge: Forge | None = None
    branch: str = "main"
    folder: str = ""


class Settings(PageOptions):
    """The page's name and address, and its options; from `mkdocs.yml`.

    `url` ends with a slash. `zone` is the zone of the page's days and words.
    `id_domain` names the page in feed ids for ever, so that a new domain notifies nobody again.
    `now` is fixed only where a page tells a story (the example).
    `cadence`: how long after an update the next one is promised, by impact.
    `rhythm`: how long readers may be left without a word, and when they are owed a post-mortem.
    `repository` is where authors edit the files, None where the owner does not say; `incidents_dir` is the incidents'
    folder below that of `mkdocs.yml`, without a slash at its end.
    `favicon` is the owner's icon of the tab, as an address from the site's root; empty where ours shows the state.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    name: str
    url: str
    id_domain: str
    zone: ZoneInfo = ZoneInfo("UTC")
    language: str = "en"
    now: datetime | None = None
    weights: dict[ComponentStatus, Fraction] = Field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    cadence: dict[Impact, timedelta] = Field(default_factory=lambda: dict(DEFAULT_CADENCE))
    repository: Repository | None = None
    incidents_dir: str = "incidents"
    words: Words = Words()
    rhythm: Rhythm = Rhythm()
    favicon: str = ""


class Site(BaseModel):
    """The whole truth as the files tell it, without a `now`."""

    model_config = ConfigDict(frozen=True)

    settings: Settings
    groups: tuple[Group, ...] = ()
    incidents: tuple[Incident, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()

    @property
    def components(self) -> Iterator[Component]:
        """All components in the order of the page."""
        return (component for group in self.groups for component in group.components)

    @cached_property
    def component_by_id(self) -> dict[str, Component]:
        """Every component by its permanent id."""
        return {component.id: component for component in self.components}
