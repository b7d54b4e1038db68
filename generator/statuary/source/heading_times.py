"""The time that somebody meant who wrote a line that is no heading: in whatever order, without its year or its zone."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from statuary.source.times import TIME, TimeError, Zones, parse_time, time_of

_OFFSET = re.compile(r"\d[ \t]*(?:UTC|GMT)?(?P<zone>[+\-\u2212]\d{1,2}(?::?\d{2})?)[)\]]?$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z_/]+|\bZ\b")
_ODD = re.compile(r"(?<=\d)(?P<sign>[h.])(?=\d{2}(?![\d.]))")
_ANOTHER = re.compile(r"[ \t]*/[ \t].*|[ \t]*\([^()]*\)$")


class HeadingTime(NamedTuple):
    """The instant that somebody meant; `assumed`: in UTC, for the text names no zone that the page knows."""

    at: datetime
    assumed: bool


def moment_of(when: str, zones: Zones, above: datetime | None) -> HeadingTime | None:
    """The time that a line begins with, in whatever order; None for what is no date of the calendar."""
    try:
        match = TIME.search(when)
        if match is not None:
            return HeadingTime(time_of(match, zones), assumed=False)
    except TimeError:
        pass
    local = _local(when, above)
    return None if local is None else _zoned(local, when, zones)


def _zoned(local: datetime, when: str, zones: Zones) -> HeadingTime:
    offset = _OFFSET.search(when)
    for zone in [offset["zone"]] if offset else _NAME.findall(when):
        try:
            return HeadingTime(parse_time(f"{local:%Y-%m-%d %H:%M:%S} {zone}", zones), assumed=False)
        except TimeError:
            continue
    return HeadingTime(local.replace(tzinfo=UTC), assumed=True)


def _local(when: str, above: datetime | None) -> datetime | None:
    """The time without its zone; None where it is no date of the calendar, or lacks its year."""
    from dateutil.parser import parse  # only for errors, and slow to import

    day_first = not re.match(r"\D*\d{4}", when)
    plain = _ODD.sub(":", _ANOTHER.sub("", when))
    found = set()
    for year in (above.year,) if above else (2000, 2004):
        default = (above or datetime(2000, 1, 1)).replace(  # noqa: DTZ001
            year=year, hour=0, minute=0, second=0, microsecond=0, tzinfo=None
        )
        try:
            found.add(parse(plain, fuzzy=True, default=default, dayfirst=day_first, ignoretz=True))
        except (ValueError, OverflowError):
            return None
    return found.pop() if len(found) == 1 else None
