"""Maintenance as calendars show it: one event a maintenance, which a reader's calendar follows as it changes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import NamedTuple

from statuary.model import Kind, Stage
from statuary.status.faults import as_planned
from statuary.status.incidents import when_told
from statuary.status.types import IncidentState, PageState
from statuary.views.frame import Frame
from statuary.views.present import last_word, shortened
from statuary.views.text import to_plain
from statuary.views.words import KIND_WORD, STAGE_WORD, STATUS_WORD

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


def calendars(state: PageState, frame: Frame) -> Iterator[Calendar]:
    """The calendar of the page, of each component, and of each maintenance that has one of its own.

    The page's holds all that is planned or under way and the newest 200 of the past; a component's, its part of that.
    """
    shared = _shared(state)
    own = [item for item in state.by_id.values() if has_calendar(item, state.now)]
    items = {item.incident.id: item for item in (*shared, *own)}
    events = {key: _event(item, frame) for key, item in items.items()}
    name, root = frame.settings.name, frame.settings.url
    yield Calendar("calendar.ics", name, root, _sorted(shared, events))
    for component in state.site.components:
        path = f"components/{component.id}/"
        touching = [item for item in shared if _touches(item, component.id)]
        yield Calendar(
            f"{path}calendar.ics", f"{name}: {component.name}", root + path, _sorted(touching, events)
        )
    for item in own:
        event = events[item.incident.id]
        path = f"incidents/{event.id}/calendar.ics"
        yield Calendar(path, f"{name}: {item.incident.title}", event.url, (event,))


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
    return [_face(when_told(item, place)) for place in range(len(item.updates))]


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
    spoken = last_word(item)
    affected = _affected(item, frame)
    parts = [
        gettext(
            "%(stage)s: %(words)s", stage=gettext(STAGE_WORD[spoken.stage]), words=shortened(spoken.text)
        ),
        gettext("Affected: %(names)s", names=frame.language.listed(affected)) if affected else "",
        gettext("Who: %(who)s", who=to_plain(item.who)) if item.who else "",
        f"{frame.settings.name}: {frame.settings.url}incidents/{item.incident.id}/",
    ]
    return "\n\n".join(filter(None, parts))


def _affected(item: IncidentState, frame: Frame) -> list[str]:
    gettext = frame.language.gettext
    return [
        gettext("%(name)s (%(status)s)", name=frame.names.get(key, key), status=gettext(STATUS_WORD[status]))
        for key, status in as_planned(item.planned).items()
        if status.badness
    ]
