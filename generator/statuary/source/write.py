"""Incident files as text, in their canonical form. What is written reads back as what was given."""

import json
import re
from collections.abc import Callable, Iterator

from statuary.model import ComponentStatus, Incident, Kind, Stage, Update
from statuary.source.attributes import could_be_meant
from statuary.source.characters import FORBIDDEN, unix_lines
from statuary.source.lookalikes import loose_attribute, resembles_heading
from statuary.source.markup import (
    CODE_SPAN,
    COMMENT,
    CONFLICT,
    LEVEL_TWO,
    LIST_LINE,
    STATUS_SPELLING,
    UNDERLINE,
    Line,
    is_coded_heading,
    mark_code,
)
from statuary.source.times import format_time
from statuary.source.update_lines import begins_like_update

_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])[ \t]")
_INDENTED = re.compile(r"^(?: {4}| {0,3}\t)")
_OPENS_FENCE = re.compile(r"^\s*(?:```|~~~)")
_LIST_NUMBER = re.compile(r"^[ \t>]*\d{1,9}[.)][ \t]")
_PLAIN = re.compile(r"[A-Za-z0-9(][^\n#:\"'\\]*(?<!\s)")


def escape_text(text: str, stage: Stage = Stage.UPDATE) -> str:
    """Markdown that shows the same words and that the reader takes for nothing but the text of an update.

    Headings of level 1 and 2 become level 3, lookalikes of headings and attributes lose their power by a backslash
    that Markdown does not show, an open fence is closed, and forbidden characters are dropped. The timeline of a
    post-mortem stays as it is.
    """
    clean = FORBIDDEN.sub("", unix_lines(text).replace("\r", "\n")).strip("\n")
    lines = clean.split("\n")
    marked, unclosed = mark_code(lines)
    if unclosed is not None:
        fence = re.match(r" {0,3}(`+|~+)", lines[unclosed - 1])
        lines.append(fence.group(1) if fence else "```")
        marked, _ = mark_code(lines)
    escaped: list[str] = []
    listed = False
    for line in marked:
        listed = _goes_on(line.text, listed)
        if line.code:
            escaped.append(_indented(line))
        elif UNDERLINE.match(line.text) and escaped and escaped[-1].strip():
            _underline(line.text, escaped)
        else:
            escaped.append(_escape_line(line.text, listed, stage))
    return "\n".join(escaped).strip("\n").rstrip()


def _goes_on(line: str, listed: bool) -> bool:
    """True in a list, where indented lines belong to it; elsewhere they may be code."""
    return bool(_ITEM.match(line)) or (listed and (not line.strip() or line[0] in " \t"))


def _indented(line: Line) -> str:
    return f"    {line.text.lstrip()}" if is_coded_heading(line) else line.text


def _underline(underline: str, escaped: list[str]) -> None:
    """An underlined line is a heading, and becomes one of level 3; below a longer paragraph, a list or a quote
    it is a rule, or nothing: it is set apart, and no word changes its meaning."""
    before = escaped[-2] if len(escaped) > 1 else ""
    if not before.strip() and re.match(r" {0,3}[^\s>#|\\`~+*-]", escaped[-1]):
        escaped[-1] = f"### {escaped[-1].strip()}"
    elif "-" in underline:
        escaped += ["", underline]
    else:
        escaped.append("\\" + underline.strip())


def _escape_line(line: str, listed: bool, stage: Stage) -> str:
    """A line without what makes it more than text. In indented code an escape would be seen: it becomes text, too."""
    escaped = _escaped(line, stage)
    if escaped == line or listed or not _INDENTED.match(line) or _OPENS_FENCE.match(line):
        return escaped
    return _escaped(line.lstrip(), stage)


def _escaped(line: str, stage: Stage) -> str:
    if CONFLICT.match(line) or re.match(r"^ {0,3}=+[ \t]*$", line):
        line = re.sub(r"^( *)", r"\1\\", line, count=1)
    if LEVEL_TWO.match(line) or re.match(r"^ {0,3}#[ \t]", line):
        line = _demote(line)
    if resembles_heading(line) or _begins(line, stage):
        line = _escape_time(line)
    loose = loose_attribute(line)
    if LIST_LINE.match(line) or (loose and could_be_meant(*loose)):
        line = _escape_sign(line)
    if "<!--" in line:
        line = _outside_code(line, COMMENT, r"\\<!--")
    return (
        _outside_code(line, STATUS_SPELLING, lambda found: found.group().replace("_", r"\_"))
        if "_" in line
        else line
    )


def _begins(line: str, stage: Stage) -> bool:
    begun = begins_like_update(line)
    return begun is not None and (stage is not Stage.POSTMORTEM or begun.says_active)


def _escape_time(line: str) -> str:
    """A reference to a character looks the same on the page and is no digit to the reader; not so in code."""
    number = _LIST_NUMBER.match(line)
    start = number.end() if number else 0
    return line[:start] + re.sub(r"\d", _reference, _without_code(line[start:]), count=1)


def _without_code(line: str) -> str:
    """The line with the words of the code span that its first digit stands in, out of their backticks."""
    digit, span = re.search(r"\d", line), CODE_SPAN.search(line)
    if digit is None or span is None or not span.start() < digit.start() < span.end():
        return line
    return line[: span.start()] + span.group().strip("`") + line[span.end() :]


def _escape_sign(line: str) -> str:
    """Break what makes a line an attribute: its sign, or, where it has none of ASCII, the space before its status."""
    if any(sign in line for sign in ":="):
        return re.sub("[:=]", r"\\\g<0>", line, count=1)
    broken = line.rstrip().rpartition(" ")
    return f"{broken[0]}&#32;{broken[2]}" if broken[1] else re.sub(r"[^\x00-\x7f]", _reference, line, count=1)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


def _demote(line: str) -> str:
    heading = re.match(r"^( {0,3})#{1,2}([ \t].*|)$", line)
    return f"{heading[1]}###{heading[2]}" if heading else re.sub(r"^( {0,3})##", r"\1\\##", line)


def _outside_code(line: str, pattern: re.Pattern[str], right: str | Callable[[re.Match[str]], str]) -> str:
    """Replace what a pattern finds, but not in code spans, where Markdown would show a backslash."""
    kept: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(line):
        kept += [pattern.sub(right, line[end : span.start()]), span.group()]
        end = span.end()
    return "".join([*kept, pattern.sub(right, line[end:])])


def one_line(text: str) -> str:
    """A value for an attribute or a title: white space and line ends become single spaces."""
    return " ".join(FORBIDDEN.sub("", unix_lines(text).replace("\r", "\n")).split())


def scalar(text: str) -> str:
    """A YAML scalar for front matter: plain where that is unmistakable, otherwise in double quotes."""
    line = one_line(text)
    return line if _PLAIN.fullmatch(line) else json.dumps(line, ensure_ascii=False)


def update_text(update: Update) -> str:
    """One update as it stands in a file: heading, attributes, text; ends with a line feed."""
    parts = [f"## {format_time(update.at)} — {update.stage.label}"]
    attributes = "\n".join(f"- {key}: {value}" for key, value in _attributes(update))
    parts += [part for part in (attributes, escape_text(update.text, update.stage)) if part]
    return "\n\n".join(parts) + "\n"


def _attributes(update: Update) -> Iterator[tuple[str, str]]:
    if update.no_next_update:
        yield "next update", "none"
    times = {"next update": update.next_update, "starts": update.starts, "ends": update.ends}
    words = {
        "who": update.who,
        "workaround": update.workaround,
        "impact": update.impact,
        "estimate": update.estimate,
        "correction": update.correction,
    }
    yield from ((key, format_time(moment)) for key, moment in times.items() if moment is not None)
    yield from (
        (key, _outside_code(one_line(value), COMMENT, r"\\<!--"))
        for key, value in words.items()
        if value is not None
    )
    if update.posted_as is not None:
        yield "posted as", format_time(update.posted_as)
    if update.silent:
        yield "silent", "yes"
    yield from ((component, status.value) for component, status in update.components.items())


def incident_text(incident: Incident) -> str:
    """A whole incident file: front matter, then the updates, oldest first."""
    updates = "\n".join(update_text(update) for update in incident.updates)
    front_matter = "\n".join(_front_matter(incident))
    return f"---\n{front_matter}\n---\n\n{updates}"


def _front_matter(incident: Incident) -> Iterator[str]:
    yield f"title: {scalar(incident.title)}"
    if incident.kind is not Kind.INCIDENT:
        yield f"type: {incident.kind}"
    if incident.impact is not None:
        yield f"impact: {incident.impact}"
    yield from _components(incident.kind, incident.components)
    times = {
        "starts": incident.starts,
        "ends": incident.ends,
        "from": incident.visible_from,
        "until": incident.visible_until,
        "started": incident.started,
    }
    yield from (f"{key}: {format_time(moment)}" for key, moment in times.items() if moment is not None)
    if incident.auto_complete:
        yield "auto: complete"
    if incident.source is not None:
        yield f"source: {scalar(incident.source)}"
    if incident.aliases:
        yield from ("aliases:", *(f"  - {scalar(alias)}" for alias in incident.aliases))
    if incident.waive:
        yield from ("waive:", *(f"  {rule}: {scalar(reason)}" for rule, reason in incident.waive.items()))


def _components(kind: Kind, components: dict[str, ComponentStatus]) -> Iterator[str]:
    if not components:
        return
    yield "components:"
    planned = set(components.values()) == {ComponentStatus.UNDER_MAINTENANCE}
    if kind is Kind.MAINTENANCE and planned:
        yield from (f"  - {component}" for component in components)
    else:
        yield from (f"  {component}: {status}" for component, status in components.items())
