"""The letters that the composer's script writes in Latin ones, so that it names a new file as `open` does."""

import unicodedata
from collections.abc import Iterator

from statuary.source.vocabulary import in_latin

_ALPHABETS = (
    range(0x80, 0x250),  # Latin
    range(0x370, 0x700),  # Greek, Cyrillic, Armenian, Hebrew, Arabic
    range(0x900, 0x1400),  # India, Thai, Lao, Myanmar, Georgian, Korean, Ethiopic, Cherokee
    range(0x1780, 0x1800),  # Khmer
    range(0x1E00, 0x2000),  # Latin for Vietnamese, and old Greek
    range(0x3040, 0x3130),  # Japanese without its Han letters, and Bopomofo
)
"""Not Han: its 27,000 letters would weigh as much as the whole page. There the script leaves them out."""
_GAP = 6
"""Empty places cost less than a new run."""


def letter_table() -> list[tuple[int, str]]:
    """Runs of letters: the first one's number, and what each is written as, with commas between.

    A letter that its parts tell (`ö` is `o` and dots, a Korean syllable its three letters) is not among them.
    """
    runs: list[tuple[int, list[str]]] = []
    for number, words in sorted(_table().items()):
        if not runs or number - runs[-1][0] - len(runs[-1][1]) > _GAP:
            runs.append((number, []))
        start, found = runs[-1]
        found += [""] * (number - start - len(found)) + [words]
    return [(start, ",".join(found)) for start, found in runs]


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for letter in _letters():
        parts = unicodedata.normalize("NFKD", letter)
        by_parts = "".join(part if part.isascii() else table.get(ord(part), "") for part in parts)
        if (words := in_latin(letter)) != by_parts.lower():
            table[ord(letter)] = words
    return table


def _letters() -> Iterator[str]:
    """Parts before what is made of them; what has another normal form never reaches the table."""
    letters = [chr(number) for alphabet in _ALPHABETS for number in alphabet]
    composed = [one for one in letters if unicodedata.normalize("NFC", one) == one]
    yield from sorted(composed, key=lambda one: unicodedata.normalize("NFKD", one) != one)
