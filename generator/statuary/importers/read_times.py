"""Times as sources write them: in fields (`2024-02-24T8:30`), and into texts (`27.08.2022 10:00 Uhr`, `09:44`).

In texts, days and months are read as the page's language writes them, and as English does.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from dateutil.parser import isoparse

from statuary.importers.imported import Notes, Reading
from statuary.importers.read_days import day_of, is_month_unclear, nearest_day
from statuary.source.times import TIME, TimeError, ZoneMissingError, format_time, time_of

_CLOCK = re.compile(
    r"(?<![\d.:])(?P<h>\d{1,2})(?:(?P<sign>[:.hH])(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?"
    r"|(?=[ ]?(?:[AaPp]\.?[Mm]\b|Uhr|uur|h\b)))(?![\d:]|\.\d)"
    r"(?:[ ]?(?P<half>[AaPp])\.?[Mm]\b\.?)?(?P<word>[ ]?(?:Uhr|uur|hrs?|h)\b)?"
    r"(?:[ ]?\(?(?P<zone>(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|\+\d{2}:?\d{2}"
    r"|(?<=:\d\d:\d\d)-\d{2}:?\d{2}|[A-Z]{3,4}|Z)\b\)?)?"
)
_OFFSETS = {
    name: hours
    for hours, names in {
        0: "UTC GMT Z WET", 1: "CET MEZ BST WEST", 2: "CEST MESZ EET", 3: "EEST MSK", 9: "JST KST",
        -4: "EDT", -5: "EST CDT", -6: "CST MDT", -7: "MST PDT", -8: "PST",
    }.items()
    for name in names.split()
}  # fmt: skip
_ALONE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


class MentionedTime(NamedTuple):
    """What a line says of a time: a day, a time of day, or both. `offset` is None where it names no zone."""

    day: date | None
    clock: time | None
    offset: tzinfo | None
    rest: str
    """The line without these."""
    times: int
    """How many times of day it names: two are a span of time, and no moment."""
    month_unclear: bool = False


def mentioned_time(text: str, language: str = "en") -> MentionedTime:
    """What a short line says of a time; all empty where it says nothing of one."""
    day, rest = day_of(text, language)
    clocks = list(_CLOCK.finditer(rest))
    # `2.50` is a version; with a day before it or a word behind it, it is a time.
    clocks = [one for one in clocks if one["sign"] != "." or day or one["word"] or one["half"]]
    found = next((one for match in clocks if (one := _clock(match)) is not None), None)
    if found is None:
        return MentionedTime(day, None, None, rest, 0, is_month_unclear(text))
    at, offset, match = found
    rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    return MentionedTime(day, at, offset, rest, len(clocks), is_month_unclear(text))


def mentioned_near(said: MentionedTime, near: date, language: str) -> MentionedTime:
    """The same, where its day can only be told by that near which it was said."""
    if said.day is not None and not said.month_unclear:
        return said
    day, rest = nearest_day(said.rest, said.day, near, language)
    return said._replace(day=day, rest=rest)


def _clock(match: re.Match[str]) -> tuple[time, tzinfo | None, re.Match[str]] | None:
    hour, minute, second = (int(match[key] or 0) for key in ("h", "min", "s"))
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    try:
        return time(hour, minute, second), _offset(match["zone"]), match
    except (ValueError, KeyError):
        return None


def _offset(name: str | None) -> tzinfo | None:
    """Raises KeyError for letters that are no zone, or one of several: no time is better than a wrong one."""
    if not name:
        return None
    plain = re.sub(r"^(?:UTC|GMT)(?=[+-])", "", name)
    if plain[0] in "+-":
        digits = re.sub(r"\D", "", plain)
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if plain[0] == "-" else offset)
    hours = _OFFSETS[name]
    return timezone(timedelta(hours=hours)) if hours else UTC


def moment(said: MentionedTime, zone: tzinfo | None, begin: datetime, until: datetime) -> datetime | None:
    """The instant in UTC, None where it is not certain.

    A time of day alone is that of the one day on which it lies between `begin` and `until`.
    """
    at_zone = said.offset or zone
    if said.clock is None or said.times != 1 or at_zone is None:
        return None
    if said.day is not None:
        return datetime.combine(said.day, said.clock, at_zone).astimezone(UTC)
    first = begin.astimezone(at_zone).date()
    days = min((until - begin).days + 2, 3)
    guesses = [
        datetime.combine(first + timedelta(days=number), said.clock, at_zone) for number in range(days)
    ]
    inside = [one.astimezone(UTC) for one in guesses if begin <= one <= until]
    return inside[0] if len(inside) == 1 else None


def read_field(key: str, text: str, rules: Reading, notes: Notes) -> datetime:
    """The instant of one field of a source, like `read_time`; a zone that had to be assumed is noted."""
    try:
        return read_time(text, None, notes)
    except ZoneMissingError:
        found = read_time(text, rules.zone, notes)
    notes.assumed(f"{key} ({text}) has no zone; with {_name(rules.zone)} it is {format_time(found)}")
    return found


def _name(zone: tzinfo | None) -> str:
    return str(getattr(zone, "key", zone))


def read_time(text: str, zone: tzinfo | None, notes: Notes) -> datetime:
    """An instant in UTC, to the second, from a whole string; a day alone is its midnight.

    Raises ZoneMissingError when the text has no zone and `zone` is None, TimeError when it is no time.
    """
    text = text.strip()
    match = TIME.fullmatch(f"{text} 00:00" if _ALONE.fullmatch(text) else text)
    if match is not None and match["zone"] is not None and match["hour"] != "24":
        return time_of(match, {})
    local = _iso(text, match)
    if local.tzinfo is not None:
        return local.astimezone(UTC).replace(microsecond=0)
    if zone is None:
        hint = f"add the zone: {local:%Y-%m-%d %H:%M} UTC (or an offset such as +02:00)"
        raise ZoneMissingError(f"“{text}” does not say its time zone", hint)
    return _placed(local.replace(microsecond=0), zone, text, notes)


def _iso(text: str, match: re.Match[str] | None) -> datetime:
    """What is legal in ISO 8601 (`T24:00:00`, `20240224T0830Z`), and else what people write."""
    if match is not None and match["hour"] != "24":
        return _naive(match)
    try:
        parsed: datetime = isoparse(text)
        return parsed
    except ValueError:
        said = mentioned_time(text)
    if said.day is None or said.times > 1 or re.search(r"\w", said.rest):
        raise TimeError(f"“{text}” is not a time", "write it like 2026-11-22T10:04:00Z")
    return datetime.combine(said.day, said.clock or time(), said.offset)


def _naive(match: re.Match[str]) -> datetime:
    """Raises TimeError for a day that the calendar does not have."""
    with_zone = TIME.fullmatch(f"{match.group()} UTC")
    assert with_zone is not None  # it matched without
    return time_of(with_zone, {}).replace(tzinfo=None)


def _placed(local: datetime, zone: tzinfo, text: str, notes: Notes) -> datetime:
    first = local.replace(tzinfo=zone).astimezone(UTC)
    if first != local.replace(tzinfo=zone, fold=1).astimezone(UTC):
        # An incident file must not say such a time, but an old page cannot be asked which one it meant.
        notes.assumed(f"{text} is not one moment, for the clocks change then: {format_time(first)}")
    return first
