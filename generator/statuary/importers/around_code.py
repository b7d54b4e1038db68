"""Where code stands in a text of another page: nothing in it is markup, so nothing in it is replaced."""

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import groupby

from statuary.source.markup import mark_code

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_SIGN = re.compile("`|~~~")

Replace = Callable[[re.Match[str]], tuple[str, int]]
"""What stands in place of a match, and where in the text that ends."""


def outside_blocks(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> str:
    """Substitute between fenced blocks; what matches may hold code spans."""
    parts: list[str] = []
    end = 0
    for start, stop in _blocks(text):
        parts += [pattern.sub(replace, text[end:start]), text[start:stop]]
        end = stop
    return "".join([*parts, pattern.sub(replace, text[end:])])


def outside_code(pattern: re.Pattern[str], replace: Replace, text: str) -> str:
    """Substitute from the front whatever does not begin in a block or a span of code.

    What begins before a fence takes it along (a comment around a block), so code is sought anew behind that.
    """
    parts: list[str] = []
    end = 0
    code = _code(text, 0)
    while match := _search(pattern, text, end, code):
        new, stop = replace(match)
        parts += [text[end : match.start()], new]
        end = stop
        if _SIGN.search(text, match.start(), end) and _straddled(code, end):
            code = _code(text, end)
    return "".join([*parts, text[end:]])


def _straddled(code: list[tuple[int, int]], offset: int) -> bool:
    """Code that begins before an offset and ends behind it. Where none does, what follows is as it was."""
    index = bisect(code, offset - 1, key=lambda span: span[0]) - 1
    return index >= 0 and code[index][1] > offset


def _search(
    pattern: re.Pattern[str], text: str, start: int, code: list[tuple[int, int]]
) -> re.Match[str] | None:
    while match := pattern.search(text, start):
        index = bisect(code, match.start(), key=lambda span: span[0]) - 1
        if index < 0 or code[index][1] <= match.start():
            return match
        start = code[index][1]
    return None


def _code(text: str, start: int) -> list[tuple[int, int]]:
    """Blocks and spans from `start` on, as offsets, in order. In the middle of a line no block begins."""
    lead = "x" if start and text[start - 1] != "\n" else ""
    rest = lead + text[start:]
    found: list[tuple[int, int]] = []
    end = 0
    for block in (*_blocks(rest), (len(rest), len(rest))):
        found += [span.span() for span in _SPAN.finditer(rest, end, block[0])]
        found.append(block)
        end = block[1]
    shift = start - len(lead)
    return [(first + shift, last + shift) for first, last in found]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of each run of fenced lines, its fences included, the line end behind it not."""
    start = 0
    for is_code, run in groupby(mark_code(text.split("\n"))[0], key=lambda line: line.code):
        end = start + sum(len(line.text) + 1 for line in run)
        if is_code:
            yield start, end - 1
        start = end
