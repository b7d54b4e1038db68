"""The list of words of the trade, from `words/jargon-LANGUAGE.txt`."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "words"
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
