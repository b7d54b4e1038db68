"""How long a text is for those who set a limit: septets of an SMS, weighted characters of X, graphemes.

Sources: 3GPP TS 23.038 (the alphabet of SMS, its extension table), 3GPP TS 23.040 (parts); the configuration of
twitter-text 3 (weights, links count 23); Bluesky's lexicon (300 graphemes); Mastodon's StatusLengthValidator
(graphemes, links count 23).
"""

import re
import unicodedata
from collections.abc import Iterable

from wcwidth import iter_graphemes

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_PLAINER = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("‐‑‒–—−•", "-"),
        **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "),
        **dict.fromkeys("\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{WORD JOINER}", ""),
        "…": "...",
        "×": "x",
    }
)
LINK = re.compile(r"https?://[^\s]*[^\s.,;:!?()\"'»”…]", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w@./-])(?:[\w-]+\.)+[a-z]{2,}(?:/\S*[^\s.,;:!?()\"'»”…])?", re.IGNORECASE)
_LINK_LENGTH = 23
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""What counts one on X; everything else counts two."""
_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"


def sms_text(text: str) -> str:
    """The text with plain quotes, dashes and spaces, where it then needs only SMS's own alphabet; else as it is.

    Letters stay what they are: a name without its accents is another name.
    """
    plainer = text.translate(_PLAINER)
    return plainer if is_gsm(plainer) else text


def is_gsm(text: str) -> bool:
    """Whether an SMS can hold it in 7 bits a character."""
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def sms_units(text: str) -> int:
    """Septets, where SMS's own alphabet is enough (its extension table takes two); else 16-bit units."""
    return sum(_units(text))


def sms_parts(text: str) -> int:
    """How many messages a phone company counts: the first limit is that of a single one, without a joining head."""
    single, joined = (160, 153) if is_gsm(text) else (70, 67)
    if sms_units(text) <= single:
        return 1
    parts, room = 1, joined
    for units in _units(text):
        if units > room:  # a character is never divided between two messages
            parts, room = parts + 1, joined
        room -= units
    return parts


def _units(text: str) -> Iterable[int]:
    if is_gsm(text):
        return (1 + (letter in _EXTENDED) for letter in text)
    return (1 + (letter > "\uffff") for letter in text)


def x_length(text: str) -> int:
    """Characters as X counts them. What looks like a host counts as a link, or its own length if that is more."""
    rest, links = LINK.subn("", unicodedata.normalize("NFC", text))
    hosts = [max(_LINK_LENGTH, len(one)) for one in _DOMAIN.findall(rest)]
    words = iter_graphemes(_DOMAIN.sub("", rest))
    return sum(map(_weight, words)) + links * _LINK_LENGTH + sum(hosts)


def _weight(grapheme: str) -> int:
    weight = sum(1 if any(low <= ord(one) <= high for low, high in _LIGHT) else 2 for one in grapheme)
    is_emoji = grapheme[0] >= "\U0001f000" or _EMOJI_STYLE in grapheme
    return min(weight, 2) if is_emoji else weight


def graphemes(text: str) -> int:
    """What people see as characters; Bluesky takes 300."""
    return sum(1 for _ in iter_graphemes(text))


def mastodon_length(text: str) -> int:
    """Graphemes, a link counts 23; most servers take 500."""
    return graphemes(LINK.sub("x" * _LINK_LENGTH, text))


def utf16_units(text: str) -> int:
    """As chats count that count the most."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
