"""`--pr`: a branch with one file, and nothing here changes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from statuary.posting.pull_request import compare_link
from support.posting import FILE, NAME, NOW, Clone, colleague, parsed, refuse_pushes
from support.repository import INCIDENT, write


def test_a_pull_request_leaves_everything_here_alone(clone: Clone) -> None:
    refuse_pushes(clone)
    write(clone.root / "notes.txt", "one\ntwo\n")
    before = clone.git("status", "--porcelain", "--branch")

    result = clone.run("update", "-m", "Words", "--pr")

    assert result.exit_code == 0, result.output
    branch = f"statuary/{NAME}-20261122t103100z"
    assert f"Pushed to the branch {branch}." in result.stdout
    assert clone.git("status", "--porcelain", "--branch") == before
    assert clone.read() == INCIDENT
    remote = str(clone.root.parent / "remote.git")
    assert "Words" in clone.git("--git-dir", remote, "show", f"{branch}:{FILE}")
    assert clone.git("--git-dir", remote, "diff", "--name-only", "main", branch) == FILE


def test_a_pull_request_from_a_detached_head(clone: Clone) -> None:
    clone.git("checkout", "-q", "--detach")

    assert clone.run("update", "-m", "Words", "--pr").exit_code == 0


def test_a_pull_request_through_gh(clone: Clone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(
        tmp_path / "gh",
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/asked\necho https://github.com/o/r/pull/7\n',
    )
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    result = clone.run("open", 'Search "fails" $(now)', "-c", "search", "--pr")

    assert "Pull request: https://github.com/o/r/pull/7\n" in result.stdout
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[asked.index("--title") + 1] == 'Search "fails" $(now): Investigating'
    assert asked[asked.index("--base") + 1] == "main"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("git@github.com:o/r.git", "https://github.com/o/r/compare/main...statuary/x?expand=1"),
        ("https://github.com/o/r", "https://github.com/o/r/compare/main...statuary/x?expand=1"),
        ("https://token@github.com/o/r.git", "https://github.com/o/r/compare/main...statuary/x?expand=1"),
        (
            "ssh://git@github.example.com:22/o/r.git",
            "https://github.example.com/o/r/compare/main...statuary/x?expand=1",
        ),
        (
            "git@gitlab.com:g/sub/r.git",
            "https://gitlab.com/g/sub/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=statuary%2Fx"
            "&merge_request%5Btarget_branch%5D=main",
        ),
        ("git@git.example.com:o/r.git", ""),
        ("/srv/git/r.git", ""),
    ],
)
def test_where_a_pull_request_is_opened(address: str, link: str) -> None:
    assert compare_link(address, "main", "statuary/x") == link


@pytest.mark.long
def test_four_people_at_the_same_moment(clone: Clone) -> None:
    """Real processes that race for the remote: every update arrives, once, and the file stays sound."""
    people = [clone, *(colleague(clone, f"person-{number}") for number in range(3))]
    commands = [
        [sys.executable, "-m", "statuary", "-C", str(one.root), "update", "-m", f"Words {number}.", "--now", NOW,
         "--publish", "--no-wait"]
        for number, one in enumerate(people)
    ]  # fmt: skip
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    started = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for command in commands
    ]

    for process in started:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()

    updates = parsed(clone.served()).updates[1:]
    assert sorted(one.text for one in updates) == [f"Words {number}." for number in range(4)]
