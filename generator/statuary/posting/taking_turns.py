"""Two commands in one checkout publish one after the other: the system lets the second wait, and forgets the killed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from statuary.git import Git


@contextmanager
def taking_turns(git: Git) -> Iterator[None]:
    """Wait until no other command commits and pushes here. Raises GitError."""
    path = Path(git.text("rev-parse", "--absolute-git-dir")) / "statuary.lock"
    with path.open("a+b") as file:
        _lock(file)  # until the file is closed, by us or by whoever kills us
        yield


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
