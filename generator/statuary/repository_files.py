"""Which files may be read: ordinary ones inside the repository. Nothing else ever gets into the site.

Links are followed before they are judged. `.git` is no part of the repository: it can hold the key to push with.
"""

import os
import shlex
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = ".git"


class OutsideError(OSError):
    """A path leads out of the repository, or to something that is no ordinary file."""


def is_inside(root: Path, path: str | Path) -> bool:
    """Whether a path, with all its links followed, is an ordinary file or a folder below `root`."""
    return _kind(root, path) is not None


def is_file_inside(root: Path, path: str | Path) -> bool:
    """Whether a path, with all its links followed, is an ordinary file below `root`."""
    return _kind(root, path) == stat.S_IFREG


def read_inside(root: Path, path: str | Path, most: int = -1) -> bytes:
    """The bytes of an ordinary file below `root`, at most so many. Raises OutsideError and OSError."""
    if not is_file_inside(root, path):
        raise OutsideError(0, "this is no ordinary file of the repository", str(path))
    with Path(path).open("rb") as file:
        return file.read(most)


def _kind(root: Path, path: str | Path) -> int | None:
    """The type bits of an ordinary file or a folder below `root`; None for everything else."""
    try:
        top = Path(os.path.realpath(root))
        real = Path(os.path.realpath(path))
        kind = stat.S_IFMT(real.stat().st_mode)
    except (OSError, ValueError):  # a loop, a name that is too long or holds a NUL
        return None
    if not real.is_relative_to(top) or kind not in (stat.S_IFREG, stat.S_IFDIR):
        return None
    return None if PRIVATE in (part.casefold() for part in real.relative_to(top).parts) else kind


def where_instead(root: Path, name: str) -> str:
    """What to do where a page's file is not in this folder: name the folder near it that has one, if only one has."""
    with suppress(OSError, ValueError):
        above = [folder for folder in root.resolve().parents if (folder / name).is_file()][:1]
        below = [path.parent for pattern in ("*", "*/*") for path in root.resolve().glob(f"{pattern}/{name}")]
        found = above or below
        if len(found) == 1:
            folder = shlex.quote(os.path.relpath(found[0]))
            return f"there is one in {folder}: statuary -C {folder} …"
    return "run this in a status repository, name it with -C DIR, or make one with: statuary init DIR"
