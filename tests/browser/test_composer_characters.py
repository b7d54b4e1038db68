"""What the composer's patterns are made of finds the same characters in a browser as in Python, one by one."""

import re
import unicodedata
from functools import cache

import pytest

from statuary.render.composer.composer_patterns import javascript
from support.browser import OpenPage
from support.examples import some

FIND = """([source, flags]) => {
  const pattern = new RegExp(`^(?:${source})$`, flags), edges = []
  for (let code = 0, was = false, is; code < 0x110000; code++, was = is) {
    is = pattern.test(String.fromCodePoint(code))
    if (is != was) edges.push(code)
  }
  return edges
}"""
"""Where it begins to match and where it ends, in turn: a million numbers would take long on their way here."""
FOLDED = 0x345
"""A Greek mark that JavaScript takes for the letter ι where case does not count; Python does not."""


@cache
def known() -> set[int]:
    """What Python knows; a browser may know newer characters."""
    return {code for code in range(0x110000) if unicodedata.category(chr(code)) != "Cn"} - {FOLDED}


@pytest.mark.parametrize(
    "source",
    some(
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
        6,
    ),
)
def test_characters(open_page: OpenPage, source: str) -> None:
    pattern = re.compile(source)
    ours = {code for code in known() if pattern.fullmatch(chr(code))}
    edges = [*open_page("about:blank").evaluate(FIND, javascript("NAME", pattern)), 0x110000]
    stretches = zip(edges[::2], edges[1::2], strict=False)
    theirs = {code for start, end in stretches for code in range(start, end)}

    assert {hex(code) for code in ours ^ (theirs & known())} == set()
