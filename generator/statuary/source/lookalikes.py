"""Lines that resemble a heading, an attribute or the beginning of an update, however they are written.

What they say would be shown as text and would not count: a component stays green, an incident stays resolved, a fault
that is told below Resolved is not seen. The reader refuses such lines, the writer escapes them; both ask here. Lines
that begin like an update are refused outside of post-mortems only, where a timeline belongs.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from statuary.model import Stage
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
    return text if text.isascii() else _folded(text)


@lru_cache(maxsize=16)  # each line is asked about several times
def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    if folded.isprintable():
        return folded
    return "".join(one for one in folded if unicodedata.category(one) != "Cf")


def has_digit(text: str) -> bool:
    """Without one, a line neither resembles a heading nor begins like an update."""
    return DIGIT.search(seen(text)) is not None


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


LOOKED_AT = 200
"""Whoever means an update begins with its time: more characters of a line need not be searched."""

_DAY_NAME = (
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
    r"|(?:Mo|Di|Mi|Do|Fr|Sa|So)(?:[a-z]*tag|ttwoch|nnabend)?)(?![a-z])"
)
_LINE_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ANY_MONTH = r"(?:(?!\d)[^\W_]){3,10}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_DASH = r"[\-/.\u2010-\u2015\u2212]"
_LINE_DATE = (
    rf"(?:\d{{4}}{_DASH}\d{{1,2}}{_DASH}\d{{1,2}}|\d{{1,2}}{_DASH}\d{{1,2}}{_DASH}(?:\d{{4}}|\d{{2}})|\d{{8}}"
    rf"|{_DAY}[ \-]?(?:of )?{_ANY_MONTH},?[ \-]\d{{4}}|{_ANY_MONTH}[ \-]{_DAY},?[ \-]\d{{4}}"
    rf"|\d{{4}}[ \-]{_ANY_MONTH}[ \-]\d{{1,2}}|{_DAY} ?(?:of )?{_LINE_MONTH}|{_LINE_MONTH} {_DAY}"
    r"|\d{1,2}\.\d{1,2}\.|\d{1,2}/\d{1,2})(?!\d)"
)
_CLOCK = (
    r"(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:[ \t]?[ap]\.?m(?![a-z])\.?)?"
    r"|\d{1,2}[ \t]?(?:[ap]\.?m|h|Uhr)(?![a-z])\.?|\d{4}(?=[ \t]?(?:UTC|GMT|Z|h|hrs|hours|[ap]m)(?![a-z])))(?!:?\d)"
)
_OFFSET = r"[+\-\u2212]\d{1,2}(?::?\d{2})?(?!\d)"
_ZONE = (
    rf"(?:[ \t]*[(\[]?(?:{_OFFSET}|[a-z][a-z0-9_/]*(?:{_OFFSET})?(?:[ \t](?:[a-z]+[ \t])?time(?![a-z]))?)[)\]]?"
    rf"|(?![ \t]*{_OFFSET}))(?:[ \t]*[(\[][^()\[\]]{{1,40}}[)\]])?(?:[ \t]*/[ \t]*{_CLOCK}[ \t]*[a-z]*)?"
)
_STAGE = (
    rf"(?:{'|'.join(re.sub('_', '[ _-]?', one) for one in Stage if one is not Stage.NOTICE)}"
    r"|re-?opened)(?![a-z])"
)
_LABEL = (
    rf"(?:(?:final|initial|latest|new|status)[ \t]+)?(?:{_STAGE}"
    r"|(?:update|edit|message|status|track)(?:[ \t]*#?\d{1,2})?(?:[ \t]+(?:at|on))?(?![a-z]))"
)
_TAG = r"</?[a-z]\w*(?:\s[^<>&]*)?/?>"
_DRESS = rf"(?:[^\w]|_|{_TAG}|&[a-z]{{2,8}};|\d{{1,3}}[.)](?=\s)|x(?=\])|{_DAY_NAME}|{_LABEL})*"
_BETWEEN = rf"(?:[\s,;|/@·*_~`()\[\]\-\u2010-\u2015]|T(?=\d)|(?:at|um)(?![a-z])|{_DAY_NAME}|{_TAG})+"
_WHEN = rf"(?P<when>{_LINE_DATE}{_BETWEEN}{_CLOCK}{_ZONE}|{_CLOCK}{_ZONE}{_BETWEEN}{_LINE_DATE})"
_WHEN_OR_LESS = rf"(?P<when>{_LINE_DATE}|{_CLOCK}{_ZONE})"
_CLOSED = rf"(?:[\s*_~`)\]}}\"'”’»]|{_TAG}|\([^()\s]{{1,150}}\))*"
_SIGN = r"(?:[\-\u2010-\u2015\u2212·•:\u2236|→⇒=>~/;]+)"
_NO_SPAN = rf"(?!(?:[^\w]|{_DAY_NAME})*(?:{_LINE_DATE}|{_CLOCK}|\d{{4}}\b))"
_SAID = rf"(?:[^\w]|_)*(?:(?:still|again|now|back to)[ \t]+)?{_STAGE}"
_NOT_LISTED = r"(?![\s>]*(?:[\-+*•]|\d{1,3}[.)])[ \t])"

SET_OFF = re.compile(rf"^{_DRESS}{_WHEN}{_CLOSED}(?:{_SIGN}{_NO_SPAN}|(?={_SAID}))", re.IGNORECASE)
"""Date and time, then a sign or a stage. Another time after the sign makes it a window, such as of planned work."""
STANDING_OUT = re.compile(rf"^{_NOT_LISTED}{_DRESS}{_WHEN}[ \t]*(?:[*_~`)\]|]|{_TAG}|$)", re.IGNORECASE)
"""Date and time alone on a line, or in dress of their own. A list of times is a list."""
STAGED = re.compile(
    rf"^{_NOT_LISTED}{_DRESS}{_WHEN_OR_LESS}{_CLOSED}{_SIGN}(?={_SAID}[ \t]*(?:again(?![a-z])|[^\w\s]|$))",
    re.IGNORECASE,
)
"""Date or time, then a sign and a stage that stands by itself."""
SAYS_STAGE = re.compile(_SAID, re.IGNORECASE)
ACTIVE = re.compile(
    "investigating|identified|monitoring|in[ _-]?progress|verifying|re-?opened", re.IGNORECASE
)
_ANY_STAGE = re.compile(rf"(?<![a-z]){_STAGE}", re.IGNORECASE)


class Begun(NamedTuple):
    """How a line begins: its time as it stands, with or without a date, and its words up to a stage, if one comes."""

    when: str
    dated: bool
    said: str

    @property
    def stage(self) -> Stage | None:
        """The stage that its words begin with."""
        return stage_in(self.said)

    @property
    def says_active(self) -> bool:
        """True for a stage in which something is wrong."""
        return ACTIVE.search(self.said) is not None


def begins_like_update(text: str) -> Begun | None:
    """The beginning of a line that somebody may have meant as an update, in whatever order and dress; else None."""
    plain = seen(text[:LOOKED_AT])
    if not DIGIT.search(plain):
        return None
    for form in (SET_OFF, STANDING_OUT, STAGED):
        if (match := form.match(plain)) is not None:
            said = SAYS_STAGE.match(plain[match.end() :])
            return Begun(match["when"].strip(), form is not STAGED, said.group() if said else "")
    return None


def stage_in(text: str) -> Stage | None:
    """The first stage that a text names; what is re-opened is looked into again."""
    found = _ANY_STAGE.search(text)
    return (vocabulary.stage(found.group()) or Stage.INVESTIGATING) if found else None
