"""Commands in one checkout take turns: the system lets the second wait, and forgets whoever is killed.

A folder is what is locked, not a file made for it: so nothing can be left behind, not even by `kill -9`.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def taking_turns(folder: Path) -> Iterator[None]:
    """Wait until no other command holds this folder, and hold it."""
    descriptor = _opened(folder)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def taking_part(folder: Path) -> Iterator[bool]:
    """Hold a folder beside others who take part; whether nobody else does at the beginning."""
    descriptor = _opened(folder)
    try:
        yield _joined(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import hashlib
    import msvcrt
    import tempfile
    import time

    def _opened(folder: Path) -> int:
        """No folder can be locked there: a file stands for it, which the system deletes with its last user."""
        name = f"statuary-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}.lock"
        while True:
            with suppress(PermissionError):  # it is being deleted
                path = Path(tempfile.gettempdir()) / name
                return os.open(path, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY)
            time.sleep(0.05)

    def _lock(descriptor: int) -> None:
        while True:
            with suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return

    def _joined(descriptor: int) -> bool:
        """There only one can hold it; the second knows that it is not alone."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _lock(descriptor: int) -> None:
        with suppress(OSError):  # some disks on a network know no locks: posting matters more
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _joined(descriptor: int) -> bool:
        alone = True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            alone = False
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return alone
