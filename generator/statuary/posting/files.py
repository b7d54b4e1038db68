"""Writing: a file is replaced as a whole, never over somebody's newer words; and what was typed is never lost."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from statuary.posting.compose import Post

Onto = Callable[[bytes | None], tuple[Post, bytes]]
"""Puts the post onto what stands in the file now, None where there is none; see `together.onto`."""

_PATIENCE = 5.0
"""Seconds; a command writes in a fraction of one, so that an older lock was left behind by one that was killed."""


def write_post(root: Path, post: Post, onto: Onto) -> Post:
    """Put the post into its file, and return it as it was written.

    Whoever wrote the same file since it was read is not overwritten: `onto` puts both together, or raises. Raises
    OSError when the disk fails; the file is then as it was.
    """
    path = root / post.path
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with _locked(path.with_name(f".{path.name}.lock")):
        post, content = onto(path.read_bytes() if path.exists() else None)
        try:
            new.write_bytes(content)
            if path.exists():
                shutil.copymode(path, new)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    return post


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    """Only one command at a time writes a file: whoever could create the lock beside it, on every system alike.

    A lock's age is not told from its file's time: the disk's clock need not be this machine's.
    """
    seen: tuple[int, int] | None = None
    since = time.monotonic()
    while not _taken(lock):
        with suppress(FileNotFoundError):
            found = lock.stat()
            if (found.st_ino, found.st_mtime_ns) != seen:
                seen, since = (found.st_ino, found.st_mtime_ns), time.monotonic()
            elif time.monotonic() - since > _PATIENCE:
                lock.unlink()
        time.sleep(0.02)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _taken(lock: Path) -> bool:
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def keep(root: Path, content: bytes, now: datetime) -> Path | None:
    """Save what somebody typed where git does not see it, and return where; None when even that fails."""
    for folder in (_git_folder(root), Path(tempfile.gettempdir())):
        if folder is None:
            continue
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(".md", f"statuary-{now:%Y%m%dT%H%M%S}-", folder, text=False)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            return Path(name)
    return None


def _git_folder(root: Path) -> Path | None:
    command = ["git", "-C", str(root), "rev-parse", "--absolute-git-dir"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Path(os.fsdecode(done.stdout).strip()) / "statuary" if done.returncode == 0 else None
