"""Words alone, laid out: as text in 80 columns for terminals, and as Markdown for quoting."""

import re
from collections.abc import Iterator

import wcwidth

from statuary.render.wording.language import Language

COLUMNS = 80
_SPECIAL = re.compile(
    r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=#?\w+;)|^[#>]",
    re.MULTILINE,
)
"""Only what Markdown would read as more than text here: these words are also read as they stand."""


def escaped(text: str) -> str:
    """Text that Markdown reads as text; a list's mark at the start of a line stays one."""
    return _SPECIAL.sub(r"\\\g<0>", text)


_HERE = "\N{NULL}"


def bold(label: str, value: str, language: Language) -> str:
    """`**Label:** value` in Markdown: the language's own mark between the two belongs to the label."""
    before, after = language.labelled(label, _HERE).split(_HERE)
    marked = before.rstrip()
    return f"**{marked}**{before[len(marked) :]}{value}{after}"


def heading(title: str) -> Iterator[str]:
    """A title and the line below it."""
    yield title
    yield "-" * wcwidth.width(title)


def wrapped(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """Lines of at most 80 columns; those after the first are indented by `hanging`, too.

    An address stays whole; writing without spaces may break anywhere.
    """
    return wcwidth.wrap(
        text,
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=not text.isascii(),
        break_on_hyphens=False,
    )
