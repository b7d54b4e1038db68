"""All incidents by month, and the rows in which lists show them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from statuary.model import Kind, Stage
from statuary.render.frame import Frame, Link, MonthLink, month_link
from statuary.render.pages.history_kinds import RowKind, kinds_of, row_kinds
from statuary.render.pages.incident_page import present_tone, tone_of, word_of
from statuary.render.wording.affected import NAMES_SHOWN
from statuary.render.wording.component_lines import worst_statuses_first
from statuary.render.wording.instants import Month, lasted
from statuary.render.wording.labels import Tone, label_of
from statuary.render.wording.language import Language, Sentence, marked, marked_in
from statuary.status import newest_first
from statuary.status.types import IncidentState, Standing

ROWS = 50
"""The most rows in a list that is not a month's own: a page must stay small however long the history."""
NEWEST = 40
"""Rows on the overview: with 5,000 incidents it is still read in the first ten packets."""
MOST_COMPONENTS = 40
"""So many are linked from the overview; of more, the home page has the list, with a filter."""

_HEADINGS = {
    Kind.INCIDENT: marked("Incidents"),
    Kind.MAINTENANCE: marked_in("heading", "Maintenance"),
    Kind.NOTICE: marked("Notices"),
}


class Row(NamedTuple):
    """One incident in a list.

    `duration` is empty while it lasts, where nobody knows it, and of a notice, which is shown and does not last.

    `tone` and `word` are of its impact, `present` is how it is now. `kinds` are those that a list may be narrowed to.

    `label` is empty for planned work that is not over, for its stage changes with the clock alone, and where `word`
    says it.
    """

    id: str
    title: str
    tone: Tone
    present: Tone
    kinds: tuple[Tone, ...]
    word: str
    label: str
    times: Sentence
    duration: str
    components: str


class RowSection(NamedTuple):
    """Rows under one heading."""

    title: str
    rows: tuple[Row, ...]


class MonthCount(NamedTuple):
    """A month in the list of all months."""

    month: MonthLink
    summary: str


class YearView(NamedTuple):
    """A year's months, newest first."""

    year: int
    months: tuple[MonthCount, ...]


class RecentMonth(NamedTuple):
    """One of the newest months on the overview; `left_out` rows are only on the month's own page."""

    month: MonthLink
    rows: tuple[Row, ...]
    left_out: int


class HistoryView(NamedTuple):
    """The overview: the newest months in rows, then every month with its count.

    `components` lead to what affected each.
    """

    kinds: tuple[RowKind, ...]
    components: tuple[Link, ...]
    recent: tuple[RecentMonth, ...]
    years: tuple[YearView, ...]


class MonthView(NamedTuple):
    """One month: its rows by kind, and the months with something in them before and after it."""

    title: str
    summary: str
    kinds: tuple[RowKind, ...]
    sections: tuple[RowSection, ...]
    older: MonthLink | None
    newer: MonthLink | None


Months = Mapping[Month, Sequence[IncidentState]]


def by_month(frame: Frame) -> dict[Month, list[IncidentState]]:
    """All that has begun, by the month of its start in the page's zone; the newest month and start first."""
    months: dict[Month, list[IncidentState]] = {}
    for item in newest_first(
        item for item in frame.state.by_id.values() if item.standing is not Standing.PLANNED
    ):
        months.setdefault(frame.times.month(item.start), []).append(item)
    return dict(sorted(months.items(), reverse=True))


def row(item: IncidentState, frame: Frame) -> Row:
    """One incident as a list shows it."""
    components = worst_statuses_first(item.worst_statuses, NAMES_SHOWN) or item.incident.components
    times, duration = _times(item, frame)
    word = word_of(item, frame.language)
    label = "" if _is_plan(item) else label_of(item, frame.language)
    return Row(
        id=item.incident.id,
        title=item.incident.title,
        tone=tone_of(item),
        present=present_tone(item),
        kinds=kinds_of(item),
        word=word,
        label="" if label == word else label,
        times=times,
        duration="" if item.incident.kind is Kind.NOTICE else duration,
        components=frame.language.listed(
            [frame.language.name(frame.names.get(key, key)) for key in components], NAMES_SHOWN
        ),
    )


def _times(item: IncidentState, frame: Frame) -> tuple[Sentence, str]:
    """When it was and how long it lasted, or since when it lasts, or when it was reported.

    Of work that is not over it is the plan: the list may outlive its beginning and its end.
    """
    language, times = frame.language, frame.times
    if item.window_starts is not None and (_is_plan(item) or _never_began(item)):
        window = times.window(item.window_starts, item.window_ends)
        return (language.sentence("Scheduled for %(time)s", time=window) if _is_plan(item) else window), ""
    if item.end is None or item.reported_afterwards:
        since = marked("Reported afterwards, %(time)s") if item.end else marked("since %(time)s")
        return language.sentence(since, time=times.window(item.start, None)), ""
    return times.window(item.start, item.end), lasted(item, language)


def _is_plan(item: IncidentState) -> bool:
    return item.incident.kind is Kind.MAINTENANCE and item.standing is not Standing.PAST


def _never_began(item: IncidentState) -> bool:
    return item.stage is Stage.CANCELLED and not item.spans and item.window_starts is not None


def month_view(month: Month, months: Months, frame: Frame) -> MonthView:
    """One month's page. `months` is what `by_month` gave."""
    items = months[month]
    order = list(months)
    place = order.index(month)
    return MonthView(
        title=frame.language.month(month),
        summary=count_text(items, frame.language),
        kinds=tuple(row_kinds(items, frame.language, counted=True)),
        sections=tuple(_sections(items, frame)),
        older=month_link(order[place + 1], frame) if place + 1 < len(order) else None,
        newer=month_link(order[place - 1], frame) if place else None,
    )


def _sections(items: Sequence[IncidentState], frame: Frame) -> Iterable[RowSection]:
    for kind, title in _HEADINGS.items():
        rows = tuple(row(item, frame) for item in items if item.incident.kind is kind)
        if rows:
            yield RowSection(frame.language.gettext(title), rows)


def count_text(items: Sequence[IncidentState], language: Language) -> str:
    """How much of each kind: "3 incidents and 1 maintenance"."""
    incidents, maintenance, notices = (sum(item.incident.kind is kind for item in items) for kind in Kind)
    parts = []
    if incidents or not items:
        parts.append(language.ngettext("%(count)s incident", "%(count)s incidents", incidents))
    if maintenance:
        parts.append(
            language.ngettext("%(count)s maintenance window", "%(count)s maintenance windows", maintenance)
        )
    if notices:
        parts.append(language.ngettext("%(count)s notice", "%(count)s notices", notices))
    return language.listed(parts)


def history_view(months: Months, frame: Frame) -> HistoryView:
    """The overview over `by_month`: about the newest `NEWEST` incidents, whatever their number."""
    years: dict[int, list[MonthCount]] = {}
    for month, items in months.items():
        years.setdefault(month.year, []).append(
            MonthCount(month_link(month, frame), count_text(items, frame.language))
        )
    everything = chain.from_iterable(months.values())
    return HistoryView(
        kinds=tuple(row_kinds(everything, frame.language, counted=False)),
        components=tuple(_components(frame)),
        recent=tuple(_recent(months, frame)),
        years=tuple(YearView(year, tuple(counts)) for year, counts in years.items()),
    )


def _components(frame: Frame) -> Iterable[Link]:
    """The way to what each component had; where they are very many, to the list of them."""
    if len(frame.names) > MOST_COMPONENTS:
        yield Link(frame.language.gettext("Components"), "#components")
        return
    for key, name in frame.names.items():
        yield Link(name, f"components/{key}/#incidents")


def _recent(months: Months, frame: Frame) -> Iterable[RecentMonth]:
    room = NEWEST
    for month, items in months.items():
        rows = tuple(row(item, frame) for item in items[:room])
        yield RecentMonth(month_link(month, frame), rows, len(items) - len(rows))
        room -= len(rows)
        if room <= 0:
            return
