"""Text as the reader takes it for nothing but text: what it refuses is escaped here, and no word is lost."""

import re
from collections.abc import Callable

from statuary.model import Stage
from statuary.source.encoding import FORBIDDEN, unix_lines
from statuary.source.lookalikes import DIGIT, begins_like_update, has_digit, resembles_heading
from statuary.source.markup import (
    CODE_SPAN,
    COMMENT,
    CONFLICT,
    LEVEL_TWO,
    LIST_LINE,
    STATUS_SPELLING,
    UNDERLINE,
    Line,
    has_fence,
    is_coded_heading,
    leading_code,
    mark_code,
    unfenced,
)
from statuary.source.stray_lines import hides_attribute, misplaced_attribute

ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
INDENTED = re.compile(r"^(?: {4}| {0,3}\t)")
OPENS_FENCE = re.compile(r"^\s*(?:```|~~~)")
LIST_NUMBER = re.compile(r"^[ \t>]*\d{1,9}[.)][ \t]")
CODED = re.compile("[:=|]")
ANYTHING = re.compile("")
RULE = re.compile(r"^ {0,3}=+[ \t]*$")
LEVEL_ONE = re.compile(r"^ {0,3}#[ \t]")


def escape_text(text: str, stage: Stage = Stage.UPDATE) -> str:
    """Markdown that shows the same words and that the reader takes for nothing but the text of an update.

    Headings of level 1 and 2 become level 3, lookalikes of headings and attributes lose their power by a backslash
    that Markdown does not show, an open fence is closed, and forbidden characters are dropped. The timeline of a
    post-mortem stays as it is.
    """
    clean = FORBIDDEN.sub("", unix_lines(text).replace("\r", "\n")).strip("\n")
    lines = clean.split("\n")
    if has_fence(clean):
        lines = _without_hiding_fence(lines, stage)
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


def _without_hiding_fence(lines: list[str], stage: Stage) -> list[str]:
    """A block of code at the start that could hold an attribute becomes text: in code it could not be escaped."""
    marked, _ = mark_code(lines)
    if not hides_attribute(marked, stage):
        return lines
    code = leading_code(marked)
    blank = next(number for number, line in enumerate(lines) if line.strip())
    return _without_hiding_fence([*unfenced(code), *lines[blank + len(code) :]], stage)


def _goes_on(line: str, listed: bool) -> bool:
    """True in a list, where indented lines belong to it; elsewhere they may be code."""
    return bool(ITEM.match(line)) or (listed and (not line.strip() or line[0] in " \t"))


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
    if escaped == line or listed or not INDENTED.match(line) or OPENS_FENCE.match(line):
        return escaped
    return _escaped(line.lstrip(), stage)


def _escaped(line: str, stage: Stage) -> str:
    if CONFLICT.match(line) or RULE.match(line):
        line = re.sub(r"^( *)", r"\1\\", line, count=1)
    if LEVEL_TWO.match(line) or LEVEL_ONE.match(line):
        line = _demote(line)
    if has_digit(line) and (resembles_heading(line) or _begins(line, stage)):
        line = _escape_time(line)
    if LIST_LINE.match(line) or misplaced_attribute(line, stage):
        line = _escape_attribute(line, stage)
    if "<!--" in line:
        line = outside_code(line, COMMENT, r"\\<!--")
    return (
        outside_code(line, STATUS_SPELLING, lambda found: found.group().replace("_", r"\_"))
        if "_" in line
        else line
    )


def _begins(line: str, stage: Stage) -> bool:
    begun = begins_like_update(line)
    return begun is not None and (stage is not Stage.POSTMORTEM or begun.says_active)


def _escape_time(line: str) -> str:
    """A reference to a character looks the same on the page and is no digit to the reader."""
    number = LIST_NUMBER.match(line)
    start = number.end() if number else 0
    return line[:start] + DIGIT.sub(_reference, _spans_opened(line[start:], DIGIT), count=1)


def _escape_attribute(line: str, stage: Stage) -> str:
    """Break what makes a line an attribute: its sign, or the letter that it begins with, neither of them in code."""
    escaped = _escape_sign(_spans_opened(line, CODED))
    if LIST_LINE.match(escaped) or misplaced_attribute(escaped, stage):
        return re.sub(r"[^\W_]", _reference, _spans_opened(line, ANYTHING), count=1)
    return escaped


def _spans_opened(line: str, holding: re.Pattern[str]) -> str:
    """The line with the words of such code spans out of their backticks, for in them an escape would be seen."""
    return CODE_SPAN.sub(
        lambda span: span.group().strip("`") if holding.search(span.group()) else span.group(), line
    )


def _escape_sign(line: str) -> str:
    if any(sign in line for sign in ":="):
        return re.sub("[:=]", r"\\\g<0>", line, count=1)
    broken = line.rstrip().rpartition(" ")
    return f"{broken[0]}&#32;{broken[2]}" if broken[1] else re.sub(r"[^\x00-\x7f]", _reference, line, count=1)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


def _demote(line: str) -> str:
    heading = re.match(r"^( {0,3})#{1,2}([ \t].*|)$", line)
    return f"{heading[1]}###{heading[2]}" if heading else re.sub(r"^( {0,3})##", r"\1\\##", line)


def outside_code(line: str, pattern: re.Pattern[str], right: str | Callable[[re.Match[str]], str]) -> str:
    """Replace what a pattern finds, but not in code spans, where Markdown would show a backslash."""
    kept: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(line):
        kept += [pattern.sub(right, line[end : span.start()]), span.group()]
        end = span.end()
    return "".join([*kept, pattern.sub(right, line[end:])])
