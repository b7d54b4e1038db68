"""Rules that count, and rules about single words: jargon, and the owner's own list."""

import re
from functools import cache

from statuary.model import Stage
from statuary.rules.case import Case
from statuary.rules.lexicon import Term, terms
from statuary.rules.rule import Example, Family, Finds, Force, Found, Scope, rule

_LONG_SENTENCE = 30
_LONG_UPDATE = 120
_WORD = re.compile(r"\w+")
_LISTED = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])\s+.*$", re.MULTILINE)


@rule(
    "long-sentence",
    Family.WORDS,
    Scope.UPDATE,
    force=Force.INFORMS,
    by_count=True,
    sources="GOV.UK; plainlanguage.gov",
    says="A sentence has more than 30 words.",
    good=("We found the cause. We are moving traffic.",),
    bad=(Example("We found " + "a cause and " * 11 + "moved it."),),
)
def long_sentence(case: Case) -> Finds:
    """A list counts line by line."""
    for sentence in case.sentences:
        count = len(sentence.split())
        if count > _LONG_SENTENCE:
            yield Found(
                case.line, f"a sentence of {count} words: “{sentence[:30].rstrip()}…”", "make two of it"
            )
            return


@rule(
    "long-update",
    Family.WORDS,
    Scope.UPDATE,
    force=Force.INFORMS,
    by_count=True,
    sources="GOV.UK; Schwartz",
    says="An update of an open incident has more than 120 words.",
    good=("Search is slow.",),
    bad=(Example("Search is slow. " * 50),),
)
def long_update(case: Case) -> Finds:
    """Lists do not count: places and steps need their room."""
    may_be_long = len(case.words) > 2 * _LONG_UPDATE and case.update.stage is not Stage.RESOLVED
    count = len(_LISTED.sub("", case.words).split()) if may_be_long else 0
    if count > _LONG_UPDATE:
        hint = "let the first two sentences say what fails and what to do"
        yield Found(case.line, f"{count} words, and many read two sentences", hint)


@rule(
    "jargon",
    Family.WORDS,
    Scope.UPDATE,
    force=Force.INFORMS,
    needs=("symptom",),
    sources="GOV.UK; plainlanguage.gov",
    says="A word of the trade, for which there is a plain one.",
    good=("The copies of the data are behind.",),
    bad=("There is replication lag.",),
)
def jargon(case: Case) -> Finds:
    """Names of components and the owner's own words are no jargon."""
    known = _by_first_word(case.frame.lexicon.language)
    small = case.words.lower()
    for word in sorted(known.keys() & _WORD.findall(small)):
        for whole, pattern, term in known[word]:
            familiar = case.frame.for_developers and term.audience == "everyone"
            found = None if familiar or whole not in small else pattern.search(case.words)
            if found and found.group().lower() not in case.frame.own_words:
                yield Found(
                    case.line, f"“{found.group()}” is a word of the trade", f"for example: {term.plain}"
                )
                return


@cache
def _by_first_word(language: str) -> dict[str, list[tuple[str, re.Pattern[str], Term]]]:
    """Patterns by the first word of each term: a text has few of those. A name counts only as it is written."""
    found: dict[str, list[tuple[str, re.Pattern[str], Term]]] = {}
    for term in terms(language):
        for word in term.words if term.tier == "check" else ():
            pattern = re.compile(
                rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE if word.islower() else 0
            )
            found.setdefault(_WORD.findall(word.lower())[0], []).append((word.lower(), pattern, term))
    return found


@rule(
    "plain-words",
    Family.WORDS,
    Scope.UPDATE,
    by_count=True,
    says="A word stands in the text for which the owner's `words: {plain: …}` has a plainer one.",
    instance=("The one-time code is late.", "The OTP is late. With words: {plain: {OTP: one-time code}}"),
)
def plain_words(case: Case) -> Finds:
    """The owner's own list: what it names is always meant."""
    for word, plain in case.frame.settings.words.plain.items():
        if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", case.words):
            yield Found(case.line, f"“{word}”", f"you have a plainer word for it: {plain}")
            return
