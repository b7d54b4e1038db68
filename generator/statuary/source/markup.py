"""Lines of an incident's text, as the reader and the writer must both see them: fences, lookalikes, markers.

The reader refuses what these patterns find; the writer escapes it. One place, so that the two cannot differ.
"""

import re
from typing import NamedTuple

from statuary.model import STAGES_OF, ComponentStatus
from statuary.source.times import TIME

SEPARATOR = re.compile(r"[ \t]*(?:—|–|--|-|·|:|\|)[ \t]*")
LEVEL_TWO = re.compile(r"^ {0,3}##(?!#)")
LIST_LINE = re.compile(
    r"^ {0,3}[-*+][ \t]+(?P<key>[^:\s`*_\[<\\][^:`\[<\\\n]{0,79}?)[ \t]*:(?!//|\d\d\b)[ \t]*(?P<value>.*?)[ \t]*$"
)
_LOOSE_LINE = re.compile(
    r"^[ \t]*[-+•–—·]?[ \t]*(?P<key>[^\W_](?:[\w &/-]{0,60}[^\W_])?)[ \t]*[:：=][ \t]*(?P<value>\S.*?)[ \t]*$"
)
STATUS_SPELLING = re.compile("|".join(status for status in ComponentStatus if "_" in status))
"""A status as only attributes spell it; no sentence for customers has such a word."""
UNDERLINE = re.compile(r"^ {0,3}(?:-+|=+)[ \t]*$")
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
COMMENT = re.compile(r"(?<!\\)<!--")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")

_STAGE_WORDS = "|".join(
    sorted({stage.label.replace(" ", "[ _-]") for stages in STAGES_OF.values() for stage in stages})
)
_DATE = r"\d{4}-\d{1,2}-\d{1,2}"
_MARKED_DATE = re.compile(
    rf"^[ \t>]*(?:[-+*][ \t]+)?(?:#{{1,6}}|\*\*|__)[ \t]*(?:\*\*|__)?[ \t]*{_DATE}[ \tT]"
)
_BARE_HEADING = re.compile(
    rf"^[ \t>*_+#-]*{TIME.pattern}[ \t]*{SEPARATOR.pattern}(?:{_STAGE_WORDS})[ \t*_#:.]*$", re.IGNORECASE
)
_FENCE = re.compile(r"^(?P<indent> {0,3})(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_LISTED_FENCE = re.compile(r"^ *(?:[-*+]|\d{1,9}[.)])[ \t]+(?:`{3,}|~{3,})")


class Line(NamedTuple):
    """One line with its 1-based number; `code` when it belongs to a fenced block."""

    number: int
    text: str
    code: bool


def mark_code(lines: list[str], first: int = 1) -> tuple[list[Line], int | None]:
    """Tell code from prose. The second value is the number of a fence's line that nothing closes, or None.

    A fence inside a list item is left alone: what it holds is indented, so it cannot look like a heading.
    """
    if not any("```" in text or "~~~" in text for text in lines):
        return [Line(number, text, False) for number, text in enumerate(lines, first)], None
    marked: list[Line] = []
    fence: str | None = None
    opened = 0
    listed = False
    for number, text in enumerate(lines, first):
        match = _FENCE.match(text) if "```" in text or "~~~" in text else None
        if fence is not None:
            marked.append(Line(number, text, True))
            if match and match["mark"].startswith(fence) and not match["info"].strip():
                fence = None
            continue
        listed = (listed and (not text.strip() or text[0] in " \t")) or bool(_LISTED_FENCE.match(text))
        if match and listed and len(match["indent"]) > 1:
            listed = False
        elif match and not (match["mark"][0] == "`" and "`" in match["info"]):
            fence, opened = match["mark"], number
        marked.append(Line(number, text, fence is not None))
    return marked, opened if fence is not None else None


def resembles_heading(text: str) -> bool:
    """A line that a person may have meant as an update's heading, but that is none."""
    return bool(_MARKED_DATE.match(text) or _BARE_HEADING.match(text))


def has_comment(text: str) -> bool:
    """An HTML comment outside a code span: hidden from readers, so probably not meant to be published."""
    return "<!--" in text and bool(COMMENT.search(CODE_SPAN.sub("", text)))


def loose_attribute(text: str) -> tuple[str, str] | None:
    """Key and value of a line that a person may have meant as an attribute, however it is dressed up:

    without the dash, with another sign, in bold or in backticks. A code span that holds the sign itself is code.
    """
    if ":" not in text and "=" not in text and "：" not in text:
        return None
    undressed = CODE_SPAN.sub(_without_backticks, text) if "`" in text else text
    match = _LOOSE_LINE.match(re.sub("[*\"'~]", "", undressed))
    return (match["key"], match["value"]) if match else None


def spells_status(text: str) -> str | None:
    """The status that stands in a line as attributes spell it, outside code spans; None where there is none."""
    match = STATUS_SPELLING.search(CODE_SPAN.sub("", text)) if "_" in text else None
    return match.group() if match else None


def _without_backticks(span: re.Match[str]) -> str:
    code = span.group().strip("`")
    return "\0" if ":" in code or "=" in code else code
