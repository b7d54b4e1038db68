"""What subscribers are told of: every update, and what happens to planned work by itself, when its time comes.

An event is what the page showed at its instant, so nothing that is written afterwards changes its key or takes it back.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from statuary.model import Kind, Stage
from statuary.status.incidents import incident_state
from statuary.status.types import IncidentState, Phase, Standing


class EventKind(StrEnum):
    """What happened: somebody wrote; planned work is near; it began or ended by itself."""

    UPDATE = "update"
    REMINDER = "reminder"
    BEGUN = "begun"
    DONE = "done"


_EVER = datetime.min.replace(tzinfo=UTC)
_BY_ITSELF = {Stage.IN_PROGRESS: EventKind.BEGUN, Stage.COMPLETED: EventKind.DONE}


class Event(NamedTuple):
    """One thing to tell of an incident; events sort by time.

    `at` is when it happened, `place` that of the newest update by then, `identity` the instant that names it: the
    update's own, or the time that the window had then.
    """

    at: datetime
    incident_id: str
    place: int
    what: EventKind
    identity: datetime

    @property
    def key(self) -> str:
        """Names it for ever among the events of its incident: `20261122T100400Z`, `begun-20261122T070000Z`."""
        stamp = self.identity.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        return stamp if self.what is EventKind.UPDATE else f"{self.what}-{stamp}"


def update_event(item: IncidentState, place: int) -> Event:
    """The update at `place` of an incident's updates."""
    update = item.updates[place]
    return Event(update.at, item.incident.id, place, EventKind.UPDATE, update.identity)


def events(item: IncidentState, since: datetime = _EVER) -> list[Event]:
    """All of an incident by now, oldest first: its updates that are not silent, and what happened by itself `since`."""
    said = (update_event(item, place) for place, update in enumerate(item.updates) if not update.silent)
    return sorted([*said, *_by_itself(item, since)])


def reminder(item: IncidentState, ahead: timedelta) -> Event | None:
    """That planned work is near: `ahead` of the window that is in force now.

    None where it is not to come any more, or was announced later than that or to nobody: then the announcement is
    reminder enough.
    """
    if item.standing is not Standing.PLANNED or item.window_starts is None:
        return None
    at = item.window_starts - ahead
    place = _told_by(item, at)
    moved = any(update.starts for update in item.updates if update.at > at)
    if place is None or moved or item.incident.kind is not Kind.MAINTENANCE:
        return None
    return Event(at, item.incident.id, place, EventKind.REMINDER, at)


def as_of_event(item: IncidentState, event: Event) -> IncidentState:
    """What the page said of it at the event, whatever was written afterwards."""
    by_then = item.incident.model_copy(update={"updates": item.updates[: event.place + 1]})
    return incident_state(by_then, event.at) or item


def _by_itself(item: IncidentState, since: datetime) -> Iterator[Event]:
    """Only what was so at that time: a word that comes later may say that it began earlier, and is told itself."""
    if item.incident.kind is not Kind.MAINTENANCE:
        return
    for phase in (phase for phase in item.phases if phase.start >= since):
        place = _told_by(item, phase.start)
        if phase.stage in _BY_ITSELF and place is not None and not _is_said(item, phase):
            event = Event(phase.start, item.incident.id, place, _BY_ITSELF[phase.stage], phase.start)
            if phase in as_of_event(item, event).phases:
                yield event


def _told_by(item: IncidentState, at: datetime) -> int | None:
    """The place of the newest update by then; None where readers had not been told of it."""
    by_then = [place for place, update in enumerate(item.updates) if update.at <= at]
    told = any(not item.updates[place].silent for place in by_then)
    return by_then[-1] if told else None


def _is_said(item: IncidentState, phase: Phase) -> bool:
    """Whether an update brought it about, which is told itself."""
    return any(update.at == phase.start and update.stage is not Stage.SCHEDULED for update in item.updates)
