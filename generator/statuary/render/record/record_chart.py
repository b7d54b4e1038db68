"""The months of a record as rows of a table, each with a bar: all that a bar shows is said in words beside it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from statuary.render.frame import Frame
from statuary.render.wording.labels import Tone
from statuary.status.record import CommunicationRecord, MonthFigures

WIDTH = 1000
"""So many units the longest bar has."""


class BarPart(NamedTuple):
    """One part of a bar, from `start` on, `width` units long."""

    tone: Tone
    start: int
    width: int


class ChartRow(NamedTuple):
    """One month."""

    label: str
    parts: tuple[BarPart, ...]
    said: str


class Chart(NamedTuple):
    """A table of months. `column` heads what is said of each, `legend` says what the parts of its bar mean.

    It is empty where a bar has but one part.
    """

    id: str
    title: str
    column: str
    legend: tuple[tuple[Tone, str], ...]
    rows: tuple[ChartRow, ...]


_Values = Callable[[MonthFigures], Mapping[Tone, float]]


def charts(record: CommunicationRecord, frame: Frame) -> tuple[Chart, ...]:
    """Promises and the time that incidents were open, each only where there is any; the newest month first."""
    gettext = frame.language.gettext
    months = record.months[::-1]
    promised = Chart(
        id="promises-by-month",
        title=gettext("Promises by month"),
        column=gettext("Promises"),
        legend=(
            (Tone.OK, gettext("Kept")),
            (Tone.MAJOR, gettext("Missed")),
            (Tone.NEUTRAL, gettext("Not due yet")),
        ),
        rows=_rows(months, _promises, _promised, frame),
    )
    opened = Chart(
        id="open-by-month",
        title=gettext("Time open by month"),
        column=gettext("Time open"),
        legend=(),
        rows=_rows(months, _open, _opened, frame),
    )
    return tuple(filter(None, (_with_bars(promised), _with_bars(opened))))


def _with_bars(chart: Chart) -> Chart | None:
    """With what its bars show alone in its legend; None without any bar."""
    used = {part.tone for row in chart.rows for part in row.parts}
    legend = tuple((tone, word) for tone, word in chart.legend if tone in used)
    return chart._replace(legend=legend) if used else None


def _rows(
    months: Sequence[MonthFigures], values: _Values, said: Callable[[MonthFigures, Frame], str], frame: Frame
) -> tuple[ChartRow, ...]:
    most = max(sum(values(month).values()) for month in months)
    return tuple(
        ChartRow(
            label=frame.language.month((month.year, month.month)),
            parts=_parts(values(month), most),
            said=said(month, frame),
        )
        for month in months
    )


def _parts(values: Mapping[Tone, float], most: float) -> tuple[BarPart, ...]:
    found: list[BarPart] = []
    start = 0
    for tone, value in values.items():
        if value:
            width = max(1, round(WIDTH * value / most))
            found.append(BarPart(tone, start, width))
            start += width
    return tuple(found)


def _promises(month: MonthFigures) -> Mapping[Tone, float]:
    of = month.all.promises
    return {Tone.OK: of.kept, Tone.MAJOR: of.missed, Tone.NEUTRAL: of.running}


def _promised(month: MonthFigures, frame: Frame) -> str:
    of, language = month.all.promises, frame.language
    decided, running = of.kept + of.missed, language.number(of.running)
    kept = language.gettext(
        "%(some)s of %(all)s kept", some=language.number(of.kept), all=language.number(decided)
    )
    waiting = language.gettext("%(count)s not due yet", count=running) if of.running else ""
    return language.beside(kept if decided else "", waiting) or language.gettext("None made")


def _open(month: MonthFigures) -> Mapping[Tone, float]:
    return {Tone.NEUTRAL: sum(one.total_seconds() for one in month.all.resolutions.known.values)}


def _opened(month: MonthFigures, frame: Frame) -> str:
    language = frame.language
    of = month.all
    said = language.ngettext("%(count)s incident", "%(count)s incidents", of.incidents)
    total = sum(of.resolutions.known.values, timedelta())
    return language.beside(said, language.duration(total) if of.resolutions.known.values else "")
