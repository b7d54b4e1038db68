"""Ids and old paths: permanent names made from what the source called things."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from statuary.source.attributes import KEYS, key_of
from statuary.source.vocabulary import slug

_LONGEST = 70


def short_slug(text: str) -> str:
    """A slug of whole words that leaves room for a date and a number in a file name."""
    words = _joined_slug(text)
    return words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]


def component_slug(name: str) -> str:
    """A component's id. One that reads like an attribute (`impact`) would be taken for it under a heading."""
    words = _joined_slug(name) or "component"
    return f"{words}-component" if key_of(words) in KEYS else words


def _joined_slug(text: str) -> str:
    """An apostrophe parts no words: `search’s` gives `searchs`, not `search-s`."""
    return slug(re.sub("['’]", "", text))


def unique(wanted: str, taken: Iterable[str]) -> str:
    """The wanted id, or with -2, -3 and so on behind it where that is taken."""
    used = set(taken)
    number, found = 1, wanted
    while found in used:
        number += 1
        found = f"{wanted}-{number}"
    return found


def hugo_path(stem: str) -> str:
    """The address that Hugo gives to a file below `content`, without leading and trailing slash."""
    return encoded(re.sub(r"[^\w./+~@%#-]", "", re.sub(r"\s", "-", stem.lower())))


def encoded(path: str) -> str:
    """A path as it stands in an address: what is not a plain letter or sign there is percent-encoded."""
    return quote(path, safe="/~@+.-_", errors="replace")
