"""Text on its way to a terminal or a log: what would be obeyed there, or hide something, is shown instead.

Names of files, configuration, answers of servers and imported pages hold whatever somebody put there: escape sequences
that overwrite lines, set titles or make links, and signs that turn the direction of what follows or have no width.
"""

import json
import re

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed: carriage return, escape, CSI, OSC
    "\u2028-\u202e\u2066-\u206f"  # line separators, bidirectional embeddings, overrides and isolates
    "\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"  # nothing to be seen
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # the same: tags can carry whole hidden sentences
    "\ud800-\udfff]"  # bytes of a name that are no UTF-8
    # Marks and joiners belong into scripts that need them, and into emoji; not between letters of ours.
    "|(?<=[0-9A-Za-z])[\u061c\u200c-\u200f]+(?=[0-9A-Za-z])"
)


_APART = re.compile("\u2068([^\u202a-\u202e\u2066-\u2069\n]*)\u2069")
"""A name that is kept apart from the words around it, as a page from right to left does: it turns nothing behind it."""


def harmless(text: str) -> str:
    r"""The text with each such character as JSON writes it, such as `\u001b`; tab and line feed stay.

    So a document in JSON still says the same.
    """
    parts = [_OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], part) for part in _APART.split(text)]
    return "".join(f"\u2068{part}\u2069" if index % 2 else part for index, part in enumerate(parts))


def harmless_line(text: str) -> str:
    """The same in one line: no line of it can pass for one of ours."""
    return harmless(text).replace("\n", r"\n")
