"""How regularly readers were told, and what they are owed at a given `now`: promises, silences, post-mortems.

`statuary remind` asks what is due, `check` what has passed, a report what was kept. All of them ask here.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from statuary.model import ENDED_STAGES, Impact, Kind, Rhythm, Stage, Update
from statuary.status.incidents import as_announced
from statuary.status.promises import GRACE, Promise, by_people, promises, promises_none, standing_promise
from statuary.status.types import IncidentState, Standing

_DAY = timedelta(days=1)
LONG = timedelta(hours=2)
"""After that, and while a fix is watched, readers wait twice as long for the next word."""
HISTORY = timedelta(days=90)
"""So long after the end a post-mortem is asked for; what is older is history."""
FIRST_UPDATE = {
    Impact.CRITICAL: timedelta(minutes=15),
    Impact.MAJOR: timedelta(minutes=30),
    Impact.MINOR: timedelta(minutes=60),
}
"""How long after the fault began the first update is still in time."""
_LINK = re.compile(r"\[(?P<label>[^\]]*)\]\((?P<url>https?://[^\s)]+)[^)]*\)")
_NAMED = re.compile(r"post[-\s_]?mortem", re.IGNORECASE)


class Silence(NamedTuple):
    """From `since` to `until` (None: still) it was open, no update came, and no time was promised for one.

    `allowed`: how long that may be; None where it never is too long.
    """

    since: datetime
    until: datetime | None
    impact: Impact
    allowed: timedelta | None

    def length(self, now: datetime) -> timedelta:
        """How long it was, or has been so far."""
        return (self.until or now) - self.since

    def is_too_long(self, now: datetime) -> bool:
        """Whether readers should have heard more."""
        return self.allowed is not None and self.length(now) > self.allowed


class PostmortemOwed(NamedTuple):
    """Why it happened is owed by `due`. `delivered`: when it was published; `waived`: why there will be none."""

    due: datetime
    delivered: datetime | None = None
    waived: str | None = None


class TrackRecord(NamedTuple):
    """How one incident was told, for a report.

    `first_update` is how long after `started` it came, and `first_update_limit` how long it may take: None where
    nobody says when the fault began, or where it was over by then. `resolved_after` is the time that it was open, None
    until it is over, and where nobody knows it. `imported`: another page told it, so that promises may be missing.
    """

    first_update: timedelta | None
    first_update_limit: timedelta | None
    promises: tuple[Promise, ...]
    silences: tuple[Silence, ...]
    resolved_after: timedelta | None
    postmortem: PostmortemOwed | None
    imported: bool


class DueKind(StrEnum):
    """What is due, by the name of the rule that waives it. What comes first says more than what follows."""

    STALE = "stale"
    UNCONFIRMED = "unconfirmed"
    PROMISE = "promise-missed"
    SILENCE = "silence"
    POSTMORTEM = "postmortem-owed"


class Due(NamedTuple):
    """By `at`, readers should have heard of `state`; it is overdue after `grace`."""

    kind: DueKind
    state: IncidentState
    at: datetime
    grace: timedelta = timedelta()

    def is_overdue(self, now: datetime) -> bool:
        """Whether that has passed."""
        return now > self.at + self.grace


def track_record(state: IncidentState, rhythm: Rhythm, zone: tzinfo) -> TrackRecord:
    """All that a report says of one incident."""
    first = first_update_after(state)
    return TrackRecord(
        first_update=first,
        first_update_limit=None if first is None else FIRST_UPDATE.get(as_announced(state, 0).impact),
        promises=tuple(promises(state.updates)),
        silences=tuple(silences(state, rhythm)),
        resolved_after=state.lasted if state.standing is Standing.PAST else None,
        postmortem=postmortem_owed(state, rhythm, zone),
        imported=state.incident.source is not None,
    )


def first_update_after(state: IncidentState) -> timedelta | None:
    """How long after the fault began; None where nobody says when, or where it was over by then."""
    incident = state.incident
    if incident.started is None or incident.kind is not Kind.INCIDENT or reported_after_end(state):
        return None
    return max(state.updates[0].at - incident.started, timedelta())


def reported_after_end(state: IncidentState) -> bool:
    """Whether the fault was over at the first update, so that nobody could be told in time."""
    ended, first = state.incident.ended, state.updates[0]
    return (
        state.reported_afterwards or first.stage in ENDED_STAGES or (ended is not None and ended <= first.at)
    )


def silences(state: IncidentState, rhythm: Rhythm) -> Iterator[Silence]:
    """Each time between two updates of an open incident, or since the newest, for which none was promised.

    Where nothing could be read but that it is open, readers have waited since then.
    """
    heard = _heard(state)
    for number in range(len(heard)):
        if found := _silence_after(number, heard, state, rhythm):
            yield found


def running_silence(state: IncidentState, rhythm: Rhythm) -> Silence | None:
    """The one since the newest update, without a look at those before: each of them costs a state of its own."""
    heard = _heard(state)
    return _silence_after(len(heard) - 1, heard, state, rhythm) if heard else None


def _heard(state: IncidentState) -> Sequence[tuple[int, Update]]:
    """What readers of an incident heard, each with its place among all updates."""
    if state.incident.kind is not Kind.INCIDENT:
        return ()
    return by_people(state.updates) or [(0, state.updates[0])]


def _silence_after(
    number: int, heard: Sequence[tuple[int, Update]], state: IncidentState, rhythm: Rhythm
) -> Silence | None:
    place, update = heard[number]
    is_last = number == len(heard) - 1
    then = state if is_last else as_announced(state, place)
    said = state.updates[: place + 1]
    if then.standing is not Standing.ACTIVE or standing_promise(said):
        return None
    until = None if is_last else heard[number + 1][1].at
    allowed = None if promises_none(said) else _allowed(then, update.at, rhythm)
    return Silence(update.at, until, then.impact, allowed)


def _allowed(then: IncidentState, at: datetime, rhythm: Rhythm) -> timedelta | None:
    usual = rhythm.silence_of(then.impact)
    if usual is None:
        return None
    opened = then.stretches[-1].start
    return usual * (2 if at - opened >= LONG else 1) * (2 if then.stage is Stage.MONITORING else 1)


def postmortem_owed(state: IncidentState, rhythm: Rhythm, zone: tzinfo) -> PostmortemOwed | None:
    """None where its impact asks for none, or where it is not over."""
    days = rhythm.postmortem_days(state.impact)
    over = state.standing is Standing.PAST and state.incident.kind is Kind.INCIDENT
    if days is None or not over:
        return None
    due = end_of_workday(_closed_at(state), days, rhythm, zone)
    return PostmortemOwed(due, postmortem_at(state), state.incident.waive.get(DueKind.POSTMORTEM))


def postmortem_at(state: IncidentState) -> datetime | None:
    """When why it happened was published: a post-mortem, or after the end a link that is called one."""
    closed = _closed_at(state)
    found = (
        update.at
        for update in state.updates
        if update.stage is Stage.POSTMORTEM or (update.at >= closed and links_postmortem(update.text))
    )
    return next(found, None)


def links_postmortem(text: str) -> bool:
    """Whether a Markdown link's words or address say that a post-mortem is there."""
    return any(_NAMED.search(link.group()) for link in _LINK.finditer(text))


def _closed_at(state: IncidentState) -> datetime:
    """When readers were told that it is over."""
    closed = state.updates[-1].at
    for phase in reversed(state.phases):
        if phase.stage not in ENDED_STAGES:
            break
        closed = phase.start
    return closed


def end_of_workday(start: datetime, days: int, rhythm: Rhythm, zone: tzinfo) -> datetime:
    """The end of the last of so many working days after that of `start`; days are the page's."""
    day = start.astimezone(zone).date()
    while days:
        day += _DAY
        days -= rhythm.is_workday(day.weekday())
    return datetime.combine(day + _DAY, time(), zone).astimezone(UTC)


def due(state: IncidentState, now: datetime, rhythm: Rhythm, zone: tzinfo) -> Due | None:
    """What readers of one incident are owed: what says most of all that is overdue, else what comes first."""
    found = [one for one in _dues(state, now, rhythm, zone) if one.kind.value not in state.incident.waive]
    overdue = (one for kind in DueKind for one in found if one.kind is kind and one.is_overdue(now))
    return next(overdue, min(found, key=lambda one: one.at, default=None))


def _dues(state: IncidentState, now: datetime, rhythm: Rhythm, zone: tzinfo) -> Iterator[Due]:
    if state.standing is Standing.PAST:
        owed = postmortem_owed(state, rhythm, zone)
        if owed and owed.delivered is None and now <= _closed_at(state) + HISTORY:
            yield Due(DueKind.POSTMORTEM, state, owed.due)
        return
    if promise := standing_promise(state.updates):
        yield Due(DueKind.PROMISE, state, promise.due, GRACE)
    if state.incident.kind is Kind.MAINTENANCE:
        yield from _unconfirmed(state)
    elif state.incident.kind is Kind.INCIDENT:
        last = running_silence(state, rhythm)
        if last and last.allowed is not None:
            yield Due(DueKind.SILENCE, state, last.since + last.allowed)
        if state.silent_after is not None:
            yield Due(DueKind.STALE, state, state.silent_after)


def _unconfirmed(state: IncidentState) -> Iterator[Due]:
    """The end of its window, unless the work is done by itself then."""
    by_itself = state.incident.auto_complete and not state.in_trouble and not state.unconfirmed
    if state.window_ends is not None and not by_itself:
        yield Due(DueKind.UNCONFIRMED, state, state.window_ends)
