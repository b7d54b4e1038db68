"""The objects of Statuspage's API v2, their fields in the order in which Statuspage writes them.

We fill them with `model_construct`, for what is ours was checked when it was read. What others send is checked and
cleaned at the door (`model_validate`): it is a stranger's. There, fields that nobody reads (`Unread`) are free.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SkipValidation,
)

from statuary.model import ComponentStatus, Impact, Indicator, Stage
from statuary.source import vocabulary
from statuary.source.encoding import FORBIDDEN
from statuary.source.times import FIRST_YEAR, LAST_YEAR

_LONGEST = 300
"""Characters of a name or a title; a terminal must stay readable whatever a page sends."""
MAINTENANCE: Literal["maintenance"] = "maintenance"
"""The impact of planned work that does no harm."""


def clean(text: str) -> str:
    """A text without what a terminal would obey: control characters, escape sequences, bidirectional overrides."""
    return FORBIDDEN.sub("", text)


def _line(text: str) -> str:
    # White space first: a line feed is no character to lose but a space.
    line = clean(" ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _time(at: AwareDatetime) -> AwareDatetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f"the year must be between {FIRST_YEAR} and {LAST_YEAR}")
    return at


def _written(at: Any) -> Any:
    """With milliseconds: `2026-11-22T10:04:00.000Z`, and `2026-11-22T11:04:00.000+01:00` in another zone than UTC."""
    if not isinstance(at, datetime):
        return at  # None, or what nobody read
    text = at.isoformat(timespec="milliseconds")
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


def _status(value: Any) -> Any:
    return vocabulary.component_status(value) if isinstance(value, str) else value


def _impact(value: Any) -> Any:
    return Impact.NONE if value is None else value


def _stage(value: Any) -> Any:
    return vocabulary.stage(value) if isinstance(value, str) else value


def _known_stage(value: Any) -> Any:
    """Of an update the words matter; one with an unknown status is shown as a mere update."""
    return vocabulary.stage(value) if isinstance(value, str) and vocabulary.stage(value) else Stage.UPDATE


def _empty(value: Any) -> Any:
    return "" if value is None else value


def _none(value: Any) -> Any:
    return [] if value is None else value


_T = TypeVar("_T")
Unread = Annotated[_T, SkipValidation()]
Many = Annotated[list[_T], BeforeValidator(_none), Field(default_factory=list)]
Line = Annotated[str, BeforeValidator(_empty), AfterValidator(_line)]
Text = Annotated[str, BeforeValidator(_empty), AfterValidator(clean)]
Time = Annotated[Annotated[AwareDatetime, AfterValidator(_time)] | None, PlainSerializer(_written)]
UnreadTime = Annotated[datetime | None, SkipValidation(), PlainSerializer(_written)]
Status = Annotated[ComponentStatus, BeforeValidator(_status)]


class _Part(BaseModel):
    """Numbers may stand where ids are texts."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class PageEntry(_Part):
    """How the page calls itself, and when something on it last changed."""

    id: Unread[str] = ""
    name: Line = ""
    url: Line = ""
    time_zone: Line = ""
    updated_at: UnreadTime = None


class Overall(_Part):
    """The page's own verdict."""

    indicator: Indicator
    description: Line = ""


class ComponentEntry(_Part):
    """A component, or a group of them (`group`)."""

    id: Line
    name: Line = ""
    status: Status = ComponentStatus.OPERATIONAL
    created_at: UnreadTime = None
    updated_at: UnreadTime = None
    position: Unread[int] = 0
    description: Unread[str | None] = None
    showcase: Unread[bool] = True
    start_date: Unread[date | None] = None
    group_id: Line | None = None
    page_id: Unread[str] = ""
    group: bool | None = False
    only_show_if_degraded: bool | None = False


class GroupEntry(ComponentEntry):
    """A group, with the ids of its components."""

    group: bool | None = True
    components: Unread[list[str]]


class AffectedEntry(_Part):
    """What an update said of one component: its status before it, and after."""

    code: str
    name: str
    old_status: ComponentStatus
    new_status: ComponentStatus


class UpdateEntry(_Part):
    """One message to readers."""

    id: Unread[str] = ""
    status: Annotated[Stage, BeforeValidator(_known_stage)] = Stage.UPDATE
    body: Text = ""
    incident_id: Unread[str] = ""
    created_at: Time = None
    updated_at: UnreadTime = None
    display_at: Time = None
    affected_components: Unread[list[AffectedEntry] | None] = None
    deliver_notifications: Unread[bool] = True
    custom_tweet: Unread[None] = None
    tweet_id: Unread[None] = None


class IncidentEntry(_Part):
    """An incident, or what a maintenance shares with one."""

    id: Line
    name: Line = ""
    status: Annotated[Stage, BeforeValidator(_stage)]
    created_at: Time = None
    updated_at: UnreadTime = None
    monitoring_at: UnreadTime = None
    resolved_at: UnreadTime = None
    impact: Annotated[Impact | Literal["maintenance"], BeforeValidator(_impact)] = Impact.NONE
    shortlink: Line = ""
    started_at: Time = None
    page_id: Unread[str] = ""
    incident_updates: Many[UpdateEntry]
    components: Many[ComponentEntry]


class MaintenanceEntry(IncidentEntry):
    """A scheduled maintenance: an incident with its window."""

    scheduled_for: Time = None
    scheduled_until: Time = None


class Summary(_Part):
    """`/api/v2/summary.json`, as it is read."""

    page: PageEntry
    status: Overall
    components: list[ComponentEntry]
    incidents: Many[MaintenanceEntry]
    scheduled_maintenances: Many[MaintenanceEntry]
