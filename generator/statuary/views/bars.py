"""Ninety days of one component: bars, an uptime figure, and the same as text."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from statuary.model import ComponentStatus
from statuary.status.types import Day
from statuary.views.language import Language
from statuary.views.words import STATUS_TONE, STATUS_WORD, Tone

DAYS = 90
STEP = 4
"""A bar and its gap, in units of the picture's view box; the template draws all bars at this step."""

HEIGHT = 28
_RISE = {Tone.MAINTENANCE: 9, Tone.MINOR: 13, Tone.MAJOR: 20, Tone.CRITICAL: HEIGHT}
"""How high a bar rises: the worse the higher, so that a bar says it without its colour."""


class Stroke(NamedTuple):
    """All days of one tone, as the data of one path."""

    tone: str
    path: str


class ProblemDay(NamedTuple):
    """A day that was not operational throughout; `incidents` are (id, title)."""

    day: str
    iso: str
    tone: Tone
    word: str
    length: str
    incidents: tuple[tuple[str, str], ...]


class Bars(NamedTuple):
    """The picture's strokes, its words, and the days it stands for, newest first."""

    strokes: tuple[Stroke, ...]
    summary: str
    problems: tuple[ProblemDay, ...]


def bars(days: Sequence[Day], titles: Mapping[str, str], language: Language) -> Bars:
    """From one component's days, oldest first, at most 90. `titles` maps incident ids to titles."""
    offset = DAYS - len(days)
    drawn: dict[str, list[str]] = {}
    for index, day in enumerate(days, offset):
        tone = STATUS_TONE[day.worst]
        if not day.seconds and tone is Tone.OK:
            drawn.setdefault("unknown", []).append(_bar(index, HEIGHT))
        elif tone in _RISE:
            drawn.setdefault(tone.value, []).append(_bar(index, _RISE[tone]))
    strokes = tuple(Stroke(tone, "".join(paths)) for tone, paths in drawn.items())
    touched = [day for day in reversed(days) if day.worst is not ComponentStatus.OPERATIONAL]
    problems = tuple(_problem(day, titles, language) for day in touched)
    return Bars(strokes, _summary(touched, language), problems)


def _bar(index: int, rise: int) -> str:
    return f"M{index * STEP + STEP // 2} {HEIGHT}v-{rise}"


def _summary(touched: Sequence[Day], language: Language) -> str:
    """How many days had problems; planned work is counted apart."""
    planned = sum(day.worst is ComponentStatus.UNDER_MAINTENANCE for day in touched)
    problems = len(touched) - planned
    parts = []
    if problems or not planned:
        parts.append(
            language.ngettext("%(count)s day with problems", "%(count)s days with problems", problems)
        )
    if planned:
        parts.append(
            language.ngettext("%(count)s day with maintenance", "%(count)s days with maintenance", planned)
        )
    return language.listed(parts)


def _problem(day: Day, titles: Mapping[str, str], language: Language) -> ProblemDay:
    return ProblemDay(
        day=language.day(day.day),
        iso=day.day.isoformat(),
        tone=STATUS_TONE[day.worst],
        word=language.gettext(STATUS_WORD[day.worst]),
        length=language.duration(timedelta(seconds=day.by_status.get(day.worst, 0))),
        incidents=tuple((key, titles.get(key, key)) for key in day.incidents),
    )
