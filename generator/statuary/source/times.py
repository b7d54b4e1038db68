"""Times as people write them: `2026-11-22 10:04 UTC`, `+02:00`, or a zone that the configuration names."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TIME = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[Tt]|[ \t]+)"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:[ \t\u00a0\u202f]*(?P<zone>(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?(?!\d)"
    r"|[A-Za-z][A-Za-z0-9_/]*|[+-]\d{2}(?::?\d{2})?(?!\d)))?"
)
_DURATION = re.compile(r"(?:in[ \t]+)?(?=\d)(?:(\d+)[ \t]*(?:d|days?))?[ \t]*(?:(\d+)[ \t]*(?:h|hours?|hrs?))?"
                       r"[ \t]*(?:(\d+)[ \t]*(?:m|min|mins|minutes?)?)?", re.IGNORECASE)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Outside of these a year is a slip of the pen, and sums of times could leave the calendar."""
UTC_NAMES = frozenset({"UTC", "Z", "GMT"})

Zones = Mapping[str, tzinfo]
"""Zone names that a site accepts besides UTC, Z, GMT and offsets; keys are lower-case."""


class TimeError(ValueError):
    """A time that cannot be read; `hint` is the corrected form where there is one."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ZoneMissingError(TimeError):
    """A time that does not say its zone, and is otherwise sound."""


def format_time(moment: datetime) -> str:
    """The canonical form, in UTC; seconds only when there are some."""
    pattern = "%Y-%m-%d %H:%M:%S UTC" if moment.second else "%Y-%m-%d %H:%M UTC"
    return moment.astimezone(UTC).strftime(pattern)


def parse_time(text: str, zones: Zones) -> datetime:
    """Read a whole string as a time, in UTC.

    Raises TimeError when it is no time, is no date of the calendar, or does not say its zone.
    """
    match = TIME.fullmatch(text.strip())
    if match is None:
        raise TimeError(
            f"“{text.strip()}” is not a time",
            "write it like 2026-11-22 10:04 UTC",
        )
    return time_of(match, zones)


def time_of(match: re.Match[str], zones: Zones) -> datetime:
    """The instant that a match of TIME names, in UTC; raises TimeError like parse_time."""
    year, month, day, hour, minute = map(int, match.group("year", "month", "day", "hour", "minute"))
    second = int(match["second"] or 0)
    try:
        local = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError as error:
        raise TimeError(
            f"“{match.group()}” does not exist: {error}", "check day, month, hour and minute"
        ) from None
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise TimeError(f"“{match.group()}” is in the year {local.year}", "check the year")
    zone = match.group("zone")
    if zone is None:
        hint = f"add the zone: {local:%Y-%m-%d %H:%M} UTC (or an offset such as +02:00)"
        raise ZoneMissingError(f"“{match.group()}” does not say its time zone", hint)
    return _to_utc(local, zone_of(zone, zones), match.group())


def _to_utc(local: datetime, zone: tzinfo, text: str) -> datetime:
    if zone is UTC:
        return local.replace(tzinfo=UTC)
    early = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    late = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if early != late:
        # Clocks were moved: the local time happened twice or never. Only the author can tell which is meant.
        raise TimeError(
            f"“{text}” is not one moment: the clocks change then",
            f"write it in UTC, such as {format_time(early)}",
        )
    return early


def zone_of(name: str, zones: Zones) -> tzinfo:
    """The zone that a time names. Raises TimeError for one that the page does not know."""
    if name.upper() in UTC_NAMES:
        return UTC
    if name[:3].upper() in ("UTC", "GMT"):
        name = name[3:] if len(name) > 5 else f"{name[3]}0{name[4:]}"
    if name[0] in "+-":
        return _offset(name)
    try:
        return zones[name.lower()]
    except KeyError:
        hint = "use UTC or an offset such as +02:00, or name the zone under “zones” in mkdocs.yml"
        raise TimeError(f"“{name}” is not a time zone that this page knows", hint) from None


@lru_cache(maxsize=64)
def _offset(text: str) -> tzinfo:
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours > 14 or minutes > 59:
        raise TimeError(f"“{text}” is not an offset from UTC", "offsets look like +02:00 and end at +14:00")
    delta = timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
    return UTC if not delta else timezone(delta)


def parse_duration(text: str) -> timedelta | None:
    """`30 min`, `1 h 30`, `2 hours`, `1 day`; None when the text is no duration. A bare number is not one."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or text.strip().isdigit():
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes) if max(days, hours, minutes) < 10_000 else None


def named_zone(name: str) -> tzinfo:
    """An IANA zone or an offset by name; raises TimeError when there is none such."""
    if name.upper() in UTC_NAMES:
        return UTC
    if name[:1] in ("+", "-"):
        return _offset(name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise TimeError(f"“{name}” is not a time zone", "use a name such as Europe/Berlin, or UTC") from None
