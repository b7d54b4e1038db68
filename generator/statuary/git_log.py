"""The published line of commits: a branch's own commits, each compared with the one before it.

What a merged branch held in between was never published, so only the merge itself counts.

The line of commits that was published, as far as it concerns some paths.

Comparing the trees of thousands of commits takes seconds where a folder holds thousands of files. So what git answered
is kept in its own folder, and only what is new is asked for. It is the answer itself, and nothing that was made of it.

The repository as it was at another revision, in a folder of its own.
"""

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from statuary.git import GitError, blobs, reading

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


class FileChange(NamedTuple):
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
    changes: list[FileChange]


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
    merges = [line.split() for line in reading(root).text("rev-list", *asked).splitlines()]
    times = {merge: datetime.fromtimestamp(int(seconds), UTC) for seconds, merge, *_ in merges}
    pairs = [f"{merge} {parent}\n" for _, merge, _, *parents in merges for parent in parents]
    if not pairs:
        return
    answer = reading(root).content(*_DROPPED, "--", *paths, given="".join(pairs).encode())
    fields = iter(answer.split(b"\0"))
    merge = ""
    for field in fields:
        if field.startswith(b":"):
            raw, path = field.split(b" "), os.fsdecode(next(fields))
            if raw[0].startswith(b":100"):
                yield Revision(merge, times[merge], [FileChange(path, raw[2].decode())])
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
    return reading(root).content(*_SETTINGS, *_LOG, *which, "--", *paths)


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


def _change(raw: Sequence[bytes], path: bytes) -> FileChange:
    """`:100644 100644 OLD NEW M`; links and submodules are no files."""
    is_file = raw[1].startswith(b"100")
    return FileChange(os.fsdecode(path), raw[3].decode() if is_file else None, raw[1] == b"160000")


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


_KEPT = "statuary-history"
_FORM = "1"
_WORTH = 200
"""So many new commits take longer to ask for than to read again."""


def published_line(root: Path, paths: Sequence[str], start: str = "HEAD") -> list[Revision]:
    """The commits up to `start` that changed something at these paths, the newest first. Raises GitError."""
    line = list(revisions(_log_of_head(root, paths)))
    if start == "HEAD":
        return line
    newer = _since(root, start, "HEAD")
    if newer is None:
        return list(revisions(log(root, paths, start)))
    return [one for one in line if one.name not in newer]


def _since(root: Path, old: str, new: str) -> set[str] | None:
    """The commits after `old` on the line that ends at `new`; None where `old` is not on it."""
    listed = reading(root).text("rev-list", "--first-parent", new, f"^{old}^@").split()
    return set(listed[:-1]) if listed and listed[-1] == old else None


def _log_of_head(root: Path, paths: Sequence[str]) -> bytes:
    asked = "\0".join([_FORM, *paths]).encode("utf-8", "surrogateescape")
    name = f"{_KEPT}-{_digest(asked)[:16]}"
    head, store = reading(root).text("rev-parse", "HEAD", "--git-path", name).split("\n")
    file = root / store
    old, kept = _read(file)
    if old == head:
        return kept
    if old and _continues(root, old, head):
        new = log(root, paths, head, f"^{old}")
        answer = new + kept
    else:
        new = answer = log(root, paths, head)
    if new.count(b"\1") >= _WORTH:
        _write(file, f"{head} {_digest(answer)}\n".encode() + answer)
    return answer


def _continues(root: Path, old: str, head: str) -> bool:
    try:
        return _since(root, old, head) is not None
    except GitError:  # it was thrown away meanwhile
        return False


def _read(file: Path) -> tuple[str, bytes]:
    """The commit up to which an answer is kept, and the answer; both empty without one, or with a damaged one."""
    with suppress(OSError):
        label, _, answer = file.read_bytes().partition(b"\n")
        head, _, digest = label.decode(errors="replace").partition(" ")
        if digest == _digest(answer):
            return head, answer
    return "", b""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(file: Path, content: bytes) -> None:
    """At once or not at all; where nothing can be written, it is asked for again."""
    with suppress(OSError):
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f"{_KEPT}-", delete=False) as new:
            new.write(content)
        Path(new.name).replace(file)


def export(root: Path, commit: str, target: Path) -> None:
    """Write the files below `root` as they were at a commit into `target`; links and the like are left out.

    Raises GitError and OSError.
    """
    packed = target / ".packed.tar"
    reading(root).content("archive", "--format=tar", f"--output={packed.resolve()}", commit)
    with tarfile.open(packed) as archive:
        files = [member for member in archive.getmembers() if member.isfile() or member.isdir()]
        archive.extractall(target, files, filter="data")
    packed.unlink()
