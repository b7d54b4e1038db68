"""Lines that a person may have meant as a heading or an attribute, however they are written.

What they say would be shown as text and would not count: a component stays green, an incident stays resolved. The
reader refuses such lines, the writer escapes them; both ask here.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from statuary.source import vocabulary
from statuary.source.markup import CODE_SPAN

LONGEST = 200
"""Whoever means a heading or a status writes no more than this; longer lines are prose, and slow to search."""
DIGIT = re.compile(r"\d")
HAS_TIME = re.compile(r"\d:\d\d|\d{4}[-/.]\d|\d[./]\d{1,2}[./]\d{2}")
MARKS = re.compile(r"</?h\d>|\\|[#>*_|`~\[\]()]|^\s*(?:[-+•]\s|\d{1,3}[.)]\s)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?|\d{{1,2}}\.? {_MONTH},?(?: \d{{4}})?"
)
_TIME = r"T?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
ZONE = re.compile(r"\b(?:UTC|GMT|Z|[A-Z]{3,4})\b|[+-]\d{2}:?\d{2}\b")
WHEN = re.compile(rf"{_DATE}|{_TIME}", re.IGNORECASE)
STAGE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(vocabulary.STAGE_LIKE, key=lambda word: (-len(word), word)))})(?![a-z])",
    re.IGNORECASE,
)
NOTHING_MORE = re.compile(r"[\s,;:.!—–\-−·/→]*")
MARKED_DATE = re.compile(r"^[ \t>]*(?:[-+*][ \t]+)?#{1,6}[ \t]*\d{4}-\d{1,2}-\d{1,2}(?:[ \tT]|$)")

SIGN = re.compile("[:=∶→|]|->|</")
LISTED = re.compile(r"^[\s>|]*(?:[-+•–—·−‐‑]|\*(?=[ \t])|\d{1,3}[.)]|#{1,6})")
CELLS = re.compile(r"</(?:td|th|dt)>\s*<(?:td|th|dd)(?:\s[^<>]*)?>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&[a-z]{2,8};", re.IGNORECASE)
LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
CHECKBOX = re.compile(r"^(?P<before>[^\w\[]*)\[[ xX]?\][ \t]+")
LEAD = re.compile(r"^(?:(?!`)[^\w])*(?:[0-9a-zA-Z]{1,3}[.)][ \t]+(?:(?!`)[^\w])*)?")
EMPHASIS = re.compile("[*\"'“”„«»‘’~`{}()\\[\\]]|(?<![^\\W_])_+|_+(?![^\\W_])")
ANY_WORD = re.compile(r"\w")

_KEY = r"(?P<key>[^\W_](?:[\w &/,-]{0,60}?[^\W_])?)"
SIGNED = re.compile(rf"^{_KEY}[ \t]*(?:[=-]>|[:=∶→|])[^\w&#\\+-]*(?P<value>\w.*?)[^\w]*$")
SAID = re.compile(rf"^{_KEY}[ \t]*(?:[-–—−;][ \t]*|[ \t](?:is[ \t]+)?)(?P<value>\w[\w -]*?)[^\w]*$")


def seen(text: str) -> str:
    """A line as a reader sees it: compatibility forms folded, invisible characters gone, one kind of space."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text)
    return "".join(one for one in folded if unicodedata.category(one) != "Cf")


def resembles_heading(text: str) -> bool:
    """A line that is nothing but a time and a stage, in whatever order and dress, or a heading with a date."""
    if len(text) > LONGEST:
        return False
    plain = seen(text)
    if not DIGIT.search(plain) or not (HAS_TIME.search(plain) or WHEN.search(plain)):
        return False
    if MARKED_DATE.match(plain):
        return True
    bare = MARKS.sub(" ", plain)
    rest, stages = STAGE.subn(" ", bare)
    if not stages:
        return False
    rest, times = WHEN.subn(" ", rest)
    return bool(times) and NOTHING_MORE.fullmatch(ZONE.sub(" ", rest)) is not None


def loose_attribute(text: str) -> tuple[str, str] | None:
    """Key and value of a line that may have been meant as an attribute: without the dash, with another sign,

    in bold, in a table, in a quote, in a link, in HTML, as code, or in a list of another kind. A code span within a
    sentence is no such line.
    """
    plain = seen(text) if len(text) <= LONGEST else ""
    listed = LISTED.match(plain)
    if not listed and not SIGN.search(plain):
        return None
    bare = _undressed(plain)
    if "|" in bare:
        return _of_table(bare)
    found = SIGNED.match(bare) or (SAID.match(bare) if listed else None)
    return (found["key"], found["value"]) if found else None


def _undressed(plain: str) -> str:
    """The words of a line, without what Markdown, HTML and lists put around them."""
    text = CHECKBOX.sub(r"\g<before>", LINK.sub(r"\g<words>", TAG.sub(" ", CELLS.sub("|", plain))))
    text = LEAD.sub("", text, count=1)
    if "`" in text and ANY_WORD.search(CODE_SPAN.sub("", text)):
        text = CODE_SPAN.sub(lambda span: "\0" if SIGN.search(span.group()) else span.group(), text)
    return LEAD.sub("", EMPHASIS.sub("", text), count=1).strip()


def _of_table(row: str) -> tuple[str, str] | None:
    """Of the cells of a row, and of two that stand side by side, the first that says a status, else the first."""
    cells = [cell.strip() for cell in row.split("|")]
    lines = [*cells, *(f"{one}|{other}" for one, other in pairwise(cells))]
    found = [(pair["key"], pair["value"]) for line in lines if (pair := SIGNED.match(line))]
    said = (one for one in found if vocabulary.component_status(one[1]) or vocabulary.impact(one[1]))
    return next(said, found[0] if found else None)


def names_one_of(key: str, known: Iterable[str]) -> bool:
    """True when a key names a known thing among others: `checkout and api`, `all components`."""
    parts = {part.strip() for part in re.split(r",|/|&|\band\b", key.lower())} | {key.strip().lower()}
    return not parts.isdisjoint(known) or key.lower().startswith(("all ", "everything"))
