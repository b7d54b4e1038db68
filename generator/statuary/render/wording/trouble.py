"""What is wrong, in the first words of the page: the one that leads, how many there are, how far it reaches."""

from collections.abc import Sequence

from statuary.model import ComponentStatus, Impact, Kind, Stage
from statuary.render.frame import Frame
from statuary.render.wording.affected import Affected
from statuary.render.wording.labels import as_sentence
from statuary.render.wording.language import Below, Sentence
from statuary.render.wording.statements import (
    Works,
    correction,
    is_harmless,
    not_confirmed,
    unconfirmed,
    went_wrong,
    without_impact,
)
from statuary.status.types import IncidentState


class Trouble:
    """The sentences on open incidents, and on work that has gone wrong, for one state of the page."""

    def __init__(self, frame: Frame, affected: Affected, works: Works) -> None:
        self._state, self._frame, self._language = frame.state, frame, frame.language
        self._affected, self._works = affected, works

    def _say(self, message: str, **values: str) -> Sentence:
        return (self._language.gettext(message, **values),)

    def _is_silent(self, item: IncidentState) -> bool:
        return item.is_silent(self._state.now)

    def sentences(
        self, wrong: Sequence[IncidentState], works: Sequence[IncidentState]
    ) -> tuple[Sentence, list[Sentence]]:
        """The first sentence and what follows it; `wrong` has the one that leads in front."""
        first = wrong[0]
        text, details = self._first_words(first, wrong)
        behind = self._behind(wrong)
        reach = self._reach(wrong)
        details = [
            behind,
            *details,
            () if reach or behind else Below(self._doing(first)),
            self._open_ones(first, named=1 + bool(behind)),
            Below(self._silent_ones(named=bool(self._is_silent(first) or behind))),
            *map(Below, self._works.unmentioned([item for item in works if item is not first])),
            reach,
        ]
        return text, details

    def _first_words(
        self, first: IncidentState, wrong: Sequence[IncidentState]
    ) -> tuple[Sentence, list[Sentence]]:
        """The title where that is known to be so, for its author knows best what is wrong."""
        title, affected = as_sentence(first.incident.title, self._language), self._affected
        told = Below(() if affected.is_mentioned(title, _meant(first)) else affected.sentence())
        if went_wrong(first):
            return self._gone_wrong(first)
        if self._is_silent(first):
            return not_confirmed(first, self._frame), [self._say("This may no longer be so."), told]
        if is_harmless(first):
            return without_impact(first, self._frame), [Below(affected.sentence())]
        if self._are_watched(wrong):
            # By now the title may say too much, and nobody can tell: so it is what was reported.
            reported = self._say("Originally reported: %(title)s", title=self._language.name(title))
            return self._watching(first), [reported, Below(affected.sentence())]
        return (title,), [told]

    def _behind(self, wrong: Sequence[IncidentState]) -> Sentence:
        """What hurts, where it stands behind what does not, for nobody has spoken of it for long."""
        hurting = next((item for item in wrong if not is_harmless(item)), None)
        return not_confirmed(hurting, self._frame) if hurting and is_harmless(wrong[0]) else ()

    def _gone_wrong(self, item: IncidentState) -> tuple[Sentence, list[Sentence]]:
        """The fault, and not what was planned; without a component the work itself."""
        work, faults = self._works.named(item), self._affected.faults()
        late = unconfirmed(item, self._frame)
        planned = Below(self._affected.planned())
        return (faults, [planned, work, late]) if faults else (work, [late, planned])

    def _are_watched(self, wrong: Sequence[IncidentState]) -> bool:
        fresh = [item for item in wrong if not self._is_silent(item) and not is_harmless(item)]
        return all(item.stage is Stage.MONITORING for item in fresh)

    def _watching(self, item: IncidentState) -> Sentence:
        """What the fix is for: what it hurt, and not what it names as unharmed."""
        touched = [span.component for span in item.spans] or not_well(item)
        if not touched:
            return self._say("A fix is in place, and we are monitoring the results.")
        what = self._affected.called(dict.fromkeys(touched))
        return self._say(
            "A fix is in place, and we are monitoring the results. Affected: %(what)s.", what=what
        )

    def _doing(self, item: IncidentState) -> Sentence:
        """Only where its author says nothing: our sentence could contradict theirs."""
        if self._is_silent(item) or item.newest.text:
            return ()
        if item.stage is Stage.INVESTIGATING:
            return self._say("We are investigating.")
        if item.stage is Stage.IDENTIFIED:
            return self._say("We have identified the cause and are working on a fix.")
        return ()

    def _open_ones(self, first: IncidentState, named: int) -> Sentence:
        """How many incidents are open besides those that are named; in all as many as the page has cards of them."""
        count = len(self._state.active)
        if first.incident.kind is Kind.INCIDENT:
            return self.more_incidents(count - named)
        words = self._language.ngettext("%(count)s incident is open.", "%(count)s incidents are open.", count)
        return (words,) if count else ()

    def more_incidents(self, more: int) -> Sentence:
        """How many are open besides one that was named."""
        words = self._language.ngettext(
            "%(count)s other incident is open.", "%(count)s other incidents are open.", more
        )
        return (words,) if more else ()

    def _silent_ones(self, *, named: bool) -> Sentence:
        """Of how many nobody has spoken for long, unless the only one is `named`."""
        silent = sum(map(self._is_silent, self._state.active))
        words = self._language.ngettext(
            "%(count)s open incident has had no update for days.",
            "%(count)s open incidents have had no update for days.",
            silent,
        )
        return (words,) if silent > named else ()

    def _reach(self, wrong: Sequence[IncidentState]) -> Sentence:
        """That the rest works, where it is known how far the trouble reaches."""
        if wrong[0].incident.being_corrected:
            return correction(wrong[0].incident, self._frame)
        if not all(tells_reach(item) for item in wrong if not is_harmless(item)):
            return ()
        if self._affected.faulty and self._affected.well:
            return self._say("No known problems elsewhere.")
        return self._affected.operational()


def not_well(item: IncidentState) -> list[str]:
    """The components that are not operational because of it."""
    return [key for key, status in item.components.items() if status is not ComponentStatus.OPERATIONAL]


def tells_reach(item: IncidentState) -> bool:
    """Whether it says what is not well now: of what has an impact, a component with a fault; of work as planned, any.

    A report that is being corrected may say more than is shown.
    """
    said = item.has_fault if item.impact is not Impact.NONE else item.hurts
    return said and item.incident.being_corrected is None


def _meant(item: IncidentState) -> dict[str, ComponentStatus]:
    """What its components were when its title was written."""
    return item.incident.components | item.incident.updates[0].components
