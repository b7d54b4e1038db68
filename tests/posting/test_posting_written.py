"""`statuary publish`: what was written here gets to readers, and nobody types it again."""

import pytest

from support.posting import FILE, NEW, Clone, colleague, parsed, publish, refuse_pushes
from support.repository import write
from support.terminal import Terminal

LATER = "2026-11-22T10:40:00Z"


def sent(clone: Clone, *arguments: str, now: str = LATER) -> tuple[int, str]:
    result = clone.run("publish", "--no-wait", *arguments, now=now)
    return result.exit_code, result.output


def test_what_was_written_is_published(clone: Clone) -> None:
    clone.run("open", "Search fails", "-c", "search")
    clone.run("update", "card-payments", "-m", "First.")
    clone.run("update", "card-payments", "-m", "Second.", now="2026-11-22T10:35:00Z")

    code, said = sent(clone)

    assert code == 0, said
    assert clone.served(NEW) == clone.read(NEW)
    assert [one.text for one in parsed(clone.served()).updates][1:] == ["First.", "Second."]
    assert clone.git("status", "--porcelain", "--branch") == "## main...origin/main"
    assert sent(clone) == (2, "Error: nothing that was written here waits to be published\n")


def test_only_the_one_that_was_named(clone: Clone) -> None:
    clone.run("open", "Search fails", "-c", "search")
    clone.run("update", "card-payments", "-m", "First.")

    code, said = sent(clone, "search")

    assert code == 0, said
    assert "First." not in clone.served()
    assert clone.git("status", "--porcelain") == f"M {FILE}"


def test_what_was_refused_goes_out_once_it_may(clone: Clone) -> None:
    refuse_pushes(clone)
    assert publish(clone, "open", "Search fails", "-c", "search").exit_code == 3
    (clone.root.parent / "remote.git/hooks/update").unlink()
    publish(colleague(clone), "update", "-m", "Theirs.")

    code, said = sent(clone)

    assert code == 0, said
    assert clone.served(NEW) == clone.read(NEW)
    assert clone.read() == clone.served()


def test_updates_of_both_are_put_together(clone: Clone) -> None:
    for number, words in enumerate(["First.", "Second."]):
        clone.run("update", "-m", words, now=f"2026-11-22T10:3{number}:00Z")
    publish(colleague(clone), "update", "-m", "Theirs.")

    code, said = sent(clone)

    assert code == 0, said
    assert sorted(one.text for one in parsed(clone.served()).updates[1:]) == ["First.", "Second.", "Theirs."]
    assert clone.read() == clone.served()


def test_a_race_takes_no_other_own_commit_away(clone: Clone) -> None:
    bob = colleague(clone)
    clone.run("open", "Search fails", "-c", "search")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Open")
    publish(bob, "update", "-m", "Theirs.")

    result = publish(clone, "update", "card-payments", "-m", "Ours.")

    assert result.exit_code == 0, result.output
    assert "1 other commit of yours stayed here" in result.stdout
    assert "Search fails" in clone.read(NEW)


def test_a_file_with_errors_is_not_published(clone: Clone) -> None:
    write(clone.root / FILE, clone.read().replace("checkout", "chekout"))

    code, said = sent(clone)

    assert code == 1 and "chekout" in said
    assert "chekout" not in clone.served()


@pytest.mark.long
def test_a_person_is_offered_it_and_enter_only_writes(clone: Clone) -> None:
    terminal = Terminal(clone, "update", "-m", "Words")
    terminal.answer("Publish it? [y]es, [e]dit, [N]o", "")
    assert terminal.end() == 0, terminal.shown
    assert "statuary publish" in terminal.shown
    assert ("Words" in clone.read(), "Words" in clone.served()) == (True, False)

    terminal = Terminal(clone, "publish", "--no-wait")
    terminal.answer("Publish it?", "y")
    assert terminal.end() == 0, terminal.shown
    assert clone.read() == clone.served()
