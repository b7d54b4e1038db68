"""No text crashes a rule, or makes it take long, and what a rule finds can be shown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuary.model import Stage
from statuary.rules import RULES, Case, Example, has_leak
from statuary.rules.lexicon import prose
from support.examples import some
from support.rule_cases import case_of

# fmt: off
NAUGHTY = [
    "", " ", "\n\n\n", "\t", "\u00a0", "\ufeff", "\u200b\u200d", "\u202eabc\u202c", "é" * 50,
    "e\u0301" * 50, "👩\u200d👩\u200d👧" * 30, "\u0000",
    "\u007f\u001b[31m", "\ud800", "𝕊𝕖𝕒𝕣𝕔𝕙", "ﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺ", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい",
    "ثم نفس سقطت وبالتحديد", "הָיְתָה", "```", "```\n", "~~~\ncode", "`", "``", "> quote", "“", "”",
    "„“", "\"", "«»", "[", "](", "[a](", "![", "![a](b", "<", "<time", "{{", "{{{{}}}}", "{}", "[]()",
    "[X", "((((", "*" * 50, "_" * 50, "#" * 50, "- " * 50, "1. 2. 3.", "!!!???...", "12:", ":30",
    "99:99:99", "1.2.3.4.5.6", "256.256.256.256", "::1", ":::", "fe80::%eth0", "@", "a@", "@b.c", "a@b",
    "http://", "://:@", "AKIA", "eyJ", "BEGIN ", "null", "None", "undefined", "NaN", "true", "-1", "1/0",
    "'; DROP TABLE users; --", "<script>alert(1)</script>", "../../etc/passwd", "%s%n%x",
    "${jndi:ldap://a}", "\\", "\\\\", "\\u0000", "SELECT", "INSERT INTO", "at ", "Traceback", "0" * 400,
    "a" * 400, "A" * 400,
]
LONG = [
    "a" * 20_000, "1" * 20_000, "\n" * 20_000, " " * 20_000, "[" * 20_000, "![" * 10_000, "](" * 10_000,
    "`" * 20_000, "\"a" * 10_000, "a." * 10_000, "a-" * 10_000, "a@" * 10_000, "1." * 10_000,
    "1:" * 10_000, "at " * 6_000, "SELECT " * 2_800, "some may " * 2_200, "update " * 2_800,
    "> " * 10_000, "- \n" * 6_000, "://" * 6_000, "“a" * 10_000, "{" * 20_000, "!" * 20_000,
    "due to the " * 1_800,
]
# fmt: on


def _everything(text: str, title: str = "Search fails") -> None:
    for stage in (Stage.INVESTIGATING, Stage.RESOLVED, Stage.POSTMORTEM):
        case = case_of(
            Example(text, title=title, stage=stage, before=(text[:100],), who="", next_update=False)
        )
        _all(case)


def _all(case: Case) -> None:
    for rule in RULES:
        for found in rule.finds(case):
            assert found.line > 0
            assert found.message and found.hint


@pytest.mark.parametrize("text", NAUGHTY, ids=[f"{number}" for number in range(len(NAUGHTY))])
def test_no_naughty_text_crashes_a_rule(text: str) -> None:
    _everything(text, title=text or "x")
    _everything(f"Search fails. {text} We look into it.", title=f"Search {text}")


@given(st.text(max_size=200))
def test_no_text_crashes_a_rule(text: str) -> None:
    _everything(text, title=text or "x")


@given(
    st.lists(
        st.sampled_from([*NAUGHTY, "10.2.3.4", "soon", "update", "12:30", "will", "tomorrow", "\n", " "]),
        max_size=12,
    )
)
def test_no_mixture_crashes_a_rule(parts: list[str]) -> None:
    _everything("".join(parts))


@pytest.mark.parametrize("text", some(LONG, 8), ids=[text[:6].strip() or "blank" for text in LONG])
def test_the_longest_text_is_judged_in_the_time_that_an_author_waits(text: str) -> None:
    started = time.process_time()

    _everything(text)
    assert (
        time.process_time() - started < 6
    )  # three stages, forty rules; a pattern that runs away takes minutes


@given(st.text(max_size=100), st.sampled_from(["10.2.3.4", "AKIA" + "Z7QXWERTYUIOP123"]))
def test_a_leak_is_found_wherever_it_stands_alone(around: str, leak: str) -> None:
    plain = "".join(one for one in around if one.isalpha() or one == " ")

    assert has_leak(case_of(f"{plain} stands {leak} {plain}"))


@given(st.text(alphabet='ab `"“”>[]()!*_\n~', max_size=120))
def test_prose_only_takes_away(text: str) -> None:
    assert len(prose(text)) <= len(text) + 2 * text.count("](")
