"""Ids: permanent, and part of addresses. The same form for incidents, components and groups."""

import re
import unicodedata

LONGEST = 200
"""An id is the name of a folder, and most file systems take 255 bytes in one."""
SLUG = re.compile(rf"(?!.{{{LONGEST + 1}}})[a-z0-9]+(?:-[a-z0-9]+)*")
_ENDINGS = re.compile(r"(?:\.[A-Za-z]+)+$")


def name_of(path: str) -> str:
    """The id that a file was meant to have, whatever is wrong with its name: `cards` for `.cards.MD`."""
    return _ENDINGS.sub("", path.rpartition("/")[2].lstrip(".")).lower()


def slug(text: str) -> str:
    """The nearest thing to a text that can be an id, accents left off; empty when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-")


def is_in_place(path: str, folder: str) -> bool:
    """Whether a file lies where incidents do: in their folder, and in none that is hidden there."""
    inside = path.removeprefix(f"{folder}/")
    return inside != path and not any(part.startswith(".") for part in inside.split("/")[:-1])
