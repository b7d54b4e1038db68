"""The page itself: what is wrong, what is planned, how each component is, what happened lately."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from statuary.model import ComponentStatus, Group, Kind, Stage
from statuary.render.frame import Frame
from statuary.render.incident_text import excerpt
from statuary.render.pages.ahead import REACH
from statuary.render.pages.component_page import ComponentView, component_view
from statuary.render.pages.history_page import Row, open_times, row
from statuary.render.pages.incident_page import IncidentView, incident_views
from statuary.render.wording.instants import Moment, iso
from statuary.render.wording.labels import STATUS_TONE, STATUS_WORD, Tone
from statuary.render.wording.language import Language
from statuary.render.wording.sentences import Headline, headline
from statuary.status.types import IncidentState, PageState, Standing

RECENT_DAYS = 14
ROWS_A_DAY = 10
"""A page must stay small even after the worst fortnight; the history has the rest."""
DAYS_LISTED = 15
"""Of a component's days with problems; its own page has the rest."""
_TONES = list(Tone)
CARDS = 10
"""Of each kind; the first are the worst, the newest or the soonest."""
EXCERPT = 140
"""Characters of the last word on what is over, for the same reason; of what is open, a card has all of it."""


class GroupView(NamedTuple):
    """A group; `name` is empty for components outside any group, and those are always in sight."""

    name: str
    tone: Tone
    word: str
    size: str
    open: bool
    components: tuple[ComponentView, ...]
    description: str = ""


class RecentRow(NamedTuple):
    """An incident on one of the last days: its newest `words`; `earlier` where it began on another day."""

    row: Row
    words: str
    earlier: bool


class RecentDays(NamedTuple):
    """One day with what happened, or a stretch of days without an incident; `left_out` rows are not shown.

    `last` is the stretch's last day for machines, empty where it is one day.
    """

    text: str
    iso: str
    rows: tuple[RecentRow, ...] = ()
    left_out: int = 0
    last: str = ""


class HomeView(NamedTuple):
    """Everything on the home page, in its order; `notices` that are still to come are hidden.

    `more` says how many of `active`, `in_progress`, `notices` and `planned` there is no room for.
    """

    headline: Headline
    at: Moment
    active: tuple[IncidentView, ...]
    in_progress: tuple[IncidentView, ...]
    notices: tuple[IncidentView, ...]
    planned: tuple[IncidentView, ...]
    groups: tuple[GroupView, ...]
    recent: tuple[RecentDays, ...]
    more: Mapping[str, int]


def home_view(frame: Frame) -> HomeView:
    """The home page at `state.now`."""
    notices = [*frame.state.notices, *_notices_to_come(frame.state)]
    listed: dict[str, Sequence[IncidentState]] = {
        "active": frame.state.active,
        "in_progress": frame.state.in_progress,
        "notices": notices,
        "planned": frame.state.planned,
    }
    cards = {name: incident_views(items[:CARDS], frame) for name, items in listed.items()}
    return HomeView(
        headline=headline(frame),
        at=frame.times.moment(frame.now),
        **cards,
        more={name: max(0, len(items) - CARDS) for name, items in listed.items()},
        groups=tuple(_groups(frame)),
        recent=tuple(recent_days(frame)),
    )


def _notices_to_come(state: PageState) -> list[IncidentState]:
    """Hidden until their time; a page is not always built again at that moment."""
    hidden = (one for one in state.by_id.values() if one.incident.kind is Kind.NOTICE)
    return [one for one in hidden if one.standing is Standing.PLANNED and one.start <= state.now + REACH]


def _groups(frame: Frame) -> Iterator[GroupView]:
    for group in frame.state.site.groups:
        components = [one for one in group.components if one.id in frame.state.components]
        if components:
            views = tuple(component_view(component, frame, DAYS_LISTED) for component in components)
            yield _group(group, frame.state, views, frame.language)


def _group(
    group: Group, state: PageState, components: tuple[ComponentView, ...], language: Language
) -> GroupView:
    status = state.group_status(group)
    return GroupView(
        name=group.name,
        tone=STATUS_TONE[status],
        word=language.gettext(STATUS_WORD[status]),
        size=language.ngettext("%(count)s component", "%(count)s components", len(components)),
        open=status is not ComponentStatus.OPERATIONAL or len(state.site.groups) == 1,
        components=components,
        description=group.description,
    )


def recent_days(frame: Frame) -> Iterator[RecentDays]:
    """The last 14 days, newest first. Quiet days in a row are told together.

    An incident stands on every day it touched: a day within a long incident is not a quiet one.
    """
    by_day = _by_day(frame)
    quiet: list[date] = []
    for day in (frame.today - timedelta(days=back) for back in range(RECENT_DAYS)):
        rows = by_day.get(day)
        if rows is None:
            quiet.append(day)
            continue
        yield from _quiet(quiet, frame.language)
        quiet.clear()
        shown = _most_telling(rows)
        yield RecentDays(frame.language.day(day), day.isoformat(), shown, len(rows) - len(shown))
    yield from _quiet(quiet, frame.language)


def _most_telling(rows: Sequence[RecentRow]) -> tuple[RecentRow, ...]:
    """What began on that day before what went on, the worst first; those that are shown stay in their order."""
    if len(rows) <= ROWS_A_DAY:
        return tuple(rows)
    ranked = sorted(rows, key=lambda one: (one.earlier, -_TONES.index(one.row.tone)))
    return tuple(one for one in rows if one in ranked[:ROWS_A_DAY])


def _quiet(days: Sequence[date], language: Language) -> Iterator[RecentDays]:
    if days:
        last = days[0].isoformat() if days[1:] else ""
        yield RecentDays(language.days(days[-1], days[0]), days[-1].isoformat(), last=last)


def _by_day(frame: Frame) -> dict[date, list[RecentRow]]:
    first = frame.today - timedelta(days=RECENT_DAYS - 1)
    since = datetime.combine(first, time(), frame.times.zone)
    by_day: dict[date, list[RecentRow]] = {}
    for item in _happened(frame.state):
        last = _last_known(item, frame.now)
        if last < since:
            continue
        start = frame.times.day(item.start)
        view = row(item, frame)
        if item.is_silent(frame.now):
            view = view._replace(open=view.open + iso(last))
        words = excerpt(item.last_word.text, EXCERPT) if item.standing is Standing.PAST else ""
        for day in sorted(set(_open_days(item, first, last, frame))):
            earlier = day > start
            by_day.setdefault(day, []).append(RecentRow(view, "" if earlier else words, earlier))
    return by_day


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


def _open_days(item: IncidentState, first: date, last: datetime, frame: Frame) -> Iterator[date]:
    """The days on which it was open, from `first` to `last`, without those between a resolution and the next start."""
    for start, end in open_times(item):
        yield from _days(max(frame.times.day(start), first), frame.times.day(end or last))


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
