"""The rules that patterns alone decide, as data: the composer's script judges by them while somebody types.

A rule is not written twice: the patterns are those that the rules themselves use.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from statuary.rules.inner_names import LEFT_OVER, ONLY_TEST, placeholder
from statuary.rules.leaks import KEYS, PRIVATE, VERSION, private_address, secret
from statuary.rules.lexicon import Lexicon
from statuary.rules.needed_facts import vague_promise
from statuary.rules.opening import bare_resolved, stock_phrase
from statuary.rules.rule import Rule


class Reads(StrEnum):
    """What must match: a place in a text or in its prose, a place in one sentence, or each sentence as a whole."""

    TEXT = "text"
    PROSE = "prose"
    SENTENCE = "sentence"
    ALL_SENTENCES = "all"


class Form(NamedTuple):
    """A pattern. `small`: the text is compared in small letters; `whole`: it must match from end to end."""

    pattern: re.Pattern[str]
    small: bool = False
    whole: bool = False


class Typed(NamedTuple):
    """One rule. Nothing is found where `before` matches what stands before the place."""

    rule: Rule
    reads: Reads
    forms: Sequence[Form]
    before: re.Pattern[str] | None = None


def typed_rules(lexicon: Lexicon, off: Sequence[str] = ()) -> Iterator[Typed]:
    """Those that speak in a language and are not off."""
    for one in _all(lexicon):
        if one.rule.id not in off and lexicon.has(*one.rule.needs):
            yield one


def _all(lexicon: Lexicon) -> Iterator[Typed]:
    left_over = [Form(LEFT_OVER), *_listed(lexicon, "placeholder", Reads.PROSE), Form(ONLY_TEST, whole=True)]
    yield Typed(secret, Reads.TEXT, [Form(pattern) for _, pattern in KEYS])
    yield Typed(private_address, Reads.TEXT, [Form(PRIVATE)], VERSION)
    yield Typed(placeholder, Reads.PROSE, left_over)
    yield Typed(vague_promise, Reads.SENTENCE, _listed(lexicon, "vague_news", Reads.SENTENCE))
    yield Typed(stock_phrase, Reads.ALL_SENTENCES, _listed(lexicon, "stock", Reads.ALL_SENTENCES))
    yield Typed(bare_resolved, Reads.ALL_SENTENCES, _listed(lexicon, "bare_end", Reads.ALL_SENTENCES))


def _listed(lexicon: Lexicon, name: str, reads: Reads) -> list[Form]:
    """A word list as a pattern; none where the language has no such list."""
    if not lexicon.has(name):
        return []
    pattern = lexicon.words(name) if reads is Reads.SENTENCE else lexicon.shapes(name)
    return [Form(pattern, small=True, whole=reads is Reads.ALL_SENTENCES)]
