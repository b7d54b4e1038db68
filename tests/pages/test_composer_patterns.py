"""The patterns that the composer's script gets: all that it asks for, and only what JavaScript reads as Python does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuary.cli import main
from statuary.render.composer import composer_patterns
from statuary.render.composer.composer_patterns import PATTERNS, PatternError, javascript
from support.repository import MakeRepository

SCRIPT = Path(__file__).parents[2] / "overrides/statuary/post-text.js"
REFUSED = {
    r"a++b": "POSSESSIVE_REPEAT",
    r"(?>a)": "ATOMIC_GROUP",
    r"(?i:a)": "a flag within a pattern",
    r"(?x)a": "a flag that is not known",
    r"(?a)a": "a flag that is not known",
    r"(a)?(?(1)b|c)": "GROUPREF_EXISTS",
    r"(?:(a)|b)\1": "a group that captures within a repetition|GROUPREF",
    r"(?:(a)|b)+": "a group that captures within a repetition",
    r"(a)?\1": "GROUPREF",
    r"[\S]b[\Wa]": "CATEGORY_NOT_WORD in a set",
    r"\Ba": "AT_NON_BOUNDARY",
    r"(?i)ä": "in either case",
}


@pytest.mark.parametrize(("pattern", "words"), REFUSED.items())
def test_what_may_mean_something_else_in_a_browser_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(PatternError, match=f"^NAME: .*(?:{words})"):
        javascript("NAME", re.compile(pattern))


@pytest.mark.parametrize(
    ("pattern", "source"),
    [
        (r"(?P<at>a|b)\1*?", r"(?<at>[ab])\1*?"),
        (r"\Aa{2,}[^\W_][\]^-]\Z", r"^a{2,}[\p{L}\p{N}][\]\^\-]$"),
        (r"(?<!\d)(?:ab|c)+.{3}", r"(?<![\p{Nd}])(?:ab|c)+[^\n]{3}"),
        ("(?ms)^.a$", r"(?<![^\n])[^]a(?![^\n])"),
        (r"b|(?P<at>a)(?:c\1|\Z)", r"b|(?<at>a)(?:c\1|$)"),
        ("(?i)Hi[^a-z]–\x07\t", "H[iİı][^a-zİı]–\\u{7}\\t"),
    ],
)
def test_what_means_the_same_is_said_in_javascripts_way(pattern: str, source: str) -> None:
    assert javascript("NAME", re.compile(pattern)) == [source, "iu" if "(?i)" in pattern else "u"]


def test_a_pattern_that_is_refused_fails_the_build(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composer_patterns, "PATTERNS", {**PATTERNS, "PLAIN": re.compile("a++b")})
    composer_patterns.grammar.cache_clear()
    result = CliRunner().invoke(main, ["-C", str(repository({})), "build", "-q"])
    composer_patterns.grammar.cache_clear()

    assert result.exit_code == 1
    assert "PLAIN: POSSESSIVE_REPEAT is not known to mean the same in JavaScript" in result.output


def test_the_list_holds_what_the_script_asks_for_and_nothing_else() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    asked = re.findall(r"(?:pattern|everywhere|patterns)\.([A-Z_]+)", script)
    named = re.findall(r'(?:outsideCode|spansOpened)\([^"\n]*"([A-Z_]+)"', script)

    assert {*asked, *named} == set(PATTERNS)
