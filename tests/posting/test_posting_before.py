"""What would be found out at night: work that has not begun, and words for the outage that cannot be used."""

import signal
from pathlib import Path

import pytest

from support.command import outcome
from support.posting import FILE, Clone
from support.repository import write
from support.terminal import Terminal

PLAN = ("schedule", "Disks", "-c", "search", "--starts", "2026-12-01 22:00 UTC", "--ends", "2h")
NAME = "2026-11-22-disks"


def test_work_that_has_not_begun_is_not_just_completed(calm: Clone) -> None:
    assert calm.run(*PLAN).exit_code == 0

    refused = calm.run("resolve", NAME, "-m", "No disks.", now="2026-11-22T10:40:00Z")

    assert refused.exit_code == 2
    assert f"{NAME} has not begun" in refused.stderr
    assert f"update {NAME} --stage cancelled --message 'No disks.'" in refused.stderr
    assert calm.read(f"incidents/{NAME}.md").count("\n## ") == 1


@pytest.mark.long
def test_a_person_says_that_it_is_called_off(calm: Clone) -> None:
    assert calm.run(*PLAN, now="2026-11-22T10:20:00Z").exit_code == 0

    terminal = Terminal(calm, "resolve", NAME, "-m", "No disks.")
    terminal.answer("What is it?", "cancelled")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "UTC — Cancelled\n" in calm.read(f"incidents/{NAME}.md")


def test_the_check_reads_the_words_for_the_next_outage(calm: Clone) -> None:
    write(calm.root / ".github/messages/incident-update.md", "- severity: high\n\nStill {serach}.\n")

    code, said = outcome(calm.root, "check")

    assert code == 1
    assert ".github/messages/incident-update.md:1:1: error[attribute]" in said
    assert ".github/messages/incident-update.md:3:7: error[slot]" in said


@pytest.mark.long
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_ended_keeps_the_words(clone: Clone, ending: signal.Signals) -> None:
    terminal = Terminal(clone, "update", "-m", "Half an hour of writing.", "--publish")
    terminal.wait_for("Publish it?")
    terminal.kill(ending)

    assert terminal.end() == 128 + ending
    (file,) = (clone.root / ".git/statuary").iterdir()
    assert file.read_text() == "Half an hour of writing."
    assert [path.name for path in (clone.root / "incidents").iterdir()] == [Path(FILE).name]
