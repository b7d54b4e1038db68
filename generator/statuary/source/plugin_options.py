"""The options of the plugin in `mkdocs.yml`: those of `model/options.py`, and those that have to be read first."""

import re
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, field_validator

from statuary.model import ComponentStatus, Impact, PageOptions, Words
from statuary.source.times import parse_duration


def _weight(value: str) -> str:
    if not re.fullmatch(r"0|1|[01]\.\d+", value) or Fraction(value) > 1:
        raise ValueError(f"the weight “{value}” must be a number from 0 to 1")
    return value


def _duration(text: object) -> timedelta | None:
    if str(text).lower() in ("none", "no", "false"):  # YAML makes False of a bare `no`
        return None
    duration = parse_duration(str(text))
    if not duration:
        raise ValueError("it must be a duration such as 30 min, or none")
    return duration


# Checked one by one, so that all that is wrong is told at once.
_Weight = Annotated[str, BeforeValidator(str), AfterValidator(_weight)]
_Duration = Annotated[timedelta | None, BeforeValidator(_duration)]


class Options(PageOptions):
    """The options of the plugin `statuary` in `mkdocs.yml`, as an owner writes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = Field("UTC", description="days and times on the page; for example Europe/Berlin")
    zones: dict[str, str] = Field(
        {}, description="names of zones that updates may use besides UTC and +01:00"
    )
    id_domain: str = Field("", description="names your updates in feeds; never change it, even if you move")
    uptime_weights: dict[ComponentStatus, _Weight] = Field(
        {},
        description="how much of an outage counts as downtime, from 0 to 1, by the status of the component",
    )
    cadence: dict[Impact, _Duration] = Field(
        {}, description="when the commands promise the next update, by impact"
    )
    words: Words = Field(
        Words(), description="what `statuary check` must know of your words; see `statuary rules`"
    )
    now: str = Field("", description="when an example's story happens; your page has none")

    @field_validator("now", "id_domain", "description", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        # YAML turns an unquoted time into a datetime and a bare key into None.
        return value.isoformat() if isinstance(value, datetime) else value or ""

    @field_validator("words", mode="before")
    @classmethod
    def _off(cls, value: object) -> object:
        # For YAML, a bare `off` is the opposite of yes, as a key, too; and a bare `words` says nothing.
        if isinstance(value, dict):
            return {"off" if key is False else key: one for key, one in value.items()}
        return {} if value is None else value
