"""The options of the plugin in `mkdocs.yml`."""

import re
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from statuary.model import ComponentStatus, Contact, Impact
from statuary.source.times import parse_duration

READABLE = 4.5
"""The least contrast of text, by WCAG 2.2 AA (1.4.3)."""

_GROUNDS = {"color": ("#ffffff", "#f6f7f9"), "color_dark": ("#161b21", "#0e1216")}
"""What links stand on: cards and page, as in overrides/statuary/style.html."""


def contrast(one: str, other: str) -> float:
    """How well a colour is read on another (`#rrggbb`), 1 to 21, as WCAG 2.2 computes it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Options(BaseModel):
    """The options of the plugin `statuary` in `mkdocs.yml`, as an owner writes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = "UTC"
    """The IANA zone of the page's days and words."""
    id_domain: str = ""
    """The domain in feed ids. Never change it, even when the page moves: every subscriber would be told again."""
    contacts: tuple[Contact, ...] = ()
    """Ways to reach support: `name` and `url` (https: or mailto:)."""
    links: tuple[Contact, ...] = ()
    """Other links at the foot of every page, such as your product: `name` and `url`."""
    subscribe: tuple[Contact, ...] = ()
    """Services that pass your updates on by email or to chat: `name` and `url`."""
    mirrors: tuple[str, ...] = ()
    """Addresses of other hosts that serve the same page, for when this one fails."""
    logo: str = ""
    """An image beside the name, a file in the repository of at most 4 kB."""
    color: str = ""
    """The colour of links and what can be pressed, such as `"#6b2fb3"`, on light."""
    color_dark: str = ""
    """The same on dark."""
    description: str = ""
    """One sentence on what this page is about, for feeds and search engines."""
    zones: dict[str, str] = {}
    """Zone names that times may use besides UTC and offsets, such as `CET: Europe/Berlin`."""
    uptime_weights: dict[ComponentStatus, str] = {}
    """How much of an outage counts as downtime, 0 to 1, by component status."""
    cadence: dict[Impact, timedelta | None] = {}
    """How long after an update the commands promise the next one, by impact: `critical: 20 min`, or `none`."""
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

    @field_validator("uptime_weights", mode="before")
    @classmethod
    def _weights(cls, value: object) -> object:
        return {key: str(weight) for key, weight in value.items()} if isinstance(value, dict) else value

    @field_validator("uptime_weights")
    @classmethod
    def _in_range(cls, value: dict[ComponentStatus, str]) -> dict[ComponentStatus, str]:
        for status, weight in value.items():
            if not re.fullmatch(r"0|1|[01]\.\d+", weight) or Fraction(weight) > 1:
                raise ValueError(f"the weight of {status} must be a number from 0 to 1")
        return value

    @field_validator("cadence", mode="before")
    @classmethod
    def _durations(cls, value: object) -> object:
        return {key: _duration(key, one) for key, one in value.items()} if isinstance(value, dict) else value

    @field_validator("contacts", "links", "subscribe")
    @classmethod
    def _safe(cls, value: tuple[Contact, ...]) -> tuple[Contact, ...]:
        for contact in value:
            if not contact.url.startswith(("https://", "http://", "mailto:", "tel:")):
                raise ValueError(f"the address “{contact.url}” must begin with https://, mailto: or tel:")
        return value

    @field_validator("color", "color_dark")
    @classmethod
    def _readable(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return value
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise ValueError(f'“{value}” is no colour here: write it in quotes, as in "#6b2fb3"')
        for ground in _GROUNDS[str(info.field_name)]:
            if contrast(value, ground) < READABLE:
                raise ValueError(
                    f"“{value}” cannot be read on {ground}: its contrast is below {READABLE} to 1"
                )
        return value

    @field_validator("mirrors")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            if not re.fullmatch(r"https?://[^\s<>\"]+", url):
                raise ValueError(f"the address “{url}” must begin with https://")
        return value


def _duration(impact: object, text: object) -> timedelta | None:
    if str(text).lower() in ("none", "no", "false"):  # YAML makes False of a bare `no`
        return None
    duration = parse_duration(str(text))
    if not duration:
        raise ValueError(f"the cadence of {impact} must be a duration such as 30 min, or none")
    return duration
