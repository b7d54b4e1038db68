"""Whatever files, servers and arguments hold, a terminal is given nothing to obey, and a person sees what was there."""

import unicodedata
from pathlib import Path

from support.command import run

HIDDEN = "\u00ad\u180e\u200b\u2060\ufeff\U000e0041"
EVIL = (
    "\x1b[2K\x1b[1A\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\"
    "a\rb\x08\x9b31m\x9d0;x\x9c\x7f\u202ered\u2066i\u2069\u2028line\u2029\x85\x0b\x0c" + HIDDEN
)


def obeyed(text: str) -> list[str]:
    """What a terminal would obey, or not show; told by Unicode itself and not by our own table."""
    return [
        one
        for one in text
        if one not in "\n\t"
        and (
            unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")
            or unicodedata.bidirectional(one)
            in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
            or one in HIDDEN
        )
    ]


def shown(root: Path, *arguments: str) -> str:
    """A command's whole output: standard output and standard error."""
    result = run(root, *arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout_bytes.decode() + (result.stderr if result.stderr_bytes is not None else "")
