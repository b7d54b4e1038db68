"""Status repositories with a past: commits with their times, and what a tolerant build makes of them."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from sample import write
from statuary.cli import main
from statuary.history.file_history import History
from statuary.inspection.strict import Inspected
from statuary.inspection.tolerant import inspect_tolerantly
from statuary.source import read_project

CLOCK = datetime(2026, 11, 22, 12, tzinfo=UTC)
COMMITTED = "2026-11-22T10:04:00Z"


def git(root: Path, *arguments: str, at: str = COMMITTED) -> str:
    """Git, without the configuration of whoever runs the tests."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    command = [
        "git",
        "-C",
        str(root),
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.com",
        *arguments,
    ]
    done = subprocess.run(command, env=os.environ | own | dates, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path, files: dict[str, str | bytes | None] | None = None, at: str = COMMITTED) -> None:
    """Write (or, for None, delete) files and commit everything."""
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


def build(root: Path, *arguments: str) -> tuple[int, str]:
    """`statuary build --tolerant`: its exit code, and all it says."""
    result = CliRunner().invoke(main, ["-C", str(root), "build", "--tolerant", *arguments])
    return result.exit_code, result.output


def manifest(root: Path) -> dict[str, Any]:
    """The site's `_build.json`."""
    found: dict[str, Any] = json.loads((root / "site" / "_build.json").read_text())
    return found


def home(root: Path) -> str:
    """The page itself."""
    return (root / "site" / "index.html").read_text()


def unresolved(root: Path) -> dict[str, dict[str, Any]]:
    """What the API says is open, by the incident's address."""
    found = json.loads((root / "site" / "api" / "v2" / "incidents" / "unresolved.json").read_text())
    return {one["shortlink"].rstrip("/").rpartition("/")[2]: one for one in found["incidents"]}


def inspected(root: Path, history: History | None = None, now: datetime | None = None) -> Inspected:
    """The same without writing a site."""
    project, problems = read_project(root)
    assert project is not None
    return inspect_tolerantly(project, problems, now, CLOCK, history)
