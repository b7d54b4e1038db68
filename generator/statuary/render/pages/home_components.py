"""The components on the home page, in their groups: as many in sight as a reader can take in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from statuary.model import Component, ComponentStatus, Group
from statuary.render.frame import Frame
from statuary.render.pages.bars import Picture, picture
from statuary.render.pages.component_page import ComponentView, component_view, last_days
from statuary.render.wording.labels import GROUP_WORD, STATUS_TONE, Tone
from statuary.status import Day

IN_SIGHT = 40
"""Rows that are open in all; with more components, what is well is folded."""

ALWAYS = 5
"""Rows of components outside any group, however many others there are: these cannot be folded."""

FILTERED = 20
"""With more components than that, readers can choose theirs."""

DAYS_LISTED = (8, 3)
"""Of a component's days with problems, and where there are more components than are in sight; its own page has all."""


class GroupView(NamedTuple):
    """A group; `name` is empty for components outside any group, and those are always in sight.

    `components` has the faulty ones first; behind `shown` of them the rest is folded. `picture` has the worst of each
    day.
    """

    name: str
    tone: Tone
    word: str
    size: str
    open: bool
    components: tuple[ComponentView, ...]
    shown: int
    picture: Picture
    description: str = ""


def group_views(frame: Frame) -> tuple[GroupView, ...]:
    """All groups with a component that is not retired, in the page's order."""
    groups = frame.state.groups
    count = sum(len(parts) for _, parts in groups)
    listed = DAYS_LISTED[count > IN_SIGHT]
    rooms = _rooms(groups, count, frame)
    return tuple(
        _group(group, parts, room, listed, frame) for (group, parts), room in zip(groups, rooms, strict=True)
    )


def _rooms(groups: Sequence[tuple[Group, Sequence[Component]]], count: int, frame: Frame) -> Iterator[int]:
    """How many rows of each group are open: all, or where that is too much, those with a fault."""
    left = IN_SIGHT
    for group, parts in groups:
        faulty = sum(frame.state.components[one.id] is not ComponentStatus.OPERATIONAL for one in parts)
        wanted = faulty if count > IN_SIGHT and group.name else len(parts)
        room = max(min(wanted, left), 0 if group.name else min(len(parts), ALWAYS))
        left = max(0, left - room)
        yield room


def _group(group: Group, parts: Sequence[Component], room: int, listed: int, frame: Frame) -> GroupView:
    status = frame.state.group_status(group)
    parts = sorted(parts, key=lambda one: -frame.state.components[one.id].badness)
    columns = [last_days(one, frame) for one in parts]
    return GroupView(
        name=group.name,
        tone=STATUS_TONE[status],
        word=frame.language.gettext(GROUP_WORD[status]),
        size=frame.language.ngettext("%(count)s component", "%(count)s components", len(parts)),
        open=room > 0,
        components=tuple(
            component_view(one, frame, listed, days) for one, days in zip(parts, columns, strict=True)
        ),
        shown=room or len(parts),
        picture=picture(list(_worst_days(columns))),
        description=group.description,
    )


def _worst_days(columns: Sequence[Sequence[Day]]) -> Iterator[tuple[ComponentStatus, bool]]:
    for days in zip(*columns, strict=True):
        yield ComponentStatus.worst(day.worst for day in days), any(day.seconds for day in days)
