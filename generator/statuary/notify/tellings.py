"""All that subscribers are to be sent, ever: the events that feeds tell, reminders, and what is overdue, for staff.

Each has a name for ever. Whether it was sent already is the ledger's business.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from statuary.model import Stage, Update
from statuary.render.wording.instants import stamp
from statuary.status import Due, IncidentState, PageState, due
from statuary.status.events import Event, EventKind, events, reminder, update_event

AHEAD = (timedelta(hours=24), timedelta(hours=1))
"""So long before planned work begins, people are reminded of it; the second time where a run falls within that hour."""
LATE = timedelta(hours=6)
"""A reminder, or that work has begun, is worth nothing after that."""
OLD = timedelta(hours=24)
"""Nobody is sent by itself what is older."""

_TOO_LATE = {
    EventKind.REMINDER: "too late for a reminder",
    EventKind.BEGUN: "it began too long ago",
}
_ELSEWHERE = "sent by another page"
_STAGES = {EventKind.BEGUN: Stage.IN_PROGRESS, EventKind.DONE: Stage.COMPLETED}


class Telling(NamedTuple):
    """One event to tell. `what` names it for ever, `at` is when it was said or became due.

    `late` is why nobody is to be sent it any more; empty for nearly all. `due` is set for what is overdue alone: then
    `event` is the newest update.
    """

    item: IncidentState
    event: Event
    what: str
    at: datetime
    late: str = ""
    due: Due | None = None

    @property
    def place(self) -> int:
        """That of the update, or of the newest one by then."""
        return self.event.place

    @property
    def update(self) -> Update:
        """The update, or the newest one by then."""
        return self.item.updates[self.place]

    @property
    def stage(self) -> Stage:
        """What is told of the stage; UPDATE where it stays."""
        if self.due is None and self.event.what is EventKind.UPDATE:
            return self.update.stage
        return _STAGES.get(self.event.what, Stage.UPDATE)


def tellings(page: PageState) -> Iterator[Telling]:
    """Everything up to the page's moment, incident by incident, each by time; for staff, too."""
    for item in page.by_id.values():
        yield from sorted((_of(item, event, page.now) for event in _events(item, page.now)), key=_order)
        yield from _overdue(item, page)


def _events(item: IncidentState, now: datetime) -> Iterator[Event]:
    yield from events(item)
    near = (reminder(item, ahead) for ahead in AHEAD)
    yield from (one for one in near if one is not None and one.at <= now)


def _order(one: Telling) -> tuple[datetime, int, bool]:
    return one.at, one.place, one.event.what is not EventKind.UPDATE


def _of(item: IncidentState, event: Event, now: datetime) -> Telling:
    return Telling(
        item, event, f"{event.incident_id}/{event.key}", min(event.at, now), _late(item, event, now)
    )


def _late(item: IncidentState, event: Event, now: datetime) -> str:
    """Why it is not to be sent any more."""
    if event.what is EventKind.UPDATE:
        return _ELSEWHERE if is_imported(item, item.updates[event.place], now) else ""
    if item.incident.source is not None and event.at < now - OLD:
        return _ELSEWHERE
    return _TOO_LATE.get(event.what, "") if now > event.at + LATE else ""


def is_imported(item: IncidentState, update: Update, now: datetime) -> bool:
    """Whether another page has sent it. Not every import knows updates by ids of theirs; then the old ones count."""
    if item.incident.source is None:
        return False
    knows_ids = any(one.source_id for one in item.updates)
    return update.source_id is not None or (not knows_ids and update.at < now - OLD)


def _overdue(item: IncidentState, page: PageState) -> Iterator[Telling]:
    """What readers wait for, for staff; a rule that the owner has switched off says nothing here either."""
    settings = page.site.settings
    one = due(item, page.now, settings.rhythm, settings.zone)
    if one is None or one.kind.value in settings.words.off or not one.is_overdue(page.now):
        return
    what = f"{item.incident.id}/overdue-{one.kind}-{stamp(one.at)}"
    late = "overdue for more than a day" if page.now > one.at + one.grace + OLD else ""
    yield Telling(item, update_event(item, len(item.updates) - 1), what, one.at, late, one)
