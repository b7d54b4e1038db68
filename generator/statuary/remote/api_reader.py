"""The part of API v2 that is read. Everything in it is a stranger's: checked and cleaned at the door."""

from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from statuary.model import ComponentStatus, Impact, Indicator, Stage
from statuary.source import vocabulary
from statuary.source.encoding import FORBIDDEN
from statuary.source.times import FIRST_YEAR, LAST_YEAR

_LONGEST = 300
"""Characters of a name or a title; a terminal must stay readable whatever a page sends."""


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


def _status(value: Any) -> Any:
    return vocabulary.component_status(value) if isinstance(value, str) else value


def _impact(value: Any) -> Any:
    """Statuspage says of planned work that its impact is "maintenance"."""
    return Impact.NONE if value in (None, "maintenance") else value


def _stage(value: Any) -> Any:
    return vocabulary.stage(value) if isinstance(value, str) else value


def _known_stage(value: Any) -> Any:
    """Of an update the words matter; one with an unknown status is shown as a mere update."""
    return vocabulary.stage(value) if isinstance(value, str) and vocabulary.stage(value) else Stage.UPDATE


def _empty(value: Any) -> Any:
    return "" if value is None else value


def _none(value: Any) -> Any:
    return [] if value is None else value


Line = Annotated[str, BeforeValidator(_empty), AfterValidator(_line)]
Text = Annotated[str, BeforeValidator(_empty), AfterValidator(clean)]
Time = Annotated[AwareDatetime, AfterValidator(_time)]
Status = Annotated[ComponentStatus, BeforeValidator(_status)]


class _Part(BaseModel):
    """Fields that nobody reads are free; numbers may stand where ids are texts."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class PageInfo(_Part):
    """How the page calls itself."""

    name: Line = ""
    url: Line = ""
    time_zone: Line = ""


class Overall(_Part):
    """The page's own verdict."""

    indicator: Indicator
    description: Line = ""


class ComponentEntry(_Part):
    """A component, or a group of them (`group`)."""

    id: Line
    name: Line = ""
    status: Status = ComponentStatus.OPERATIONAL
    group: bool | None = False
    group_id: Line = ""
    only_show_if_degraded: bool | None = False


class UpdateEntry(_Part):
    """One message to readers."""

    status: Annotated[Stage, BeforeValidator(_known_stage)] = Stage.UPDATE
    body: Text = ""
    display_at: Time | None = None
    created_at: Time | None = None


class IncidentEntry(_Part):
    """An incident or a maintenance that is not over."""

    id: Line
    name: Line = ""
    status: Annotated[Stage, BeforeValidator(_stage)]
    impact: Annotated[Impact, BeforeValidator(_impact)] = Impact.NONE
    shortlink: Line = ""
    created_at: Time | None = None
    started_at: Time | None = None
    scheduled_for: Time | None = None
    scheduled_until: Time | None = None
    incident_updates: Annotated[list[UpdateEntry], BeforeValidator(_none)] = Field(default_factory=list)
    components: Annotated[list[ComponentEntry], BeforeValidator(_none)] = Field(default_factory=list)


class Summary(_Part):
    """`/api/v2/summary.json`."""

    page: PageInfo
    status: Overall
    components: list[ComponentEntry]
    incidents: Annotated[list[IncidentEntry], BeforeValidator(_none)] = Field(default_factory=list)
    scheduled_maintenances: Annotated[list[IncidentEntry], BeforeValidator(_none)] = Field(
        default_factory=list
    )
