"""Words of a command that could not post them: the next one offers them once; they are posted, or put aside."""

import signal
from pathlib import Path

import pytest

from statuary.posting.typed_text import keep
from statuary.source.times import parse_time
from support.examples import whole
from support.posting import NAME, Clone
from support.repository import INCIDENT
from support.terminal import Terminal

EARLIER = parse_time("2026-11-22 10:20 UTC", {})
WORDS = "Half a thought about\nthe cables."


@pytest.fixture
def kept(clone: Clone) -> Path:
    found = keep(clone.root, WORDS.encode(), EARLIER)
    assert found is not None
    return found


def left(clone: Clone) -> list[str]:
    return [path.read_text() for path in (clone.root / ".git/statuary").rglob("*.md")]


def test_a_killed_commands_words_are_found_by_the_next_one(clone: Clone) -> None:
    killed = Terminal(clone, "resolve", "-m", "It works again.\nSorry.", "--publish")
    killed.wait_for("Publish it?")
    killed.kill(signal.SIGKILL)

    terminal = Terminal(clone, "resolve", "--publish", "--no-wait")
    terminal.answer("Use these words? [y]es, [e]dit, [N]o", "y")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "    It works again.\n    Sorry." in terminal.shown
    assert clone.served().endswith("— Resolved\n\nIt works again.\nSorry.\n")
    assert left(clone) == []


@pytest.mark.long
@pytest.mark.parametrize("command", [["resolve"], whole(["open", "Search fails", "-c", "search"])])
def test_enter_skips_them_and_they_are_not_offered_again(
    clone: Clone, kept: Path, command: list[str]
) -> None:
    terminal = Terminal(clone, *command)
    terminal.answer("Use these words?", "")
    for question in ("What became of data", "Is anything left") if command == ["resolve"] else ():
        terminal.answer(question, "")
    terminal.answer("Publish it?", "")
    assert terminal.end() == 0, terminal.shown
    assert "They stay in" in terminal.shown

    again = Terminal(clone, "update", NAME, "-s", "update", "-e", editor="true")
    again.answer("Publish it?", "")
    assert again.end() == 0
    assert "Use these words?" not in again.shown
    assert left(clone) == [WORDS]


@pytest.mark.parametrize(("answer", "used"), [("kept words", True), whole("", False)])
def test_an_update_asks_one_question_for_stage_and_words(
    clone: Clone, kept: Path, answer: str, used: bool
) -> None:
    terminal = Terminal(clone, "update", editor="true")
    terminal.answer("Which stage?", answer)
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert terminal.shown.partition("The page will say")[0].count("?") == 1
    assert "stays as it is, with what was typed before: Half a thought about …" in terminal.shown
    assert (WORDS in clone.read()) is used
    assert left(clone) == ([] if used else [WORDS])


def test_without_a_question_a_line_says_where_they_are(clone: Clone, kept: Path) -> None:
    result = clone.run("update", "-m", "Others.")

    assert f"Words of an earlier command were not posted: {kept}\n" in result.stderr
    assert clone.run("update", "-m", WORDS, now="2026-11-22T10:32:00Z").exit_code == 0
    assert left(clone) == [], "they are posted now"


@pytest.mark.long
def test_yes_beforehand_is_told_of_them_once(clone: Clone, kept: Path) -> None:
    first = Terminal(clone, "update", "-y")
    assert first.end() == 0
    assert ".git/statuary/not-posted/" in first.shown.replace("\n", "")

    second = Terminal(clone, "update", "-y", "-m", "More.")
    assert second.end() == 0
    assert "earlier command" not in second.shown
    assert left(clone) == [WORDS]


@pytest.mark.long
def test_words_that_another_command_has_in_its_editor_are_its_own(clone: Clone, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Being typed." > "$1"\necho opened\nread x\n')
    editor.chmod(0o755)
    busy = Terminal(clone, "update", "-s", "update", editor=str(editor))
    busy.wait_for("opened")

    other = Terminal(clone, "resolve", "--since", "10:30", "--data", "None.", "--to-do", "None.")
    other.answer("Publish it?", "")
    assert other.end() == 0 and "Use these words?" not in other.shown

    busy.kill(signal.SIGKILL)
    assert left(clone) == ["Being typed.\n"]


@pytest.mark.long
def test_a_template_that_nobody_touched_is_no_words(clone: Clone) -> None:
    terminal = Terminal(clone, "update", "-s", "update", editor="true")
    terminal.answer("Publish it?", "n")
    terminal.end()

    stopped = Terminal(clone, "update", "-s", "identified", "--publish", editor="true")
    stopped.answer("Publish it?", "n")
    assert stopped.end() == 1
    assert "saved in" not in stopped.shown
    assert left(clone) == []


def test_words_of_another_night_are_not_offered(clone: Clone) -> None:
    keep(clone.root, WORDS.encode(), parse_time("2026-11-20 10:20 UTC", {}))

    assert "earlier command" not in clone.run("resolve").stderr
    assert clone.read() != INCIDENT and left(clone) == [WORDS]
