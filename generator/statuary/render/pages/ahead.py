"""What the page will say later on if nobody posts anything: planned work begins and ends, incidents grow silent.

A page is not always built anew at that minute. So it carries the words of those later moments, made by the same
functions as all others, and a script shows them when their time has come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from statuary.model import Group
from statuary.render.frame import Frame, titled
from statuary.render.pages.incident_page import IncidentView, incident_view
from statuary.render.wording.labels import GROUP_WORD, STATUS_TONE, STATUS_WORD, Tone
from statuary.render.wording.language import plain
from statuary.render.wording.sentences import JUST, Headline, headline, just_resolved
from statuary.render.wording.statements import SOON
from statuary.status import page_state
from statuary.status.types import IncidentState, PageState

REACH = timedelta(days=60)
"""Work is often announced weeks before, and on a quiet page nothing is built until it begins."""

MOST = 8
"""Later moments that a page carries at most: it must stay small."""

_A_MOMENT = timedelta(seconds=1)
"""At its very end a maintenance is not late yet."""


class Place(NamedTuple):
    """A component or group on the page, by the `id` of its element and its name, and how it is then."""

    id: str
    tone: Tone
    word: str
    name: str = ""


class Later(NamedTuple):
    """From `at` on (UTC): the first words (None where they stay), what changes, and the tab's title and icon.

    An empty `title` leaves the tab as it is.
    """

    at: str
    title: str
    tone: Tone
    headline: Headline | None
    items: tuple[IncidentView, ...]
    places: tuple[Place, ...]


def ahead(frame: Frame) -> tuple[Later, ...]:
    """Everything that changes by itself, the soonest first."""
    known = [*frame.state.active, *frame.state.in_progress, *frame.state.planned]
    resolved = just_resolved(frame.state)
    if resolved:
        known.append(resolved)
    # As they were told by now: with `--now` in the past, what was posted afterwards is not known yet.
    told = tuple(item.incident.model_copy(update={"updates": item.updates}) for item in known)
    site = frame.state.site.model_copy(update={"incidents": told})
    # Counted as the page counts them: a group of which everything is retired is not on it.
    groups = [group for group, _ in frame.state.groups]
    later: list[Later] = []
    then, said, end = frame.state, _said(headline(frame)), frame.now + REACH
    while len(later) < MOST and (at := _next_change(then)) is not None and at <= end:
        before, then = then, page_state(site, at)
        at_that_time = replace(frame, state=then, today=frame.times.day(at))
        top = headline(at_that_time)
        one = _later(before, at_that_time, None if _said(top) == said else top, groups)
        if one.items or one.places or one.headline:
            later.append(one)
        said = _said(top)
    return tuple(later)


def _said(top: Headline) -> tuple[str | Markup | None, ...]:
    """What a headline says, however its times are written; the script itself sees that a promise is late."""
    pieces = (*top.text, "", *top.detail)
    return (
        top.tone,
        top.workaround,
        top.lead,
        top.stage,
        *(one if isinstance(one, str) else one.iso for one in pieces),
    )


def of_items(later: Sequence[Later], frame: Frame, *ids: str) -> tuple[Later, ...]:
    """What of it concerns these incidents, for pages that show nothing else; the page of one is called after it."""
    found = []
    for one in later:
        mine = tuple(view for view in one.items if view.id in ids)
        if mine:
            title = _called(mine[0].label, mine[0].title, frame) if len(ids) == 1 else ""
            only = one._replace(title=title, tone=mine[0].tone, headline=None, items=mine, places=())
            found.append(only)
    return tuple(found)


def of_component(later: Sequence[Later], frame: Frame, key: str, *ids: str) -> tuple[Later, ...]:
    """What of it concerns one component and the incidents (`ids`) that its own page begins with."""
    found = []
    for one in later:
        mine = tuple(place for place in one.places if place.id == f"c-{key}")
        items = tuple(view for view in one.items if view.id in ids)
        if mine or items:
            title = _called(mine[0].word, mine[0].name, frame) if mine else ""
            tone = mine[0].tone if mine else one.tone
            found.append(one._replace(title=title, tone=tone, headline=None, items=items, places=mine))
    return tuple(found)


def _called(word: str, name: str, frame: Frame) -> str:
    return titled(frame.language.labelled(word, frame.language.name(name)), frame)


def of_headline(later: Sequence[Later]) -> tuple[Later, ...]:
    """Its first words alone."""
    return tuple(one._replace(items=(), places=()) for one in later if one.headline)


def _next_change(state: PageState) -> datetime | None:
    """When something may change next: work begins, ends or comes near, what was resolved is no longer news, or
    nobody has spoken of open work for long.
    """
    resolved = just_resolved(state)
    moments = [resolved.end + JUST] if resolved and resolved.end else []
    moments += [item.start - SOON for item in state.planned[:1]]
    for item in (*state.active, *state.in_progress, *state.planned):
        moments += [item.window_starts] if item.window_starts else []
        moments += [at + _A_MOMENT for at in (item.window_ends, item.silent_after) if at]
    return min((at for at in moments if at > state.now), default=None)


def _later(before: PageState, frame: Frame, top: Headline | None, groups: Sequence[Group]) -> Later:
    items = [one for one in frame.state.by_id.values() if _differs(one, before)]
    return Later(
        at=frame.times.moment(frame.now).iso,
        title=titled(plain(top.text), frame) if top else "",
        tone=top.tone if top else Tone.NEUTRAL,
        headline=top,
        items=tuple(incident_view(one, frame) for one in items),
        places=tuple(_places(before, frame, groups)),
    )


def _differs(item: IncidentState, before: PageState) -> bool:
    was = before.by_id.get(item.incident.id)
    return was is None or (was.stage, was.unconfirmed) != (item.stage, item.unconfirmed)


def _places(before: PageState, frame: Frame, groups: Sequence[Group]) -> Iterator[Place]:
    """Components and groups that are not as they were."""
    gettext = frame.language.gettext
    for key, status in frame.state.components.items():
        if before.components.get(key) is not status:
            yield Place(f"c-{key}", STATUS_TONE[status], gettext(STATUS_WORD[status]), frame.names[key])
    for index, group in enumerate(groups, 1):
        status = frame.state.group_status(group)
        if status is not before.group_status(group):
            yield Place(f"g-{index}", STATUS_TONE[status], gettext(GROUP_WORD[status]))
