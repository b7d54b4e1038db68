"""The sentences at the top of the page: true, short, and never calmer than the facts."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from markupsafe import Markup

from statuary.model import ComponentStatus, Impact, Indicator, Kind, Stage
from statuary.status.types import IncidentState, PageState
from statuary.views.frame import Frame
from statuary.views.language import Language, Sentence, joined, marked, plain
from statuary.views.text import to_inline
from statuary.views.times import Moment
from statuary.views.words import INDICATOR_TONE, INDICATOR_WORD, STATUS_WORD, Tone

NAMES_SHOWN = 4
"""So many components are named in one clause; the rest are counted."""

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


def headline(state: PageState, frame: Frame) -> Headline:
    """The first words of the page.

    An open incident is named before all else, then maintenance under way; only without either are there
    "no known problems".
    """
    troubles = [item for item in state.active if item.impact is not Impact.NONE or _hurts(item)]
    writer = _Writer(state, frame)
    if troubles:
        text, details = writer.trouble(troubles)
    elif state.in_progress:
        text, details = writer.work(state.in_progress)
    else:
        text, details = writer.calm()
    first = next(iter(troubles or state.active), None)
    return Headline(
        INDICATOR_TONE[state.indicator],
        frame.language.gettext(INDICATOR_WORD[state.indicator]),
        text,
        joined(details),
        to_inline(first.workaround) if first and first.workaround else None,
        promise(first, frame) if first else None,
    )


def _hurts(item: IncidentState) -> bool:
    return any(status is not ComponentStatus.OPERATIONAL for status in item.components.values())


class _Writer:
    """The first sentence and what follows it, for one state of the page."""

    def __init__(self, state: PageState, frame: Frame) -> None:
        self._state, self._frame, self._language = state, frame, frame.language
        self._statuses = _all_statuses(state)
        self._faults = [status for status in self._statuses.values() if _is_fault(status)]

    def _say(self, message: str, **values: str) -> Sentence:
        return (self._language.gettext(message, **values),)

    def trouble(self, troubles: Sequence[IncidentState]) -> tuple[Sentence, list[Sentence]]:
        """From the title of the worst incident, for its author knows best what is wrong."""
        first = troubles[0]
        title = as_sentence(first.incident.title, self._language)
        if all(item.stage is Stage.MONITORING for item in troubles):
            details = [(title,), self._affected(title)]
            return self._watching(first), [*details, self._others(troubles), self._reach(troubles)]
        return (title,), [self._affected(title), self._others(troubles), self._reach(troubles)]

    def _watching(self, item: IncidentState) -> Sentence:
        touched = dict.fromkeys(item.components) or dict.fromkeys(span.component for span in item.spans)
        if not touched:
            return self._say("A fix is in place; we are watching whether it holds.")
        what = listed([self._frame.names.get(key, key) for key in touched], self._language)
        return self._say("A fix is in place for %(what)s; we are watching whether it holds.", what=what)

    def _affected(self, said: str) -> Sentence:
        """Who has what, the worst first; nothing where the sentence before has named them all."""
        names = self._names(lambda status: status is not ComponentStatus.OPERATIONAL)
        down = self._faults.count(ComponentStatus.MAJOR_OUTAGE)
        if down == len(self._statuses) > 1:
            return (
                self._language.ngettext(
                    "%(count)s component is down.", "All %(count)s components are down.", down
                ),
            )
        if self._faults and all(name.casefold() in said.casefold() for name in names):
            return ()
        return joined(
            [self._having(status) for status in sorted(ComponentStatus, key=lambda one: -one.badness)]
        )

    def _having(self, status: ComponentStatus) -> Sentence:
        names = self._names(lambda other: other is status)
        if not names or status is ComponentStatus.OPERATIONAL:
            return ()
        word = self._language.gettext(STATUS_WORD[status])
        return self._say("%(status)s: %(names)s.", status=word, names=listed(names, self._language))

    def _names(self, wanted: Callable[[ComponentStatus], bool]) -> list[str]:
        return [self._frame.names.get(key, key) for key, status in self._statuses.items() if wanted(status)]

    def _others(self, troubles: Sequence[IncidentState]) -> Sentence:
        more = len(troubles) - 1
        if not more:
            return ()
        words = self._language.ngettext(
            "%(count)s more incident is open.", "%(count)s more incidents are open.", more
        )
        return (words,)

    def _reach(self, troubles: Sequence[IncidentState]) -> Sentence:
        """That the rest works; where nobody has said yet how far the trouble reaches, what we do about it."""
        if not all(item.components for item in troubles) or len(self._faults) == len(self._statuses):
            return self._doing(troubles[0])
        return self._say("No known problems elsewhere.") if self._faults else self._operational()

    def _doing(self, item: IncidentState) -> Sentence:
        if item.stage is Stage.INVESTIGATING:
            return self._say("We are investigating.")
        if item.stage is Stage.IDENTIFIED:
            return self._say("We know the cause and are working on a fix.")
        return ()

    def work(self, work: Sequence[IncidentState]) -> tuple[Sentence, list[Sentence]]:
        """Maintenance under way; one that is late and that nobody has confirmed comes first."""
        late = [item for item in work if item.unconfirmed]
        first = (late or work)[0]
        more = len(work) - 1
        details = [unconfirmed(first, self._frame)] if late else []
        if more:
            words = self._language.ngettext(
                "%(count)s more maintenance is in progress.",
                "%(count)s more maintenances are in progress.",
                more,
            )
            details.append((words,))
        details.append(self._affected(first.incident.title))
        well = ComponentStatus.OPERATIONAL in self._statuses.values()
        details.append(self._say("No known problems elsewhere.") if well else ())
        return self._planned(marked("Planned maintenance: %(title)s, %(window)s."), first), details

    def calm(self) -> tuple[Sentence, list[Sentence]]:
        """No open incident that hurts and no work under way; an indicator that still warns wins."""
        details = [self._affected(""), self._operational(), self._next_work()]
        if self._state.indicator is not Indicator.NONE:
            return self._say(INDICATOR_WORD[self._state.indicator]), details
        if self._state.active:
            title = as_sentence(self._state.active[0].incident.title, self._language)
            open_one = self._say("Open, without impact: %(title)s", title=title)
            return self._say("No problem that affects you is known."), [*details, open_one]
        resolved = just_resolved(self._state)
        if resolved is None or resolved.end is None:
            return self._say("No known problems."), details
        text = self._language.sentence(
            "Resolved at %(time)s: %(title)s",
            time=self._frame.times.near(resolved.end, self._state.now),
            title=as_sentence(resolved.incident.title, self._language),
        )
        return text, [self._say("No known problems now."), *details]

    def _operational(self) -> Sentence:
        """ "Reported", for the page repeats what people wrote; it measures nothing."""
        well = self._names(lambda status: status is ComponentStatus.OPERATIONAL)
        if not well:
            return ()
        if len(well) == len(self._statuses):
            words = self._language.ngettext(
                "The one component is reported operational.",
                "All %(count)s components are reported operational.",
                len(well),
            )
        else:
            words = self._language.ngettext(
                "The other component is reported operational.",
                "The other %(count)s components are reported operational.",
                len(well),
            )
        return (words,)

    def _next_work(self) -> Sentence:
        """The soonest planned work within a week: the one thing to know on a quiet day."""
        first = self._state.planned[0] if self._state.planned else None
        if first is None or first.start > self._state.now + SOON:
            return ()
        return self._planned(marked("Planned: %(title)s, %(window)s."), first)

    def _planned(self, message: str, item: IncidentState) -> Sentence:
        start, end = item.window_starts or item.start, item.window_ends or item.start
        window = self._frame.times.brief_window(start, end, self._state.now)
        return self._language.sentence(message, title=item.incident.title.rstrip("."), window=window)


def just_resolved(state: PageState) -> IncidentState | None:
    """The incident that was resolved last, where that is not long ago and it hurt somebody."""
    for item in state.past:
        hurt = item.incident.kind is Kind.INCIDENT and item.impact is not Impact.NONE
        if hurt and item.end and item.end > state.now - JUST:
            return item
    return None


def _all_statuses(state: PageState) -> dict[str, ComponentStatus]:
    """The page's components, and those that open work names though the page does not know them."""
    statuses = dict(state.components)
    for item in (*state.active, *state.in_progress):
        for component, status in item.components.items():
            known = statuses.get(component)
            if known is None or known.badness < status.badness:
                statuses[component] = status
    return statuses


def _is_fault(status: ComponentStatus) -> bool:
    return status not in (ComponentStatus.OPERATIONAL, ComponentStatus.UNDER_MAINTENANCE)


def as_sentence(title: str, language: Language) -> str:
    """A title with a full stop, unless it ends in a mark of its own."""
    return (
        title
        if title.endswith((".", "!", "?", "…", "。", "؟"))
        else language.gettext("%(sentence)s.", sentence=title)
    )


def listed(names: Sequence[str], language: Language) -> str:
    """Names in a sentence: "A", "A and B", "A, B, C and 4 more"."""
    if len(names) <= NAMES_SHOWN:
        return language.listed(names)
    shown = list(names[: NAMES_SHOWN - 1])
    rest = len(names) - len(shown)
    return language.listed([*shown, language.ngettext("%(count)s more", "%(count)s more", rest)])


def unconfirmed(item: IncidentState, frame: Frame) -> Sentence:
    """What is so once maintenance is past its end and nobody has said that it is complete."""
    if item.window_ends is None:
        return ()
    return frame.language.sentence(
        "Planned to end at %(time)s; not yet confirmed.", time=frame.times.near(item.window_ends, frame.now)
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
