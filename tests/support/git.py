"""Git, without the configuration of whoever runs the tests."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from support.repository import write

COMMITTED = "2026-11-22T10:04:00Z"
OWN = {
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.com",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""As on a machine where only a name is set."""


def git(root: Path, *arguments: str, at: str = COMMITTED) -> str:
    """What git answers; fails the test when it says no. `at`: the time of what it commits."""
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    command = ["git", "-C", str(root), *arguments]
    env = OWN | os.environ | dates
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(root: Path, files: Mapping[str, str | bytes | None] | None = None, at: str = COMMITTED) -> None:
    """Write (or, for None, delete) files and commit everything; the first time, this makes the repository."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
        write(root / ".gitignore", "/site/\n")
    for name, content in (files or {}).items():
        if content is None:
            (root / name).unlink()
        else:
            write(root / name, content)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Change", at=at)
