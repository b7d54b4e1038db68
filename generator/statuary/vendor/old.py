"""What a repository was given when it was made or last upgraded: in the wheel of ours that lies in it."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import Version

from statuary.inside import read_inside
from statuary.vendor.given import given
from statuary.vendor.pack import FOLDER, LIST, NAME, NAMES

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
