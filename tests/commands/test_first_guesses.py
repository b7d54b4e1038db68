"""Somebody under stress guesses: the command says what they meant."""

import pytest
from click.testing import CliRunner

from statuary.cli import main


@pytest.mark.parametrize(
    ("guess", "meant"),
    [
        ("create", "“open”"),
        ("new", "“open”"),
        ("post", "“open” or “update”"),
        ("close", "“resolve”"),
        ("list", "“status”"),
        ("edit", "“update”"),
        ("opne", "“open”"),
        ("postmotem", "“postmortem”"),
    ],
)
def test_a_first_guess_is_told_the_command(guess: str, meant: str) -> None:
    result = CliRunner().invoke(main, [guess, "x"])
    assert result.exit_code == 2
    assert f"There is no command “{guess}”. Did you mean {meant}?" in result.output


def test_help_shows_each_first_sentence_whole() -> None:
    told = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    assert "..." not in told.partition("Post:")[2]
    assert [section for section in ("Post:", "The page:", "Set up:") if section in told] == [
        "Post:",
        "The page:",
        "Set up:",
    ]
