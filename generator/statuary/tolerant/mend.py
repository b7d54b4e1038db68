"""One file that cannot be read, and the incident that is published in its place."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statuary.model import Correction, Incident, Problem, Severity
from statuary.source.config import FILE_NAME as CONFIG_FILE
from statuary.source.context import Context
from statuary.source.files import holds_updates
from statuary.source.ids import SLUG, slug
from statuary.source.incidents import MAX_BYTES, read_incident
from statuary.source.times import format_time
from statuary.tolerant.evidence import evidence
from statuary.tolerant.history import History
from statuary.tolerant.standin import from_good, from_nothing

NOTE = "published-instead"
"""The rule under which it is said what stands in a broken file's place; advice, for the error is said already."""


@dataclass(frozen=True)
class Mended:
    """What is published in a file's place, and the words for those who run the build."""

    incident: Incident
    note: Problem | None


class Mender:
    """Finds for broken files what can be published. `now` is the moment that the page shows.

    `context` knows all components and zones that ever were, so that a line lost elsewhere breaks no incident.
    """

    def __init__(self, root: Path, context: Context, history: History, now: datetime) -> None:
        self._root, self._context, self._history, self._now = root, context, history, now

    def mend(self, path: str, taken: Iterable[str]) -> Mended | None:
        """What is published for the file at `path`; None for one that never was an incident.

        `taken` are the ids of all other incidents.
        """
        present = _content(self._root / path)
        if self._is_other(path) and not (present and holds_updates(_text(present))):
            return None
        name = _free_id(path, set(taken))
        if present is not None and (incident := self._read(path, name, present)) is not None:
            return self._as_it_stands(incident)
        since = self._now
        for at, content in self._history.versions(path):
            if content != present and (good := self._read(path, name, content)) is not None:
                told = evidence(present or b"", content, self._context)
                good = good.model_copy(update={"being_corrected": Correction(version=at)})
                shown = from_good(good, since, told, self._now)
                return Mended(shown, _note(path, f"its version of {format_time(at)}"))
            since = min(since, at)
        told = evidence(present or b"", b"", self._context)
        if self._is_other(path) and not told.headings:
            return None
        return Mended(from_nothing((name, path), told, since, self._now), self._card(path))

    def _is_other(self, path: str) -> bool:
        """A file of another kind or in another place, or a page that a broken mkdocs.yml names."""
        folder, _, file = path.rpartition("/")
        config = _text(_content(self._root / CONFIG_FILE) or b"")
        is_page = re.search(rf"(?<![\w-]){re.escape(file)}(?![\w-])", config) is not None
        return is_page or not folder or not file.endswith(".md") or file == "README.md"

    def _read(self, path: str, name: str, content: bytes) -> Incident | None:
        """The incident, read under a name that can be one, so that a bad name alone costs nothing."""
        incident, _ = read_incident(f"{name}.md", content[: MAX_BYTES + 1], self._context)
        return incident.model_copy(update={"path": path}) if incident else None

    def _as_it_stands(self, incident: Incident) -> Mended:
        """Nothing is wrong with its text. Under a name that must change it is in no feed: it would come again."""
        if Path(incident.path).name == f"{incident.id}.md":
            return Mended(incident, None)
        silent = tuple(update.model_copy(update={"silent": True}) for update in incident.updates)
        shown = incident.model_copy(update={"updates": silent, "being_corrected": Correction()})
        return Mended(shown, _note(incident.path, f"its text, at incidents/{incident.id}/, in no feed"))

    def _card(self, path: str) -> Problem:
        return _note(
            path, "a card with its title, for git has no version of it that can be read", self._history.gap
        )


def _note(path: str, what: str, hint: str = "") -> Problem:
    return Problem(
        path=path, severity=Severity.ADVICE, rule=NOTE, message=f"published in its place: {what}", hint=hint
    )


def _content(path: Path) -> bytes | None:
    """A file's bytes; None for what is none, such as a link, which could lead out of the repository."""
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")


def _free_id(path: str, taken: set[str]) -> str:
    """The id that the file's name gives or nearly gives, made unlike all others."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    wanted = stem if SLUG.fullmatch(stem) else slug(stem) or f"incident-{digest}"
    return wanted if wanted not in taken else f"{wanted}-{digest}"
