"""The published line of commits: a branch's own commits, each compared with the one before it.

What a merged branch held in between was never published, so only the merge itself counts.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from statuary.source.git import blobs, git, git_bytes

_LOG = (
    "log",
    "-z",
    "--first-parent",
    "-m",
    "--root",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-follow",
    "--no-color",
    "--no-show-signature",
    "--relative",
    "-O/dev/null",
    "--format=%x01%H %ct",
)
"""Each of these options takes a setting of somebody's own git configuration out of the answer."""
_SETTINGS = ("-c", "log.diffMerges=separate")


class Change(NamedTuple):
    """A file that a commit changed, and its new content; None where there is no ordinary file any more.

    `submodule`: another repository is bound in there.
    """

    path: str
    blob: str | None
    submodule: bool = False


class Revision(NamedTuple):
    """A commit, when it was made (UTC), and what it changed. Paths are relative to the repository of the page."""

    name: str
    at: datetime
    changes: list[Change]


_MERGES = 100
"""So many of the newest merges are looked at: one that lost something is told at the next build."""
_DROPPED = (
    "diff-tree",
    "--stdin",
    "-z",
    "-r",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--relative",
    "--diff-filter=D",
)


def dropped_by_merges(root: Path, paths: Sequence[str], start: str) -> Iterator[Revision]:
    """Files that a merged branch had and that its merge left out: the merge, and as `blob` what they held.

    After `git pull` the line that was published is the merged one, so that what a wrong merge leaves out was on the
    page. The newest merge comes first. Raises GitError.
    """
    asked = ("--first-parent", "--merges", "--parents", "--timestamp", f"--max-count={_MERGES}", start)
    merges = [line.split() for line in git(root, "rev-list", *asked).splitlines()]
    times = {merge: datetime.fromtimestamp(int(seconds), UTC) for seconds, merge, *_ in merges}
    pairs = [f"{merge} {parent}\n" for _, merge, _, *parents in merges for parent in parents]
    if not pairs:
        return
    answer = git_bytes(root, "--literal-pathspecs", *_DROPPED, "--", *paths, given="".join(pairs).encode())
    fields = iter(answer.split(b"\0"))
    merge = ""
    for field in fields:
        if field.startswith(b":"):
            raw, path = field.split(b" "), os.fsdecode(next(fields))
            if raw[0].startswith(b":100"):
                yield Revision(merge, times[merge], [Change(path, raw[2].decode())])
        elif field:
            merge = field.decode().strip()


class Version(NamedTuple):
    """What a file held after a commit, and when that was committed (UTC)."""

    at: datetime
    content: bytes


def log(root: Path, paths: Sequence[str], *which: str) -> bytes:
    """The commits that changed something at these paths (relative to `root`), the newest first, as git tells them.

    `which` names a commit and what is left out. Raises GitError.
    """
    return git_bytes(root, "--literal-pathspecs", *_SETTINGS, *_LOG, *which, "--", *paths)


def revisions(answer: bytes) -> Iterator[Revision]:
    """What `log` answered."""
    found: Revision | None = None
    fields = iter(answer.split(b"\0"))
    for field in fields:
        if field.startswith(b"\1"):
            if found is not None:
                yield found
            name, _, seconds = field[1:].decode().partition(" ")
            found = Revision(name, datetime.fromtimestamp(int(seconds), UTC), [])
        elif found is not None and (raw := field.lstrip(b"\n")).startswith(b":"):
            found.changes.append(_change(raw.split(b" "), next(fields)))
    if found is not None:
        yield found


def _change(raw: Sequence[bytes], path: bytes) -> Change:
    """`:100644 100644 OLD NEW M`; links and submodules are no files."""
    is_file = raw[1].startswith(b"100")
    return Change(os.fsdecode(path), raw[3].decode() if is_file else None, raw[1] == b"160000")


def versions(root: Path, path: str, most: int) -> list[Version]:
    """What a file (relative to `root`) held after each of the last commits that changed it, the newest first.

    What this clone lacks is left out. Raises GitError.
    """
    line = revisions(log(root, [path], f"--max-count={most}", "HEAD"))
    held = [(one.at, change.blob) for one in line for change in one.changes if change.path == path]
    files = [(at, blob) for at, blob in held if blob]
    contents = blobs(root, [blob for _, blob in files])
    return [
        Version(at, content) for (at, _), content in zip(files, contents, strict=True) if content is not None
    ]
