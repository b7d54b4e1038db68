"""What an importer gives: our own types, and a note on everything that is not as the source had it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum

from statuary.model import ComponentStatus, Group, Impact, Incident


class SourceKind(StrEnum):
    """Where a history comes from."""

    CSTATE = "cstate"
    STATUSPAGE = "statuspage"

    @property
    def label(self) -> str:
        """Its name as its makers write it."""
        return {SourceKind.CSTATE: "cState", SourceKind.STATUSPAGE: "Atlassian Statuspage"}[self]


class NoteKind(StrEnum):
    """What was done to something that could not be taken over as it was."""

    ASSUMED = "assumed"
    CHANGED = "changed"
    LEFT_OUT = "left out"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Note:
    """One thing that a person may want to check. Texts may span lines (a comment that was left out)."""

    kind: NoteKind
    text: str


class Notes:
    """Collects the notes on one incident, or on the page as a whole; says nothing twice."""

    def __init__(self) -> None:
        self._notes: list[Note] = []

    def _add(self, kind: NoteKind, text: str) -> None:
        note = Note(kind, text)
        if note not in self._notes:
            self._notes.append(note)

    def assumed(self, text: str) -> None:
        """The source does not say it; this was taken in its place."""
        self._add(NoteKind.ASSUMED, text)

    def changed(self, text: str) -> None:
        """The source says it in another form."""
        self._add(NoteKind.CHANGED, text)

    def left_out(self, text: str) -> None:
        """The source says it and the written file does not."""
        self._add(NoteKind.LEFT_OUT, text)

    def hidden(self, text: str) -> None:
        """The old page did not show it, though its data say so."""
        self._add(NoteKind.HIDDEN, text)

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)


@dataclass(frozen=True)
class Found:
    """What the source says of the page itself; empty where it says nothing. `zone` is an IANA name."""

    name: str = ""
    url: str = ""
    zone: str = ""
    description: str = ""


@dataclass(frozen=True)
class Item:
    """One incident of the source: `origin` is its file or address there, `incident.path` is still empty."""

    origin: str
    incident: Incident
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Imported:
    """Everything that one source gave. `groups` hold all its components, also those that are here already."""

    kind: SourceKind
    source: str
    found: Found
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents alone."""
        return tuple(item.incident for item in self.items)


@dataclass(frozen=True)
class Rules:
    """How to read a source: the moment of the import, a zone for times without one, the words of `--map`."""

    now: datetime
    zone: tzinfo | None = None
    statuses: Mapping[str, ComponentStatus] = field(default_factory=dict)
    impacts: Mapping[str, Impact] = field(default_factory=dict)
