"""Ninety days of one component: bars, an uptime figure, and the same as text."""

from collections.abc import Collection, Mapping, Sequence
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
    """A day that was not operational throughout; `incidents` are (id, title).

    `length` is empty where nobody knows how long it lasted.
    """

    day: str
    iso: str
    tone: Tone
    word: str
    length: str
    incidents: tuple[tuple[str, str], ...]


class Bars(NamedTuple):
    """The picture's strokes, its words, and the days it stands for, newest first; `left_out` of them are not listed."""

    strokes: tuple[Stroke, ...]
    summary: str
    problems: tuple[ProblemDay, ...]
    left_out: int = 0


def bars(
    days: Sequence[Day],
    titles: Mapping[str, str],
    language: Language,
    timeless: Collection[str] = frozenset(),
    most: int = DAYS,
) -> Bars:
    """From one component's days, oldest first, at most 90. `titles` maps incident ids to titles.

    `timeless` are ids of incidents of which nobody knows how long they lasted; `most` days are listed.
    """
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
    problems = tuple(
        _problem(day, titles, language, timed=not set(day.incidents) <= set(timeless))
        for day in touched[:most]
    )
    return Bars(strokes, _summary(touched, language), problems, len(touched) - len(problems))


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


def _problem(day: Day, titles: Mapping[str, str], language: Language, *, timed: bool) -> ProblemDay:
    length = timedelta(seconds=day.by_status.get(day.worst, 0))
    return ProblemDay(
        day=language.day(day.day),
        iso=day.day.isoformat(),
        tone=STATUS_TONE[day.worst],
        word=language.gettext(STATUS_WORD[day.worst]),
        length=language.duration(length) if timed else "",
        incidents=tuple((key, titles.get(key, key)) for key in day.incidents),
    )
