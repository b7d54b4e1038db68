"""`calendar.ics` (iCalendar, RFC 5545 and 7986) of the page, of each component and of each maintenance."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import icalendar

from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.calendar import Calendar, CalendarEvent, calendars
from statuary.views.frame import Frame

_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=1)


def render_calendars(state: PageState, frame: Frame) -> Iterator[Output]:
    """Every calendar. An event stands in several, so its bytes are made once: that is where the time goes."""
    written: dict[str, bytes] = {}
    for calendar in calendars(state, frame):
        for event in calendar.events:
            if event.id not in written:
                written[event.id] = _event(event)
        head = _calendar(calendar, frame.settings.url).to_ical().removesuffix(_END)
        yield Output(calendar.path, head + b"".join(written[event.id] for event in calendar.events) + _END)


def _calendar(calendar: Calendar, root: str) -> icalendar.Calendar:
    """The file without its events. No METHOD: the files are read and subscribed to, not sent."""
    file = icalendar.Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//Statuary//Status page//EN")
    file.add("calscale", "GREGORIAN")
    file.add("name", calendar.name)
    file.add("x-wr-calname", calendar.name)
    file.add("url", calendar.url)
    file.add("source", icalendar.vUri(root + calendar.path), parameters={"VALUE": "URI"})
    file.add("refresh-interval", icalendar.vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    if not calendar.events:
        file.add_component(_utc())
    return file


def _event(event: CalendarEvent) -> bytes:
    """DTSTAMP is when the event was last revised, which without a METHOD is what it means (RFC 5545, 3.8.7.2)."""
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.changed)
    entry.add("last-modified", event.changed)
    entry.add("created", event.created)
    entry.add("sequence", event.sequence)
    entry.add("dtstart", event.starts)
    if event.ends is not None:
        entry.add("dtend", event.ends)
    entry.add("summary", event.summary)
    entry.add("description", event.description)
    entry.add("url", event.url)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("categories", [event.category])
    entry.add("transp", "TRANSPARENT")  # it is not the reader's own appointment
    return bytes(entry.to_ical())


def _utc() -> icalendar.Timezone:
    """A calendar must hold something, and some readers refuse one without any event: this is always true."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 (local time, as the standard wants it)
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    standard.add("tzname", "UTC")
    zone.add_component(standard)
    return zone
