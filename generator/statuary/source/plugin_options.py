"""The options of the plugin in `mkdocs.yml`."""

import re
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, field_validator

from statuary.model import ComponentStatus, Contact, Impact, Words
from statuary.source.times import parse_duration

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def _reachable(contact: Contact) -> Contact:
    if not contact.url.startswith(("https://", "http://", "mailto:", "tel:")):
        raise ValueError(f"the address “{contact.url}” must begin with https://, mailto: or tel:")
    return contact


def _address(url: str) -> str:
    if not _ADDRESS.fullmatch(url):
        raise ValueError(f"the address “{url}” must begin with https://")
    return url


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
_Contacts = tuple[Annotated[Contact, AfterValidator(_reachable)], ...]
_Weight = Annotated[str, BeforeValidator(str), AfterValidator(_weight)]
_Duration = Annotated[timedelta | None, BeforeValidator(_duration)]


class Options(BaseModel):
    """The options of the plugin `statuary` in `mkdocs.yml`, as an owner writes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = "UTC"
    """The IANA zone of the page's days and words."""
    id_domain: str = ""
    """The domain in feed ids. Never change it, even when the page moves: every subscriber would be told again."""
    contacts: _Contacts = ()
    """Ways to reach support: `name` and `url` (https: or mailto:)."""
    links: _Contacts = ()
    """Other links at the foot of every page, such as your product: `name` and `url`."""
    subscribe: _Contacts = ()
    """Services that pass your updates on by email or to chat: `name` and `url`."""
    mirrors: tuple[Annotated[str, AfterValidator(_address)], ...] = ()
    """Addresses of other hosts that serve the same page, for when this one fails."""
    logo: str = ""
    """An image beside the name, a file in the repository of at most 4 kB."""
    color: str = ""
    """The colour of links and what can be pressed, such as `"#6b2fb3"`, on light; see `source/shades.py`."""
    color_dark: str = ""
    """The same on dark."""
    description: str = ""
    """One sentence on what this page is about, for feeds and search engines."""
    zones: dict[str, str] = {}
    """Zone names that times may use besides UTC and offsets, such as `CET: Europe/Berlin`."""
    uptime_weights: dict[ComponentStatus, _Weight] = {}
    """How much of an outage counts as downtime, 0 to 1, by component status."""
    cadence: dict[Impact, _Duration] = {}
    """How long after an update the commands promise the next one, by impact: `critical: 20 min`, or `none`."""
    words: Words = Words()
    """What the rules about words have to know: `audience`, `ours`, `secret`, `suppliers`, `plain`, `off`."""
    extra_pages: Literal["frame", "theme"] = "frame"
    """How the pages of `nav` look: like the status pages, or as `theme` has them, such as Material."""
    files: tuple[str, ...] = ()
    """Files below the incidents' folder that are published though they are no picture, PDF or text."""
    now: str = ""
    """A fixed moment, for pages that tell a story. Leave it out on a real page."""

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

    @field_validator("color", "color_dark")
    @classmethod
    def _colour(cls, value: str) -> str:
        if value and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise ValueError(f'“{value}” is no colour here: write it in quotes, as in "#6b2fb3"')
        return value
