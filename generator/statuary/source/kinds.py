"""Which files may be published beside incidents: pictures, PDF and plain text; others only if the owner names them.

A page, a script or a drawing with a script in it would run on the status page's own address.
"""

import re
from collections.abc import Container

TEXT = "txt"
_STARTS: dict[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
    "pdf": (b"%PDF-",),
}
PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif")
ALLOWED = (*PICTURES, "pdf", TEXT)
ENOUGH = 16
"""Bytes that tell a kind."""


_LEFTOVER = re.compile(
    r"\.#(?P<lock>.+)|#(?P<saved>.+)#|\.?(?P<old>.+?)(?:~|\.sw[a-z]|\.bak|\.orig)|(?P<given>README\.md)\.new"
)


def is_leftover(name: str, names: Container[str]) -> bool:
    """Whether an editor, a merge or an upgrade left a file beside its own; alone it is all that is left."""
    found = _LEFTOVER.fullmatch(name)
    return found is not None and any(one in names for one in found.groups() if one)


def kind_of(name: str) -> str:
    """What a name ends with, in small letters; empty where it has no such end."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_what_it_says(kind: str, start: bytes) -> bool:
    """Whether a file of an allowed kind begins as such a file does; a picture of another kind is a picture, too."""
    if kind == TEXT:
        return True
    if kind == "pdf":
        return start.startswith(_STARTS["pdf"])
    pictures = (one for key, starts in _STARTS.items() if key != "pdf" for one in starts)
    return start[4:8] == b"ftyp" or start.startswith(tuple(pictures))
