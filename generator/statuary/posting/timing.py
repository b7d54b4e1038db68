"""When an update is posted, and when readers are told that they will hear more."""

from collections.abc import Container, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from statuary.model import Impact, Incident
from statuary.posting.posting_errors import PostingError
from statuary.posting.typed_times import TypedTimes
from statuary.source.times import TimeError

_SECOND = timedelta(seconds=1)


class NextUpdate(NamedTuple):
    """When readers hear more: a time, or that they will not. Both empty: nothing is said of it."""

    at: datetime | None = None
    none: bool = False


def free_instant(incident: Incident, now: datetime) -> datetime:
    """The instant of a new update: minutes are enough, seconds only where that minute is taken.

    It is later than every other update, and its identity is its own.
    """
    taken = {update.identity for update in incident.updates} | {update.at for update in incident.updates}
    last = max((update.at for update in incident.updates), default=None)
    at = now.replace(second=0, microsecond=0)
    if last is not None and at <= last:
        at = max(now.replace(microsecond=0), last + _SECOND)
    return next_free(at, taken)


def next_free(at: datetime, taken: Container[datetime]) -> datetime:
    """This instant, or the first second after it that is free."""
    while at in taken:
        at += _SECOND
    return at


def moment(
    text: str, times: TypedTimes, base: datetime, option: str, *, past: bool = False, ends: bool | None = None
) -> datetime:
    """A time as people type it, see `TypedTimes.read`. Raises PostingError that names the option."""
    try:
        return times.read(text, base, past=past, ends=ends)
    except TimeError as error:
        raise PostingError(f"{option}: {error}; {error.hint}") from error


def asked_next_update(text: str, times: TypedTimes, at: datetime) -> NextUpdate:
    """`30m`, a time, or `none`. Raises PostingError for a time that is not ahead."""
    if text.strip().lower() in ("none", "no"):
        return NextUpdate(none=True)
    promised = moment(text, times, at, "--next-update")
    if promised <= at:
        raise PostingError("--next-update: that time is not ahead; check date and zone, or write 30m")
    return NextUpdate(promised)


def usual_next_update(cadence: Mapping[Impact, timedelta], impact: Impact, at: datetime) -> NextUpdate:
    """What an open incident of this impact promises where its author does not say; for most, half an hour."""
    whole = at.replace(second=0, microsecond=0)
    return NextUpdate(whole + cadence[impact]) if impact in cadence else NextUpdate(none=True)
