"""Times as sources write them: one-digit hours, `-00:00`, no zone, or words in the middle of a message."""

import re
from datetime import UTC, datetime, tzinfo

from statuary.importers.model import Notes, Rules
from statuary.source.times import TIME, TimeError, ZoneMissingError, format_time, parse_time, time_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPOKEN = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})[\s,–—-]*(?:at )?"
)
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def read_field(key: str, text: str, rules: Rules, notes: Notes) -> datetime:
    """The instant of one field of a source, like `read_time`; a zone that had to be assumed is noted."""
    try:
        return read_time(text, None, notes)
    except ZoneMissingError:
        moment = read_time(text, rules.zone, notes)
    notes.assumed(f"{key} ({text}) has no zone; by --timezone it is {format_time(moment)}")
    return moment


def read_time(text: str, zone: tzinfo | None, notes: Notes) -> datetime:
    """An instant in UTC, to the second, from a whole string; a day alone is its midnight.

    Raises ZoneMissingError when the text has no zone and `zone` is None, TimeError when it is no time.
    """
    text = text.strip()
    match = TIME.fullmatch(f"{text} 00:00" if _DAY.fullmatch(text) else text)
    if match is None:
        raise TimeError(f"“{text}” is not a time", "write it like 2026-11-22T10:04:00Z")
    return _instant(match, zone, notes)


def _instant(match: re.Match[str], zone: tzinfo | None, notes: Notes) -> datetime:
    if match["zone"] is not None or zone is None:
        return time_of(match, {})
    local = parse_time(f"{match.group()} UTC", {}).replace(tzinfo=zone)
    first, other = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    if first != other:
        # An incident file must not say such a time, but an old page cannot be asked which one it meant.
        notes.assumed(f"{match.group()} is not one moment, for the clocks change then: {format_time(first)}")
    return first


def time_within(text: str, zone: tzinfo | None, notes: Notes) -> datetime | None:
    """The instant that a short line of text names (`Update 11th of February 2022 - 19:00 UTC`), or None.

    A day without a time of day is not enough: None. Raises ZoneMissingError like `read_time`.
    """
    plain = _SPOKEN.sub(_as_digits, text)
    plain = re.sub(r"(?<=\d)[hH](?=\d\d)", ":", plain)
    match = TIME.search(plain)
    if match is None:
        return None
    try:
        return _instant(match, zone, notes)
    except ZoneMissingError:
        raise
    except TimeError:
        return None


def _as_digits(match: re.Match[str]) -> str:
    word = match["month"][:3].lower()
    if word not in _MONTHS:
        return match.group()
    return f"{match['year']}-{_MONTHS.index(word) + 1:02}-{int(match['day']):02} "
