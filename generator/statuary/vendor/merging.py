"""What a repository was given when it was made or last upgraded: in the wheel of ours that lies in it.

What becomes of one file that both its owner and we may have changed.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import Version

from statuary.git import GitError, reading
from statuary.repository_files import read_inside
from statuary.vendor.packing import FOLDER, LIST, NAME, NAMES, given

_WHEEL = re.compile(rf"(?:\./)?({re.escape(FOLDER)}/(?:{'|'.join(NAMES)})-[\w.+-]+\.whl)\s")
"""A line of the list that names a wheel which we pack; those of others are the owner's."""


class DamagedError(Exception):
    """The wheel in the repository cannot be read; `path` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class Old:
    """The version that a repository was given, and the files that it gave."""

    version: Version
    given: dict[str, bytes]


def listed_wheels(root: Path) -> list[str]:
    """The wheels of ours that the repository's list names, by path. Raises OSError."""
    return [match[1] for line in _lines(root) if (match := _WHEEL.match(line))]


def foreign_lines(root: Path) -> bytes:
    """What else the list names: nobody but the owner can have put it there. Raises OSError."""
    lines = (line.rstrip() for line in _lines(root) if not _WHEEL.match(line))
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("#")).encode()


def _lines(root: Path) -> list[str]:
    if not (root / LIST).is_file():
        return []
    return read_inside(root, root / LIST).decode(errors="replace").splitlines(keepends=True)


def old(root: Path) -> Old | None:
    """None where no wheel of ours lies in the repository. Raises DamagedError and OSError."""
    for path in _candidates(root):
        try:
            _, version, *_ = parse_wheel_filename(Path(path).name)
            with zipfile.ZipFile(root / path) as wheel:
                files = {name: wheel.read(name) for name in wheel.namelist()}
        except (InvalidWheelFilename, zipfile.BadZipFile, NotImplementedError) as error:
            raise DamagedError(path) from error
        return Old(version, given(files))
    return None


def _candidates(root: Path) -> Iterator[str]:
    ours = [path for path in listed_wheels(root) if Path(path).name.startswith(f"{NAME}-")]
    yield from (path for path in ours if (root / path).is_file())
    # The list may be lost; then any of ours is better than none.
    yield from sorted(path.relative_to(root).as_posix() for path in (root / FOLDER).glob(f"{NAME}-*.whl"))


class What(StrEnum):
    """What an upgrade does to a file."""

    ADDED = "added"
    REPLACED = "replaced"
    MERGED = "merged"
    REMOVED = "removed"
    STAYS_AWAY = "stays away"
    STAYS = "stays"
    YOURS = "yours"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class MergeOutcome:
    """What happens to a file, and with which content: of a conflict, ours."""

    what: What
    content: bytes | None = None


def outcome(base: bytes | None, owner: bytes | None, ours: bytes | None) -> MergeOutcome | None:
    """What becomes of a file: as we gave it once, as it is there, as we give it now. None: it is as we give it.

    None in place of a content: there is no such file.
    """
    if owner == ours:
        return None
    if owner is None:
        return MergeOutcome(What.ADDED, ours) if base is None else MergeOutcome(What.STAYS_AWAY)
    if base == ours:
        return MergeOutcome(What.YOURS)
    if base == owner:
        return MergeOutcome(What.REMOVED) if ours is None else MergeOutcome(What.REPLACED, ours)
    if ours is None:
        return MergeOutcome(What.STAYS)
    return _both_changed(base, owner, ours)


def _both_changed(base: bytes | None, owner: bytes, ours: bytes) -> MergeOutcome | None:
    both = None if base is None else _merged(owner, base, ours)
    if both == owner:
        return MergeOutcome(What.YOURS)
    return MergeOutcome(What.CONFLICT, ours) if both is None else MergeOutcome(What.MERGED, both)


def _merged(owner: bytes, base: bytes, ours: bytes) -> bytes | None:
    """Both changes in one text; None where git cannot say which one holds."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        for name, content in (("owner", owner), ("base", base), ("ours", ours)):
            (place / name).write_bytes(content)
        try:
            return reading(place).content("merge-file", "-p", "owner", "base", "ours")
        except GitError:
            return None
