"""What the reader refuses and the writer escapes, as data for the composer's script, which writes in a browser.

The patterns are those that Python uses, so that the two cannot differ. Each is written for JavaScript from Python's own
reading of it, and only of what both languages are known to mean alike: anything else stops the build with PatternError.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from statuary.model import Impact, Stage
from statuary.render.composer.composer_letters import letter_table
from statuary.source import (
    attributes,
    body,
    encoding,
    escape,
    lookalikes,
    markup,
    vocabulary,
    write,
)

_python: Any = import_module("re._parser")  # it has no types

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "ACTIVE": lookalikes.ACTIVE,
    "ANYTHING": escape.ANYTHING,
    "ANY_WORD": lookalikes.ANY_WORD,
    "CELLS": lookalikes.CELLS,
    "CHECKBOX": lookalikes.CHECKBOX,
    "CODED": escape.CODED,
    "CODED_HEADING": markup.CODED_HEADING,
    "CODE_SPAN": markup.CODE_SPAN,
    "COMMENT": markup.COMMENT,
    "CONFLICT": markup.CONFLICT,
    "DIGIT": lookalikes.DIGIT,
    "EMPHASIS": lookalikes.EMPHASIS,
    "FENCE": markup.FENCE,
    "FORBIDDEN": encoding.FORBIDDEN,
    "HAS_TIME": lookalikes.HAS_TIME,
    "INDENTED": escape.INDENTED,
    "ITEM": escape.ITEM,
    "LEAD": lookalikes.LEAD,
    "LEVEL_TWO": markup.LEVEL_TWO,
    "LINK": lookalikes.LINK,
    "LISTED": lookalikes.LISTED,
    "LISTED_FENCE": markup.LISTED_FENCE,
    "LIST_LINE": markup.LIST_LINE,
    "LIST_NUMBER": escape.LIST_NUMBER,
    "MARKED_DATE": lookalikes.MARKED_DATE,
    "MARKS": lookalikes.MARKS,
    "NOTHING_MORE": lookalikes.NOTHING_MORE,
    "OPENS_FENCE": escape.OPENS_FENCE,
    "BREAK": write.BREAK,
    "PLAIN": write.PLAIN,
    "SAID": lookalikes.SAID,
    "SAYS_STAGE": lookalikes.SAYS_STAGE,
    "SET_OFF": lookalikes.SET_OFF,
    "SIGN": lookalikes.SIGN,
    "SIGNED": lookalikes.SIGNED,
    "SPACE": re.compile(r"\s+"),
    "STAGE": lookalikes.STAGE,
    "STAGED": lookalikes.STAGED,
    "STANDING_OUT": lookalikes.STANDING_OUT,
    "STATUS_SPELLING": markup.STATUS_SPELLING,
    "TAG": lookalikes.TAG,
    "UNDERLINE": markup.UNDERLINE,
    "WHEN": lookalikes.WHEN,
    "ZONE": lookalikes.ZONE,
}
"""All that `post-text.js` asks for, by the name that it has there."""

_SPACE = r"\t\n\v\f\r \x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Python takes for white space; JavaScript's idea of it is a little wider."""
_LETTER = r"\p{L}\p{N}"
_WORD = rf"{_LETTER}_"
"""As in Python, but for U+0345, a Greek mark: where case does not count, JavaScript takes it for the letter ι."""
_CLASSES = {"CATEGORY_SPACE": _SPACE, "CATEGORY_WORD": _WORD, "CATEGORY_DIGIT": r"\p{Nd}"}
_PLACES = {
    "AT_BEGINNING": "^",
    "AT_BEGINNING_STRING": "^",
    "AT_END": "$",  # for a text without a line end at its end
    "AT_END_STRING": "$",
    "AT_BOUNDARY": rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
}
_LINE_PLACES = {"AT_BEGINNING": r"(?<![^\n])", "AT_END": r"(?![^\n])"}
_LOOKS = {("ASSERT", 1): "=", ("ASSERT", -1): "<=", ("ASSERT_NOT", 1): "!", ("ASSERT_NOT", -1): "<!"}
_SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "IN", "ANY", "SUBPATTERN", "GROUPREF"})
_SHORT = {"{0,1}": "?", "{0,}": "*", "{1,}": "+", "\t": r"\t", "\n": r"\n"}
_ESCAPED = frozenset("^$\\.*+?()[]{}|")
_ESCAPED_IN_SET = frozenset("^\\[]-")


class PatternError(ValueError):
    """A pattern for the composer that is not known to mean the same in JavaScript."""


@lru_cache(maxsize=1)
def grammar() -> Mapping[str, Any]:
    """Patterns as {name: [source, flags]}, words and limits; ready for JSON. Raises PatternError."""
    return {
        "patterns": {name: javascript(name, pattern) for name, pattern in PATTERNS.items()},
        "letters": letter_table(),
        "longestLine": lookalikes.LONGEST,
        "longestId": vocabulary.LONGEST,
        "lookedAt": lookalikes.LOOKED_AT,
        "sureKeys": sorted(attributes.SURE),
        "statusWords": sorted(vocabulary.status_words()),
        "impacts": list(Impact),
        "stages": {stage: stage.label for stage in Stage},
        "mostText": body.MAX_UPDATE,
        "mostPostmortem": body.MAX_POSTMORTEM,
    }


def javascript(name: str, pattern: re.Pattern[str]) -> list[str]:
    """Source and flags of an equal `RegExp`, for a text without a line end at its end. Raises PatternError."""
    if pattern.flags & ~(re.UNICODE | re.IGNORECASE | re.MULTILINE | re.DOTALL):
        raise PatternError(f"{name}: a flag that is not known to mean the same in JavaScript")
    any_case = bool(pattern.flags & re.IGNORECASE)
    names = {number: group for group, number in pattern.groupindex.items()}
    source = _Writer(name, pattern.flags, names).alternatives(_python.parse(pattern.pattern, pattern.flags))
    return [source, "iu" if any_case else "u"]


@dataclass(frozen=True)
class _Writer:
    """Writes what Python read of the pattern `name`. `certain` are the groups that hold something by then."""

    name: str
    flags: int
    names: Mapping[int, str]
    certain: frozenset[int] = frozenset()
    repeated: bool = False

    @property
    def any_case(self) -> bool:
        return bool(self.flags & re.IGNORECASE)

    def alternatives(self, nodes: Sequence[Any]) -> str:
        """What is the whole, or stands between brackets."""
        if len(nodes) == 1 and str(nodes[0][0]) == "BRANCH":
            return "|".join(self._all(one) for one in nodes[0][1][1])
        return self._all(nodes)

    def _all(self, nodes: Sequence[Any]) -> str:
        """A group that stands before what refers to it has matched by then."""
        groups = {what[0] for kind, what in nodes if str(kind) == "SUBPATTERN"}
        within = replace(self, certain=self.certain | groups)
        return "".join(within._node(str(kind), what) for kind, what in nodes)

    def _node(self, kind: str, what: Any) -> str:
        match kind:
            case "LITERAL" | "NOT_LITERAL" | "IN":
                return self._set(kind, what)
            case "ANY":
                return "[^]" if self.flags & re.DOTALL else r"[^\n]"
            case "AT" if self.flags & re.MULTILINE and str(what) in _LINE_PLACES:
                return _LINE_PLACES[str(what)]
            case "AT" if str(what) in _PLACES:
                return _PLACES[str(what)]
            case "BRANCH":
                return f"(?:{self.alternatives([(kind, what)])})"
            case "MAX_REPEAT" | "MIN_REPEAT":
                return self._repeat(*what) + ("?" if kind == "MIN_REPEAT" else "")
            case "ASSERT" | "ASSERT_NOT":
                return f"(?{_LOOKS[kind, what[0]]}{self.alternatives(what[1])})"
            case "SUBPATTERN":
                return self._group(*what)
            case "GROUPREF" if what in self.certain:  # one that is not set matches there, and never here
                return f"\\{what}"
        raise self._unknown(f"{kind} {what}" if kind == "AT" else kind)

    def _group(self, number: int | None, added: int, removed: int, nodes: Sequence[Any]) -> str:
        if number is None or added or removed:
            raise self._unknown("a flag within a pattern")
        if self.repeated:  # JavaScript forgets at each turn what the group held, Python does not
            raise self._unknown("a group that captures within a repetition")
        name = f"?<{self.names[number]}>" if number in self.names else ""
        return f"({name}{self.alternatives(nodes)})"

    def _repeat(self, least: int, most: int, nodes: Sequence[Any]) -> str:
        many = str(most) == "MAXREPEAT" or most > 1
        one = replace(self, repeated=self.repeated or many).alternatives(nodes)
        if len(nodes) != 1 or str(nodes[0][0]) not in _SINGLE:
            one = f"(?:{one})"
        bound = "" if str(most) == "MAXREPEAT" else str(most)
        times = f"{{{least}}}" if least == most else f"{{{least},{bound}}}"
        return one + _SHORT.get(times, times)

    def _set(self, kind: str, what: Any) -> str:
        """One character of a set, or one that is not of it."""
        items = [(str(one), value) for one, value in (what if kind == "IN" else [("LITERAL", what)])]
        negated = kind == "NOT_LITERAL" or items[0][0] == "NEGATE"
        items = [item for item in items if item[0] != "NEGATE"]
        if negated and [str(value) for _, value in items] == ["CATEGORY_NOT_WORD", str(ord("_"))]:
            return rf"[{_LETTER}]"
        if len(items) == 1 and str(items[0][1]).startswith("CATEGORY_NOT_"):
            negated, items = not negated, [("CATEGORY", str(items[0][1]).replace("NOT_", ""))]
        inside = "".join(self._member(*item) for item in items)
        if self.any_case and any(self._holds_i(*item) for item in items):
            inside += "İı"  # Python takes the Turkish letters for an i, JavaScript does not
        elif len(items) == 1 and items[0][0] == "LITERAL" and not negated:
            return self._letter(items[0][1], _ESCAPED)
        return f"[{'^' if negated else ''}{inside}]"

    def _member(self, kind: str, what: Any) -> str:
        if kind == "LITERAL":
            return self._letter(what, _ESCAPED_IN_SET)
        if kind == "RANGE":
            return "-".join(self._letter(end, _ESCAPED_IN_SET) for end in what)
        if str(what) in _CLASSES:
            return _CLASSES[str(what)]
        raise self._unknown(f"{what} in a set")

    def _holds_i(self, kind: str, what: Any) -> bool:
        first, last = what if kind == "RANGE" else (what, what)
        return kind != "CATEGORY" and any(first <= ord(letter) <= last for letter in "iI")

    def _letter(self, code: int, escaped: frozenset[str]) -> str:
        letter = chr(code)
        if self.any_case and code > 0x7F and letter.lower() != letter.upper():
            raise self._unknown(f"“{letter}” in either case")
        if letter in escaped:
            return f"\\{letter}"
        return letter if letter.isprintable() else _SHORT.get(letter, f"\\u{{{code:x}}}")

    def _unknown(self, what: str) -> PatternError:
        return PatternError(f"{self.name}: {what} is not known to mean the same in JavaScript")
