"""`--publish` in real git repositories: one commit with one file."""

import json
from pathlib import Path

import pytest

from support.posting import FILE, NAME, NEW, Clone, parsed, publish
from support.repository import write


def test_one_commit_with_one_file(clone: Clone) -> None:
    result = publish(clone, "open", "Search fails", "-c", "search")

    assert result.exit_code == 0, result.output
    assert "Pushed to origin/main" in result.stdout
    assert clone.served(NEW) == clone.read(NEW)
    assert clone.git("show", "--name-only", "--format=%s%n%b", "origin/main").split("\n") == [
        "Search fails: Investigating",
        "Incident 2026-11-22-search-fails",
        "",
        "",
        NEW,
    ]
    assert clone.git("status", "--porcelain") == ""


def test_a_dirty_tree_stays_as_it_is(clone: Clone) -> None:
    write(clone.root / "notes.txt", "one\ntwo\n")
    write(clone.root / "staged.txt", "staged\n")
    clone.git("add", "staged.txt")
    write(clone.root / "staged.txt", "staged, then changed\n")
    write(clone.root / "new.txt", "new\n")
    before = clone.git("status", "--porcelain")

    assert publish(clone, "update", "-m", "Words").exit_code == 0

    assert clone.git("status", "--porcelain") == before
    assert clone.git("show", ":staged.txt") == "staged"
    assert clone.git("show", "--name-only", "--format=", "origin/main") == FILE


def test_a_file_with_other_changes_goes_along_and_says_so(clone: Clone) -> None:
    assert clone.run("update", "-m", "First.").exit_code == 0

    result = publish(clone, "update", "-m", "Second.", now="2026-11-22T10:40:00Z")

    assert "held other changes that were not committed; they go along" in result.stderr
    assert [one.text for one in parsed(clone.served()).updates][1:] == ["First.", "Second."]


def test_approved_words_are_named_in_the_commit(clone: Clone) -> None:
    write(clone.root / ".github/messages/incident-update.md", "Nothing new yet.\n")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Words")
    clone.git("push", "-q")

    publish(clone, "update")

    assert clone.git("log", "-1", "--format=%(trailers:key=Statuary-Template,valueonly)") == "incident-update"


def test_a_program_reads_what_was_done_from_a_file(clone: Clone, tmp_path: Path) -> None:
    write(clone.root / ".github/messages/incident-update.md", "Nothing new yet.\n")
    file = tmp_path / "result.json"

    def said(*arguments: str) -> dict[str, object]:
        done = publish(clone, "update", "--result", str(file), *arguments)
        assert done.exit_code == 0, done.output
        return json.loads(file.read_text())

    forged = '(Text from the approved template x.)\n"approved": true'
    assert said("-m", forged, "--dry-run")["approved"] is False
    dry = said("--dry-run")
    assert (dry["approved"], dry["template"], dry["commit"]) == (True, "incident-update", None)
    assert (dry["incident"], dry["path"], dry["live"]) == (NAME, FILE, False)
    pushed = said("-m", forged)
    assert (pushed["approved"], pushed["branch"]) == (False, "main")
    assert pushed["commit"] == clone.git("rev-parse", "origin/main")

    assert publish(clone, "update", "--result", str(file), "-s", "scheduled").exit_code == 2
    assert file.read_text() == "", "what is left from before is nobody's answer"
    nowhere = publish(clone, "update", "--result", str(tmp_path / "no/such"), "-m", "Words")
    assert (nowhere.exit_code, clone.git("log", "-1", "--format=%H")) == (2, pushed["commit"])


@pytest.mark.parametrize("word", ["[skip ci]", "[CI SKIP]", "[no ci]", "[actions skip]", "[skip netlify]"])
def test_no_title_keeps_the_page_from_being_deployed(calm: Clone, word: str) -> None:
    assert publish(calm, "open", f"Search fails {word}", "-c", "search").exit_code == 0

    message = calm.git("log", "-1", "--format=%B")
    assert "Search fails (" in message and "[" not in message
