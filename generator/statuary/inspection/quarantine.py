"""One file that cannot be read, or that is gone, and the incident that is published in its place."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from statuary.git_log import Version
from statuary.history.file_history import History
from statuary.history.published import read_earlier
from statuary.history.removed import Gone
from statuary.inspection.fallback import from_good, from_nothing
from statuary.inspection.recovered_text import RecoveredText, kind_of
from statuary.inspection.recovery import lines_of, recover_text
from statuary.model import Correction, Incident, Problem, Severity, Withdrawal
from statuary.repository_files import read_inside
from statuary.source import Project
from statuary.source.incident_file import MAX_BYTES, means_withdrawal, read_file
from statuary.source.listing import holds_updates
from statuary.source.mkdocs_yml import parse_earlier
from statuary.source.problems import Context
from statuary.source.times import format_time
from statuary.source.vocabulary import SLUG, name_of, slug, stem_of

_NAV = re.compile(r"^nav:.*\n(?:[ \t#-].*\n|\n)*", re.MULTILINE)
NOTE = "published-instead"
"""The rule under which it is said what stands in a broken file's place; advice, for the error is said already."""


@dataclass(frozen=True)
class Replacement:
    """What is published in a file's place, and the words for those who run the build."""

    incident: Incident
    note: Problem | None


class Quarantine:
    """Finds for broken files what can be published. `now` is the moment that the page shows.

    `context` knows all components and zones that ever were, so that a line lost elsewhere breaks no incident.
    `withdrawn` are ids of which nothing may be shown again; it grows with what was meant to be withdrawn.
    """

    def __init__(
        self, project: Project, context: Context, history: History, withdrawn: Collection[str], now: datetime
    ) -> None:
        self._project, self._root, self._context, self._now = project, project.root, context, now
        self._history = history
        self.withdrawn = {*withdrawn}

    def replacement_for(self, path: str, taken: Collection[str]) -> Replacement | None:
        """What is published for the file at `path`; None for one that never was an incident, or was withdrawn.

        `taken` are the ids of all other incidents.
        """
        present = self._content(path)
        if name_of(path) in self.withdrawn:
            return None
        name = self._id(path, taken)
        if present is not None and isinstance(file := self._read(path, name, present), Incident):
            if file.id in taken:
                file = file.model_copy(update={"id": name})
            return self._as_it_stands(file, name)
        return self._instead(path, present, self._versions(path, taken), taken)

    def recover(self, gone: Gone) -> Replacement | None:
        """What is published for an incident that left the page while it was open."""
        path = gone.version.path
        if gone.incident is None or gone.unread is not None:
            return self._instead(path, gone.unread, self._history.incident(self._project, gone.id), ())
        at = gone.version.at
        shown = gone.incident.model_copy(update={"being_corrected": Correction(version=at)})
        return Replacement(shown, _note(path, f"its version of {format_time(at)}"))

    def _instead(
        self, path: str, present: bytes | None, versions: Sequence[Version], taken: Collection[str]
    ) -> Replacement | None:
        """In place of `present`, which cannot be read: a good version, or a card."""
        name = self._id(path, taken)
        withdrawn = means_withdrawal(lines_of(present or b""))
        since = self._now
        for at, content in () if withdrawn else versions:
            file = self._read(path, name, content)
            if content != present and isinstance(file, Incident):
                told = recover_text(present or b"", content, self._context)
                good = file.model_copy(update={"being_corrected": Correction(version=at)})
                shown = from_good(good, since, told, self._now)
                if Path(path).name != f"{name}.md":
                    shown = _silent(shown)
                return Replacement(shown, _note(path, f"its version of {format_time(at)}"))
            withdrawn = withdrawn or isinstance(file, Withdrawal) or means_withdrawal(lines_of(content))
            if withdrawn:
                break
            since = min(since, at)
        told = recover_text(present or b"", b"", self._context)
        if withdrawn:
            if told.is_over(kind_of(told.turns, told.kind), self._now) or not told.headings:
                self.withdrawn.add(name_of(path))
                return None
            told = replace(told, title="", source=None)  # its words are not for readers any more
        elif self._is_none(path, present, told):
            return None
        return Replacement(from_nothing((name, _shown(path)), told, since, self._now), self._card(path))

    def _id(self, path: str, taken: Collection[str]) -> str:
        """The id under which it was on the page before its name was changed to a wrong one; else a free one."""
        known = name_of(path)
        was_there = known not in taken and self._history.incident(self._project, known)
        return known if was_there else _free_id(path, taken)

    def _content(self, path: str) -> bytes | None:
        """A file's bytes; None for what cannot be read, and for a link, though it may lead to another incident."""
        try:
            file = self._root / path
            return None if file.is_symlink() else read_inside(self._root, file, MAX_BYTES + 1)
        except OSError:
            return None

    def _versions(self, path: str, taken: Collection[str]) -> list[Version]:
        """What the file held, under this name in whatever place the page had it."""
        name = name_of(path)
        place = path if name in taken else None  # another file has the name now, and with it the past
        for key in (stem_of(path), name):
            if held := self._history.incident(self._project, key, place):
                return held
        return self._history.versions(path) if self._is_other(path) else []

    def _is_none(self, path: str, present: bytes | None, told: RecoveredText) -> bool:
        """Whether a file that never was an incident is none now."""
        if self._is_other(path):
            return not (told.headings and holds_updates(_text(present or b"")))
        named = rf"(?<![\w-]){re.escape(path.rpartition('/')[2])}(?![\w-])"
        return not told.headings and re.search(named, self._broken_nav) is not None

    @cached_property
    def _broken_nav(self) -> str:
        """The text of “nav” in a mkdocs.yml that is not even YAML: nobody can tell which pages it names."""
        content = self._content(self._project.file_name) or b""
        found = None if parse_earlier(content) else _NAV.search(_text(content))
        return found.group() if found else ""

    def _is_other(self, path: str) -> bool:
        """A file of another kind or in another place, or an extra page."""
        folder, _, file = path.rpartition("/")
        return path in self._pages or not folder or not file.endswith(".md") or file == "README.md"

    @cached_property
    def _pages(self) -> frozenset[str]:
        """The pages of `nav`, and those of a newer mkdocs.yml that is YAML, but cannot be used."""
        present = read_earlier(self._content(self._project.file_name) or b"")
        files = self._project.page_files | (present.page_files if present else frozenset())
        return frozenset(f"{self._project.settings.incidents_dir}/{file}" for file in files)

    def _read(self, path: str, name: str, content: bytes) -> Incident | Withdrawal | None:
        """What it says, read under a name that can be one, so that a bad name alone costs nothing."""
        file, _ = read_file(f"{name}.md", content[: MAX_BYTES + 1], self._context)
        return file.model_copy(update={"path": _shown(path)}) if file else None

    def _as_it_stands(self, incident: Incident, name: str) -> Replacement:
        """Nothing is wrong with its text. Under a name that must change it is in no feed: it would come again."""
        if Path(incident.path).name == f"{incident.id}.md" or incident.id != name:
            return Replacement(incident, None)
        shown = _silent(incident).model_copy(update={"being_corrected": Correction()})
        return Replacement(shown, _note(incident.path, f"its text, at incidents/{incident.id}/, in no feed"))

    def _card(self, path: str) -> Problem:
        return _note(
            path, "a card with its title, for git has no version of it that can be read", self._history.gap
        )


def _silent(incident: Incident) -> Incident:
    """The same, in no feed: under a name that must change it would come again."""
    updates = tuple(update.model_copy(update={"silent": True}) for update in incident.updates)
    return incident.model_copy(update={"updates": updates})


def _note(path: str, what: str, hint: str = "") -> Problem:
    return Problem(
        path=path, severity=Severity.ADVICE, rule=NOTE, message=f"published in its place: {what}", hint=hint
    )


def _shown(path: str) -> str:
    """A path that pages can hold: file systems know names that are no text."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")


def _free_id(path: str, taken: Collection[str]) -> str:
    """The id that the file's name gives or nearly gives, made unlike all others."""
    stem = stem_of(path)
    digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    wanted = stem if SLUG.fullmatch(stem) else slug(stem) or f"incident-{digest}"
    return wanted if wanted not in taken else f"{wanted}-{digest}"
