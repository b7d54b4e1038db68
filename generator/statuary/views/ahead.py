"""What the page will say later on if nobody posts anything: planned work begins and ends by itself.

A page is not always built anew at that minute. So it carries the words of those later moments, made by the same
functions as all others, and a script shows them when their time has come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from statuary.model import ComponentStatus, Kind
from statuary.status import page_state
from statuary.status.types import IncidentState, PageState
from statuary.views.frame import Frame
from statuary.views.incident import IncidentView, incident_view
from statuary.views.language import plain
from statuary.views.sentences import Headline, headline
from statuary.views.words import STATUS_TONE, STATUS_WORD, Tone

REACH = timedelta(days=7)
MOST = 6
"""Later moments that a page carries at most: it must stay small."""

_A_MOMENT = timedelta(seconds=1)
"""At its very end a maintenance is not late yet."""


class Place(NamedTuple):
    """A component or group on the page, by the `id` of its element, and how it is then."""

    id: str
    tone: Tone
    word: str


class Later(NamedTuple):
    """From `at` on (UTC): the first words and the tab's `title` (None where the page has none), and what changes."""

    at: str
    title: str
    headline: Headline | None
    items: tuple[IncidentView, ...]
    places: tuple[Place, ...]


def ahead(state: PageState, frame: Frame) -> tuple[Later, ...]:
    """Everything that changes by itself within a week, the soonest first."""
    waiting = [*state.active, *state.in_progress, *state.planned]
    site = state.site.model_copy(update={"incidents": tuple(item.incident for item in waiting)})
    moments = sorted(set(_moments(state)))[:MOST]
    later = []
    before = state
    for at in moments:
        then = page_state(site, at)
        later.append(_later(before, then, replace(frame, now=at, today=frame.times.day(at))))
        before = then
    return tuple(later)


def of_items(later: Sequence[Later], *ids: str) -> tuple[Later, ...]:
    """What of it concerns these incidents, for pages that show nothing else."""
    found = []
    for one in later:
        mine = tuple(view for view in one.items if view.id in ids)
        if mine:
            found.append(Later(one.at, "", None, mine, ()))
    return tuple(found)


def of_component(later: Sequence[Later], key: str) -> tuple[Later, ...]:
    """What of it concerns one component, for its own page."""
    found = []
    for one in later:
        mine = tuple(place for place in one.places if place.id == f"c-{key}")
        if mine:
            found.append(Later(one.at, "", None, (), mine))
    return tuple(found)


def of_headline(later: Sequence[Later]) -> tuple[Later, ...]:
    """Its first words alone."""
    return tuple(one._replace(items=(), places=()) for one in later)


def _moments(state: PageState) -> Iterator[datetime]:
    for item in (*state.in_progress, *state.planned):
        ends = item.window_ends + _A_MOMENT if item.window_ends else None
        for at in (item.window_starts, ends):
            if at is not None and state.now < at <= state.now + REACH:
                yield at


def _later(before: PageState, then: PageState, frame: Frame) -> Later:
    items = [
        one for one in then.by_id.values() if one.incident.kind is Kind.MAINTENANCE and _differs(one, before)
    ]
    top = headline(then, frame)
    return Later(
        at=frame.times.moment(then.now).iso,
        title=f"{plain(top.text)} · {frame.settings.name}",
        headline=top,
        items=tuple(incident_view(one, frame) for one in items),
        places=tuple(_places(before, then, frame)),
    )


def _differs(item: IncidentState, before: PageState) -> bool:
    was = before.by_id.get(item.incident.id)
    return was is None or (was.stage, was.unconfirmed) != (item.stage, item.unconfirmed)


def _places(before: PageState, then: PageState, frame: Frame) -> Iterator[Place]:
    """Components and groups that are not as they were."""
    for key, status in then.components.items():
        if before.components.get(key) is not status:
            yield _place(f"c-{key}", status, frame)
    for index, group in enumerate(then.site.groups, 1):
        now, was = (
            worst([one.components.get(each.id) for each in group.components]) for one in (then, before)
        )
        if now is not was:
            yield _place(f"g-{index}", now, frame)


def _place(key: str, status: ComponentStatus, frame: Frame) -> Place:
    return Place(key, STATUS_TONE[status], frame.language.gettext(STATUS_WORD[status]))


def worst(statuses: list[ComponentStatus | None]) -> ComponentStatus:
    """The worst of several; those of retired components are None and do not count."""
    known = [status for status in statuses if status is not None]
    return max(known, key=lambda status: status.badness, default=ComponentStatus.OPERATIONAL)
