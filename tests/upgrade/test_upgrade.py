"""`statuary upgrade`: a repository gets what this version gives, and its owner's changes stay."""

import shutil
from pathlib import Path

import pytest

from statuary import __version__
from statuary.posting.template_files import find_template
from support.command import run
from support.repository import files
from support.upgrade import CHECK, DEPLOY, GO_LIVE, GONE, edited, made_by, upgrade

GUIDE = "incidents/README.md"


def test_what_changed_is_renewed_and_the_owners_changes_stay(older: Path, made: Path) -> None:
    result = upgrade(older)

    assert result.exit_code == 1, "one file needs the owner"
    after, new = files(older), files(made)
    assert after[CHECK] == new[CHECK]
    assert after[DEPLOY] == new[DEPLOY] + b"# the owner's\n"
    assert after[GO_LIVE].startswith(b"# The owner's") and after[GO_LIVE + ".new"] == new[GO_LIVE]
    assert GONE not in after and ".vscode/settings.json" not in after
    assert (after[".github/CODEOWNERS"], after["mkdocs.yml"]) == (b"* @us\n", b"site_name: Ours\n")
    for path in (".github/wheels.txt", *(name for name in new if name.startswith(".github/wheels/"))):
        assert after[path] == new[path]
    assert ".github/wheels/statuary-0.0.9-py3-none-any.whl" not in after
    assert f"Statuary 0.0.9 → {__version__}:" in result.output
    assert f"  replaced    {CHECK}\n" in result.output
    assert f"  merged      {DEPLOY} (your changes and ours)\n" in result.output
    assert f"  conflict    {GO_LIVE} (yours stays, ours is go-live.md.new)\n" in result.output
    assert f"  removed     {GONE}\n" in result.output
    assert "  stays away  .vscode/settings.json (you deleted it)\n" in result.output


def test_message_templates_that_an_owner_changed_stay_and_win(root: Path) -> None:
    """Once they lay beside the folders of the languages, where a file holds for any language."""
    messages = ".github/messages"
    kept, unchanged = f"{messages}/incident-update.md", f"{messages}/incident-resolved.md"
    made_by(root, "0.0.9", {kept: "Ours.\n", unchanged: "Ours.\n"})
    (root / kept).write_text("The owner's words.\n")

    assert upgrade(root).exit_code == 0

    assert (root / kept).read_text() == "The owner's words.\n" and not (root / unchanged).exists()
    assert find_template(root, "de", "incident-update").text == "The owner's words."
    assert find_template(root, "de", "incident-resolved").language == "de"


def test_a_conflict_beside_the_incidents_keeps_nobody_from_publishing(root: Path) -> None:
    made_by(root, "0.0.9", {GUIDE: "Older\n"})
    (root / GUIDE).write_text("Ours\n")

    assert upgrade(root).exit_code == 1
    assert (root / f"{GUIDE}.new").exists()
    assert run(root, "check").exit_code == 0


def test_of_two_locks_ours_is_to_be_taken(root: Path) -> None:
    lock = ".github/requirements.txt"
    made_by(root, "0.0.9", {lock: edited(root, lock, "babel==", "babel==2.17.0 # ")})
    (root / lock).write_text(edited(root, lock, "babel==2.17.0", "babel==2.17.1"))

    result = upgrade(root)

    assert result.exit_code == 1
    assert f"mv {lock}.new {lock}" in result.output


def test_the_second_time_changes_nothing_and_remembers_the_conflict(older: Path) -> None:
    upgrade(older)
    once = files(older)

    again = upgrade(older)

    assert (again.exit_code, files(older)) == (1, once)
    assert "Nothing to change" in again.output and f"{GO_LIVE}.new" in again.output
    (older / f"{GO_LIVE}.new").unlink()
    assert upgrade(older).exit_code == 0


def test_a_dry_run_says_the_same_and_writes_nothing(older: Path) -> None:
    before = files(older)

    shown = upgrade(older, "--dry-run")

    assert (shown.exit_code, files(older)) == (1, before)
    assert f"  merged      {DEPLOY}" in shown.output
    assert shown.output.replace("; nothing is written", "") == upgrade(older).output.replace(
        "Look at it with git diff, then commit it.\n", ""
    )


def test_a_disk_that_fails_leaves_everything_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(older)

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copymode", full)
    result = upgrade(older)

    assert result.exit_code == 3 and "No space left" in result.output
    assert files(older) == before
