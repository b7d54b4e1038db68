"""What an importer gives: our own types, what the old page says of itself, and a note on everything that changed."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from statuary.model import ComponentStatus, Group, Impact, Incident, Settings, Update
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.page_languages import read_language
from statuary.resources import overrides
from statuary.source.links import with_whole_links
from statuary.source.write import one_line


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

    OPEN = "open now"
    SHOWN = "shown now"
    RETIMED = "time changed"
    REWORDED = "words changed"
    UNREAD = "not understood"
    LEFT_OUT = "left out"
    CHANGED = "changed"
    ASSUMED = "assumed"
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

    def add(self, kind: NoteKind, text: str) -> None:
        """Add a note unless it is there."""
        note = Note(kind, text)
        if note not in self._notes:
            self._notes.append(note)

    def open(self, text: str) -> None:
        """It counts on the page now."""
        self.add(NoteKind.OPEN, text)

    def shown(self, text: str) -> None:
        """A notice that stands on top of the page now."""
        self.add(NoteKind.SHOWN, text)

    def retimed(self, text: str) -> None:
        """Something has another time than in the source."""
        self.add(NoteKind.RETIMED, text)

    def reworded(self, text: str) -> None:
        """Readers see other words, or fewer, than on the old page."""
        self.add(NoteKind.REWORDED, text)

    def unread(self, text: str) -> None:
        """The source says something that was not understood."""
        self.add(NoteKind.UNREAD, text)

    def assumed(self, text: str) -> None:
        """The source does not say it; this was taken in its place."""
        self.add(NoteKind.ASSUMED, text)

    def changed(self, text: str) -> None:
        """The source says it in another form."""
        self.add(NoteKind.CHANGED, text)

    def left_out(self, text: str) -> None:
        """The source says it and the written file does not."""
        self.add(NoteKind.LEFT_OUT, text)

    def hidden(self, text: str) -> None:
        """The old page did not show it, though its data say so."""
        self.add(NoteKind.HIDDEN, text)

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)


@dataclass(frozen=True)
class OldPage:
    """What the source says of the page itself; empty where it says nothing.

    `zone` is an IANA name, `language` a tag such as `de` or `pt-BR`.
    """

    name: str = ""
    url: str = ""
    zone: str = ""
    description: str = ""
    language: str = ""


@dataclass(frozen=True)
class Item:
    """One incident of the source: `origin` is its file or address there, `incident.path` is still empty.

    `affected`: names of components that a notice is about, which it cannot name as such.
    """

    origin: str
    incident: Incident
    notes: tuple[Note, ...] = ()
    affected: tuple[str, ...] = ()


def with_whole_addresses(items: Iterable[Item], base: str) -> tuple[Item, ...]:
    """The same with links that lead where they led from the old page at `base`; where it is unknown, as words."""
    return tuple(
        replace(
            item, incident=item.incident.model_copy(update={"updates": tuple(_whole(item.incident, base))})
        )
        for item in items
    )


def _whole(incident: Incident, base: str) -> Iterator[Update]:
    for update in incident.updates:
        yield update.changed(text=with_whole_links(update.text, base))


@dataclass(frozen=True)
class FoundPage:
    """A page of the source that is no incident: its path below `pages/`, its title and its text."""

    path: str
    title: str
    text: str


@dataclass(frozen=True)
class Imported:
    """Everything that one source gave. `groups` hold all its components, also those that are here already."""

    kind: SourceKind
    source: str
    found: OldPage
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
    pages: tuple[FoundPage, ...] = ()

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents alone."""
        return tuple(item.incident for item in self.items)


@dataclass(frozen=True)
class Reading:
    """How to read a source: the moment of the import, a zone for times without one, the words of `--map`.

    `language` is that in which the source writes its dates.
    """

    now: datetime
    zone: tzinfo | None = None
    statuses: Mapping[str, ComponentStatus] = field(default_factory=dict)
    impacts: Mapping[str, Impact] = field(default_factory=dict)
    language: str = "en"


_ADDRESS = re.compile(r"(?:https?|ssh|git|file)://|[\w.-]+@[\w.-]+:")
_URL = re.compile(r"https?://[^\s/]+(/\S*)?")
_SAME_ZONE = {"Etc/UTC": "UTC"}


def page_facts(found: OldPage) -> dict[str, str]:
    """`site_name`, `site_url`, `id_domain`, `timezone` and `language` as YAML; what could not stand there is missing.

    In quotes, for a page may be called `Yes` or `2024`, which YAML would take for something else.
    """
    facts = _said(found)
    host = _host(facts["site_url"])
    if host:
        facts["id_domain"] = host
    else:
        facts["site_url"] = ""
    if facts["timezone"] not in available_timezones():
        facts["timezone"] = ""
    if not _is_spoken(facts["language"]):
        facts["language"] = ""
    return {key: json.dumps(value, ensure_ascii=False) for key, value in facts.items() if value}


def differences(found: OldPage, here: Settings) -> Iterator[tuple[str, str, str]]:
    """Each key of `mkdocs.yml` with what it says here and what the old page had, where that is another."""
    ours = _said(OldPage(here.name, here.url, here.zone.key, language=here.language))
    for key, theirs in _said(found).items():
        if theirs and theirs != ours[key]:
            yield key, ours[key], theirs


def _said(found: OldPage) -> dict[str, str]:
    url, zone = one_line(found.url), one_line(found.zone)
    return {
        "site_name": one_line(found.name),
        "site_url": f"{url.rstrip('/')}/" if url else "",
        "timezone": _SAME_ZONE.get(zone, zone),
        "language": one_line(found.language).replace("_", "-"),
    }


def _is_spoken(tag: str) -> bool:
    """Whether there are words for a page in this language."""
    try:
        return bool(tag) and bool(read_language(tag, [overrides()]))
    except CatalogueError:
        return False


def _host(url: str) -> str:
    """The host of an address that could be a page's; empty where it could not."""
    try:
        return (urlsplit(url).hostname or "") if _URL.fullmatch(url) else ""
    except ValueError:
        return ""


def is_address(source: str) -> bool:
    """True for what is fetched from elsewhere rather than found on this disk."""
    return bool(_ADDRESS.match(source))
