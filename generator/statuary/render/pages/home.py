"""The page itself: what is wrong, how each component is, what is planned, what happened lately."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from statuary.model import Kind, Stage
from statuary.render.frame import Frame
from statuary.render.incident_text import excerpt
from statuary.render.pages.ahead import REACH
from statuary.render.pages.bars import Legend, legend
from statuary.render.pages.history_page import Row, row
from statuary.render.pages.home_components import FILTERED, GroupView, group_views
from statuary.render.pages.incident_page import IncidentView, incident_view, incident_views
from statuary.render.wording.instants import Moment
from statuary.render.wording.labels import Tone
from statuary.render.wording.language import Sentence
from statuary.render.wording.sentences import Headline, headline
from statuary.render.wording.statements import correction
from statuary.status.types import IncidentState, PageState, Standing

RECENT_DAYS = 14
MOST_ROWS = 25
"""A page must stay small even after the worst fortnight; the history has the rest."""

_TONES = list(Tone)
CARDS = 10
"""Of each kind; the first are the worst, the newest or the soonest."""
EXCERPT = 140
"""Characters of what is said of planned work."""


class PlannedRow(NamedTuple):
    """Planned work in a row: when it is, what it is, and what is said of it."""

    id: str
    title: str
    times: Sentence
    words: str
    correction: Sentence


class RecentRow(NamedTuple):
    """One incident; `over` where it has ended."""

    row: Row
    over: bool


class HomeView(NamedTuple):
    """Everything on the home page; `notices` that are still to come are hidden.

    `lead` is what the headline names first, and stands with it; of that, `active` and `in_progress` show no card.
    `more` says how many of `active`, `in_progress`, `notices`, `planned` and `recent` there is no room for.
    `filtered`: there are so many components that readers need to choose theirs.
    """

    headline: Headline
    at: Moment
    lead: IncidentView | None
    active: tuple[IncidentView, ...]
    in_progress: tuple[IncidentView, ...]
    notices: tuple[IncidentView, ...]
    planned: tuple[PlannedRow, ...]
    groups: tuple[GroupView, ...]
    recent: tuple[RecentRow, ...]
    more: Mapping[str, int]
    filtered: bool
    legend: Legend


def home_view(frame: Frame) -> HomeView:
    """The home page at `state.now`."""
    state, top = frame.state, headline(frame)
    notices = [*state.notices, *_notices_to_come(state)]
    listed: dict[str, Sequence[IncidentState]] = {
        "active": state.active,
        "in_progress": state.in_progress,
        "notices": notices,
    }
    cards = {name: incident_views(items[:CARDS], frame) for name, items in listed.items()}
    more = {name: max(0, len(items) - CARDS) for name, items in (*listed.items(), ("planned", state.planned))}
    recent, left_out = recent_rows(frame)
    return HomeView(
        headline=top,
        at=frame.times.moment(frame.now),
        lead=incident_view(state.by_id[top.lead], frame) if top.lead else None,
        **cards,
        planned=tuple(_planned(item, frame) for item in state.planned[:CARDS]),
        groups=group_views(frame),
        recent=recent,
        more=more | {"recent": left_out},
        filtered=len(state.components) > FILTERED,
        legend=legend(frame.today, frame.language),
    )


def _planned(item: IncidentState, frame: Frame) -> PlannedRow:
    start, end = item.window_starts or item.start, item.window_ends
    brief = frame.times.brief_window(start, end, frame.now) if end else (frame.times.brief(start, frame.now),)
    return PlannedRow(
        id=item.incident.id,
        title=item.incident.title,
        times=brief,
        words=excerpt(item.last_word.text, EXCERPT),
        correction=correction(item.incident, frame),
    )


def _notices_to_come(state: PageState) -> list[IncidentState]:
    """Hidden until their time; a page is not always built again at that moment."""
    hidden = (one for one in state.by_id.values() if one.incident.kind is Kind.NOTICE)
    return [one for one in hidden if one.standing is Standing.PLANNED and one.start <= state.now + REACH]


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
