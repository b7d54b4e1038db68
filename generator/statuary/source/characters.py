"""Characters that may not stand in a file: they hide text, or make a whole feed unreadable."""

import re

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Control characters but tab and line feed, bidirectional overrides and isolates, and what XML 1.0 excludes."""


def describe(character: str) -> str:
    """Such a character, named so that a person can search for it."""
    if "\udc80" <= character <= "\udcff":  # how Python shows a byte that it could not read
        return f"a byte that is no UTF-8 text (0x{ord(character) - 0xDC00:02X})"
    kind = "a bidirectional override" if ord(character) >= 0x2000 else "a control character"
    return f"{kind} (U+{ord(character):04X})"


def unix_lines(text: str) -> str:
    """CRLF becomes LF. A lone CR stays, to be refused: editors disagree on whether it ends a line."""
    return text.replace("\r\n", "\n")
