"""Which components an incident or a maintenance touches, and what is said of it in a line each."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from statuary.model import ComponentStatus, Kind
from statuary.render.frame import Frame
from statuary.render.incident_text import to_inline
from statuary.render.wording.labels import FACT_WORD, STATUS_TONE, STATUS_WORD, Tone
from statuary.render.wording.language import marked
from statuary.render.wording.statements import went_wrong
from statuary.status.types import IncidentState, Standing

_PLANNED = ComponentStatus.UNDER_MAINTENANCE


MOST_LINES = 12
"""So many components stand above an incident's words; the rest are a click away."""


class ComponentLine(NamedTuple):
    """One component and how it is or was. `page` is empty for a component that the site does not know.

    `tone` and `word` are None and empty where nothing is said of how it is, but that it is affected.
    """

    name: str
    page: str
    tone: Tone | None
    word: str
    note: str = ""


def component_lines(item: IncidentState, frame: Frame) -> tuple[str, tuple[ComponentLine, ...]]:
    """A label and lines. While it lasts: how each is now; after: the worst each had.

    Of work that is planned, or runs as planned, only what it concerns: the page may outlive its beginning and its end,
    and these words must still be true then.
    """
    gettext = frame.language.gettext
    if item.standing is Standing.PLANNED or _runs_as_planned(item):
        return gettext("Affected"), tuple(
            _named_only(key, frame) for key, one in item.planned.items() if one.badness
        )
    worst = worst_statuses_first(item.worst_statuses, MOST_LINES)
    if item.standing is Standing.PAST:
        return gettext("Affected (worst status)"), lines_of(worst, frame)
    now = worst_statuses_first(
        {**dict.fromkeys(worst, ComponentStatus.OPERATIONAL), **item.components}, MOST_LINES
    )
    lines = (line_of(key, status, frame, _was(status, worst.get(key), frame)) for key, status in now.items())
    # None may be: all work again while it is watched, or it was brought here from a page that named no status.
    is_now = any(status.badness for status in now.values())
    return gettext("Affected now") if is_now else gettext("Affected"), tuple(lines)


def worst_statuses_first(statuses: Mapping[str, ComponentStatus], most: int) -> dict[str, ComponentStatus]:
    """The same in their order; where a list shows at most so many and there are more, the worst come first."""
    named = list(statuses.items())
    if len(named) > most:
        named.sort(key=lambda pair: -pair[1].badness)
    return dict(named)


def _runs_as_planned(item: IncidentState) -> bool:
    """Whether nobody has said of a component how it is since the work began."""
    is_work = item.incident.kind is Kind.MAINTENANCE and item.standing is Standing.ACTIVE
    said = any(update.components for update in item.updates if update.at >= item.start)
    return is_work and not said and not went_wrong(item)


def _named_only(component: str, frame: Frame) -> ComponentLine:
    return line_of(component, _PLANNED, frame)._replace(tone=None, word="")


def concerned(component: str, planned: ComponentStatus, frame: Frame) -> ComponentLine:
    """What is planned is said only where it is not what anybody expects of maintenance."""
    gettext = frame.language.gettext
    note = "" if planned is _PLANNED else gettext("planned: %(status)s", status=gettext(STATUS_WORD[planned]))
    return line_of(component, planned, frame, note)._replace(tone=None, word="")


def _was(status: ComponentStatus, worst: ComponentStatus | None, frame: Frame) -> str:
    return "" if worst is None or worst.badness <= status.badness else before(worst, frame)


def before(status: ComponentStatus, frame: Frame) -> str:
    """A note on what it had been."""
    return frame.language.gettext(
        "previously: %(status)s", status=frame.language.gettext(STATUS_WORD[status])
    )


def lines_of(statuses: Mapping[str, ComponentStatus], frame: Frame) -> tuple[ComponentLine, ...]:
    """One line for each component."""
    return tuple(line_of(key, status, frame) for key, status in statuses.items())


def line_of(component: str, status: ComponentStatus, frame: Frame, note: str = "") -> ComponentLine:
    """One component with its status in words."""
    name = frame.names.get(component)
    page = f"components/{component}/" if name is not None else ""
    return ComponentLine(
        name or component, page, STATUS_TONE[status], frame.language.gettext(STATUS_WORD[status]), note
    )


class Fact(NamedTuple):
    """One line of words on an incident. `later`: it is about what is to come, and stands below the times."""

    key: str
    label: str
    text: Markup
    later: bool


def facts_said(item: IncidentState, frame: Frame) -> Iterator[Fact]:
    """The newest words on whom it concerns, what people can do and when it may be over, each with its label."""
    for key, text in item.facts.items():
        label = FACT_WORD[key]
        if key == "who" and item.incident.kind is not Kind.MAINTENANCE:
            is_over = item.standing is Standing.PAST
            label = marked("Who was affected") if is_over else marked("Who is affected")
        yield Fact(key, frame.language.gettext(label), to_inline(text), key == "estimate")
