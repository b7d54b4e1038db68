"""Links and pictures whose address is not whole: on a page, in a mail and in a chat they would lead nowhere.

A file of the repository is at hand for its author only, and an update is read in places that the page does not know.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from statuary.source.markup import Line, mark_code
from statuary.source.problems import Findings

_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)")
_TARGET = r"(?P<target><[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)"
_LINK = re.compile(rf"(?<!\\)(?P<picture>!?)\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\([ \t]*{_TARGET}")
_DEFINITION = re.compile(rf"^ {{0,3}}(?P<words>\[)(?!\^)(?:[^\[\]\\]|\\.)+\]:[ \t]*{_TARGET}")
_WHOLE = re.compile(r"https?://[^/]|mailto:.|tel:.", re.IGNORECASE)


class PartialLink(NamedTuple):
    """A link or a picture whose address is not whole; `column` is 1-based, `at` is where the address begins and ends.

    `at` is None for an address that stands apart from its words: `[words]: address`.
    """

    column: int
    target: str
    is_picture: bool
    at: tuple[int, int] | None = None


def partial_links(line: str) -> Iterator[PartialLink]:
    """Those in one line of Markdown that is no code."""
    if "](" not in line and "]:" not in line:
        return
    bare = _SPAN.sub(lambda span: "\N{NULL}" * len(span.group()), line)
    for match in _LINK.finditer(bare):
        target = match["target"].strip("<>")
        if not _WHOLE.match(target):
            yield PartialLink(match.start() + 1, target, bool(match["picture"]), match.span("target"))
    for match in _DEFINITION.finditer(bare):
        target = match["target"].strip("<>")
        if not _WHOLE.match(target):
            yield PartialLink(match.start("words") + 1, target, False)


def with_whole_links(text: str, base: str) -> str:
    """A text from elsewhere, whose addresses are seen from `base`; where that is unknown, they stay visible."""
    if "](" not in text and "]:" not in text:
        return text
    lines, _ = mark_code(text.split("\n"))
    return "\n".join(line.text if line.code else _made_whole(line.text, base) for line in lines)


def _made_whole(line: str, base: str) -> str:
    bare = line.lstrip(" \t")  # what is written into a file is not indented
    indent, line = line[: len(line) - len(bare)], bare
    for link in sorted(partial_links(line), key=lambda one: -one.column):
        whole = urljoin(base, link.target) if base else ""
        if link.at is not None and _WHOLE.match(whole):
            line = f"{line[: link.at[0]]}<{whole}>{line[link.at[1] :]}"
        else:
            bracket = link.column - 1 + link.is_picture
            line = f"{line[:bracket]}\\{line[bracket:]}"
    return indent + line


def refuse_partial_links(lines: Iterable[Line], findings: Findings) -> None:
    """An error for each of them in the text of an update, with what to write."""
    for line in lines:
        if line.code or "]" not in line.text:
            continue
        for link in partial_links(line.text):
            what = "picture" if link.is_picture else "link"
            message = f"“{link.target}” is no whole address, so this {what} would lead nowhere"
            hint = f"write it as people would open it in a browser: https://…/{link.target.lstrip('./')}"
            if link.is_picture:
                hint += "; a picture that lies beside the incidents is published at the top of the page's own address"
            findings.error("link", (line.number, link.column), message, hint)
