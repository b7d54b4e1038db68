"""`statuary publish`: what was written here gets to readers, and nobody types it again."""

import pytest

from support.posting import FILE, NEW, Clone, branches, colleague, parsed, publish, refuse_pushes
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


def test_what_cannot_go_out_keeps_no_other_back(clone: Clone) -> None:
    clone.run("open", "Search fails", "-c", "search")
    write(clone.root / FILE, clone.read().replace("checkout", "chekout"))

    code, said = sent(clone)

    assert (code, clone.served(NEW)) == (1, clone.read(NEW))
    assert "chekout" in said and said.endswith("Error: of 2 files 1 was not published\n")


def test_no_to_one_is_a_question_for_the_next(clone: Clone) -> None:
    clone.run("open", "Search fails", "-c", "search")
    clone.run("update", "card-payments", "-m", "First.")

    terminal = Terminal(clone, "publish", "--no-wait")
    terminal.answer("Publish it?", "n")
    terminal.answer("Publish it?", "y")

    assert terminal.end() == 1
    assert clone.served(NEW) == clone.read(NEW)
    assert "First." not in clone.served()


def test_what_is_proposed_already_is_not_proposed_twice(clone: Clone) -> None:
    clone.run("open", "Search fails", "-c", "search")
    clone.run("update", "card-payments", "-m", "First.")

    assert [sent(clone, "--pr")[0] for _ in range(2)] == [0, 0]
    proposed = branches(clone)
    assert len(proposed) == 3
    write(clone.root / NEW, clone.read(NEW) + "More.\n")
    assert sent(clone, "--pr")[0] == 0
    assert [name for name in branches(clone) if name not in proposed] == [
        f"{next(name for name in proposed if 'search' in name)}-2"
    ]


def test_a_page_in_a_folder_of_its_repository(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "inner")
    (clone.root / "docs/page").mkdir(parents=True)
    for name in ("mkdocs.yml", "components.yaml", "incidents"):
        clone.git("mv", name, "docs/page/")
    clone.git("commit", "-qm", "Move")
    clone.git("push", "-q", "origin", "inner:main")
    clone.git("checkout", "-q", "-B", "main", "origin/main")
    page = Clone(clone.root / "docs/page")
    page.run("open", "Search fails", "-c", "search")
    page.run("update", "card-payments", "-m", "First.")

    assert sent(page, "search", "--pr")[0] == 0
    code, said = sent(page)

    assert code == 0, said
    assert clone.served(f"docs/page/{NEW}") == page.read(NEW)
    assert clone.served(f"docs/page/{FILE}") == page.read(FILE)
    assert clone.git("status", "--porcelain", "--branch") == "## main...origin/main"


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
