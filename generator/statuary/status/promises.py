"""What updates promised of the next one, and whether readers had it in time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from statuary.model import ENDED_STAGES, Stage, Update

GRACE = timedelta(minutes=5)
"""So near to the promised time, before or after it, an update keeps the promise."""


class Promise(NamedTuple):
    """At `made`, an update was promised by `due`; `answered` is None while readers still wait for it."""

    made: datetime
    due: datetime
    answered: datetime | None = None

    def late_by(self, now: datetime) -> timedelta:
        """How long readers waited, or have waited so far, after it was due; zero while it is kept."""
        late = (self.answered or now) - self.due
        return late if late > GRACE else timedelta()

    def is_kept(self, now: datetime) -> bool | None:
        """None while it may still be."""
        if self.late_by(now):
            return False
        return None if self.answered is None else True


def promises(updates: Iterable[Update]) -> list[Promise]:
    """All of them, oldest first. An update that promises a new time, or none, answers the promise before it, and so
    does the end; one that says nothing of it only when it was about due, for otherwise the page still shows it.
    """
    made: list[Promise] = []
    for update, closed in _with_closed(updates):
        if made and made[-1].answered is None and _answers(update, made[-1].due, closed):
            made[-1] = made[-1]._replace(answered=update.at)
        stands = bool(made) and made[-1].answered is None
        if update.next_update is not None and not closed and not stands:
            made.append(Promise(update.at, update.next_update))
    return made


def standing_promise(updates: Iterable[Update]) -> Promise | None:
    """The promise that readers see now."""
    newest = next(reversed(promises(updates)), None)
    return newest if newest and newest.answered is None else None


def promises_none(updates: Sequence[Update]) -> bool:
    """Whether the newest word on it is that no time is promised. An end takes it back."""
    said = False
    for update, closed in _with_closed(updates):
        if closed or update.next_update is not None:
            said = False
        elif update.no_next_update:
            said = True
    return said


def by_people(updates: Iterable[Update]) -> list[tuple[int, Update]]:
    """What readers got, with its place. Words that could not be read told them nothing, save that it is over."""
    return [
        (place, update)
        for place, update in enumerate(updates)
        if not update.is_fallback or update.stage in ENDED_STAGES
    ]


def _with_closed(updates: Iterable[Update]) -> Iterable[tuple[Update, bool]]:
    """Each update, and whether the work is over with it."""
    closed = False
    for _, update in by_people(updates):
        closed = update.stage in ENDED_STAGES or (closed and update.stage is Stage.UPDATE)
        yield update, closed


def _answers(update: Update, due: datetime, closed: bool) -> bool:
    renews = update.next_update is not None and update.next_update != due
    return closed or renews or update.no_next_update or update.at >= due - GRACE
