"""The line of commits that was published, as far as it concerns some paths.

Comparing the trees of thousands of commits takes seconds where a folder holds thousands of files. So what git answered
is kept in its own folder, and only what is new is asked for. It is the answer itself, and nothing that was made of it.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from statuary.source.git import GitError, git
from statuary.source.git_log import Revision, log, revisions

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
    listed = git(root, "rev-list", "--first-parent", new, f"^{old}^@").split()
    return set(listed[:-1]) if listed and listed[-1] == old else None


def _log_of_head(root: Path, paths: Sequence[str]) -> bytes:
    asked = "\0".join([_FORM, *paths]).encode("utf-8", "surrogateescape")
    name = f"{_KEPT}-{_digest(asked)[:16]}"
    head, store = git(root, "rev-parse", "HEAD", "--git-path", name).split("\n")[:2]
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
