"""Git behind one door, whoever asks: what it may do, and what it says when it cannot."""

import subprocess
from pathlib import Path

import pytest

from statuary.git import Git, GitError, listed_files, reading


def _repository(folder: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def test_a_file_whose_name_is_a_pattern_is_only_itself(tmp_path: Path) -> None:
    root = _repository(tmp_path)
    for name in ("[a].md", "a.md", " b.md"):
        (root / name).write_text("")

    assert reading(root).paths("ls-files", "--others", "-z", "--", "[a].md") == ["[a].md"]
    assert set(listed_files(root)) == {"[a].md", "a.md", " b.md"}


@pytest.mark.parametrize("git", [Git, reading])
def test_a_folder_that_is_no_repository(tmp_path: Path, git: type[Git]) -> None:
    with pytest.raises(GitError, match=r"^not a git repository") as raised:
        git(tmp_path).text("rev-parse", "HEAD")

    assert raised.value.absent


@pytest.mark.parametrize("git", [Git, reading])
def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git: type[Git]) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitError, match="git is not installed") as raised:
        git(tmp_path).text("rev-parse", "HEAD")

    assert raised.value.absent


def test_reading_asks_no_remote(tmp_path: Path) -> None:
    there, here = _repository(tmp_path / "there"), _repository(tmp_path / "here")
    asked = ("ls-remote", "--quiet", f"file://{there}")

    assert Git(here).text(*asked) == ""
    with pytest.raises(GitError, match="transport 'file' not allowed"):
        reading(here).text(*asked)


def test_git_that_hangs(tmp_path: Path) -> None:
    with pytest.raises(GitError, match=r"gave no answer for 0\.1 seconds"):
        Git(_repository(tmp_path), seconds=0.1).text("-c", "alias.wait=!sleep 1", "wait")
