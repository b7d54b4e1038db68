"""The record in words alone: as text for a terminal, and as Markdown for a mail or a wiki."""

from collections.abc import Iterator

import wcwidth

from statuary.render.frame import Frame
from statuary.render.plain_layout import bold, escaped, heading, wrapped
from statuary.render.record.record_chart import Chart
from statuary.render.record.record_figures import Facts
from statuary.render.record.record_view import RecordSection, RecordView
from statuary.render.wording.language import Language

_INDENT = "  "


def record_text(view: RecordView, frame: Frame) -> str:
    """The last line ends with a line feed."""
    name = frame.settings.name
    lines = [
        *wrapped(frame.language.labelled(name, view.title)),
        *wrapped(view.period),
        *wrapped(view.summary),
        "",
    ]
    for section in view.sections:
        lines += [*heading(section.title), *_text_section(section, frame), ""]
    for chart in view.charts:
        lines += [*heading(chart.title), *_text_chart(chart), ""]
    for note in view.notes:
        lines += wrapped(note)
    return "\n".join(lines) + "\n"


def _text_section(section: RecordSection, frame: Frame) -> Iterator[str]:
    say, together = frame.language.labelled, frame.language.together
    for row in section.rows:
        yield from wrapped(say(row.label, _facts(row.facts, frame.language)), hanging=_INDENT)
    for entry in section.entries:
        yield from wrapped(f"- {say(entry.title, entry.said)}", _INDENT, _INDENT)
        yield f"{_INDENT}  {frame.settings.url}{entry.url}"
    yield from wrapped(together(*section.unknown), _INDENT)
    how = say(frame.language.gettext("How we compute this"), together(*section.how))
    yield from wrapped(how, _INDENT)


def _text_chart(chart: Chart) -> Iterator[str]:
    column = max(wcwidth.width(row.label) for row in chart.rows)
    for row in chart.rows:
        yield f"{wcwidth.ljust(row.label, column)}  {row.said}"


def record_markdown(view: RecordView, frame: Frame) -> str:
    """What an author wrote is quoted as words alone: it cannot pass for a heading or a link of ours."""
    name = escaped(frame.settings.name)
    say, together = frame.language.labelled, frame.language.together
    period = frame.language.gettext("%(sentence)s.", sentence=view.period)
    lines = [f"# {say(name, view.title)}", "", together(f"**{period}**", view.summary), ""]
    for section in view.sections:
        lines += [f"## {section.title}", "", *_markdown_section(section, frame)]
    for chart in view.charts:
        lines += [f"## {chart.title}", "", *_markdown_chart(chart, frame), ""]
    lines += [together(*view.notes)]
    return "\n".join(lines) + "\n"


def _markdown_section(section: RecordSection, frame: Frame) -> Iterator[str]:
    language = frame.language
    for row in section.rows:
        yield f"- {bold(row.label, _facts(row.facts, language), language)}"
    for entry in section.entries:
        link = f"[{escaped(entry.title)}]({frame.settings.url}{entry.url})"
        yield f"- {language.labelled(link, escaped(entry.said))}"
    if section.rows or section.entries:
        yield ""
    if section.unknown:
        yield from (language.together(*section.unknown), "")
    if section.how:
        yield language.labelled(
            f"*{language.gettext('How we compute this')}*", language.together(*section.how)
        )
        yield ""


def _markdown_chart(chart: Chart, frame: Frame) -> Iterator[str]:
    yield f"| {frame.language.gettext('Month')} | {chart.column} |"
    yield "|---|---|"
    for row in chart.rows:
        yield f"| {row.label} | {row.said} |"


def _facts(facts: Facts, language: Language) -> str:
    return language.beside(*(language.labelled(label, value) for label, value in facts))
