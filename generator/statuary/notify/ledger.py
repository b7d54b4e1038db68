"""What was told to whom: `LISTENER/ab/SHA256.{claimed,sent,unknown,skipped}.json`. A file's name is its state.

So a ledger is read by listing names, and two of them are merged by putting all files into one folder.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

README = b"""\
# What subscribers were sent

`statuary notify` writes here, one file for each message and listener; its name says what became of it. Whoever deletes
one has it sent again. Two ledgers become one by putting all files into one folder.
"""


class DeliveryState(StrEnum):
    """What became of one delivery. Where a merged ledger has several, the one that comes last here holds.

    Sent is a fact. Skipped was decided, so that nobody is told late; unknown is a question that is still open.
    """

    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    SENT = "sent"


_RANK = {state: rank for rank, state in enumerate(DeliveryState)}


class Delivery(NamedTuple):
    """One thing told to one listener. `what` names it within the page, for ever: an incident and an instant."""

    listener: str
    what: str

    @property
    def key(self) -> str:
        """64 hex digits, by which services know it again, too."""
        return _key(self.listener, self.what)

    @property
    def stem(self) -> str:
        """Where it stands in a ledger, without its state."""
        key = self.key
        return f"{self.listener}/{key[:2]}/{key}"


@lru_cache(maxsize=1 << 17)
def _key(listener: str, what: str) -> str:
    """Remembered, for one run asks several times."""
    return hashlib.sha256(f"{listener}\0{what}".encode()).hexdigest()


class Record(NamedTuple):
    """What is written of a delivery: when (UTC, ISO), by which run, and facts for people."""

    state: DeliveryState
    at: str
    run: str
    facts: Mapping[str, str]

    @property
    def content(self) -> bytes:
        """The file."""
        data = {"at": self.at, "run": self.run, **self.facts}
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


_FILE = re.compile(
    r"(?P<stem>[a-z0-9-]+/[0-9a-f]{2}/[0-9a-f]{64})\.(?P<state>claimed|sent|unknown|skipped)\.json"
)


@dataclass(frozen=True)
class Entries:
    """A ledger's files as they were read: the states of each stem."""

    states: Mapping[str, frozenset[DeliveryState]] = field(default_factory=dict)

    def state(self, delivery: Delivery) -> DeliveryState | None:
        """What became of it; None where nobody has told it yet."""
        return self.best(delivery.stem)

    def best(self, stem: str) -> DeliveryState | None:
        """The state that holds of all that a stem has."""
        return max(self.states.get(stem, ()), key=_RANK.__getitem__, default=None)

    @property
    def listeners(self) -> frozenset[str]:
        """Those who were ever told anything, or counted as told."""
        return frozenset(stem.partition("/")[0] for stem in self.states)

    def files(self, stem: str) -> list[str]:
        """The files that it has."""
        return [f"{stem}.{state}.json" for state in self.states.get(stem, ())]

    def claimed(self) -> list[str]:
        """The stems that are claimed and nothing else."""
        return [stem for stem, states in self.states.items() if states == {DeliveryState.CLAIMED}]


def entries_of(names: Iterable[str]) -> Entries:
    """From the names of all files; others than ours are passed over."""
    found: dict[str, set[DeliveryState]] = {}
    for name in names:
        match = _FILE.fullmatch(name)
        if match:
            found.setdefault(match["stem"], set()).add(DeliveryState(match["state"]))
    return Entries({stem: frozenset(states) for stem, states in found.items()})


Changes = Mapping[str, Record | None]
"""New records by stem; None takes back a claim."""
Decide = Callable[[Entries], Changes]
"""What is to be written over these entries; asked again when somebody else has written meanwhile."""


class LedgerError(Exception):
    """The ledger cannot be read or written, so nothing may be sent; the message says why."""


class NoLedgerError(Exception):
    """There is none: nobody knows what subscribers were sent."""


class Ledger(Protocol):
    """Where it is kept. `shown` is its name for people."""

    @property
    def shown(self) -> str:
        """For people."""

    def read(self) -> Entries:
        """What is in it now. Raises NoLedgerError and LedgerError."""

    def write(self, decide: Decide, why: str, *, start: bool = False) -> Changes:
        """Write what `decide` wants over what is in it now, all of it or nothing; what was written.

        `start` makes a ledger where there is none. Raises NoLedgerError and LedgerError.
        """

    def facts(self, files: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What is written in these files, by their names. Raises LedgerError."""


def files_after(entries: Entries, changes: Changes) -> tuple[dict[str, bytes], list[str]]:
    """Files to write, and files to delete: of one delivery only the newest state stays."""
    written: dict[str, bytes] = {}
    deleted: list[str] = []
    for stem, record in changes.items():
        name = f"{stem}.{record.state}.json" if record else ""
        deleted += [old for old in entries.files(stem) if old != name]
        if record is not None:
            written[name] = record.content
    return written, deleted


def read_facts(content: bytes) -> dict[str, Any]:
    """One file; nothing where somebody has damaged it."""
    try:
        data = json.loads(content)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
