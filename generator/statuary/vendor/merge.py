"""What becomes of one file that both its owner and we may have changed."""

import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from statuary.source.git import GitError, git_bytes


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
class Outcome:
    """What happens to a file, and with which content: of a conflict, ours."""

    what: What
    content: bytes | None = None


def outcome(base: bytes | None, owner: bytes | None, ours: bytes | None) -> Outcome | None:
    """What becomes of a file: as we gave it once, as it is there, as we give it now. None: it is as we give it.

    None in place of a content: there is no such file.
    """
    if owner == ours:
        return None
    if owner is None:
        return Outcome(What.ADDED, ours) if base is None else Outcome(What.STAYS_AWAY)
    if base == ours:
        return Outcome(What.YOURS)
    if base == owner:
        return Outcome(What.REMOVED) if ours is None else Outcome(What.REPLACED, ours)
    if ours is None:
        return Outcome(What.STAYS)
    return _both_changed(base, owner, ours)


def _both_changed(base: bytes | None, owner: bytes, ours: bytes) -> Outcome | None:
    both = None if base is None else _merged(owner, base, ours)
    if both == owner:
        return Outcome(What.YOURS)
    return Outcome(What.CONFLICT, ours) if both is None else Outcome(What.MERGED, both)


def _merged(owner: bytes, base: bytes, ours: bytes) -> bytes | None:
    """Both changes in one text; None where git cannot say which one holds."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        for name, content in (("owner", owner), ("base", base), ("ours", ours)):
            (place / name).write_bytes(content)
        try:
            return git_bytes(place, "merge-file", "-p", "owner", "base", "ours")
        except GitError:
            return None
