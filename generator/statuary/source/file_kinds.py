"""Which files may be published beside incidents: pictures, PDF and plain text; others only if the owner names them.

A page, a script or a drawing with a script in it would run on the status page's own address. What editors and systems
leave behind is nobody's fault, so it is passed over.
"""

import re
from collections.abc import Callable, Container

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
    r"\.#(?P<lock>.+)|#(?P<saved>.+)#|\.~lock\.(?P<locked>.+)#|\.?(?P<given>README\.md)\.new"
    r"|\.?(?P<old>.+?)(?:~|\.sw[a-z]|\.un~|\.bak|\.orig|\.rej|\.save|\.tmp|\.kate-swp|___jb_(?:tmp|old)___)"
)
_SYSTEM = re.compile(r"(?:eh)?thumbs(?:\.db|:encryptable)?|desktop\.ini|icon\r|4913", re.IGNORECASE)
"""What Windows, macOS and Vim put into a folder by themselves, where its name begins with no dot."""


def is_leftover(name: str, names: Container[str], holds: Callable[[], bool]) -> bool:
    """Whether an editor, a merge, an upgrade or a system left a file here that nobody wrote to be published.

    `names` are all in its folder. Where the file that it belongs to is gone, it may be all that is left of an
    incident: then `holds` says whether it has updates.
    """
    if _SYSTEM.fullmatch(name):
        return True
    found = _LEFTOVER.fullmatch(name)
    if found is None:
        return False
    return any(one in names for one in found.groups() if one) or not holds()


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
