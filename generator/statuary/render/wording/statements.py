"""What is said of one incident or maintenance wherever it is shown: what is not confirmed, when readers hear more.

Maintenance in the first words of the page: under way, late, gone wrong, or soon to come.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from statuary.model import ComponentStatus, Impact, Incident, Kind
from statuary.render.frame import Frame
from statuary.render.wording.affected import Affected
from statuary.render.wording.instants import Moment
from statuary.render.wording.labels import as_phrase, as_sentence
from statuary.render.wording.language import Sentence, marked
from statuary.status.types import IncidentState, Standing


class Promise(NamedTuple):
    """When readers hear more: the `sentence`, its instant, and whether that had passed when the page was built.

    `last` is our last update before it, which a script names once the promise is late.
    """

    sentence: Sentence
    at: Moment
    overdue: bool
    last: Moment


def is_harmless(item: IncidentState) -> bool:
    """Whether its author says that it has no impact, and no component denies that."""
    return item.impact is Impact.NONE and not item.hurts


def went_wrong(item: IncidentState) -> bool:
    """Whether work under way has caused a fault: as planned, it has no impact, and its components are no worse
    than under maintenance.
    """
    under_way = item.incident.kind is Kind.MAINTENANCE and item.standing is Standing.ACTIVE
    return under_way and (item.has_fault or item.impact is not Impact.NONE)


def unconfirmed(item: IncidentState, frame: Frame) -> Sentence:
    """That what was last said may no longer be so; nothing where it is known to be."""
    if not item.unconfirmed:
        return ()
    if item.incident.kind is Kind.MAINTENANCE and item.window_ends is not None:
        return frame.language.sentence(
            "Scheduled end: %(time)s. Completion not yet confirmed.",
            time=frame.times.near(item.window_ends, frame.now),
        )
    return frame.language.sentence(
        "No update since %(time)s; this may no longer be so.",
        time=frame.times.near(item.newest.at, frame.now),
    )


def not_confirmed(item: IncidentState, frame: Frame) -> Sentence:
    """An incident of which nobody has spoken for long, in a sentence of its own."""
    return frame.language.sentence(
        "Not confirmed since %(time)s: %(title)s",
        time=frame.times.near(item.newest.at, frame.now),
        title=frame.language.name(as_sentence(item.incident.title, frame.language)),
    )


def without_impact(item: IncidentState, frame: Frame) -> Sentence:
    """An open incident that hurts nobody, in a sentence of its own."""
    title = frame.language.name(as_sentence(item.incident.title, frame.language))
    return (frame.language.gettext("Also open, with no impact: %(title)s", title=title),)


def correction(incident: Incident, frame: Frame) -> Sentence:
    """That a report is not as its author means it, and what is shown instead; nothing for a sound one."""
    shown = incident.being_corrected
    if shown is None:
        return ()
    if incident.details_follow:
        return (frame.language.gettext("This update is being corrected. Details to follow."),)
    if shown.version is None:
        return (frame.language.gettext("This update is being corrected."),)
    return frame.language.sentence(
        "This update is being corrected. You are seeing the version from %(time)s.",
        time=frame.times.moment(shown.version).at,
    )


def promise(item: IncidentState, frame: Frame) -> Promise | None:
    """When the next update comes, or was to come; None where nothing is promised."""
    at = item.next_update
    if at is None:
        return None
    overdue = at < frame.now
    message = marked("Next update overdue: due by %(time)s.") if overdue else marked("Next update: %(time)s.")
    sentence = frame.language.sentence(message, time=frame.times.near(at, frame.now))
    return Promise(sentence, frame.times.moment(at), overdue, frame.times.moment(item.newest.at))


SOON = timedelta(days=7)
"""Planned work is named in the first sentences when it is so near."""


class Works:
    """The sentences on maintenance, for one state of the page."""

    def __init__(self, frame: Frame, affected: Affected) -> None:
        self._state, self._frame, self._affected = frame.state, frame, affected

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
            "%(count)s other maintenance window is in progress.",
            "%(count)s other maintenance windows are in progress.",
            count,
        )
        return (words,)

    def unmentioned(self, works: Sequence[IncidentState]) -> list[Sentence]:
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
            "%(count)s maintenance window is past its scheduled end and not yet confirmed.",
            "%(count)s maintenance windows are past their scheduled end and not yet confirmed.",
            count,
        )
        return (words,)

    def soon(self) -> Sentence:
        """The soonest planned work within a week: the one thing to know on a quiet day."""
        first = self._state.planned[0] if self._state.planned else None
        if first is None or first.start > self._state.now + SOON:
            return ()
        return self._with_window(marked("Scheduled maintenance: %(title)s, %(window)s."), first)

    def _with_window(self, message: str, item: IncidentState) -> Sentence:
        title = self._frame.language.name(as_phrase(item.incident.title))
        return self._frame.language.sentence(message, title=title, window=self._window(item))

    def _window(self, item: IncidentState) -> Sentence:
        times = self._frame.times
        start, end = item.window_starts or item.start, item.window_ends
        if end is None or end <= start:  # only where a file with errors is published, or another page's data
            return (times.brief(start, self._state.now),)
        return times.brief_window(start, end, self._state.now)
