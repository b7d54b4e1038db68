"""Lines in a text that begin like an update: a date, a time and a sign that sets off the words after it.

Such a line is text of the update above it, so what it says would not count: a fault that is told below Resolved would
stay green. The reader refuses such lines outside post-mortems, where a timeline belongs; the writer escapes them.
"""

import re
from typing import NamedTuple

from statuary.model import Stage
from statuary.source import vocabulary
from statuary.source.lookalikes import DIGIT, seen

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
