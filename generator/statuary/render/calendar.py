"""Maintenance as calendars show it: one event a maintenance, which a reader's calendar follows as it changes.

`calendar.ics` (iCalendar, RFC 5545 and 7986) of the page, of each component and of each maintenance.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import NamedTuple

import icalendar

from statuary.model import Kind, Stage
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.incident_text import to_plain
from statuary.render.present_state import shortened
from statuary.render.wording.component_lines import MOST_LINES
from statuary.render.wording.labels import KIND_WORD, STAGE_WORD, STATUS_WORD
from statuary.status.incidents import as_announced
from statuary.status.maintenance import as_planned
from statuary.status.types import IncidentState, PageState

PAST_MOST = 200
"""Past events in one calendar: it must stay small however long the history."""

OWN_DAYS = timedelta(days=90)
"""So long after its end a maintenance keeps a calendar of its own."""


class CalendarEvent(NamedTuple):
    """One maintenance. Every datetime is aware and in UTC; `ends` is None for one that has no length.

    `uid` never changes. `sequence` counts how often its time or its cancellation changed. `changed` is when it was
    last spoken of. None of them depends on when the page was built, so that the bytes stay as they are.
    """

    id: str
    uid: str
    sequence: int
    created: datetime
    changed: datetime
    starts: datetime
    ends: datetime | None
    cancelled: bool
    summary: str
    description: str
    url: str
    category: str


class Calendar(NamedTuple):
    """One file: `path` is where it is, below the site's root; `url` is the page that it goes with."""

    path: str
    name: str
    url: str
    events: tuple[CalendarEvent, ...]


class _Face(NamedTuple):
    """What a calendar shows first; when it changes, calendars have to take the event anew."""

    starts: datetime
    ends: datetime | None
    cancelled: bool


def has_calendar(item: IncidentState, now: datetime) -> bool:
    """Whether `/incidents/<id>/calendar.ics` is there: maintenance to come, under way, or not long past."""
    return _is_event(item) and (item.end is None or item.end > now - OWN_DAYS)


def calendars(frame: Frame) -> Iterator[Calendar]:
    """The calendar of the page, of each component, and of each maintenance that has one of its own.

    The page's holds all that is planned or under way and the newest 200 of the past; a component's, its part of that.
    """
    shared = _shared(frame.state)
    own = [item for item in frame.state.by_id.values() if has_calendar(item, frame.now)]
    items = {item.incident.id: item for item in (*shared, *own)}
    events = {key: _event(item, frame) for key, item in items.items()}
    name, root = frame.settings.name, frame.settings.url
    label, said = frame.language.labelled, frame.language.name
    yield Calendar("calendar.ics", name, root, _sorted(shared, events))
    for component in frame.state.site.components:
        path = f"components/{component.id}/"
        touching = [item for item in shared if _touches(item, component.id)]
        yield Calendar(
            f"{path}calendar.ics", label(name, said(component.name)), root + path, _sorted(touching, events)
        )
    for item in own:
        event = events[item.incident.id]
        path = f"incidents/{event.id}/calendar.ics"
        yield Calendar(path, label(name, said(item.incident.title)), event.url, (event,))


def _shared(state: PageState) -> list[IncidentState]:
    past = islice((item for item in state.past if _is_event(item)), PAST_MOST)
    return [*filter(_is_event, (*state.planned, *state.in_progress)), *past]


def _is_event(item: IncidentState) -> bool:
    """Whether it is maintenance with a window; a file that tells none is an error, which a tolerant build bears."""
    return item.incident.kind is Kind.MAINTENANCE and item.window_starts is not None


def _touches(item: IncidentState, component: str) -> bool:
    named = (item.incident.components, *(update.components for update in item.updates))
    return any(component in components for components in named)


def _sorted(items: Iterable[IncidentState], events: Mapping[str, CalendarEvent]) -> tuple[CalendarEvent, ...]:
    return tuple(sorted((events[item.incident.id] for item in items), key=lambda one: (one.starts, one.id)))


def _event(item: IncidentState, frame: Frame) -> CalendarEvent:
    incident = item.incident
    faces = _faces(item)
    face, title = faces[-1], incident.title
    return CalendarEvent(
        id=incident.id,
        uid=f"{incident.id}@{frame.settings.id_domain}",
        sequence=sum(before != after for before, after in pairwise(faces)),
        created=item.updates[0].at,
        changed=item.newest.at,
        starts=face.starts,
        ends=face.ends,
        cancelled=face.cancelled,
        # Many calendars show a cancelled event like any other.
        summary=frame.language.gettext("Cancelled: %(title)s", title=title) if face.cancelled else title,
        description=_description(item, frame),
        url=f"{frame.settings.url}incidents/{incident.id}/",
        category=frame.language.gettext(KIND_WORD[incident.kind]),
    )


def _faces(item: IncidentState) -> list[_Face]:
    """What calendars were shown after each update. Time alone changes nothing, or LAST-MODIFIED would have to know."""
    return [_face(as_announced(item, place)) for place in range(len(item.updates))]


def _face(item: IncidentState) -> _Face:
    """The planned window, for readers plan by it; once somebody says that the work is complete, when it really was.

    Then the question is another one: was that our fault, or your work?
    """
    starts, ends = item.window_starts or item.start, item.window_ends
    if item.end is not None and item.start < item.end and _is_confirmed(item):
        starts, ends = item.start, item.end
    has_length = ends is not None and starts < ends
    return _Face(starts, ends if has_length else None, item.stage is Stage.CANCELLED)


def _is_confirmed(item: IncidentState) -> bool:
    """Whether a person ended the work, and not the clock."""
    return item.stage is Stage.COMPLETED and any(
        update.stage is Stage.COMPLETED and update.at == item.phases[-1].start for update in item.updates
    )


def _description(item: IncidentState, frame: Frame) -> str:
    """Plain text for the event's notes. It says nothing that time alone changes."""
    gettext = frame.language.gettext
    spoken = item.last_word
    affected = _affected(item, frame)
    parts = [
        gettext(
            "%(stage)s: %(words)s", stage=gettext(STAGE_WORD[spoken.stage]), words=shortened(spoken.text)
        ),
        gettext("Affected: %(names)s", names=frame.language.listed(affected, MOST_LINES)) if affected else "",
        gettext("Who is affected: %(who)s", who=to_plain(item.who)) if item.who else "",
        frame.language.labelled(frame.settings.name, f"{frame.settings.url}incidents/{item.incident.id}/"),
    ]
    return "\n\n".join(filter(None, parts))


def _affected(item: IncidentState, frame: Frame) -> list[str]:
    language = frame.language
    return [
        language.noted(language.name(frame.names.get(key, key)), language.gettext(STATUS_WORD[status]))
        for key, status in as_planned(item.planned).items()
        if status.badness
    ]


_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=1)


def render_calendars(frame: Frame) -> Iterator[Output]:
    """Every calendar. An event stands in several, so its bytes are made once: that is where the time goes."""
    written: dict[str, bytes] = {}
    for calendar in calendars(frame):
        for event in calendar.events:
            if event.id not in written:
                written[event.id] = _vevent(event)
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


def _vevent(event: CalendarEvent) -> bytes:
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
