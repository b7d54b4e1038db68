"""What git knows of a repository: which files changed, and which commit this is."""

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git could not answer; the message says why, in git's own words."""


def git(root: Path, *arguments: str) -> str:
    """Git's answer to a question about the repository at `root`; raises GitError."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="surrogateescape", check=False)  # noqa: S603
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        raise GitError(done.stderr.strip().removeprefix("fatal: ") or f"git {arguments[0]} failed")
    return done.stdout


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """Paths below `root` that differ from where this branch left `revision`, uncommitted and new ones included."""
    if revision.startswith("-"):
        raise GitError(f"“{revision}” is not a revision")
    base = git(root, "merge-base", revision, "HEAD").strip()
    changed = git(root, "diff", "--name-only", "--relative", "-z", base, "--")
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)


def commit(root: Path) -> str | None:
    """The full name of the commit that is checked out, or None outside a repository."""
    try:
        return git(root, "rev-parse", "HEAD").strip()
    except GitError:
        return None
