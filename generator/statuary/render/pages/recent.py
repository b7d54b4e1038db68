"""The last days: what is open, and what ended lately, an incident a row."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from statuary.model import Kind, Stage
from statuary.render.frame import Frame
from statuary.render.pages.history_page import Row, row
from statuary.render.wording.labels import Tone
from statuary.status.types import IncidentState, PageState, Standing

RECENT_DAYS = 14
MOST_ROWS = 25
"""A page must stay small even after the worst fortnight; the history has the rest."""

_TONES = list(Tone)


class RecentRow(NamedTuple):
    """One incident; `over` where it has ended."""

    row: Row
    over: bool


def recent_rows(frame: Frame) -> tuple[tuple[RecentRow, ...], int]:
    """What was open on one of the last days, what still is first, and how many rows are left out.

    An incident has one row, however many days it goes on. Where there are too many, the worst stay.
    """
    first = frame.today - timedelta(days=RECENT_DAYS - 1)
    since = datetime.combine(first, time(), frame.times.zone)
    items = [item for item in _happened(frame.state) if _last_known(item, frame.now) >= since]
    rows = [RecentRow(row(item, frame), item.standing is Standing.PAST) for item in items]
    shown = _worst(rows)
    return shown, len(rows) - len(shown)


def _worst(rows: Sequence[RecentRow]) -> tuple[RecentRow, ...]:
    """As many as there is room for, in their order."""
    ranked = sorted(rows, key=lambda one: (one.over, -_TONES.index(one.row.tone)))[:MOST_ROWS]
    return tuple(one for one in rows if one in ranked)


def _happened(state: PageState) -> Iterator[IncidentState]:
    """What has begun: open work, then all that ended, save notices and what was cancelled."""
    yield from state.active
    yield from state.in_progress
    for item in state.past:
        if item.incident.kind is not Kind.NOTICE and item.stage is not Stage.CANCELLED:
            yield item


def _last_known(item: IncidentState, now: datetime) -> datetime:
    """Until when it went on, as far as anybody has said."""
    return item.end or min(now, item.silent_after or now)
