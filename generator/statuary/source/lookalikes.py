"""Lines that a person may have meant as a heading or an attribute, however they are written.

What they say would be shown as text and would not count: a component stays green, an incident stays resolved. The
reader refuses such lines, the writer escapes them; both ask here.
"""

import re
import unicodedata
from collections.abc import Iterable

from statuary.source import words

_LONGEST = 200
"""Whoever means a heading or a status writes no more than this; longer lines are prose, and slow to search."""
_DIGIT = re.compile(r"\d")
_HAS_TIME = re.compile(r"\d:\d\d|\d{4}[-/.]\d|\d[./]\d{1,2}[./]\d{2}")
_MARKS = re.compile(r"</?h\d>|\\|[#>*_|`~\[\]()]|^\s*(?:[-+•]\s|\d{1,3}[.)]\s)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?|\d{{1,2}}\.? {_MONTH},?(?: \d{{4}})?"
)
_TIME = r"T?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
_ZONE = r"\b(?:UTC|GMT|Z|[A-Z]{3,4})\b|[+-]\d{2}:?\d{2}\b"
_WHEN = re.compile(rf"{_DATE}|{_TIME}", re.IGNORECASE)
_STAGE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(words.STAGE_LIKE, key=lambda word: (-len(word), word)))})(?![a-z])",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"[\s,;:.!—–\-−·/→]*")
_MARKED_DATE = re.compile(r"^[ \t>]*(?:[-+*][ \t]+)?#{1,6}[ \t]*\d{4}-\d{1,2}-\d{1,2}(?:[ \tT]|$)")

_PREFIX = r"^[ \t>|]*(?P<list>(?:[-+*•–—·−‐‑]|\d{1,3}[.)]|#{1,6})[ \t]*)?(?:\[[ xX]?\][ \t]+)?[|]?[ \t]*"
_KEY = r"(?P<key>[^\W_](?:[\w &/,-]{0,60}?[^\W_])?)"
_SIGNED = re.compile(rf"{_PREFIX}{_KEY}[ \t]*(?:[:=∶]|->|→)[ \t]*(?P<value>\S.*?)[ \t|]*$")
_SIGN = re.compile("[:=∶→]|->")
_LIST_MARKS = frozenset("-+*•–—·−‐‑#[0123456789")
_SAID = re.compile(
    rf"{_PREFIX}{_KEY}[ \t]*(?:[-–—−;|][ \t]*|[ \t](?:is[ \t]+)?)(?P<value>\w[\w -]*?)[ \t|.!]*$"
)


def seen(text: str) -> str:
    """A line as a reader sees it: compatibility forms folded, invisible characters gone, one kind of space."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text)
    return "".join(one for one in folded if unicodedata.category(one) != "Cf")


def resembles_heading(text: str) -> bool:
    """A line that is nothing but a time and a stage, in whatever order and dress, or a heading with a date."""
    if len(text) > _LONGEST:
        return False
    plain = seen(text)
    if not _DIGIT.search(plain) or not (_HAS_TIME.search(plain) or _WHEN.search(plain)):
        return False
    if _MARKED_DATE.match(plain):
        return True
    bare = _MARKS.sub(" ", plain)
    rest, stages = _STAGE.subn(" ", bare)
    if not stages:
        return False
    rest, times = _WHEN.subn(" ", rest)
    return bool(times) and _NOTHING_MORE.fullmatch(re.sub(_ZONE, " ", rest)) is not None


def loose_attribute(text: str) -> tuple[str, str] | None:
    """Key and value of a line that may have been meant as an attribute: without the dash, with another sign,

    in bold, in a table, in a quote or in a list of another kind. A code span that holds the sign itself is code.
    """
    if len(text) > _LONGEST:
        return None
    plain = seen(text)
    if not _SIGN.search(plain) and plain.lstrip(" \t>|")[:1] not in _LIST_MARKS:
        return None
    undressed = re.sub("`[^`]*[:=][^`]*`", "\0", plain) if "`" in plain else plain
    undressed = re.sub("[*\"'~`]|[<\\[](?![ xX]?\\])|(?<!\\[)(?<!\\[[ xX])[\\]>](?=\\s*[:=])", "", undressed)
    signed = _SIGNED.match(undressed)
    if signed:
        return signed["key"], signed["value"].rstrip(".!")
    said = _SAID.match(undressed)
    if said and said["list"]:
        return said["key"], said["value"]
    return None


def names_one_of(key: str, known: Iterable[str]) -> bool:
    """True when a key names a known thing among others: `checkout and api`, `all components`."""
    parts = {part.strip() for part in re.split(r",|/|&|\band\b", key.lower())} | {key.strip().lower()}
    return not parts.isdisjoint(known) or key.lower().startswith(("all ", "everything"))
