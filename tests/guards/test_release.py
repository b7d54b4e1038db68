"""A release is made of a tag, the version in the code and a section of the changelog, which say the same."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from statuary import __version__

CHANGELOG = ".github/CHANGELOG.md"
Notes = Callable[[str, str], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def notes(root: Path, tmp_path: Path) -> Notes:
    """The notes of a tag, with this changelog in place of ours."""
    for name in (".ci/notes", "generator/statuary/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copyfile(root / name, tmp_path / name)
    (tmp_path / ".github").mkdir()

    def run(tag: str, changelog: str) -> "subprocess.CompletedProcess[str]":
        (tmp_path / CHANGELOG).write_text(changelog, encoding="utf-8")
        command = [sys.executable, str(tmp_path / ".ci/notes"), tag]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    return run


def test_the_changelog_knows_this_version(root: Path, notes: Notes) -> None:
    before, _, text = (root / CHANGELOG).read_text(encoding="utf-8").partition(f"## [{__version__}] - ")
    assert "## [Unreleased]" in before

    done = notes(f"v{__version__}", f"## [{__version__}] - {text}")

    assert (done.returncode, done.stderr) == (0, "")
    assert "###" in done.stdout and "## [" not in done.stdout


@pytest.mark.parametrize(
    ("tag", "changelog", "said"),
    [
        (f"{__version__}", f"## [{__version__}]\n\nAll.\n", f"it has to be v{__version__}"),
        ("v99.0", "## [99.0]\n\nAll.\n", f"it has to be v{__version__}"),
        (f"v{__version__}", "## [99.0]\n\nAll.\n", f"says nothing of {__version__}"),
        (f"v{__version__}", f"## [Unreleased]\n\n- More\n\n## [{__version__}]\n\nAll.\n", "is not empty"),
    ],
)
def test_what_disagrees_is_not_released(tag: str, changelog: str, said: str, notes: Notes) -> None:
    done = notes(tag, changelog)

    assert done.returncode == 1 and said in done.stderr and done.stdout == ""
