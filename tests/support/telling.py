"""Services that take messages, and people who read them: pure, so that every mishap can be tried."""

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from statuary.channels.channel import SENT, Channel, OutgoingMessage, Reached, Receipt
from statuary.model import Listener, Site, Stage
from statuary.notify.delivering import Result, Run
from statuary.notify.folder_ledger import FolderLedger
from statuary.notify.ledger import DeliveryState, Entries, Ledger, entries_of, files_after
from statuary.notify.places import Whereabouts
from statuary.notify.plan import PlanLine
from statuary.notify.tellings import Telling, tellings
from statuary.render.frame import page_frame
from statuary.render.messages import message as real_message
from statuary.status import page_state
from statuary.status.events import update_event
from support.models import at, incident, post
from support.models import site as small_site


class Killed(BaseException):
    """The machine is gone."""


@dataclass
class Service:
    """`mood` is what becomes of the next messages: taken, refused, lost, taken without a word, killed before or after.

    `calls` are the keys that came; with `knows_keys` people are told of each key once. `unsure` are those of which the
    sender cannot know that they came. `then` is done while it sends.
    """

    knows_keys: bool
    mood: str = "takes"
    calls: list[str] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    then: Callable[[], object] | None = None

    def send(self, address: str, message: OutgoingMessage) -> Receipt:
        """As `Channel.send`."""
        if self.then is not None:
            then, self.then = self.then, None
            then()
        if self.mood == "refuses":
            return Receipt(Reached.NO, "it said no")
        if self.mood != "takes":
            self.unsure.add(message.key)
        if self.mood == "dies before":
            raise Killed
        if self.mood != "loses":
            self.calls.append(message.key)
        if self.mood == "dies after":
            raise Killed
        return Receipt(Reached.PERHAPS, "no word") if self.mood in ("loses", "is silent") else SENT

    @property
    def told(self) -> Counter[str]:
        """How often people were told, by key."""
        return Counter(set(self.calls) if self.knows_keys else self.calls)

    @property
    def place(self) -> Whereabouts:
        """Where it listens."""
        return Whereabouts([(Channel(self.send, takes_key=self.knows_keys), "fake://")])


@dataclass
class Shaky:
    """A ledger that fails: `kill` says before or after which write the machine is gone; `before` is done then."""

    ledger: Ledger
    kill: tuple[int, str] | None = None
    before: Callable[[], object] | None = None
    writes: int = 0

    @property
    def shown(self) -> str:
        return self.ledger.shown

    def read(self) -> Any:
        return self.ledger.read()

    def facts(self, files: Any) -> Any:
        return self.ledger.facts(files)

    def write(self, decide: Any, why: str, *, start: bool = False) -> Any:
        self.writes += 1
        if self.before is not None:
            before, self.before = self.before, None
            before()
        if self.kill == (self.writes, "before"):
            raise Killed
        found = self.ledger.write(decide, why, start=start)
        if self.kill == (self.writes, "after"):
            raise Killed
        return found


class Remembered:
    """A ledger in memory, which counts how often it was read, and keeps which files were opened."""

    def __init__(self) -> None:
        self.reads = 0
        self.opened: list[str] = []
        self._names: set[str] = set()

    @property
    def shown(self) -> str:
        return "memory"

    def read(self) -> Entries:
        self.reads += 1
        return entries_of(self._names)

    def facts(self, files: Any) -> Any:
        self.opened += files
        return {}

    def write(self, decide: Any, why: str, *, start: bool = False) -> Any:
        entries = entries_of(self._names)
        changes = decide(entries)
        written, deleted = files_after(entries, changes)
        self._names = {*self._names.difference(deleted), *written}
        return changes


def page_tellings(site: Site, now: datetime) -> list[Telling]:
    """All that this site tells by then."""
    return list(tellings(page_state(site, now)))


_FAULT = small_site(incident(post("11:00", Stage.INVESTIGATING), id="a"))
_FRAME = page_frame(page_state(_FAULT, at("12:00")))
_ITEM = _FRAME.state.by_id["a"]
_WORDS = real_message(_ITEM, update_event(_ITEM, 0), _FRAME)


def message(line: PlanLine) -> OutgoingMessage:
    """One whose words do not matter."""
    words = line.telling.what
    forms = _WORDS._replace(title=words, chat=words)
    return OutgoingMessage(line.delivery.key, forms, words, line.telling.at, line.telling.item, _FRAME)


def run_of(ledger: Ledger, site: Site, now: datetime, services: dict[str, Service], **asked: Any) -> Run:
    """A run over this site, with a listener of each name."""
    listeners: Sequence[Listener] = asked.pop("listeners", [Listener(name=name) for name in services])
    return Run(
        ledger=ledger,
        wanted=page_tellings(site, now),
        listeners=listeners,
        places={name: service.place for name, service in services.items()},
        write=message,
        now=now,
        name="test",
        pause=lambda _: None,
        **asked,
    )


def cells(results: Sequence[Result]) -> dict[tuple[str, str], tuple[str, str]]:
    """What became of each thing for each listener: how it got there or the verdict, and why."""
    return {
        (one.line.listener.name, one.line.telling.what): (
            (one.answer.reached.value, one.answer.reason)
            if one.answer
            else (one.line.verdict.value, one.line.why)
        )
        for one in results
    }


def states_of(folder: Path) -> dict[str, DeliveryState]:
    """The states in a folder's ledger, by key."""
    entries = FolderLedger(folder).read()
    return {
        stem.rpartition("/")[2]: max(states, key=list(DeliveryState).index)
        for stem, states in entries.states.items()
    }


def merge(one: Path, into: Path) -> None:
    """Put the files of one ledger into another, as `cp -r` or a merge of branches does."""
    shutil.copytree(one, into, dirs_exist_ok=True)
