"""Maintenance in the first words of the page: under way, late, gone wrong, or soon to come."""

from collections.abc import Sequence
from datetime import timedelta

from statuary.model import ComponentStatus
from statuary.status.types import IncidentState, PageState
from statuary.views.affected import Affected
from statuary.views.frame import Frame
from statuary.views.language import Sentence, marked
from statuary.views.statements import went_wrong
from statuary.views.titles import as_phrase

SOON = timedelta(days=7)
"""Planned work is named in the first sentences when it is so near."""


class Works:
    """The sentences on maintenance, for one state of the page."""

    def __init__(self, state: PageState, frame: Frame, affected: Affected) -> None:
        self._state, self._frame, self._affected = state, frame, affected

    def named(self, item: IncidentState) -> Sentence:
        """Work under way with its window; of what has gone wrong nothing is said that sounds as planned."""
        if went_wrong(item):
            return self._with_window(marked("Maintenance has caused a problem: %(title)s, %(window)s."), item)
        return self._with_window(marked("Maintenance in progress: %(title)s, %(window)s."), item)

    def more(self, count: int) -> Sentence:
        """How much more is under way than was named."""
        if not count:
            return ()
        words = self._frame.language.ngettext(
            "%(count)s more maintenance is in progress.",
            "%(count)s more maintenances are in progress.",
            count,
        )
        return (words,)

    def untold(self, works: Sequence[IncidentState]) -> list[Sentence]:
        """Of this work, what no component under maintenance tells of: one by name, and how much there is besides."""
        wrong = [item for item in works if went_wrong(item)]
        unseen = [item for item in works if not self._is_seen(item)]
        told = next(iter((*wrong, *unseen)), None)
        return [self.named(told), self.more(len(works) - 1)] if told else []

    def _is_seen(self, item: IncidentState) -> bool:
        return self._affected.shows(item.components, ComponentStatus.UNDER_MAINTENANCE)

    def late(self, works: Sequence[IncidentState]) -> Sentence:
        """How much of it is past its planned end, and nobody has said that it is complete."""
        count = sum(item.unconfirmed for item in works)
        if not count:
            return ()
        words = self._frame.language.ngettext(
            "%(count)s maintenance is past its planned end and not yet confirmed.",
            "%(count)s maintenances are past their planned end and not yet confirmed.",
            count,
        )
        return (words,)

    def soon(self) -> Sentence:
        """The soonest planned work within a week: the one thing to know on a quiet day."""
        first = self._state.planned[0] if self._state.planned else None
        if first is None or first.start > self._state.now + SOON:
            return ()
        return self._with_window(marked("Planned: %(title)s, %(window)s."), first)

    def _with_window(self, message: str, item: IncidentState) -> Sentence:
        title = as_phrase(item.incident.title)
        return self._frame.language.sentence(message, title=title, window=self._window(item))

    def _window(self, item: IncidentState) -> Sentence:
        times = self._frame.times
        start, end = item.window_starts or item.start, item.window_ends
        if end is None or end <= start:  # only where a file with errors is published, or another page's data
            return (times.brief(start, self._state.now),)
        return times.brief_window(start, end, self._state.now)
