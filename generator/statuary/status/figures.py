"""What there is to say of how readers were informed of some incidents: their track records, added up.

Whatever cannot be known is counted beside what can, so that figures add up to the incidents that they are of.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from statuary.status.rhythm import TrackRecord, postmortem_at
from statuary.status.types import IncidentState, Standing

FEW = 3
"""Fewer values than that have no median: each is shown as it is."""


class CountedIncident(NamedTuple):
    """One incident of the period. `over_at_first`: the first update came when it was over already."""

    state: IncidentState
    track: TrackRecord
    over_at_first: bool

    @property
    def published(self) -> datetime | None:
        """When why it happened was published, owed or not."""
        return postmortem_at(self.state) if self.state.standing is Standing.PAST else None


class Lengths(NamedTuple):
    """Durations, the shortest first."""

    values: tuple[timedelta, ...]

    @property
    def median(self) -> timedelta | None:
        """None for a few, of which it would say too much."""
        if len(self.values) < FEW:
            return None
        return timedelta(seconds=median(one.total_seconds() for one in self.values))


class FirstUpdates(NamedTuple):
    """`known`: after how long it came; `limited` of these have a limit by their impact, and `in_time` kept it.

    `no_start`: nobody says when the fault began; `over`: it was over at the first update.
    """

    known: Lengths
    limited: int
    in_time: int
    no_start: int
    over: int


class PromisesMade(NamedTuple):
    """`late`: by how much those were missed that were. `without` incidents made none."""

    kept: int
    missed: int
    running: int
    late: Lengths
    without: int

    @property
    def made(self) -> int:
        """All of them."""
        return self.kept + self.missed + self.running


class SilencesHeard(NamedTuple):
    """Times without an update for which none was promised; `limited` of them may not last for ever."""

    all: Lengths
    limited: int
    too_long: int


class Resolutions(NamedTuple):
    """`known`: how long each was open, `from_first` of them by the first update alone; `unknown`: over, but nobody
    knows how long it was; `open`: not over yet.
    """

    known: Lengths
    from_first: int
    unknown: int
    open: int


class PostmortemState(StrEnum):
    """What became of a post-mortem that is owed."""

    IN_TIME = "in_time"
    LATE = "late"
    WAIVED = "waived"
    NOT_DUE = "not_due"
    MISSING = "missing"


class PostmortemsOwed(NamedTuple):
    """Each that is owed is in one of the first five, by its state. `besides`: published, and not owed.

    `imported` of those that are owed are of incidents from another page, which may have them.
    """

    in_time: int
    late: int
    waived: int
    not_due: int
    missing: int
    besides: int
    imported: int

    @property
    def owed(self) -> int:
        """All that the impact of an incident asks for."""
        return self.in_time + self.late + self.waived + self.not_due + self.missing


class Figures(NamedTuple):
    """What there is to say of some incidents."""

    incidents: int
    first_updates: FirstUpdates
    promises: PromisesMade
    silences: SilencesHeard
    resolutions: Resolutions
    postmortems: PostmortemsOwed


def figures(counted: Sequence[CountedIncident], now: datetime) -> Figures:
    """All figures of some incidents."""
    return Figures(
        len(counted),
        _first_updates(counted),
        _promises(counted, now),
        _silences(counted, now),
        _resolutions(counted),
        _postmortems(counted, now),
    )


def _first_updates(counted: Sequence[CountedIncident]) -> FirstUpdates:
    known = [
        (one.track.first_update, one.track.first_update_limit)
        for one in counted
        if one.track.first_update is not None
    ]
    in_time = [length <= limit for length, limit in known if limit is not None]
    over = sum(one.over_at_first for one in counted)
    return FirstUpdates(
        known=_lengths(length for length, _ in known),
        limited=len(in_time),
        in_time=sum(in_time),
        no_start=len(counted) - len(known) - over,
        over=over,
    )


def _promises(counted: Sequence[CountedIncident], now: datetime) -> PromisesMade:
    made = [promise for one in counted for promise in one.track.promises]
    kept = [promise.is_kept(now) for promise in made]
    return PromisesMade(
        kept=kept.count(True),
        missed=kept.count(False),
        running=kept.count(None),
        late=_lengths(promise.late_by(now) for promise in made if promise.late_by(now)),
        without=sum(not one.track.promises for one in counted),
    )


def _silences(counted: Sequence[CountedIncident], now: datetime) -> SilencesHeard:
    found = [silence for one in counted for silence in one.track.silences]
    return SilencesHeard(
        all=_lengths(silence.length(now) for silence in found),
        limited=sum(silence.allowed is not None for silence in found),
        too_long=sum(silence.is_too_long(now) for silence in found),
    )


def _resolutions(counted: Sequence[CountedIncident]) -> Resolutions:
    past = [one for one in counted if one.state.standing is Standing.PAST]
    known = [one for one in past if one.track.resolved_after is not None]
    return Resolutions(
        known=_lengths(one.track.resolved_after for one in known if one.track.resolved_after is not None),
        from_first=sum(one.state.incident.started is None for one in known),
        unknown=len(past) - len(known),
        open=len(counted) - len(past),
    )


def _postmortems(counted: Sequence[CountedIncident], now: datetime) -> PostmortemsOwed:
    states = [postmortem_state(one, now) for one in counted]
    return PostmortemsOwed(
        in_time=states.count(PostmortemState.IN_TIME),
        late=states.count(PostmortemState.LATE),
        waived=states.count(PostmortemState.WAIVED),
        not_due=states.count(PostmortemState.NOT_DUE),
        missing=states.count(PostmortemState.MISSING),
        besides=sum(one.track.postmortem is None and one.published is not None for one in counted),
        imported=sum(one.track.imported and one.track.postmortem is not None for one in counted),
    )


def postmortem_state(one: CountedIncident, now: datetime) -> PostmortemState | None:
    """None where none is owed. One that was published counts, even where it was waived before."""
    owed = one.track.postmortem
    if owed is None:
        return None
    if owed.delivered is not None:
        return PostmortemState.IN_TIME if owed.delivered <= owed.due else PostmortemState.LATE
    if owed.waived is not None:
        return PostmortemState.WAIVED
    return PostmortemState.NOT_DUE if now <= owed.due else PostmortemState.MISSING


def _lengths(values: Iterable[timedelta]) -> Lengths:
    return Lengths(tuple(sorted(values)))
