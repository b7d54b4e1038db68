"""What judging costs, counted and not timed: each text is looked at once, and few patterns search it."""

import re
import sys
from collections import Counter
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuary.model import Stage
from statuary.rules import RULES, Case, RuleContext
from statuary.rules.lexicon import languages, lexicon
from statuary.rules.literals import literals
from support.rule_cases import incident, page, update

PLAIN = "Saving an order fails in Frankfurt and in Paris. Every second try goes through. Carriers change a cable there."


def _counted(text: str) -> Counter[str]:
    """How often each builtin method of patterns and texts is called while all rules judge an update."""
    case = Case.then(RuleContext.of(page()), incident(update("Saving fails."), update(text, 1)), 1)
    counts: Counter[str] = Counter()

    def count(frame: FrameType, event: str, argument: object) -> None:
        if event == "c_call" and isinstance(getattr(argument, "__self__", None), re.Pattern):
            counts[getattr(argument, "__name__", "")] += 1

    for warm in (True, False):  # patterns are compiled once
        counts.clear()
        case = Case.then(case.frame, case.incident, 1)
        sys.setprofile(count)
        try:
            for rule in RULES:
                list(rule.finds(case))
        finally:
            sys.setprofile(None)
        assert warm or counts
    return counts


def test_a_plain_update_is_searched_by_few_patterns() -> None:
    counts = _counted(PLAIN)

    assert counts.total() <= 24, counts


def test_a_text_is_split_into_sentences_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import sentencex

    calls = []
    real = sentencex.segment
    monkeypatch.setattr(sentencex, "segment", lambda *given: calls.append(given) or real(*given))
    words = f"{PLAIN} We share news as soon as possible. Contact support."
    one = incident(update(words, stage=Stage.INVESTIGATING))
    case = Case.then(RuleContext.of(page()), one, 0)

    found = {rule.id for rule in RULES for _ in rule.finds(case)}

    assert {"vague-promise", "contact-way"} <= found
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"(?<!\w)(?:blips?|hiccups?)(?!\w)", ("blip", "hiccup")),
        (r"(?:a )?(?:small|tiny) (?:number|set) of", ("small", "tiny")),
        (r"\bsoon\b|\d+ min", ("min", "soon")),
        (r"(?:later )?\d\d", ()),
        (r"no|yes", ()),
        (r"[ab]cdef+", ("cde",)),
        (r"updates?|update of", ("update",)),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: tuple[str, ...]) -> None:
    assert tuple(one.strip() for one in literals(pattern)) == needed


LISTS = [(language, name) for language in languages() for name in lexicon(language).lists]


@given(st.data())
def test_a_text_that_lacks_them_never_matches(data: st.DataObject) -> None:
    language, name = data.draw(st.sampled_from(LISTS))
    pattern = lexicon(language).words(name)
    text = data.draw(st.from_regex(pattern.pattern.replace(r"(?<!\w)", "").replace(r"(?!\w)", ""))).lower()

    if pattern.search(text):
        assert lexicon(language).find(name, text)
