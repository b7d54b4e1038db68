"""Times as a reader sees them: absolute, in the page's zone and with its name; made once for each instant.

How long an incident lasted, in words.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from statuary.render.wording.clock_patterns import with_zone, without_zone
from statuary.render.wording.language import At, Language, Sentence
from statuary.status.types import IncidentState


class Moment(NamedTuple):
    """One instant: `iso` for machines (UTC), `text` for people; `clock`, `day` are local. Times end with the `zone`."""

    iso: str
    text: str
    clock: str
    day: date
    zone: str

    @property
    def at(self) -> At:
        """As it stands in a sentence, with its day."""
        return At(self.iso, self.text)

    @property
    def on_its_day(self) -> At:
        """The clock alone, where its day stands above."""
        return At(self.iso, self.clock, "c")


class Month(NamedTuple):
    """A calendar month; it sorts by time."""

    year: int
    month: int

    @property
    def slug(self) -> str:
        """As in the path of its page: `2026-11`."""
        return f"{self.year:04}-{self.month:02}"


class Times:
    """Formats instants in one zone and remembers them: one page names the same few instants many times."""

    def __init__(self, zone: ZoneInfo, language: Language) -> None:
        self.zone = zone
        self.language = language
        self._moments: dict[datetime, Moment] = {}

    def moment(self, at: datetime) -> Moment:
        """The words for an aware instant."""
        known = self._moments.get(at)
        if known is None:
            known = self._moments[at] = self._make(at)
        return known

    def _make(self, at: datetime) -> Moment:
        local = at.astimezone(self.zone)
        zone = self.language.zones.name(local)
        clock = with_zone(self.language.clock(local), zone)
        day = local.date()
        return Moment(iso(at), self._on(self.language.day(day), clock), clock, day, zone)

    def _on(self, day: str, clock: str) -> str:
        return self.language.gettext("%(day)s, %(time)s", day=day, time=clock)

    def day(self, at: datetime) -> date:
        """The day of an aware instant in the page's zone."""
        return self.moment(at).day

    def month(self, at: datetime) -> Month:
        """The month of an aware instant in the page's zone."""
        day = self.moment(at).day
        return Month(day.year, day.month)

    def near(self, at: datetime, now: datetime) -> At:
        """The time alone where it falls on the day of `now`, else with its day."""
        moment = self.moment(at)
        same_day = moment.day == self.day(now)
        return At(moment.iso, moment.clock if same_day else self.brief(at, now).text, "n")

    def brief(self, at: datetime, now: datetime) -> At:
        """With its day, which names the year only where it is not that of `now`: `22 Nov, 07:00 UTC`."""
        moment = self.moment(at)
        day = self.language.short_day(moment.day, year=moment.day.year != self.day(now).year)
        return At(moment.iso, self._on(day, moment.clock), "b")

    def window(self, start: datetime, end: datetime | None) -> Sentence:
        """A stretch of time, for facts: `22 November 2026, 07:00 to 09:00 UTC`; only its start while it lasts."""
        if end is None:
            return (self.moment(start).at,)
        first, last = self._ends(start, end, self.moment(start).text, self.moment(end).text, "se")
        return self.language.sentence("%(start)s to %(end)s", start=first, end=last)

    def brief_window(self, start: datetime, end: datetime, now: datetime) -> Sentence:
        """A stretch of time within a sentence: `22 Nov, 07:00–09:00 UTC`."""
        first, last = self._ends(start, end, self.brief(start, now).text, self.brief(end, now).text, "SE")
        return self.language.sentence("%(start)s–%(end)s", start=first, end=last)

    def _ends(self, start: datetime, end: datetime, first: str, last: str, forms: str) -> tuple[At, At]:
        """Both ends; what they share, the day and the zone's name, is named once."""
        one, two = self.moment(start), self.moment(end)
        if one.day == two.day:
            last = two.clock
            first = without_zone(first, one.zone) if one.zone == two.zone else first
        return At(one.iso, first, forms[0]), At(two.iso, last, forms[1])


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


def lasted(item: IncidentState, language: Language) -> str:
    """The time that it was open: without the breaks of one that was opened again, and then it says so.

    Empty where nobody knows it, for it was told only once it was over.
    """
    if item.reported_afterwards:
        return ""
    length = language.duration(item.duration)
    parts = len(item.stretches)
    if parts < 2:
        return length
    return language.ngettext(
        "%(length)s in %(count)s part", "%(length)s in %(count)s parts", parts, length=length
    )
