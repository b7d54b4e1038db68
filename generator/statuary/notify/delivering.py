"""One run: decide, claim, send, write down what became of it. Whoever is killed in between leaves a claim behind."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from statuary.channels.channel import OutgoingMessage, Reached, Receipt
from statuary.model import Listener
from statuary.notify.ledger import (
    Changes,
    Delivery,
    DeliveryState,
    Entries,
    Ledger,
    LedgerError,
    NoLedgerError,
    Record,
)
from statuary.notify.places import Whereabouts
from statuary.notify.plan import Handling, PlanLine, Rules, plan
from statuary.notify.renamed import renamed
from statuary.notify.sending import PATIENCE, all_sent
from statuary.notify.tellings import Telling
from statuary.render.wording.instants import iso

HOLDS = timedelta(minutes=30)
"""So long a claim may belong to a run that is still at work: twice as long as the workflow's job may take."""
_PAUSES = (2.0, 10.0)
"""Seconds before what was sent is written down again, where that fails."""
_BEGINNING = ("beginning", "")
"""Told to each listener in a new ledger, so that he is known there even where the page tells of nothing."""
_STATES = {
    Handling.SEND: DeliveryState.CLAIMED,
    Handling.SKIP: DeliveryState.SKIPPED,
    Handling.UNKNOWN: DeliveryState.UNKNOWN,
}


@dataclass(frozen=True)
class Result:
    """A line with what became of it: an answer where it was sent. `unwritten`: the ledger could not learn of it."""

    line: PlanLine
    answer: Receipt | None = None
    unwritten: bool = False


@dataclass
class Run:
    """What one run knows. `places` are those of all `listeners`, by name; `write` makes the message of a line.

    `name` is the run's own, for people. `confirmed`: a person has looked. `again`: what perhaps got there is sent.
    `patience`: seconds for all that is sent.
    """

    ledger: Ledger
    wanted: Sequence[Telling]
    listeners: Sequence[Listener]
    places: Mapping[str, Whereabouts]
    write: Callable[[PlanLine], OutgoingMessage]
    now: datetime
    name: str
    confirmed: bool = False
    again: bool = False
    pause: Callable[[float], None] = time.sleep
    patience: float = PATIENCE

    def look(self, entries: Entries | None = None) -> list[Result]:
        """What a run would do; nothing is written or sent. `entries` are the ledger's, where they were read already.

        Raises NoLedgerError and LedgerError.
        """
        return [Result(line) for line in self._plan(entries or self.ledger.read())]

    def go(self) -> list[Result]:
        """Do it. Raises NoLedgerError and LedgerError, and then nothing was sent."""
        lines: list[PlanLine] = []
        messages: dict[Delivery, OutgoingMessage] = {}

        def claim(entries: Entries) -> Changes:
            """Messages are made before anything is claimed: what cannot be said must not look as if it were sent."""
            lines[:] = self._plan(entries)
            messages.clear()
            messages.update({one.delivery: self.write(one) for one in lines if one.verdict is Handling.SEND})
            return {
                one.delivery.stem: self._record(one.telling, _STATES[one.verdict], one.why)
                for one in lines
                if one.settles
            }

        self.ledger.write(claim, "Claim what is to be sent")
        answers = self._send(messages)
        unwritten = bool(answers) and not self._confirm(lines, answers)
        found = ((line, answers.get(line.delivery)) for line in lines)
        return [Result(line, answer, unwritten and answer is not None) for line, answer in found]

    def start(self) -> int:
        """Make a ledger, or add to one, in which all that is on the page counts as told; how many were new to it.

        Where there are listeners whom it does not know, for them alone: others still get what they were not told yet.
        """
        added: dict[str, Record | None] = {}

        def known(entries: Entries) -> Changes:
            added.clear()
            new = [one for one in self.listeners if one.name not in entries.listeners]
            for listener in new or self.listeners:
                for what, stage in (*((one.what, one.update.stage.value) for one in self.wanted), _BEGINNING):
                    delivery = Delivery(listener.name, what)
                    if entries.state(delivery) is None:
                        why = "there when sending began"
                        added[delivery.stem] = self._as(DeliveryState.SKIPPED, what, stage, why)
            return added

        self.ledger.write(known, "Count all that is on the page as sent", start=True)
        return len(added)

    def _plan(self, entries: Entries) -> list[PlanLine]:
        keyed = [name for name, place in self.places.items() if place.takes_key]
        rules = Rules(self.now, keyed, self._stale(entries), {}, self.confirmed, self.again)
        lines = plan(self.wanted, self.listeners, entries, rules)
        names = renamed(lines, self.wanted, self.listeners, entries, self.ledger)
        return plan(self.wanted, self.listeners, entries, rules.with_names(names)) if names else lines

    def _stale(self, entries: Entries) -> frozenset[str]:
        """Claims of runs that are over."""
        claimed = {f"{stem}.{DeliveryState.CLAIMED}.json": stem for stem in entries.claimed()}
        facts = self.ledger.facts(claimed) if claimed else {}
        limit = iso(self.now - HOLDS)
        return frozenset(stem for name, stem in claimed.items() if str(facts[name].get("at", "")) < limit)

    def _record(self, telling: Telling, state: DeliveryState, why: str) -> Record:
        return self._as(state, telling.what, telling.update.stage.value, why)

    def _as(self, state: DeliveryState, what: str, stage: str, why: str) -> Record:
        facts = {"what": what, "stage": stage}
        return Record(state, iso(self.now), self.name, facts | ({"why": why} if why else {}))

    def _send(self, messages: Mapping[Delivery, OutgoingMessage]) -> Mapping[Delivery, Receipt]:
        return all_sent(messages, lambda one: self.places[one.listener].send(messages[one]), self.patience)

    def _confirm(self, lines: Sequence[PlanLine], answers: Mapping[Delivery, Receipt]) -> bool:
        """Write down what became of all that was claimed; whether that could be done."""
        outcome = dict(self._outcomes(lines, answers))
        for pause in (*_PAUSES, None):
            try:
                self.ledger.write(lambda _: outcome, "Write down what was sent")
            except (LedgerError, NoLedgerError):  # somebody may have deleted the branch meanwhile
                if pause is not None:
                    self.pause(pause)
            else:
                return True
        return False

    def _outcomes(
        self, lines: Sequence[PlanLine], answers: Mapping[Delivery, Receipt]
    ) -> "list[tuple[str, Record | None]]":
        """What surely is not there is taken back, with all that it stands for, to be tried again."""
        found: list[tuple[str, Record | None]] = []
        for line in lines:
            newest = Delivery(line.listener.name, line.instead) if line.instead else line.delivery
            answer = answers.get(newest)
            if answer is not None and answer.reached is Reached.NO:
                found.append((line.delivery.stem, None))
            elif answer is not None and not line.instead:
                state = DeliveryState.SENT if answer.reached is Reached.YES else DeliveryState.UNKNOWN
                found.append((line.delivery.stem, self._record(line.telling, state, answer.reason)))
        return found
