"""All that subscribers are to be told of, ever: each update that feeds announce, and what planned work does by time.

Each has a name for ever. Whether it was told already is the ledger's business.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from statuary.model import Kind, Stage, Update
from statuary.render.wording.instants import stamp
from statuary.status import Due, IncidentState, PageState, Standing, due, incident_state
from statuary.status.stages import windows

BEFORE = timedelta(hours=24)
"""So long before planned work begins, people are reminded of it."""
LATE = timedelta(hours=6)
"""A reminder, or that work has begun, is worth nothing after that."""
OLD = timedelta(hours=24)
"""Nobody is told by itself of what is older."""


class Occasion(StrEnum):
    """Why something is told. Only an update has an author; the rest comes with the time."""

    UPDATE = "update"
    REMINDER = "reminder"
    BEGUN = "begun"
    DONE = "done"
    OVERDUE = "overdue"


class Telling(NamedTuple):
    """`what` names it for ever, `at` is when it was said or became due. It stands after the update at `place`.

    `late` is why nobody is to be told of it any more; empty for nearly all. `due` is set for OVERDUE alone.
    """

    what: str
    at: datetime
    item: IncidentState
    place: int
    occasion: Occasion
    late: str = ""
    due: Due | None = None

    @property
    def update(self) -> Update:
        """The update, or the newest one by then."""
        return self.item.updates[self.place]

    @property
    def stage(self) -> Stage:
        """What is told of the stage; UPDATE where it stays."""
        by_time = {Occasion.BEGUN: Stage.IN_PROGRESS, Occasion.DONE: Stage.COMPLETED}
        return by_time.get(
            self.occasion, self.update.stage if self.occasion is Occasion.UPDATE else Stage.UPDATE
        )

    def spoken(self, now: datetime) -> tuple[IncidentState, int]:
        """The incident with an update at its end that says this, and the place of that update."""
        if self.occasion is Occasion.UPDATE:
            return self.item, self.place
        said = Update(at=self.at, stage=self.stage)
        updates = (*self.item.updates[: self.place + 1], said)
        incident = self.item.incident.model_copy(update={"updates": updates})
        state = incident_state(incident, now)
        return (state, len(state.updates) - 1) if state else (self.item, self.place)


def tellings(page: PageState) -> Iterator[Telling]:
    """Everything up to the page's moment, incident by incident, each by time; for staff, too."""
    for item in page.by_id.values():
        found = [*_updates(item, page.now), *_of_work(item, page.now)]
        yield from sorted(found, key=lambda one: (one.at, one.place, one.occasion != Occasion.UPDATE))
        yield from _overdue(item, page)


def _updates(item: IncidentState, now: datetime) -> Iterator[Telling]:
    key = item.incident.id
    for place, update in enumerate(item.updates):
        if update.silent or update.is_fallback:
            continue
        what, late = f"{key}/{stamp(update.identity)}", ""
        if is_imported(item, update, now):
            late = "another page told it"
        yield Telling(what, min(update.at, now), item, place, Occasion.UPDATE, late)


def is_imported(item: IncidentState, update: Update, now: datetime) -> bool:
    """Whether another page has told it. Not every import knows updates by ids of theirs; then the old ones count."""
    if item.incident.source is None:
        return False
    knows_ids = any(one.source_id for one in item.updates)
    return update.source_id is not None or (not knows_ids and update.at < now - OLD)


def _of_work(item: IncidentState, now: datetime) -> Iterator[Telling]:
    if item.incident.kind is not Kind.MAINTENANCE:
        return
    for found in (*_reminder(item, now), *_by_itself(item, now)):
        place = _place_at(item, found.at)
        told = item.updates[place]
        if not told.silent and not told.is_fallback and not is_imported(item, told, now):
            yield found._replace(place=place)


def _place_at(item: IncidentState, at: datetime) -> int:
    return max((place for place, one in enumerate(item.updates) if one.at <= at), default=0)


def _reminder(item: IncidentState, now: datetime) -> Iterator[Telling]:
    """Of the window that holds now, where it was announced earlier than that."""
    starts = item.window_starts
    if starts is None:
        return
    known = windows(item.incident.starts, item.incident.ends, item.updates)
    since = len(known)
    while since > 0 and known[since - 1][0] == starts:
        since -= 1
    announced, at = item.updates[min(since, len(known) - 1)].at, starts - BEFORE
    over = item.end is not None and item.end <= at
    if announced <= at <= now and not over:
        gone = now > at + LATE or item.standing is not Standing.PLANNED
        yield _event(item, at, Occasion.REMINDER, "too late for a reminder" if gone else "")


def _by_itself(item: IncidentState, now: datetime) -> Iterator[Telling]:
    """Stages that came with the time: no update has their instant."""
    posted = {min(one.at, now) for one in item.updates}
    for phase in item.phases:
        if phase.start in posted:
            continue
        if phase.stage is Stage.IN_PROGRESS:
            gone = now > phase.start + LATE
            yield _event(item, phase.start, Occasion.BEGUN, "it began too long ago" if gone else "")
        elif phase.stage is Stage.COMPLETED:
            yield _event(item, phase.start, Occasion.DONE)


def _event(item: IncidentState, at: datetime, occasion: Occasion, late: str = "") -> Telling:
    return Telling(f"{item.incident.id}/{occasion}/{stamp(at)}", at, item, 0, occasion, late)


def _overdue(item: IncidentState, page: PageState) -> Iterator[Telling]:
    """What readers wait for, for staff; a rule that the owner has switched off says nothing here either."""
    settings = page.site.settings
    one = due(item, page.now, settings.rhythm, settings.zone)
    if one is None or one.kind.value in settings.words.off or not one.is_overdue(page.now):
        return
    what = f"{item.incident.id}/{Occasion.OVERDUE}-{one.kind}/{stamp(one.at)}"
    late = "overdue for more than a day" if page.now > one.at + one.grace + OLD else ""
    yield Telling(what, one.at, item, len(item.updates) - 1, Occasion.OVERDUE, late, one)
