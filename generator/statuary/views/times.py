"""Times as a reader sees them: absolute, in the page's zone and with its name; made once for each instant."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Moment(NamedTuple):
    """One instant: `iso` for machines (UTC), `text` for people; `clock`, `day` are local."""

    iso: str
    text: str
    clock: str
    day: date


class Window(NamedTuple):
    """A stretch of time; `end` is None while it lasts. The texts name a shared day and zone only once."""

    start: Moment
    end: Moment | None
    start_text: str
    end_text: str


class Month(NamedTuple):
    """A calendar month; it sorts by time."""

    year: int
    month: int

    @property
    def slug(self) -> str:
        """As in the path of its page: `2026-11`."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def text(self) -> str:
        """As people write it: `November 2026`."""
        return f"{MONTHS[self.month - 1]} {self.year}"


class Times:
    """Formats instants in one zone and remembers them: one page names the same few instants many times."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._moments: dict[datetime, Moment] = {}

    def moment(self, at: datetime) -> Moment:
        """The words for an aware instant."""
        known = self._moments.get(at)
        if known is None:
            known = self._moments[at] = self._make(at)
        return known

    def _make(self, at: datetime) -> Moment:
        local = at.astimezone(self.zone)
        clock = f"{local.hour:02}:{local.minute:02} {_zone_name(local)}"
        return Moment(iso(at), f"{day_text(local.date())}, {clock}", clock, local.date())

    def day(self, at: datetime) -> date:
        """The day of an aware instant in the page's zone."""
        return self.moment(at).day

    def month(self, at: datetime) -> Month:
        """The month of an aware instant in the page's zone."""
        day = self.moment(at).day
        return Month(day.year, day.month)

    def near(self, at: datetime, now: datetime) -> str:
        """The time alone where it falls on the day of `now`, else with its day."""
        moment = self.moment(at)
        return moment.clock if moment.day == self.day(now) else moment.text

    def window(self, start: datetime, end: datetime | None) -> Window:
        """A stretch from one aware instant to another."""
        first = self.moment(start)
        if end is None:
            return Window(first, None, first.text, "")
        last = self.moment(end)
        if first.day != last.day:
            return Window(first, last, first.text, last.text)
        time, _, name = first.text.rpartition(" ")
        same_zone = last.clock.endswith(f" {name}")
        return Window(first, last, time if same_zone else first.text, last.clock)


def iso(at: datetime) -> str:
    """An aware instant for machines: `2026-11-22T10:04:00Z`."""
    utc = at.astimezone(UTC)  # put together by hand: strftime takes three times as long
    return f"{utc.year:04}-{utc.month:02}-{utc.day:02}T{utc.hour:02}:{utc.minute:02}:{utc.second:02}Z"


def anchor(identity: datetime) -> str:
    """The id of an update on its incident's page, from its permanent instant: `u-20261122T100400Z`."""
    return f"u-{stamp(identity)}"


def stamp(identity: datetime) -> str:
    """The permanent instant of an update as ids and addresses have it: `20261122T100400Z`."""
    return iso(identity).replace("-", "").replace(":", "")


@lru_cache(maxsize=4096)
def day_text(day: date) -> str:
    """A day with its year: `22 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_text(first: date, last: date) -> str:
    """One day, or a stretch of days that names a shared month and year once: `9 to 21 November 2026`."""
    if first == last:
        return day_text(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_text(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_text(last)}"
    return f"{day_text(first)} to {day_text(last)}"


def duration_text(length: timedelta) -> str:
    """A duration in its two largest units, rounded down: `1 hour 5 minutes`, `3 days`."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes == 0:
        return "less than a minute"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes if not days else 0, "minute")]
    return " ".join(counted(number, unit) for number, unit in parts if number)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 incident`, `12 incidents`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _zone_name(local: datetime) -> str:
    """`CET` where the zone has a name, `UTC+03` where it has but an offset."""
    name = local.tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name
