"""How well readers were informed, in words: each figure with how it is computed and what it cannot know.

The page, the terminal and the Markdown show the same; only the JSON has the numbers (`record_json`).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from statuary.render.frame import Frame
from statuary.render.record import record_figures as figures
from statuary.render.record.record_chart import Chart, charts
from statuary.render.record.record_figures import Facts
from statuary.render.record.record_postmortems import RecordEntry, postmortems
from statuary.render.wording.labels import IMPACT_TONE, IMPACT_WORD, Tone
from statuary.render.wording.language import marked
from statuary.status.figures import Figures
from statuary.status.record import CommunicationRecord


class RecordRow(NamedTuple):
    """The figures of one impact, or of all; `tone` is None for all. `facts` are labels and values."""

    label: str
    tone: Tone | None
    facts: Facts


class RecordSection(NamedTuple):
    """One figure: by impact, `how` it is computed, and what is `unknown` of it. `entries` are what it is about."""

    id: str
    title: str
    rows: tuple[RecordRow, ...]
    unknown: tuple[str, ...]
    how: tuple[str, ...]
    entries: tuple[RecordEntry, ...] = ()


class RecordView(NamedTuple):
    """The record of a period. `notes` say what is left out of all figures. Without an incident there is no section."""

    title: str
    about: str
    period: str
    summary: str
    sections: tuple[RecordSection, ...]
    charts: tuple[Chart, ...]
    notes: tuple[str, ...]


class _Kind(NamedTuple):
    """A kind of figure; there are no rows where nothing `is_known` of any incident."""

    id: str
    title: str
    facts_of: Callable[[Figures, Frame], Facts]
    is_known: Callable[[Figures], bool] = lambda _: True


_KINDS = (
    _Kind(
        "first-update",
        marked("Time to the first update"),
        figures.first_updates,
        lambda found: bool(found.first_updates.known.values),
    ),
    _Kind(
        "promises",
        marked("Promises of the next update"),
        figures.promises,
        lambda found: bool(found.promises.made),
    ),
    _Kind("silence", marked("Silence"), figures.silences),
    _Kind("resolved", marked("Time to resolve"), figures.resolutions),
    _Kind("postmortems", marked("Post-mortems"), figures.postmortems),
)


def record_view(record: CommunicationRecord, frame: Frame) -> RecordView:
    """The record as readers of the page's language read it."""
    language = frame.language
    summary = language.ngettext(
        "%(count)s incident began in this period.",
        "%(count)s incidents began in this period.",
        record.all.incidents,
    )
    some = record.all.incidents > 0
    return RecordView(
        title=language.gettext("Communication record"),
        about=language.gettext("How well we keep you informed of incidents."),
        period=language.days(*record.period),
        summary=summary if some else language.gettext("No incident began in this period."),
        sections=tuple(_sections(record, frame)) if some else (),
        charts=charts(record, frame) if some else (),
        notes=tuple(_notes(record, frame)),
    )


def _sections(record: CommunicationRecord, frame: Frame) -> Iterator[RecordSection]:
    unknown, how = figures.unknown(record, frame), figures.how(frame)
    for kind in _KINDS:
        yield RecordSection(
            id=kind.id,
            title=frame.language.gettext(kind.title),
            rows=tuple(_rows(record, frame, kind.facts_of)) if kind.is_known(record.all) else (),
            unknown=tuple(unknown[kind.id]),
            how=tuple(how[kind.id]),
            entries=tuple(postmortems(record, frame)) if kind.id == "postmortems" else (),
        )


def _rows(
    record: CommunicationRecord, frame: Frame, facts_of: Callable[[Figures, Frame], Facts]
) -> Iterator[RecordRow]:
    """By impact, and all together where that is more than one row."""
    by_impact = {impact: facts_of(found, frame) for impact, found in record.by_impact.items()}
    for impact, facts in by_impact.items():
        if facts:
            yield RecordRow(frame.language.gettext(IMPACT_WORD[impact]), IMPACT_TONE[impact], facts)
    if sum(map(bool, by_impact.values())) > 1:
        yield RecordRow(frame.language.gettext("All"), None, facts_of(record.all, frame))


def _notes(record: CommunicationRecord, frame: Frame) -> Iterator[str]:
    """What is in no figure, and what all of them rest on."""
    language = frame.language
    gettext, ngettext = language.gettext, language.ngettext
    if record.all.incidents:
        yield gettext("An incident counts in the period in which it began, with the impact that it has now.")
    yield gettext("All figures come from what we reported on this page, not from automatic monitoring.")
    if record.begins and record.period.first < record.begins:
        yield gettext("The first entry on this page is from %(day)s.", day=language.day(record.begins))
    if record.maintenance:
        yield ngettext(
            "%(count)s maintenance window is not counted.",
            "%(count)s maintenance windows are not counted.",
            record.maintenance,
        )
    if record.notices:
        yield ngettext(
            "%(count)s notice is not counted.", "%(count)s notices are not counted.", record.notices
        )
    if record.unreadable:
        yield ngettext(
            "%(count)s update cannot be read and is not counted.",
            "%(count)s updates cannot be read and are not counted.",
            record.unreadable,
        )
    if record.withdrawn:
        yield ngettext(
            "%(count)s incident was withdrawn from this page and is not counted.",
            "%(count)s incidents were withdrawn from this page and are not counted.",
            record.withdrawn,
        )
