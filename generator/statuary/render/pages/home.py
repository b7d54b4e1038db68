"""The page itself: what is wrong, how each component is, what is planned, what happened lately."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from statuary.model import Kind
from statuary.render.frame import Frame
from statuary.render.incident_text import excerpt
from statuary.render.pages.ahead import REACH
from statuary.render.pages.bars import Legend, legend
from statuary.render.pages.home_components import FILTERED, GroupView, group_views
from statuary.render.pages.incident_page import IncidentView, incident_view, incident_views
from statuary.render.pages.recent import RecentRow, recent_rows
from statuary.render.wording.instants import Moment
from statuary.render.wording.language import Sentence
from statuary.render.wording.sentences import Headline, headline
from statuary.render.wording.statements import correction
from statuary.status.types import IncidentState, PageState, Standing

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
