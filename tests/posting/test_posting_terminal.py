"""The questions, on a pseudo-terminal: asked only there, with choices, and an editor that may crash."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.posting import NAME, Clone
from support.repository import INCIDENT, write
from support.terminal import Terminal

SECOND = "2026-11-22-search-fails"


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[str]:
    """An editor that notes what it was given, and replaces the first line by the words of a person."""
    write(
        tmp_path / "editor", f'#!/bin/sh\ncp "$1" {tmp_path}/given\nsed -i "1s/.*/Typed by a person./" "$1"\n'
    )
    (tmp_path / "editor").chmod(0o755)
    yield str(tmp_path / "editor")


def test_open_asks_for_what_is_missing(calm: Clone) -> None:
    terminal = Terminal(calm, "open")
    terminal.answer("nothing if none fits", "2, checkout=down")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    text = calm.read("incidents/2026-11-22-checkout-is-down.md")
    assert "  search: partial_outage\n  checkout: major_outage\n" in text
    assert " 1  checkout  Checkout" in terminal.shown


@pytest.mark.long
def test_a_wrong_answer_is_asked_again(calm: Clone) -> None:
    terminal = Terminal(calm, "open", "Search fails")
    terminal.answer("nothing if none fits", "7")
    terminal.answer("Enter numbers from 1 to 2, or ids", "search=dwon")
    terminal.answer("Enter numbers from 1 to 2, or ids", "search=slow")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "search: degraded_performance" in calm.read("incidents/2026-11-22-search-fails.md")


@pytest.mark.long
def test_what_was_said_is_not_asked(calm: Clone) -> None:
    terminal = Terminal(calm, "open", "Search fails", "-c", "search")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0
    assert "?" not in terminal.shown.partition("The page will say")[0]


@pytest.mark.long
def test_an_update_asks_for_the_incident_and_opens_the_editor(
    clone: Clone, editor: str, tmp_path: Path
) -> None:
    write(clone.root / f"incidents/{SECOND}.md", INCIDENT.replace("Some card payments fail", "Search fails"))
    terminal = Terminal(clone, "update", "-s", "identified", editor=editor)
    terminal.answer("Which one?", "2")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "## 2026-11-22 10:31 UTC — Identified" in clone.read(f"incidents/{SECOND}.md")
    assert "\n\nTyped by a person.\nYou may still have problems" in clone.read(f"incidents/{SECOND}.md")
    assert clone.read() == INCIDENT
    given = (tmp_path / "given").read_text()
    assert given.startswith("We have identified the cause")
    assert "# stage: Identified" in given
    assert list((clone.root / ".git/statuary").iterdir()) == [], "it stands in the incident's file now"


@pytest.mark.long
@pytest.mark.parametrize(("answer", "stage"), [("1", "Update"), ("investigating", "Investigating")])
def test_an_update_of_what_is_over_asks_whether_it_still_is(clone: Clone, answer: str, stage: str) -> None:
    clone.run("resolve")
    terminal = Terminal(clone, "update", NAME, "-m", "Some cards fail.")
    terminal.answer("It is over. Is it still?", "")
    terminal.answer("Number", answer)
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert clone.read().count(f"— {stage}\n") == 1 + (stage == "Investigating")


@pytest.mark.long
def test_an_editor_that_crashes_loses_nothing(clone: Clone, tmp_path: Path) -> None:
    write(tmp_path / "editor", '#!/bin/sh\necho "Half a thou" > "$1"\nexit 1\n')
    (tmp_path / "editor").chmod(0o755)
    terminal = Terminal(clone, "update", "--stage", "identified", editor=str(tmp_path / "editor"))

    assert terminal.end() == 3
    path = re.search(r"your text is saved in (\S+);", terminal.shown.replace("\n", ""))
    assert path is not None
    assert Path(path[1]).read_text() == "Half a thou\n"
    assert clone.read() == INCIDENT


@pytest.mark.long
def test_an_empty_text_posts_nothing(clone: Clone, tmp_path: Path) -> None:
    write(tmp_path / "editor", '#!/bin/sh\n: > "$1"\n')
    (tmp_path / "editor").chmod(0o755)
    terminal = Terminal(clone, "update", "-s", "update", editor=str(tmp_path / "editor"))

    assert terminal.end() == 2
    assert "there are no words to post" in terminal.shown
    assert clone.read() == INCIDENT


@pytest.mark.long
def test_a_postmortem_is_written_in_the_editor(clone: Clone, tmp_path: Path) -> None:
    clone.run("resolve")
    write(tmp_path / "editor", '#!/bin/sh\nsed -i "s/^### Cause/&\\n\\nA disk./" "$1"\n')
    (tmp_path / "editor").chmod(0o755)
    terminal = Terminal(clone, "postmortem", NAME, editor=str(tmp_path / "editor"))
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    text = clone.read().partition("— Postmortem\n")[2]
    assert "### Cause\n\nA disk.\n" in text
    assert "From 10:04 UTC to 10:31 UTC, for 27 minutes, there was a problem with Checkout." in text
    assert "<!--" not in text and "### Timeline" not in text


def test_publishing_shows_and_asks_first(clone: Clone, editor: str) -> None:
    terminal = Terminal(clone, "resolve", "--publish", "--no-wait", editor=editor)
    for question in ("Since when", "What became of", "Is anything left"):
        terminal.answer(question, "")
    terminal.answer("Publish it? [Y]es, [e]dit, [n]o", "e")
    terminal.answer("Publish it? [Y]es, [e]dit, [n]o", "")

    assert terminal.end() == 0, terminal.shown
    assert terminal.shown.count("The page will say:") == 2
    assert "Typed by a person." in clone.served()


@pytest.mark.long
def test_no_means_no(clone: Clone) -> None:
    terminal = Terminal(clone, "update", "-m", "Words", "--publish")
    terminal.answer("Publish it?", "n")

    assert terminal.end() == 1
    assert "saved in" in terminal.shown
    assert clone.read() == INCIDENT


@pytest.mark.long
def test_yes_beforehand_asks_nothing(clone: Clone) -> None:
    terminal = Terminal(clone, "update", "--publish", "--no-wait", "--yes")

    assert terminal.end() == 0, terminal.shown
    assert "?" not in terminal.shown
    assert clone.read() == clone.served()


@pytest.mark.long
def test_a_protected_branch_becomes_a_pull_request_when_somebody_says_so(clone: Clone) -> None:
    hook = clone.root.parent / "remote.git/hooks/update"
    write(hook, '#!/bin/sh\n[ "$1" != refs/heads/main ] || exit 1\n')
    hook.chmod(0o755)
    terminal = Terminal(clone, "update", "-m", "Words", "--publish")
    terminal.answer("Publish it?", "y")
    terminal.answer("Make it a pull request?", "y")

    assert terminal.end() == 0, terminal.shown
    assert "Pushed to the branch statuary/" in terminal.shown
    assert clone.git("status", "--porcelain", "--branch") == "## main...origin/main"
    assert clone.read() == INCIDENT


@pytest.mark.long
def test_the_window_of_planned_work_is_asked_for(calm: Clone) -> None:
    terminal = Terminal(calm, "schedule", "Search moves", "-c", "search")
    terminal.answer("Starts", "2026-12-01 22:00 UTC")
    terminal.answer("Ends", "90 min")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "ends: 2026-12-01 23:30 UTC" in calm.read("incidents/2026-11-22-search-moves.md")
