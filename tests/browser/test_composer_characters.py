"""What the composer's patterns are made of finds the same characters in a browser as in Python, one by one."""

import re
import unicodedata

import pytest

from statuary.render.composer.composer_patterns import javascript
from support.browser import OpenPage

FIND = """([source, flags]) => {
  const pattern = new RegExp(`^(?:${source})$`, flags), found = []
  for (let code = 0; code < 0x110000; code++) if (pattern.test(String.fromCodePoint(code))) found.push(code)
  return found
}"""
FOLDED = 0x345
"""A Greek mark that JavaScript takes for the letter ι where case does not count; Python does not."""
KNOWN = {code for code in range(0x110000) if unicodedata.category(chr(code)) != "Cn"} - {FOLDED}
"""A browser may know newer characters."""


@pytest.mark.parametrize(
    "source",
    [
        r"\s",
        r"\S",
        r"\w",
        r"\d",
        r"[^\W_]",
        r"[^\w ]",
        r"(?i)\w",
        r"(?i)[^\w ]",
        ".",
        "(?i)[a-z]",
        "(?i)[^g-k]",
        "(?i)i",
        "(?i)[^i]",
    ],
)
def test_characters(open_page: OpenPage, source: str) -> None:
    pattern = re.compile(source)
    ours = {code for code in KNOWN if pattern.fullmatch(chr(code))}
    theirs = set(open_page("about:blank").evaluate(FIND, javascript("NAME", pattern)))

    assert {hex(code) for code in ours ^ (theirs & KNOWN)} == set()
