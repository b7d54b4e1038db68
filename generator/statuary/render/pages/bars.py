"""Ninety days as a picture of bars, and as text: which days had problems, which ones, and for how long."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from statuary.model import ComponentStatus
from statuary.render.wording.labels import STATUS_TONE, STATUS_WORD, Tone
from statuary.render.wording.language import Language
from statuary.status import Day, uptime_percent

DAYS = 90
STEP = 4
"""A bar and its gap, in units of the picture's view box; the style sheet draws the bars of quiet days at this step."""

HEIGHT = 28
_RISE = {Tone.MAINTENANCE: 9, Tone.MINOR: 13, Tone.MAJOR: 20, Tone.CRITICAL: HEIGHT}
"""How high a bar rises: the worse the higher, so that a bar says it without its colour."""


class Stroke(NamedTuple):
    """All days of one tone, as the data of one path."""

    tone: str
    path: str


class Picture(NamedTuple):
    """What is drawn of 90 days: `counted` is the path of those that count, `unknown` that of those before."""

    strokes: tuple[Stroke, ...]
    counted: str
    unknown: str


class LegendBar(NamedTuple):
    """A bar of each height, and what it means."""

    tone: Tone
    path: str
    word: str


class Legend(NamedTuple):
    """What all bars of a page share: the last day, for machines, and what their heights mean."""

    today: str
    bars: tuple[LegendBar, ...]


class ProblemDay(NamedTuple):
    """A day that was not operational throughout, or a stretch of such days with the same status and `incidents`.

    `last` is the stretch's last day for machines, empty where it is one day; `incidents` are (id, title). `length` is
    empty where nobody knows how long it lasted.
    """

    day: str
    iso: str
    tone: Tone
    word: str
    length: str
    incidents: tuple[tuple[str, str], ...]
    last: str = ""


class Bars(NamedTuple):
    """The picture, its words, and the days it stands for, newest first; `left_out` of these entries are not listed."""

    picture: Picture
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

    `timeless` are ids of incidents of which nobody knows how long they lasted; `most` entries are listed.
    """
    touched = [day for day in reversed(days) if day.worst is not ComponentStatus.OPERATIONAL]
    stretches = list(_stretches(touched))
    problems = tuple(
        _problem(stretch, titles, language, timed=not set(stretch[0].incidents) <= set(timeless))
        for stretch in stretches[:most]
    )
    return Bars(
        picture([(day.worst, day.seconds > 0) for day in days]),
        _summary(touched, uptime_percent(days), language),
        problems,
        len(stretches) - len(problems),
    )


def picture(days: Sequence[tuple[ComponentStatus, bool]]) -> Picture:
    """From the worst status of each day, oldest first, and whether the day counts."""
    offset = DAYS - len(days)
    drawn: dict[str, list[str]] = {}
    for index, (status, _) in enumerate(days, offset):
        tone = STATUS_TONE[status]
        if tone in _RISE:
            drawn.setdefault(tone.value, []).append(f"M{index * STEP + STEP // 2} {HEIGHT}v-{_RISE[tone]}")
    strokes = tuple(Stroke(tone, "".join(paths)) for tone, paths in drawn.items())
    counting = [index for index, (_, counts) in enumerate(days, offset) if counts]
    if not counting:
        return Picture(strokes, "", "")
    first, end = counting[0] * STEP, (counting[-1] + 1) * STEP
    counted = f"M{first or ''}.5 {HEIGHT // 2}H{end}"
    return Picture(strokes, counted, f"M0 {HEIGHT - 1}H{first}" if first else "")


def legend(today: date, language: Language) -> Legend:
    """The heights, the lowest first."""
    words = {STATUS_TONE[status]: word for status, word in STATUS_WORD.items()}
    bars = (
        LegendBar(tone, f"M2 {HEIGHT}v-{rise}", language.gettext(words[tone])) for tone, rise in _RISE.items()
    )
    return Legend(today.isoformat(), tuple(bars))


def _stretches(touched: Sequence[Day]) -> Iterator[list[Day]]:
    """Days, newest first: those that follow each other and differ in nothing are one entry."""
    found: list[Day] = []
    for day in touched:
        if found and _differ(day, found[-1]):
            yield found
            found = []
        found.append(day)
    if found:
        yield found


def _differ(day: Day, next_day: Day) -> bool:
    follows = day.day + timedelta(days=1) == next_day.day
    return not follows or (day.worst, day.incidents) != (next_day.worst, next_day.incidents)


def _summary(touched: Sequence[Day], uptime: Decimal | None, language: Language) -> str:
    """How many days had problems; planned work is counted apart. Beside 100 % it says why they do not count."""
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
    said = language.listed(parts)
    is_full = bool(touched) and uptime == 100
    return language.gettext("%(days)s (not counted as downtime)", days=said) if is_full else said


def _problem(
    stretch: Sequence[Day], titles: Mapping[str, str], language: Language, *, timed: bool
) -> ProblemDay:
    last, first = stretch[0], stretch[-1]
    length = timedelta(seconds=sum(day.by_status.get(day.worst, 0) for day in stretch))
    return ProblemDay(
        day=language.days(first.day, last.day),
        iso=first.day.isoformat(),
        tone=STATUS_TONE[last.worst],
        word=language.gettext(STATUS_WORD[last.worst]),
        length=language.duration(length) if timed else "",
        incidents=tuple((key, titles.get(key, key)) for key in last.incidents),
        last=last.day.isoformat() if stretch[1:] else "",
    )
