"""What is to be done: for each listener and each thing that the ledger does not know, send it, or say why not.

Pure: the page, the ledger's entries and the time go in, a decision comes out. So it can be made again whenever
somebody else has written to the ledger meanwhile.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from statuary.model import ENDED_STAGES, Listener
from statuary.notify.ledger import Delivery, DeliveryState, Entries
from statuary.notify.listening import concerns
from statuary.notify.tellings import OLD, Telling
from statuary.status import Standing

MOST = 5
"""More new things at once are a mistake more often than a bad day, so a person looks first."""
_NOBODY_KNOWS = "nobody knows whether it got there"


class Handling(StrEnum):
    """What happens to one thing for one listener."""

    SEND = "send"
    SKIP = "skip"
    HOLD = "hold"
    UNKNOWN = "unknown"
    BUSY = "busy"


class PlanLine(NamedTuple):
    """`why` is empty for what is sent. `missed` are older things of the same incident that this one stands for.

    `instead` names the newer one that is sent in place of this one; it is settled only with that one. `fresh`: the
    ledger does not say yet that nobody knows what became of it.
    """

    listener: Listener
    telling: Telling
    verdict: Handling
    why: str = ""
    missed: tuple[Telling, ...] = ()
    instead: str = ""
    fresh: bool = False

    @property
    def delivery(self) -> Delivery:
        """Its name in the ledger."""
        return Delivery(self.listener.name, self.telling.what)

    @property
    def settles(self) -> bool:
        """Whether the ledger is to learn of it: not of what waits, and once of what nobody knows."""
        return self.verdict in (Handling.SEND, Handling.SKIP) or self.fresh


class EarlierName(NamedTuple):
    """The name of an incident under which something was told, and whether it is certain that it was."""

    incident: str
    certain: bool


@dataclass(frozen=True)
class Rules:
    """What holds in one run. `keyed` are the names of listeners all of whose services know keys.

    `stale` are stems of claims that are too old for whoever made them to be still at work. `renamed` maps what was
    told under another name to that name, and to whether that is certain. `confirmed`: a person has looked. `again`:
    what perhaps got there is sent.
    """

    now: datetime
    keyed: Collection[str] = ()
    stale: Collection[str] = ()
    renamed: Mapping[tuple[str, str], EarlierName] = field(default_factory=dict)
    confirmed: bool = False
    again: bool = False

    def with_names(self, renamed: Mapping[tuple[str, str], EarlierName]) -> "Rules":
        """The same with what is known of earlier names."""
        return replace(self, renamed=renamed)


def plan(
    wanted: Sequence[Telling], listeners: Sequence[Listener], entries: Entries, rules: Rules
) -> list[PlanLine]:
    """All lines that are not settled, listener by listener, each incident's together."""
    by_incident: dict[str, list[Telling]] = defaultdict(list)
    for telling in wanted:
        by_incident[telling.item.incident.id].append(telling)
    lines = [
        line
        for listener in listeners
        for some in by_incident.values()
        for line in _OneIncident(listener, some, entries, rules).lines()
    ]
    return lines if rules.confirmed else _guarded(lines, _sent(lines, listeners, entries), rules.now)


def _sent(lines: Sequence[PlanLine], listeners: Sequence[Listener], entries: Entries) -> frozenset[str]:
    """What somebody got already, so that it is no mistake: a service that fails for days keeps nobody else waiting."""
    whats = {line.telling.what for line in lines if line.verdict is Handling.SEND}
    return frozenset(
        what
        for what in whats
        if any(entries.state(Delivery(one.name, what)) is DeliveryState.SENT for one in listeners)
    )


class _OneIncident:
    """What one listener is told of one incident; `wanted` is all that there ever was to tell of it."""

    def __init__(self, listener: Listener, wanted: Sequence[Telling], entries: Entries, rules: Rules) -> None:
        self._listener, self._rules = listener, rules
        staff = listener.audience == "staff"
        known = [one for one in wanted if staff or one.due is None]
        self._states = [(one, entries.state(Delivery(listener.name, one.what))) for one in known]

    def lines(self) -> Iterator[PlanLine]:
        """Those that are not settled: of several that are to be sent the newest goes, and stands for the others."""
        open_ones = [
            pair for pair in self._states if pair[1] not in (DeliveryState.SENT, DeliveryState.SKIPPED)
        ]
        for is_duty in (False, True):
            group = [pair for pair in open_ones if (pair[0].due is not None) is is_duty]
            yield from self._together([self._alone(*pair) for pair in group])

    def _alone(self, telling: Telling, state: DeliveryState | None) -> PlanLine:
        """What becomes of it by itself."""
        line = PlanLine(self._listener, telling, Handling.SEND)
        if state is not None:
            return self._begun_before(line, state)
        why = telling.late or self._unwanted(telling)
        return line._replace(verdict=Handling.SKIP, why=why) if why else self._renamed(line)

    def _begun_before(self, line: PlanLine, state: DeliveryState) -> PlanLine:
        """A run claimed it, and did not write down what became of it."""
        if state is DeliveryState.CLAIMED and line.delivery.stem not in self._rules.stale:
            return line._replace(verdict=Handling.BUSY, why="another run is sending it")
        if (self._listener.name in self._rules.keyed or self._rules.again) and not line.telling.late:
            return line
        fresh = state is DeliveryState.CLAIMED
        return line._replace(verdict=Handling.UNKNOWN, why=_NOBODY_KNOWS, fresh=fresh)

    def _unwanted(self, telling: Telling) -> str:
        """Whoever was told of the beginning is told of the end, whatever is chosen by now."""
        if concerns(self._listener, telling) or self._was_told():
            return ""
        return "not for this listener"

    def _renamed(self, line: PlanLine) -> PlanLine:
        """What was told under another name is not told again; what nobody knows stays a question."""
        old = self._rules.renamed.get((self._listener.name, line.telling.what))
        if old is None:
            return line
        if old.certain:
            return line._replace(verdict=Handling.SKIP, why=f"sent as {old.incident}")
        why = f"{_NOBODY_KNOWS}, as {old.incident}"
        return line._replace(verdict=Handling.UNKNOWN, why=why, fresh=True)

    def _was_told(self, after: datetime | None = None) -> bool:
        told = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.CLAIMED)
        return any(state in told and (after is None or one.at > after) for one, state in self._states)

    def _together(self, group: list[PlanLine]) -> Iterator[PlanLine]:
        sending = [line for line in group if line.verdict is Handling.SEND]
        yield from (line for line in group if line.verdict is not Handling.SEND)
        if not sending:
            return
        newest = max(sending, key=lambda line: (line.telling.at, line.telling.place))
        if self._comes_after_the_end(newest.telling):
            yield from (
                line._replace(verdict=Handling.SKIP, why="its end was sent already") for line in sending
            )
            return
        what = newest.telling.what
        for line in sending:
            if line is not newest:
                yield line._replace(verdict=Handling.SKIP, why="a newer one is sent", instead=what)
        unheard = (line for line in group if line.verdict in (Handling.SEND, Handling.UNKNOWN))
        yield newest._replace(missed=tuple(line.telling for line in unheard if line is not newest))

    def _comes_after_the_end(self, telling: Telling) -> bool:
        """Nobody is told that something is wrong after having been told that it is over."""
        if telling.stage in ENDED_STAGES or telling.item.standing is not Standing.PAST:
            return False
        return self._was_told(after=telling.at)


def _guarded(lines: list[PlanLine], sent: Collection[str], now: datetime) -> list[PlanLine]:
    """What is old waits alone; where too much is new, all of it waits. What it stands for waits with it."""
    found = [_hold(line, "older than 24 hours") if _is_old(line, now) else line for line in lines]
    new = {line.telling.what for line in found if line.verdict is Handling.SEND}.difference(sent)
    if len(new) > MOST:
        why = f"{len(new)} are new at once, more than {MOST}"
        found = [_hold(line, why) if line.verdict is Handling.SEND else line for line in found]
    held = {line.delivery for line in found if line.verdict is Handling.HOLD}
    return [
        _hold(line, "waits with a newer one")
        if line.instead and Delivery(line.listener.name, line.instead) in held
        else line
        for line in found
    ]


def _is_old(line: PlanLine, now: datetime) -> bool:
    return line.verdict is Handling.SEND and line.telling.at < now - OLD


def _hold(line: PlanLine, why: str) -> PlanLine:
    return line._replace(verdict=Handling.HOLD, why=f"{why}: look, then --confirm")
