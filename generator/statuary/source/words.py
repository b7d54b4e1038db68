"""What people write for a status, a stage or an impact, and what they plainly mean by it."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from statuary.model import ComponentStatus, Impact, Stage

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
    "fixed": "Resolved",
    "solved": "Resolved",
    "closed": "Resolved",
    "done": "Resolved",
    "recovered": "Resolved",
    "started": "In progress",
    "finished": "Completed",
    "planned": "Scheduled",
    "watching": "Monitoring",
    "open": "Investigating",
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


def stage_hint(text: str) -> str | None:
    """The stage that probably belongs in place of a word that people use for it."""
    return _STAGE_HINTS.get(_normal(text))
