"""What a document of XML 1.0 cannot hold: one such character, and no reader shows any item of a feed."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def xml_text(text: str) -> str:
    """The text without what XML 1.0 forbids: control characters, lone surrogates, two non-characters.

    The files' own reader refuses them; but words come from configuration and templates, too.
    """
    return text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("", text)


def has_right_to_left(text: str) -> bool:
    """Whether some of it is written from right to left, so that what follows it needs to be kept apart."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None
