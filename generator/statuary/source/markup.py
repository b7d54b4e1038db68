"""Lines of an incident's text, as the reader and the writer must both see them: fences, lists, markers.

The reader refuses what these patterns find; the writer escapes it. One place, so that the two cannot differ.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from statuary.model import ComponentStatus
from statuary.source.times import TIME

SEPARATOR = re.compile(r"[ \t]*(?:—|–|--|-|·|:|\|)[ \t]*")
LEVEL_TWO = re.compile(r"^ {0,3}##(?!#)")
LIST_LINE = re.compile(
    r"^ {0,3}[-*+][ \t]+(?P<key>[^:\s`*_\[<\\][^:`\[<\\\n]{0,79}?)[ \t]*:(?!//|\d\d\b)[ \t]*(?P<value>.*?)[ \t]*$"
)
STATUS_SPELLING = re.compile("|".join(status for status in ComponentStatus if "_" in status))
"""A status as only attributes spell it; no sentence for customers has such a word."""
UNDERLINE = re.compile(r"^ {0,3}(?:-+|=+)[ \t]*$")
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
COMMENT = re.compile(r"(?<!\\)<!--")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")

CODED_HEADING = re.compile(rf"^[ \t>]{{0,3}}#{{2,6}}[ \t]*{TIME.pattern}{SEPARATOR.pattern}\S")
FENCE = re.compile(r"^(?P<indent> {0,3})(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
LISTED_FENCE = re.compile(r"^ *(?:[-*+]|\d{1,9}[.)])[ \t]+(?:`{3,}|~{3,})")


class Line(NamedTuple):
    """One line with its 1-based number; `code` when it belongs to a fenced block."""

    number: int
    text: str
    code: bool


def has_fence(text: str) -> bool:
    """Whether a text could hold a block of code at all."""
    return "```" in text or "~~~" in text


def mark_code(lines: list[str], first: int = 1) -> tuple[list[Line], int | None]:
    """Tell code from prose. The second value is the number of a fence's line that nothing closes, or None.

    A fence inside a list item is left alone: what it holds is indented, so it cannot look like a heading.
    """
    if not has_fence("\n".join(lines)):
        return [Line(number, text, False) for number, text in enumerate(lines, first)], None
    marked: list[Line] = []
    fence: str | None = None
    opened = 0
    listed = False
    for number, text in enumerate(lines, first):
        match = FENCE.match(text) if has_fence(text) else None
        if fence is not None:
            marked.append(Line(number, text, True))
            if match and match["mark"].startswith(fence) and not match["info"].strip():
                fence = None
            continue
        listed = (listed and (not text.strip() or text[0] in " \t")) or bool(LISTED_FENCE.match(text))
        if match and listed and len(match["indent"]) > 1:
            listed = False
        elif match and not (match["mark"][0] == "`" and "`" in match["info"]):
            fence, opened = match["mark"], number
        marked.append(Line(number, text, fence is not None))
    return marked, opened if fence is not None else None


def leading_code(lines: Sequence[Line]) -> Sequence[Line]:
    """The fenced lines that a text begins with; none where it begins with words."""
    if not any(line.code for line in lines):
        return ()
    start = next((index for index, line in enumerate(lines) if line.text.strip()), len(lines))
    return list(takewhile(lambda line: line.code or not line.text.strip(), lines[start:]))


def unfenced(lines: Sequence[Line]) -> list[str]:
    """What blocks of code hold, without the lines that open and close them."""
    kept: list[str] = []
    fence: str | None = None
    for line in lines:
        match = FENCE.match(line.text) if line.code else None
        if fence is None and match:
            fence = match["mark"]
        elif fence and match and match["mark"].startswith(fence) and not match["info"].strip():
            fence = None
        else:
            kept.append(line.text)
    return kept


def is_coded_heading(line: Line) -> bool:
    """An update's heading inside a fence: two forgotten fences would swallow what stands between them."""
    return line.code and "#" in line.text and bool(CODED_HEADING.match(line.text))


def has_comment(text: str) -> bool:
    """An HTML comment outside a code span: hidden from readers, so probably not meant to be published."""
    return "<!--" in text and bool(COMMENT.search(CODE_SPAN.sub("", text)))


def spells_status(text: str) -> str | None:
    """The status that stands in a line as attributes spell it, outside code spans; None where there is none."""
    match = STATUS_SPELLING.search(CODE_SPAN.sub("", text)) if "_" in text else None
    return match.group() if match else None
