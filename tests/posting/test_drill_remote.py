"""`statuary drill` with a remote or a hook that says no: it tells which, and leaves nothing behind."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.posting import Clone, drill, everything, failed, hook
from support.repository import write


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Temporary folders of this test alone, without `gh`; nothing may be left in them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr("shutil.which", lambda name: None)
    yield
    assert list(folder.iterdir()) == []


@pytest.mark.long
def test_unpushed_commits_never_leave(clone: Clone, served: Path) -> None:
    """What goes to the remote for a moment is the incident's file and nothing else."""
    remote = clone.root.parent / "remote.git"
    seen = clone.root.parent / "seen"
    listed = 'git log --format=%an%n%s --name-only "$new"'
    hook(
        remote / "hooks",
        "pre-receive",
        f'while read old new ref; do echo "$ref"; {listed}; done >> {seen} 2>&1; exit 0',
    )
    write(clone.root / "secret.txt", "not yet\n")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Private")

    assert drill(clone).exit_code == 0

    pushed = seen.read_text().splitlines()
    assert "Private" not in pushed and "secret.txt" not in pushed
    assert [line for line in pushed if line.startswith("incidents/")] == [_drilled(pushed)]
    assert "refs/heads/main" not in pushed


def _drilled(lines: list[str]) -> str:
    return next(line for line in lines if line.endswith("-a-drill-nothing-is-wrong.md"))


@pytest.mark.long
def test_a_remote_that_refuses(clone: Clone, served: Path) -> None:
    hook(clone.root.parent / "remote.git/hooks", "pre-receive", "echo 'Ask the platform team.' >&2; exit 1")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["a branch with the incident is pushed"]
    assert "Ask the platform team." in result.stdout
    assert "must let people who post through" in result.stdout
    assert "would take a commit, as far as git can tell" in result.stdout


@pytest.mark.long
def test_a_remote_that_lets_nobody_delete(clone: Clone, served: Path) -> None:
    clone.git("--git-dir", str(clone.root.parent / "remote.git"), "config", "receive.denyDeletes", "true")
    before = everything(clone)

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["the branch is deleted again", "nothing is left at the remote"]
    assert "delete it by hand: git push origin --delete statuary-drill-" in result.stdout
    assert everything(clone) == before


@pytest.mark.long
def test_a_hook_here_that_refuses_a_commit(clone: Clone, served: Path) -> None:
    hook(clone.root / ".git/hooks", "commit-msg", "echo 'No ticket number.' >&2; exit 1")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["your hooks let it be committed"]
    assert "commit-msg refused it:\n" in result.stdout and "No ticket number." in result.stdout


@pytest.mark.long
def test_a_hook_here_that_lets_it_through_sees_the_file(clone: Clone, served: Path) -> None:
    seen = clone.root.parent / "seen"
    hook(clone.root / ".git/hooks", "pre-commit", f"git diff --cached --name-only > {seen}")

    assert drill(clone).exit_code == 0
    assert seen.read_text().strip().endswith("-a-drill-nothing-is-wrong.md")


@pytest.mark.long
def test_a_hook_here_that_refuses_a_push(clone: Clone, served: Path) -> None:
    hook(clone.root / ".git/hooks", "pre-push", "echo 'Tests fail.' >&2; exit 1")

    result = drill(clone)

    assert result.exit_code == 3
    assert "there is a pre-push hook" in result.stdout and "Tests fail." in result.stdout
    assert len(failed(result)) == 2
