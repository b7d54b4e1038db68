"""What git knows of a repository: which files changed, what they held before, and which commit this is."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

_RAW = re.compile(r"^:\d+ 100\d{3} [0-9a-f]+ (?P<blob>(?!0+ )[0-9a-f]+) ")
"""A line of `git log --raw` on an ordinary file that was there after the commit; links are left out."""


class GitError(Exception):
    """Git could not answer; the message says why, in git's own words."""


def git(root: Path, *arguments: str) -> str:
    """Git's answer to a question about the repository at `root`; raises GitError."""
    return os.fsdecode(_answer(root, arguments))


def _answer(root: Path, arguments: Sequence[str], question: bytes = b"") -> bytes:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, input=question, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip()
        raise GitError(words.removeprefix("fatal: ") or f"git {arguments[0]} failed")
    return done.stdout


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """Paths below `root` that differ from where this branch left `revision`, uncommitted and new ones included."""
    if revision.startswith("-"):
        raise GitError(f"“{revision}” is not a revision")
    base = git(root, "merge-base", revision, "HEAD").strip()
    changed = git(root, "diff", "--name-only", "--relative", "-z", base, "--")
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)


def deleted_files(root: Path, commit: str) -> list[str]:
    """Paths below `root` that were there at a commit and are not any more; raises GitError."""
    gone = git(
        root, "diff", "--name-only", "--no-renames", "--diff-filter=D", "--relative", "-z", commit, "--"
    )
    return [path for path in gone.split("\0") if path]


def commit(root: Path) -> str | None:
    """The full name of the commit that is checked out, or None outside a repository."""
    try:
        return git(root, "rev-parse", "HEAD").strip()
    except GitError:
        return None


class Version(NamedTuple):
    """What a file held after a commit, and when that was committed (UTC)."""

    at: datetime
    content: bytes


def versions(root: Path, path: str, most: int) -> list[Version]:
    """What a file (relative to `root`) held after each of the last commits that changed it, the newest first.

    Only the branch's own line of commits counts: that is what was published, while a merged branch was not.
    Raises GitError.
    """
    asked = ("log", f"--max-count={most}", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames")
    shown = ("--no-show-signature", "--format=%ct", "HEAD", "--", path)
    at = datetime.fromtimestamp(0, UTC)
    found: list[tuple[datetime, str]] = []
    for line in git(root, "--literal-pathspecs", *asked, *shown).splitlines():
        if line.isdigit():
            at = datetime.fromtimestamp(int(line), UTC)
        elif match := _RAW.match(line):
            found.append((at, match["blob"]))
    contents = _blobs(root, [blob for _, blob in found])
    return [Version(at, content) for (at, _), content in zip(found, contents, strict=True)]


def _blobs(root: Path, names: Sequence[str]) -> Iterator[bytes]:
    """The contents of these blobs, in their order, from one process."""
    if not names:
        return
    answer = _answer(root, ("cat-file", "--batch"), "".join(f"{name}\n" for name in names).encode())
    place = 0
    for name in names:
        end = answer.index(b"\n", place)
        kind, _, size = answer[place:end].decode().partition(" ")[2].partition(" ")
        if kind != "blob":
            raise GitError(f"the object {name} is missing")
        place = end + 1 + int(size) + 1
        yield answer[end + 1 : place - 1]


def is_shallow(root: Path) -> bool:
    """True for a clone that was cut off, such as actions/checkout makes without `fetch-depth: 0`. Raises GitError."""
    return git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
