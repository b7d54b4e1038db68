"""The lines below an update's words, where it is told: what changed with it, and what is so still."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup, escape

from statuary.model import ENDED_STAGES, FACTS, ComponentStatus, Impact, Kind, Stage, Update
from statuary.render.frame import Frame
from statuary.render.incident_text import to_inline, to_plain
from statuary.render.wording.component_lines import MOST_LINES, worst_statuses_first
from statuary.render.wording.isolation import as_html
from statuary.render.wording.labels import FACT_LABEL, IMPACT_WORD, STATUS_WORD
from statuary.render.wording.language import marked, plain
from statuary.status.events import Event, EventKind, as_of_event, update_event
from statuary.status.maintenance import as_planned, impact_of
from statuary.status.stages import windows
from statuary.status.types import IncidentState

_PLANNED_FOR = marked("Scheduled for")
_NEW_TIME = marked("New time")
_WILL_BE_AFFECTED = marked("Will be affected")
_AFFECTED = marked("Affected")
_WELL_AGAIN = marked("Recovered")
_CORRECTED = marked("Corrected")
_NEXT_UPDATE = marked("Next update: %(time)s.")
_TEXT = "{text}"


class LineKind(StrEnum):
    """What a line is about; three of them are called as in `model.FACTS`."""

    PLAN = "plan"
    AFFECTED = "affected"
    WELL = "well"
    IMPACT = "impact"
    WHO = "who"
    WORKAROUND = "workaround"
    CORRECTED = "corrected"
    ESTIMATE = "estimate"
    PROMISE = "promise"


class ItemLine(NamedTuple):
    """A text, which holds Markdown where an author wrote it, and what stands around it: `Corrected: {text}`.

    `changed` is false for what readers know from the update before.
    """

    kind: LineKind
    around: str
    text: str
    changed: bool
    markdown: bool = False

    def html(self, *, apart: bool) -> Markup:
        """The line for a template; `apart` keeps text and words around it from moving each other."""
        text = to_inline(self.text) if self.markdown else as_html(self.text)
        return escape(self.around).replace(_TEXT, Markup("<bdi>%s</bdi>") % text if apart else text)

    @property
    def plain(self) -> str:
        """The line for readers without HTML."""
        return self.around.replace(_TEXT, to_plain(self.text) if self.markdown else self.text)


class ItemLines:
    """The lines of one event: what held at its moment, and so for ever.

    `brief`: times without what is the same as on the day of the event, for what is read at once.
    """

    def __init__(self, item: IncidentState, event: Event, frame: Frame, *, brief: bool = False) -> None:
        self.item, self.event, self.frame, self._brief = item, event, frame, brief

    @cached_property
    def at(self) -> datetime:
        """Its moment: an author's clock may run ahead."""
        return min(self.event.at, self.frame.now)

    @cached_property
    def stage(self) -> Stage:
        """The stage that held then."""
        return self.item.stage_at(self.at)

    @cached_property
    def then(self) -> IncidentState:
        """What the page said at that moment."""
        return as_of_event(self.item, self.event)

    @property
    def update(self) -> Update | None:
        """What was written; None of what happens by itself."""
        return self.item.updates[self.event.place] if self.event.what is EventKind.UPDATE else None

    @cached_property
    def affected(self) -> dict[str, ComponentStatus]:
        """What the item did to each component then; for work that was still planned, what it was to do."""
        if self.stage is Stage.SCHEDULED:
            planned = as_planned(self.then.planned)
            return {key: one for key, one in planned.items() if one.badness}
        return {
            span.component: span.status
            for span in self.item.spans_as_told
            if span.start <= self.at and (span.end is None or span.end > self.at)
        }

    @cached_property
    def _before(self) -> "ItemLines | None":
        """The update before: what readers know. That may be the newest one, where nobody wrote."""
        place = self.event.place - (self.event.what is EventKind.UPDATE)
        if place < 0:
            return None
        return ItemLines(self.item, update_event(self.item, place), self.frame)

    def all(self) -> tuple[ItemLine, ...]:
        """In the order of their weight; of what is over, only how it is left."""
        lines = [*self._components()]
        over = self.stage in ENDED_STAGES
        if not over:
            lines = [*self._plan(), *lines, *self._impact()]
            lines += [line for key in FACTS if key != LineKind.ESTIMATE for line in self._fact(key)]
        if self.update and self.update.correction:
            lines.append(self._authored(LineKind.CORRECTED, _CORRECTED, self.update.correction))
        if not over:
            lines += [*self._fact(LineKind.ESTIMATE), *self._promise()]
        return tuple(lines)

    def _line(self, kind: LineKind, label: str, text: str, *, changed: bool) -> ItemLine:
        language = self.frame.language
        around = language.labelled(language.gettext(label), _TEXT) if label else _TEXT
        return ItemLine(kind, around, text, changed)

    def _authored(self, kind: LineKind, label: str, text: str, *, changed: bool = True) -> ItemLine:
        return self._line(kind, label, text, changed=changed)._replace(markdown=True)

    def _fact(self, key: str) -> Iterator[ItemLine]:
        """The newest that was written of it."""
        told = self.item.updates[: self.event.place + 1]
        values = [value for value in (getattr(one, key) for one in told) if value]
        if values:
            named = self.update is not None and getattr(self.update, key)
            changed = bool(named) and values[-1:] != values[-2:-1]
            yield self._authored(LineKind(key), FACT_LABEL[key], values[-1], changed=changed)

    def _promise(self) -> Iterator[ItemLine]:
        if self.update and self.update.next_update:
            times, at = self.frame.times, self.update.next_update
            time = (times.near(at, self.at) if self._brief else times.moment(at)).text
            text = self.frame.language.gettext(_NEXT_UPDATE, time=time)
            yield self._line(LineKind.PROMISE, "", text, changed=True)

    def _plan(self) -> Iterator[ItemLine]:
        """The planned time, in every update until the work is over."""
        incident = self.item.incident
        if incident.kind is not Kind.MAINTENANCE:
            return
        in_force = windows(incident.starts, incident.ends, self.item.updates)
        place = self.event.place
        starts, ends = in_force[place]
        moved = self.update is not None and place > 0 and in_force[place - 1] != in_force[place]
        if starts is not None and ends is not None:
            changed = moved or self._before is None or self.event.what is EventKind.REMINDER
            times = self.frame.times
            window = times.brief_window(starts, ends, self.at) if self._brief else times.window(starts, ends)
            text = plain(window)
            yield self._line(LineKind.PLAN, _NEW_TIME if moved else _PLANNED_FOR, text, changed=changed)

    def _components(self) -> Iterator[ItemLine]:
        """How things are, and what has come back; a post-mortem tells of the past only."""
        known = self._before.affected if self._before else {}
        if self.affected:
            label = _WILL_BE_AFFECTED if self.stage is Stage.SCHEDULED else _AFFECTED
            changed = self.affected != known
            yield self._line(LineKind.AFFECTED, label, self._listed(self.affected), changed=changed)
        spans = self.item.spans_as_told
        ended = dict.fromkeys(
            span.component for span in spans if span.end is not None and span.end <= self.at
        )
        well = [key for key in ended if key not in self.affected]
        if well and self.stage is not Stage.POSTMORTEM:
            names = self.frame.language.listed([self._name(key) for key in well], MOST_LINES)
            changed = not known.keys().isdisjoint(well)
            yield self._line(LineKind.WELL, _WELL_AGAIN, names, changed=changed)

    def _impact(self) -> Iterator[ItemLine]:
        """Where the components do not say the same: none is named, or the author judges otherwise."""
        impact = self.then.impact
        if impact is not Impact.NONE and impact is not impact_of(self.affected):
            changed = self._before is None or self._before.then.impact is not impact
            word = self.frame.language.gettext(IMPACT_WORD[impact])
            yield self._line(LineKind.IMPACT, "", word, changed=changed)

    def _name(self, key: str) -> str:
        return self.frame.language.name(self.frame.names.get(key, key))

    def _listed(self, components: Mapping[str, ComponentStatus]) -> str:
        language = self.frame.language
        return language.listed(
            [
                language.noted(self._name(key), language.gettext(STATUS_WORD[status]))
                for key, status in worst_statuses_first(components, MOST_LINES).items()
            ],
            MOST_LINES,
        )
