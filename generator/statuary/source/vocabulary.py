"""What people write for a status, a stage or an impact, and what they plainly mean by it.

Ids: permanent, and part of addresses. The same form for incidents, components and groups.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from anyascii import anyascii

from statuary.model import ComponentStatus, Impact, Stage
from statuary.source.problems import near, suggestion

_Word = TypeVar("_Word", bound=StrEnum)

_STATUS_WORDS: dict[str, ComponentStatus] = {
    "up": ComponentStatus.OPERATIONAL,
    "ok": ComponentStatus.OPERATIONAL,
    "working": ComponentStatus.OPERATIONAL,
    "fully_operational": ComponentStatus.OPERATIONAL,
    "degraded": ComponentStatus.DEGRADED_PERFORMANCE,
    "slow": ComponentStatus.DEGRADED_PERFORMANCE,
    "partial": ComponentStatus.PARTIAL_OUTAGE,
    "partially_down": ComponentStatus.PARTIAL_OUTAGE,
    "down": ComponentStatus.MAJOR_OUTAGE,
    "major": ComponentStatus.MAJOR_OUTAGE,
    "full_outage": ComponentStatus.MAJOR_OUTAGE,
    "offline": ComponentStatus.MAJOR_OUTAGE,
    "unavailable": ComponentStatus.MAJOR_OUTAGE,
    "maintenance": ComponentStatus.UNDER_MAINTENANCE,
}
_STAGE_WORDS: dict[str, Stage] = {
    "post_mortem": Stage.POSTMORTEM,
    "canceled": Stage.CANCELLED,
    "inprogress": Stage.IN_PROGRESS,
}
_STAGE_HINTS = {
    "fixed": ("Monitoring", "Resolved"),
    "solved": ("Monitoring", "Resolved"),
    "closed": ("Resolved",),
    "done": ("Resolved",),
    "recovered": ("Monitoring", "Resolved"),
    "started": ("In progress",),
    "finished": ("Completed",),
    "planned": ("Scheduled",),
    "watching": ("Monitoring",),
    "open": ("Investigating",),
}


STAGE_LIKE = frozenset(
    {re.sub("_", "[ _-]?", stage.value) for stage in Stage if stage is not Stage.NOTICE}
    | {re.sub("_", "[ _-]?", word) for word in (*_STAGE_WORDS, *_STAGE_HINTS)}
    | {"re-?opened", "in progress"}
)
"""Patterns of all words that a person may take for a stage."""


def _normal(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().lower())


def _lookup(kind: type[_Word], plain: dict[str, _Word], text: str) -> _Word | None:
    word = _normal(text)
    if word in plain:
        return plain[word]
    try:
        return kind(word)
    except ValueError:
        return None


def status_words() -> list[str]:
    """Every word for a component status, its canonical form among them; `_` stands for space, `-` or itself."""
    return [*ComponentStatus, *_STATUS_WORDS]


def status_hint(text: str) -> str:
    """A remedy for an unknown status: the word that was most likely meant, in any form; or all statuses."""
    meant = near(_normal(text), status_words())
    return f"did you mean “{meant}”?" if meant else suggestion(text, ComponentStatus)


@lru_cache(maxsize=1024)
def component_status(text: str) -> ComponentStatus | None:
    """The status that a text plainly means, or None."""
    return _lookup(ComponentStatus, _STATUS_WORDS, text)


@lru_cache(maxsize=1024)
def stage(text: str) -> Stage | None:
    """The stage that a text plainly means, or None."""
    return _lookup(Stage, _STAGE_WORDS, text)


@lru_cache(maxsize=1024)
def impact(text: str) -> Impact | None:
    """The impact that a text plainly means, or None."""
    return _lookup(Impact, {}, text)


def stage_hints(text: str) -> tuple[str, ...]:
    """The stages that may belong in place of a word that people use; what was fixed need not be over for all."""
    return _STAGE_HINTS.get(_normal(text), ())


LONGEST = 200
"""An id is the name of a folder, and most file systems take 255 bytes in one."""
SLUG = re.compile(rf"(?!.{{{LONGEST + 1}}})[a-z0-9]+(?:-[a-z0-9]+)*")
_ENDINGS = re.compile(r"(?:\.[A-Za-z]+)+$")


def stem_of(path: str) -> str:
    """The name of an incident's file without its ending: its id, unless the front matter says another."""
    return path.rpartition("/")[2].removesuffix(".md")


def name_of(path: str) -> str:
    """The id that a file was meant to have, whatever is wrong with its name: `cards` for `.cards.MD`."""
    return _ENDINGS.sub("", path.rpartition("/")[2].lstrip(".")).lower()


def slug(text: str) -> str:
    """The nearest thing to a text that can be an id, accents left off; empty when nothing is left of it.

    For groups alone, whose ids are made of their names with each build: all else keeps its letters, see `kept_slug`.
    """
    plain = _without_accents(text)
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-")


def kept_slug(text: str) -> str:
    """The same, with the letters of other alphabets, and such as `ß` and `ø`, in Latin ones.

    An apostrophe parts no words: `search’s` gives `searchs`. The composer's script does the same (`post-text.js`).
    """
    composed = unicodedata.normalize("NFC", re.sub("['’]", "", text))
    return slug("".join(one if one.isascii() else in_latin(one) for one in composed))


@lru_cache(maxsize=4096)
def in_latin(sign: str) -> str:
    """What one sign becomes in an id: a letter or digit is written in Latin ones, another sign has its plain form."""
    if unicodedata.category(sign)[0] not in "LM" and not sign.isdecimal():
        return _without_accents(sign)
    return re.sub(r"[^a-z0-9]+", "-", re.sub("[`'\"]", "", anyascii(sign)).lower())


def _without_accents(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def is_in_place(path: str, folder: str) -> bool:
    """Whether a file lies where incidents do: in their folder, and in none that is hidden there."""
    inside = path.removeprefix(f"{folder}/")
    return inside != path and not any(part.startswith(".") for part in inside.split("/")[:-1])
