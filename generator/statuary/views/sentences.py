"""The sentences at the top of the page: true, short, and never calmer than the facts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from statuary.model import ComponentStatus, Impact, Incident, Indicator, Kind, Stage
from statuary.status.types import IncidentState, PageState
from statuary.views.affected import Affected
from statuary.views.frame import Frame
from statuary.views.language import Sentence, joined, marked, plain
from statuary.views.text import to_inline
from statuary.views.times import Moment
from statuary.views.titles import as_phrase, as_sentence
from statuary.views.words import INDICATOR_WORD, NOTHING_YET, Tone, page_tone, page_word

SOON = timedelta(days=7)
"""Planned work is named in the first sentences when it is so near."""

JUST = timedelta(hours=3)
"""So long the page says first what was resolved: who comes late wants to know what that was."""


class Promise(NamedTuple):
    """When readers hear more: the `sentence`, its instant, and whether that had passed when the page was built.

    `last` is our last word before it, which a script names once the promise is late.
    """

    sentence: Sentence
    at: Moment
    overdue: bool
    last: Moment


class Headline(NamedTuple):
    """What a reader learns first: the state's `word` and `tone`, the sentence, what else is true, what to do."""

    tone: Tone
    word: str
    text: Sentence
    detail: Sentence
    workaround: Markup | None
    promise: Promise | None

    @property
    def plain(self) -> str:
        """Sentence and detail as one text, for descriptions."""
        return plain(joined([self.text, self.detail]))

    @property
    def full(self) -> str:
        """With the promise, for tools that show but a text."""
        return plain(joined([self.text, self.detail, self.promise.sentence if self.promise else ()]))

    def after_word(self, said: str) -> str:
        """What stands behind "WORD: " in plain text: "Planned maintenance" begins both, and is said once."""
        return said.removeprefix(f"{self.word}: ")


def headline(state: PageState, frame: Frame) -> Headline:
    """The first words of the page.

    An open incident is named before all else, then maintenance under way; only without either are there
    "no known problems". The workaround and the promise are those of the one that is named first.
    """
    troubles = _leading_first(
        [item for item in state.active if item.impact is not Impact.NONE or _hurts(item)]
    )
    works = sorted(state.in_progress, key=lambda item: (not item.in_trouble, not item.unconfirmed))
    writer = _Writer(state, frame)
    if troubles:
        text, details = writer.trouble(troubles, works)
    elif works:
        text, details = writer.work(works)
    else:
        text, details = writer.calm()
    first = next(iter((*troubles, *works, *state.active)), None)
    return Headline(
        page_tone(state),
        frame.language.gettext(page_word(state)),
        text,
        joined(details),
        to_inline(first.workaround) if first and first.workaround else None,
        promise(first, frame) if first else None,
    )


def _hurts(item: IncidentState) -> bool:
    return any(status is not ComponentStatus.OPERATIONAL for status in item.components.values())


def _leading_first(troubles: Sequence[IncidentState]) -> list[IncidentState]:
    """The worst first, but what is mended as far as anybody knows comes after what is not."""
    return sorted(troubles, key=lambda item: item.stage is Stage.MONITORING and not _hurts(item))


class _Writer:
    """The first sentence and what follows it, for one state of the page."""

    def __init__(self, state: PageState, frame: Frame) -> None:
        self._state, self._frame, self._language = state, frame, frame.language
        self._affected = Affected(state, frame)

    def _say(self, message: str, **values: str) -> Sentence:
        return (self._language.gettext(message, **values),)

    def trouble(
        self, troubles: Sequence[IncidentState], works: Sequence[IncidentState]
    ) -> tuple[Sentence, list[Sentence]]:
        """From the title of the worst incident, for its author knows best what is wrong."""
        first = troubles[0]
        title = as_sentence(first.incident.title, self._language)
        rest = [self._more_incidents(len(troubles) - 1), *self._unseen(works), self._reach(troubles)]
        if _are_watched(troubles):
            # By now the title may say too much, and nobody can tell: so it is what was reported.
            reported = self._say("What was reported: %(title)s", title=title)
            return self._watching(first), [reported, self._affected.sentence(), *rest]
        told = self._affected.is_told(title, _meant(first))
        return (title,), [() if told else self._affected.sentence(), *rest]

    def _watching(self, item: IncidentState) -> Sentence:
        """What the fix is for: what it hurt, and not what it names as unharmed."""
        touched = dict.fromkeys(span.component for span in item.spans) or item.components
        if not touched:
            return self._say("A fix is in place; we are watching whether it holds.")
        what = self._affected.called(touched)
        return self._say("A fix is in place for %(what)s; we are watching whether it holds.", what=what)

    def _more_incidents(self, more: int) -> Sentence:
        if not more:
            return ()
        words = self._language.ngettext(
            "%(count)s more incident is open.", "%(count)s more incidents are open.", more
        )
        return (words,)

    def _unseen(self, works: Sequence[IncidentState]) -> list[Sentence]:
        """Work that no component under maintenance tells of."""
        under_way = ComponentStatus.UNDER_MAINTENANCE
        unseen = [
            item for item in works if item.in_trouble or not self._affected.shows(item.components, under_way)
        ]
        if not unseen:
            return []
        return [self._work_named(unseen[0]), self._more_work(len(unseen) - 1)]

    def _reach(self, troubles: Sequence[IncidentState]) -> Sentence:
        """That the rest works; where nobody has said yet how far the trouble reaches, what we do about it."""
        first = troubles[0]
        if first.incident.being_corrected:
            return correction(first.incident, self._frame)
        if _are_watched(troubles) and not self._affected.faulty:
            return self._affected.operational()
        if self._affected.well and all(map(_tells_reach, troubles)):
            return self._elsewhere()
        return self._doing(first)

    def _elsewhere(self) -> Sentence:
        return (
            self._say("No known problems elsewhere.")
            if self._affected.faulty
            else self._affected.operational()
        )

    def _doing(self, item: IncidentState) -> Sentence:
        if item.stage is Stage.INVESTIGATING:
            return self._say("We are investigating.")
        if item.stage is Stage.IDENTIFIED:
            return self._say("We know the cause and are working on a fix.")
        return ()

    def work(self, works: Sequence[IncidentState]) -> tuple[Sentence, list[Sentence]]:
        """Maintenance under way; what went wrong comes first, then what is late and nobody has confirmed."""
        first = works[0]
        late = unconfirmed(first, self._frame) if first.unconfirmed else ()
        planned = {
            key: one for key, one in first.components.items() if one is ComponentStatus.UNDER_MAINTENANCE
        }
        told = self._affected.is_told(first.incident.title, planned)
        affected = () if told else self._affected.sentence()
        return self._work_named(first), [late, self._more_work(len(works) - 1), affected, self._rest(works)]

    def _rest(self, works: Sequence[IncidentState]) -> Sentence:
        """That nothing else is wrong; of work that names no component nobody can tell what is elsewhere."""
        if works[0].incident.being_corrected:
            return correction(works[0].incident, self._frame)
        if self._affected.well and all(map(_tells_reach, works)):
            return self._say("No known problems elsewhere.")
        return self._affected.operational()

    def _more_work(self, more: int) -> Sentence:
        if not more:
            return ()
        words = self._language.ngettext(
            "%(count)s more maintenance is in progress.", "%(count)s more maintenances are in progress.", more
        )
        return (words,)

    def calm(self) -> tuple[Sentence, list[Sentence]]:
        """No open incident that hurts and no work under way."""
        if self._state.nothing_reported:
            return self._say("%(sentence)s.", sentence=self._language.gettext(NOTHING_YET)), []
        details = [self._affected.operational(), self._next_work()]
        warning = self._warning()
        if warning:
            return warning, details
        if self._state.active:
            title = as_sentence(self._state.active[0].incident.title, self._language)
            open_one = self._say("Open, without impact: %(title)s", title=title)
            details += [open_one, self._more_incidents(len(self._state.active) - 1)]
            return self._say("No problem that affects you is known."), details
        resolved = just_resolved(self._state)
        if resolved is None or resolved.end is None:
            return self._say("No known problems."), details
        text = self._language.sentence(
            marked("Reported afterwards, %(time)s: %(title)s")
            if resolved.reported_afterwards
            else marked("Resolved at %(time)s: %(title)s"),
            time=self._frame.times.near(resolved.until or resolved.end, self._state.now),
            title=as_sentence(resolved.incident.title, self._language),
        )
        return text, [self._say("No known problems now."), *details]

    def _warning(self) -> Sentence:
        """From the components, where no incident says why they are so: another page's own data may be like that."""
        word = self._language.gettext(INDICATOR_WORD[self._state.indicator])
        alone = () if self._state.indicator is Indicator.NONE else self._say("%(sentence)s.", sentence=word)
        return self._affected.sentence() or alone

    def _next_work(self) -> Sentence:
        """The soonest planned work within a week: the one thing to know on a quiet day."""
        first = self._state.planned[0] if self._state.planned else None
        if first is None or first.start > self._state.now + SOON:
            return ()
        return self._planned(marked("Planned: %(title)s, %(window)s."), first)

    def _work_named(self, item: IncidentState) -> Sentence:
        if item.in_trouble:
            title = as_sentence(item.incident.title, self._language)
            return self._say("Something went wrong in planned maintenance: %(title)s", title=title)
        return self._planned(marked("Planned maintenance: %(title)s, %(window)s."), item)

    def _planned(self, message: str, item: IncidentState) -> Sentence:
        title = as_phrase(item.incident.title)
        return self._language.sentence(message, title=title, window=self._window(item))

    def _window(self, item: IncidentState) -> Sentence:
        start, end = item.window_starts or item.start, item.window_ends
        if end is None or end <= start:  # only where a file with errors is published, or another page's data
            return (self._frame.times.brief(start, self._state.now),)
        return self._frame.times.brief_window(start, end, self._state.now)


def _are_watched(troubles: Sequence[IncidentState]) -> bool:
    return all(item.stage is Stage.MONITORING for item in troubles)


def _meant(item: IncidentState) -> dict[str, ComponentStatus]:
    """What its components were when its title was written."""
    return item.incident.components | item.incident.updates[0].components


def _tells_reach(item: IncidentState) -> bool:
    """Whether it says what is not well now; a report that is being corrected may say more than is shown."""
    return _hurts(item) and item.incident.being_corrected is None


def just_resolved(state: PageState) -> IncidentState | None:
    """The incident that was resolved last, where that is not long ago and it hurt somebody."""
    found: list[tuple[datetime, str]] = []
    for item in state.past:
        hurt = item.incident.kind is Kind.INCIDENT and item.impact is not Impact.NONE
        if hurt and item.end and item.end > state.now - JUST:
            found.append((item.end, item.incident.id))
    return state.by_id[max(found)[1]] if found else None


def unconfirmed(item: IncidentState, frame: Frame) -> Sentence:
    """What is so once maintenance is past its end and nobody has said that it is complete."""
    if item.window_ends is None:
        return ()
    return frame.language.sentence(
        "Planned to end at %(time)s; not yet confirmed.", time=frame.times.near(item.window_ends, frame.now)
    )


def correction(incident: Incident, frame: Frame) -> Sentence:
    """That a report is not as its author means it, and what is shown instead; nothing for a sound one."""
    shown = incident.being_corrected
    if shown is None:
        return ()
    if incident.details_follow:
        return (frame.language.gettext("This report is being corrected. Details follow."),)
    if shown.version is None:
        return (frame.language.gettext("This report is being corrected."),)
    return frame.language.sentence(
        "This report is being corrected. Shown is the version of %(time)s.",
        time=frame.times.moment(shown.version).at,
    )


def promise(item: IncidentState, frame: Frame) -> Promise | None:
    """When the next update comes, or was to come; None where nothing is promised."""
    at = item.next_update
    if at is None:
        return None
    overdue = at < frame.now
    message = (
        marked("Next update was promised for %(time)s.") if overdue else marked("Next update by %(time)s.")
    )
    sentence = frame.language.sentence(message, time=frame.times.near(at, frame.now))
    return Promise(sentence, frame.times.moment(at), overdue, frame.times.moment(item.newest.at))
