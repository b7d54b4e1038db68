"""The body of a feed's item: for somebody who sees nothing but this mail, or this message in a chat."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup, escape

from statuary.model import ENDED_STAGES, FACTS, ComponentStatus, Kind, Stage, Update
from statuary.render.frame import Frame
from statuary.render.incident_text import has_right_to_left, to_inline, to_open_html, to_plain
from statuary.render.wording.component_lines import MOST_LINES, worst_statuses_first
from statuary.render.wording.isolation import as_html
from statuary.render.wording.labels import FACT_LABEL, STAGE_SENTENCE, STATUS_WORD
from statuary.render.wording.language import marked, plain
from statuary.status.incidents import as_announced
from statuary.status.maintenance import as_planned
from statuary.status.stages import windows
from statuary.status.types import IncidentState

_PLANNED_FOR = marked("Scheduled for")
_WILL_BE_AFFECTED = marked("Will be affected")
_AFFECTED = marked("Affected")
_WELL_AGAIN = marked("Recovered")
_CORRECTED = marked("Corrected")
_TEXT = "{text}"
_ESTIMATE = "estimate"
"""Comes after the words, with the promise: it is about later."""
_NEXT_UPDATE = marked("Next update: %(time)s.")


class ItemLine(NamedTuple):
    """A text, which holds Markdown where an author wrote it, and what stands around it: `Corrected: {text}`."""

    around: str
    text: str
    markdown: bool = False

    def html(self, *, apart: bool) -> Markup:
        """The line for a template; `apart` keeps text and words around it from moving each other."""
        text = to_inline(self.text) if self.markdown else as_html(self.text)
        return escape(self.around).replace(_TEXT, Markup("<bdi>%s</bdi>") % text if apart else text)

    @property
    def plain(self) -> str:
        """The line for readers without HTML."""
        return self.around.replace(_TEXT, to_plain(self.text) if self.markdown else self.text)


class FeedBody(NamedTuple):
    """Lines, the author's words (Markdown), lines. `affected` is what the lines say of components, by their ids.

    `direction` is `rtl` on a page that is written so, else empty. `mixed` is true where words of either direction
    may stand beside each other, which then have to be kept apart.
    """

    before: tuple[ItemLine, ...]
    text: str
    after: tuple[ItemLine, ...]
    affected: dict[str, ComponentStatus]
    direction: str
    mixed: bool

    @property
    def html(self) -> Markup:
        """The author's words for a template."""
        return to_open_html(self.text).strip()

    @property
    def plain(self) -> str:
        """The whole body without markup."""
        first, last = ("\n".join(line.plain for line in lines) for lines in (self.before, self.after))
        return "\n\n".join(part for part in (first, to_plain(self.text), last) if part)


def feed_body(item: IncidentState, place: int, frame: Frame) -> FeedBody:
    """The body of the update at `place` of the item's updates: what held when it was posted, and so for ever.

    Facts come before the words: a chat shows only the beginning.
    """
    told = item.updates[: place + 1]
    at = min(told[-1].at, frame.now)
    stage = item.stage_at(at)
    affected = _affected(item, place, at, stage)
    before = [*_components(item, at, stage, affected, frame)]
    after: list[ItemLine] = []
    if stage not in ENDED_STAGES:
        before = [*_plan(item, place, frame), *before, *_help(told, frame)]
        after = [*_outlook(told, frame)]
    before += _own(_CORRECTED, told[-1].correction, frame)
    text = told[-1].text or _sentence(stage, frame)
    direction = "rtl" if frame.language.direction == "rtl" else ""
    mixed = bool(direction) or has_right_to_left("".join([text, *(line.text for line in (*before, *after))]))
    return FeedBody(tuple(before), text, tuple(after), affected, direction, mixed)


def _sentence(stage: Stage, frame: Frame) -> str:
    """For an update without words (an import may have some): a mail says at least what the stage means."""
    sentence = STAGE_SENTENCE.get(stage)
    return frame.language.gettext(sentence) if sentence else ""


def _affected(item: IncidentState, place: int, at: datetime, stage: Stage) -> dict[str, ComponentStatus]:
    """What an item did to each component at an instant; for work that was still planned, what it was to do."""
    if stage is Stage.SCHEDULED:
        planned = as_planned(as_announced(item, place).planned)
        return {key: one for key, one in planned.items() if one.badness}
    return {
        span.component: span.status
        for span in item.spans_as_told
        if span.start <= at and (span.end is None or span.end > at)
    }


def _line(label: str, text: str, frame: Frame, *, markdown: bool = False) -> ItemLine:
    return ItemLine(frame.language.labelled(frame.language.gettext(label), _TEXT), text, markdown)


def _own(label: str, text: str | None, frame: Frame) -> list[ItemLine]:
    return [_line(label, text, frame, markdown=True)] if text else []


def _help(told: Sequence[Update], frame: Frame) -> Iterator[ItemLine]:
    for key in FACTS:
        if key != _ESTIMATE:
            yield from _own(FACT_LABEL[key], _newest([getattr(one, key) for one in told]), frame)


def _outlook(told: Sequence[Update], frame: Frame) -> Iterator[ItemLine]:
    yield from _own(FACT_LABEL[_ESTIMATE], _newest([one.estimate for one in told]), frame)
    at = told[-1].next_update
    if at is not None:
        yield ItemLine(_TEXT, frame.language.gettext(_NEXT_UPDATE, time=frame.times.moment(at).text))


def _newest(values: Sequence[str | None]) -> str | None:
    return next((value for value in reversed(values) if value), None)


def _plan(item: IncidentState, place: int, frame: Frame) -> Iterator[ItemLine]:
    """The planned time, in every update until the work is over: who reads this one may not have read the others."""
    incident = item.incident
    if incident.kind is not Kind.MAINTENANCE:
        return
    starts, ends = windows(incident.starts, incident.ends, item.updates)[place]
    if starts is not None and ends is not None:
        yield _line(_PLANNED_FOR, plain(frame.times.window(starts, ends)), frame)


def _components(
    item: IncidentState, at: datetime, stage: Stage, affected: Mapping[str, ComponentStatus], frame: Frame
) -> Iterator[ItemLine]:
    """How things are, and what has come back; a post-mortem tells of the past only."""
    if affected:
        label = _WILL_BE_AFFECTED if stage is Stage.SCHEDULED else _AFFECTED
        yield _line(label, _listed(affected, frame), frame)
    ended = (span.component for span in item.spans_as_told if span.end is not None and span.end <= at)
    well = [
        frame.language.name(frame.names.get(key, key)) for key in dict.fromkeys(ended) if key not in affected
    ]
    if well and stage is not Stage.POSTMORTEM:
        yield _line(_WELL_AGAIN, frame.language.listed(well, MOST_LINES), frame)


def _listed(components: Mapping[str, ComponentStatus], frame: Frame) -> str:
    language = frame.language
    return language.listed(
        [
            language.noted(language.name(frame.names.get(key, key)), language.gettext(STATUS_WORD[status]))
            for key, status in worst_statuses_first(components, MOST_LINES).items()
        ],
        MOST_LINES,
    )
