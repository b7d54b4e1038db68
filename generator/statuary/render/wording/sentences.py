"""The sentences at the top of the page: true, short, and never calmer than the facts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from statuary.model import ComponentStatus, Impact, Indicator, Kind, Stage
from statuary.render.frame import Frame
from statuary.render.incident_text import to_inline
from statuary.render.wording.affected import Affected
from statuary.render.wording.labels import (
    IMPACT_WORD,
    INDICATOR_WORD,
    NOTHING_YET,
    Tone,
    as_sentence,
    label_of,
    page_tone,
    page_word,
)
from statuary.render.wording.language import Below, Language, Sentence, marked, plain
from statuary.render.wording.statements import (
    Promise,
    Works,
    correction,
    is_harmless,
    not_confirmed,
    promise,
    unconfirmed,
    went_wrong,
    without_impact,
)
from statuary.render.wording.trouble import Trouble, not_well, tells_reach
from statuary.status.types import IncidentState, PageState

JUST = timedelta(hours=3)
"""So long the page says what was resolved: who comes late wants to know what that was."""


class Headline(NamedTuple):
    """What a reader learns first: the state's `word` and `tone`, the sentence, what else is true, what to do.

    `lead` is the id of the incident or maintenance that is named first, or empty; `stage` is where that stands, `since`
    when it began, `started` the same for machines. `rest` is what of `detail` the home page does not show below.
    `said` is `text` and `detail`, `all_said` has the promise, too; `begins` is the word with what parts it from these.
    """

    tone: Tone
    word: str
    text: Sentence
    detail: Sentence
    workaround: Markup | None
    promise: Promise | None
    rest: Sentence = ()
    lead: str = ""
    stage: str = ""
    since: Sentence = ()
    started: str = ""
    said: Sentence = ()
    all_said: Sentence = ()
    begins: str = ""

    @property
    def plain(self) -> str:
        """Sentence and detail as one text, for descriptions."""
        return plain(self.said)

    @property
    def full(self) -> str:
        """With the promise, for tools that show but a text."""
        return plain(self.all_said)

    def after_word(self, said: str) -> str:
        """What stands behind "WORD: " in plain text: "Maintenance in progress" begins both, and is said once."""
        return said.removeprefix(self.begins)


def headline(frame: Frame) -> Headline:
    """The first words of the page.

    What is wrong is named before all else, then maintenance under way, then an incident without impact; only without
    any are there "no known problems". The workaround and the promise are those of the one that is named first.
    """
    wrong = _leading_first([*frame.state.active, *filter(went_wrong, frame.state.in_progress)], frame.now)
    works = sorted(
        frame.state.in_progress, key=lambda item: (item.is_silent(frame.now), not item.unconfirmed)
    )
    writer = _Writer(frame)
    if works and all(map(is_harmless, wrong)):
        first, (text, details) = works[0], writer.work(works, wrong)
    elif wrong:
        first, (text, details) = wrong[0], writer.trouble(wrong, works)
    else:
        first, (text, details) = None, writer.calm()
    top = Headline(
        page_tone(frame.state),
        _word(first, frame),
        text,
        frame.language.joined(details),
        None,
        None,
        frame.language.joined([one for one in details if not isinstance(one, Below)]),
    )
    return _whole(_with_lead(top, first, frame) if first else top, frame.language)


def _word(first: IncidentState | None, frame: Frame) -> str:
    """The page's word; where that is not of the incident named first, how many are open, and how bad the worst is."""
    if first is None or not _is_worse_open(first, frame):
        return frame.language.gettext(page_word(frame.state))
    language, active = frame.language, frame.state.active
    words = language.ngettext("%(count)s open incident", "%(count)s open incidents", len(active))
    worst = max((item.impact for item in active), key=lambda impact: impact.badness)
    return language.noted(words, language.gettext(IMPACT_WORD[worst]))


def _is_worse_open(first: IncidentState, frame: Frame) -> bool:
    """Whether another open incident has more impact than this one, which is named first."""
    active = frame.state.active
    return first in active and any(item.impact.badness > first.impact.badness for item in active)


def _whole(top: Headline, language: Language) -> Headline:
    said = [top.text, top.detail, top.promise.sentence if top.promise else ()]
    begins = language.labelled(top.word, "")
    return top._replace(said=language.joined(said[:2]), all_said=language.joined(said), begins=begins)


def _with_lead(top: Headline, first: IncidentState, frame: Frame) -> Headline:
    """With what is known of the one that is named first."""
    is_worst = not _is_worse_open(first, frame)  # else the word beside them is not of this one
    is_incident = first.incident.kind is Kind.INCIDENT
    since = frame.times.near(first.start, frame.now)
    return top._replace(
        workaround=to_inline(first.workaround) if first.workaround else None,
        promise=promise(first, frame),
        lead=first.incident.id,
        stage=label_of(first, frame.language) if is_worst and not _is_said(first.stage, top.tone) else "",
        since=frame.language.sentence(marked("since %(time)s"), time=since)
        if is_incident and is_worst
        else (),
        started=since.iso,
    )


def _is_said(stage: Stage, tone: Tone) -> bool:
    """Whether the page's own word says the stage already."""
    return stage is Stage.IN_PROGRESS and tone is Tone.MAINTENANCE


def _leading_first(wrong: Sequence[IncidentState], now: datetime) -> list[IncidentState]:
    """The worst first. After what is not mended comes what is, as far as anybody knows, then what does not hurt;
    and after all that is fresh, what nobody has spoken of for long.
    """
    return sorted(
        wrong,
        key=lambda item: (
            item.is_silent(now),
            is_harmless(item),
            item.stage is Stage.MONITORING and not item.hurts,
            -item.impact.badness,
        ),
    )


class _Writer:
    """The first sentence and what follows it, for one state of the page."""

    def __init__(self, frame: Frame) -> None:
        self._state, self._frame, self._language = frame.state, frame, frame.language
        self._affected = Affected(frame)
        self._works = Works(frame, self._affected)
        self._trouble = Trouble(frame, self._affected, self._works)
        self.trouble = self._trouble.sentences

    def work(
        self, works: Sequence[IncidentState], harmless: Sequence[IncidentState]
    ) -> tuple[Sentence, list[Sentence]]:
        """Maintenance under way, as planned; what is late and not confirmed comes first."""
        first = works[0]
        planned = dict.fromkeys(not_well(first), ComponentStatus.UNDER_MAINTENANCE)
        details = [
            unconfirmed(first, self._frame),
            self._works.more(len(works) - 1),
            () if first.unconfirmed else self._works.late(works),
            ()
            if self._affected.is_mentioned(first.incident.title, planned)
            else Below(self._affected.sentence()),
            *self._harmless(harmless),
            self._rest(works),
        ]
        return self._works.named(first), details

    def _harmless(self, items: Sequence[IncidentState]) -> list[Sentence]:
        if not items:
            return []
        say = not_confirmed if items[0].unconfirmed else without_impact
        more = self._trouble.more_incidents(len(items) - 1)
        return [Below(say(items[0], self._frame)), Below(more)]

    def _rest(self, works: Sequence[IncidentState]) -> Sentence:
        """That nothing else is wrong; of work that names no component nobody can tell what is elsewhere."""
        if works[0].incident.being_corrected:
            return correction(works[0].incident, self._frame)
        if self._affected.well and all(map(tells_reach, works)):
            return (self._language.gettext("No known problems elsewhere."),)
        return self._affected.operational()

    def calm(self) -> tuple[Sentence, list[Sentence]]:
        """No open incident and no work under way."""
        if self._state.nothing_reported:
            return (
                self._language.gettext("%(sentence)s.", sentence=self._language.gettext(NOTHING_YET)),
            ), []
        details: list[Sentence] = [Below(self._affected.operational()), Below(self._works.soon())]
        warning = self._warning()
        if warning:
            return warning, details
        return (self._language.gettext("No known problems."),), [self._resolved(), *details]

    def _resolved(self) -> Sentence:
        resolved = just_resolved(self._state)
        if resolved is None or resolved.end is None:
            return ()
        return self._language.sentence(
            marked("Reported afterwards, %(time)s: %(title)s")
            if resolved.reported_afterwards
            else marked("Resolved at %(time)s: %(title)s"),
            time=self._frame.times.near(resolved.until or resolved.end, self._state.now),
            title=self._language.name(as_sentence(resolved.incident.title, self._language)),
        )

    def _warning(self) -> Sentence:
        """From the components, where no incident says why they are so: another page's own data may be like that."""
        if self._state.indicator is Indicator.NONE:
            return self._affected.sentence()
        word = self._language.gettext(INDICATOR_WORD[self._state.indicator])
        return self._affected.sentence() or (self._language.gettext("%(sentence)s.", sentence=word),)


def just_resolved(state: PageState) -> IncidentState | None:
    """The incident that was resolved last, where that is not long ago and it hurt somebody."""
    found: list[tuple[datetime, str]] = []
    for item in state.past:
        hurt = item.incident.kind is Kind.INCIDENT and item.impact is not Impact.NONE
        if hurt and item.end and item.end > state.now - JUST:
            found.append((item.end, item.incident.id))
    return state.by_id[max(found)[1]] if found else None
