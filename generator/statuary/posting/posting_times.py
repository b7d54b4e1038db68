"""Times of an update: as people type them at night, when it is posted, and when readers hear more.

People type `03:30`, `20`, `tomorrow 22:00` or `22:00 UTC`; in the page's zone, too.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from statuary.model import Impact, Incident
from statuary.posting import PostingError
from statuary.source.times import TimeError, Zones, parse_duration, parse_time, zone_of

_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_TYPED = re.compile(
    rf"(?:(?P<day>{'|'.join(_DAYS)}|\d{{4}}-\d{{1,2}}-\d{{1,2}})(?:[ \t,]+(?:at[ \t]+)?|$))?"
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)?(?:[ \t]*(?P<zone>[A-Za-z+-][A-Za-z0-9_/+:-]*))?",
    re.IGNORECASE,
)
_HERE = "page"
_HINT = "write it like 03:30, tomorrow 22:00, 2026-11-22 10:04 UTC, or how long: 30m"


@dataclass(frozen=True)
class TypedTimes:
    """How this page reads times. `zone` is its own, and `zones` are those that may be named."""

    zone: tzinfo
    zones: Zones

    def read(self, text: str, base: datetime, *, past: bool = False, ends: bool | None = None) -> datetime:
        """The first such moment after `base`; with `past`, the last one up to it. A bare number is minutes.

        A day alone is its beginning, or its end where it `ends` something; where it is None there must be a clock.
        Raises TimeError.
        """
        text = text.strip()
        duration = parse_duration(f"{text}m" if re.fullmatch(r"\d{1,3}", text) else text)
        if duration is not None:
            whole = base.replace(second=0, microsecond=0)
            return whole - duration if past else whole + duration
        try:
            return parse_time(text, self.zones)
        except TimeError as error:
            match = _TYPED.fullmatch(text)
            if (
                match is None
                or not (match["day"] or match["clock"])
                or not (match["clock"] or ends is not None)
            ):
                hint = error.hint if "not a time" not in str(error) else _HINT
                raise type(error)(str(error), hint) from None
        return self._meant(match, base, past=past, ends=bool(ends))

    def _meant(self, match: re.Match[str], base: datetime, *, past: bool, ends: bool) -> datetime:
        name = match["zone"] or ""
        zone = zone_of(name, self.zones) if name else self.zone
        today = base.astimezone(zone).date()
        clock = match["clock"] or "0:00"
        if match["day"]:
            day = self._day(match["day"].lower(), today)
            return self._at(day + timedelta(days=ends and not match["clock"]), clock, zone)
        around = (self._at(today + timedelta(days=number), clock, zone) for number in (-1, 0, 1))
        return max(one for one in around if one <= base) if past else min(one for one in around if one > base)

    def _day(self, word: str, today: date) -> date:
        if word in _DAYS:
            return today + timedelta(days=_DAYS[word])
        try:
            return date(*(int(part) for part in word.split("-")))
        except ValueError as error:
            raise TimeError(f"“{word}” does not exist: {error}", "check day and month") from None

    def _at(self, day: date, clock: str, zone: tzinfo) -> datetime:
        try:
            return parse_time(f"{day.isoformat()} {clock} {_HERE}", {_HERE: zone})
        except TimeError as error:
            raise TimeError(str(error).replace(f" {_HERE}”", "”"), error.hint) from None


_SECOND = timedelta(seconds=1)


class NextUpdate(NamedTuple):
    """When readers hear more: a time, or that they will not. Both empty: nothing is said of it."""

    at: datetime | None = None
    none: bool = False


def free_instant(incident: Incident, now: datetime) -> datetime:
    """The instant of a new update: minutes are enough, seconds only where that minute is taken.

    It is later than every other update, and its identity is its own.
    """
    taken = {update.identity for update in incident.updates} | {update.at for update in incident.updates}
    last = max((update.at for update in incident.updates), default=None)
    at = now.replace(second=0, microsecond=0)
    if last is not None and at <= last:
        at = max(now.replace(microsecond=0), last + _SECOND)
    return next_free(at, taken)


def next_free(at: datetime, taken: Container[datetime]) -> datetime:
    """This instant, or the first second after it that is free."""
    while at in taken:
        at += _SECOND
    return at


def moment(
    text: str, times: TypedTimes, base: datetime, option: str, *, past: bool = False, ends: bool | None = None
) -> datetime:
    """A time as people type it, see `TypedTimes.read`. Raises PostingError that names the option."""
    try:
        return times.read(text, base, past=past, ends=ends)
    except TimeError as error:
        raise PostingError(f"{option}: {error}; {error.hint}") from error


def asked_next_update(text: str, times: TypedTimes, at: datetime) -> NextUpdate:
    """`30m`, a time, or `none`. Raises PostingError for a time that is not ahead."""
    if text.strip().lower() in ("none", "no"):
        return NextUpdate(none=True)
    promised = moment(text, times, at, "--next-update")
    if promised <= at:
        raise PostingError("--next-update: that time is not ahead; check date and zone, or write 30m")
    return NextUpdate(promised)


def usual_next_update(cadence: Mapping[Impact, timedelta], impact: Impact, at: datetime) -> NextUpdate:
    """What an open incident of this impact promises where its author does not say; for most, half an hour."""
    whole = at.replace(second=0, microsecond=0)
    return NextUpdate(whole + cadence[impact]) if impact in cadence else NextUpdate(none=True)
