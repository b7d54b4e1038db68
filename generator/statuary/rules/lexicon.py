"""What rules read words with: lists of them by language, from `words/`, and authors' text as plain prose.

A rule without a list for the page's language is silent. What is quoted, and what is no language, is not the author's to
correct.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from statuary.rules.literals import literals

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Lexicon:
    """The lists of one language: parts of regular expressions by name, and sentences for authors to paste."""

    language: str
    lists: dict[str, list[str]] = field(default_factory=dict)
    paste: dict[str, str] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Whether it has all these lists."""
        return all(name in self.lists for name in names)

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first place in a text where a list matches, in small letters; never, where there is no such list."""
        if name not in self.lists:
            return None
        return _words(self.language, name).search(text.lower())

    def words(self, name: str) -> re.Pattern[str]:
        """A list as a pattern for whole words in small letters."""
        return _words(self.language, name).pattern

    def shapes(self, name: str) -> re.Pattern[str]:
        """A list as a pattern for texts in small letters, whose matches need not be whole words."""
        return _shapes(self.language, name)

    def search_free(self, name: str, text: str) -> re.Match[str] | None:
        """The first match of a list of shapes, which need not be whole words."""
        return _shapes(self.language, name).search(text.lower()) if name in self.lists else None

    def is_all(self, name: str, text: str) -> bool:
        """Whether a whole text is one of a list."""
        return name in self.lists and _shapes(self.language, name).fullmatch(text.lower()) is not None


@cache
def lexicon(language: str) -> Lexicon:
    """That of a language tag such as `de-AT`; without any list where we have none."""
    base = language.partition("-")[0].lower()
    if base not in languages():
        return Lexicon(base)
    said: dict[str, Any] = tomllib.loads((_FOLDER / f"{base}.toml").read_text(encoding="utf-8"))
    return Lexicon(base, said["lists"], said["paste"])


@cache
def languages() -> tuple[str, ...]:
    """Those that have word lists."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


class _Words:
    """A list as a pattern, compiled only for a text that may match: most commands judge few words."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._literals = pattern, literals(pattern)

    def may_match(self, text: str) -> bool:
        """Whether a text has what each match holds."""
        for one in self._literals:
            if one in text:
                return True
        return not self._literals

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._pattern)

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.may_match(text) else None


@cache
def _words(language: str, name: str) -> _Words:
    return _Words(_in_small_letters(rf"(?<!\w)(?:{'|'.join(lexicon(language).lists[name])})(?!\w)"))


@cache
def _shapes(language: str, name: str) -> re.Pattern[str]:
    return re.compile(_in_small_letters("|".join(lexicon(language).lists[name])))


def _in_small_letters(pattern: str) -> str:
    """For texts in small letters: without a flag for case, a long list is searched in half the time."""
    return re.sub(r"\\.|[^\W\d_]", lambda one: one[0] if one[0][0] == "\\" else one[0].lower(), pattern)


_OPTIONAL = re.compile(r"\((s|ed|d|ing)\)")


class Term(NamedTuple):
    """Some words that mean the same, and what to say in their place. `audience` is for whom they are jargon."""

    words: tuple[str, ...]
    audience: str
    plain: str
    trap: str
    tier: str


@cache
def terms(language: str) -> tuple[Term, ...]:
    """All of a language; none where there is no list."""
    file = _FOLDER / f"jargon-{language}.txt"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return tuple(_term(line) for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _term(line: str) -> Term:
    words, audience, plain, trap, tier = (part.strip() for part in line.split("|"))
    return Term(tuple(_forms(words)), audience, plain, trap, tier)


def _forms(words: str) -> Iterator[str]:
    for word in (one.strip() for one in words.split(",")):
        if not re.search(r"\((?!s\)|ed\)|d\)|ing\))", word):  # a note in brackets makes it no plain word
            yield _OPTIONAL.sub("", word)
            if found := _OPTIONAL.search(word):
                yield _OPTIONAL.sub(found[1], word)


_CODE = (
    r"^[ ]{0,3}(?P<fence>`{3,}(?!`)|~{3,}(?!~)).*?(?:^[ ]{0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`{1,8}(?!`))[^\n]*?(?<!`)(?P=ticks)(?!`)"
)
_BLOCKS = re.MULTILINE | re.DOTALL
_ONLY_CODE = re.compile(_CODE, _BLOCKS)
_HIDDEN = re.compile(
    rf"{_CODE}"
    r"|^[ ]{0,3}>[^\n]*"  # what others said
    r"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»|(?<!\w)\"[^\"\n]{1,300}\"(?!\w)"
    r"|(?<!\w)'[^'\n]{1,100}'(?!\w)|‘[^’\n]{1,300}’(?!\w)"
    r"|<?\b(?:https?://|www\.)[^\s<>)]+>?",
    _BLOCKS,
)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)")
_ADDRESS = re.compile(r"\]\([^)\n]{0,500}\)")
_MARKS = re.compile(r"[*_~]{1,3}(?=\w)|(?<=[\w.!?:])[*_~]{1,3}")
_ANY = re.compile(r"[`\"“„«‘>\[*_~]|://|www\.|'(?!\w{1,2}\b)")
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
GAP = "□"
"""In place of what is hidden, so that the words around it do not become one sentence."""
PROSE = ((_IMAGE, GAP), (_ADDRESS, "]()"), (_HIDDEN, GAP), (_MARKS, ""))
"""What makes prose of a text, one after the other."""


def without_code(text: str) -> str:
    """What readers see as words; quotes and addresses stay, for what is wrong in them is seen, too."""
    return _ONLY_CODE.sub(GAP, text) if "`" in text or "~~~" in text else text


def prose(text: str) -> str:
    """Without code, quotes, pictures and addresses; the words of links stay."""
    if not _ANY.search(text):
        return text
    for pattern, right in PROSE:
        text = pattern.sub(right, text)
    return text


def sentences(text: str, language: str) -> Iterator[str]:
    """The sentences of prose; a line of a list is one, too."""
    from sentencex import segment  # lazy: many commands judge no words

    for line in text.replace("\0", " ").splitlines():
        plain = ITEM.sub("", line).encode("utf-8", "replace").decode()
        if plain.strip():
            yield from (one.strip() for one in segment(language, plain) if one.strip())


def bare(sentence: str) -> str:
    """A sentence without what does not change its meaning: case, marks and spaces at its ends."""
    return " ".join(sentence.lower().replace("’", "'").split()).strip(" .!:;,*_…")
