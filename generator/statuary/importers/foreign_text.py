"""Text of other pages as Markdown: HTML is turned into it, what readers never saw is left out and reported.

Code is left as it stands. That nothing in a text can turn into a heading, an attribute or front matter is the
writer's part (`statuary.source.escape.escape_text`).
"""

import re
from collections import defaultdict
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import Any

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from statuary.importers.around_code import outside_blocks, outside_code
from statuary.importers.imported import Notes
from statuary.source.encoding import FORBIDDEN, describe
from statuary.source.escape import escape_text
from statuary.source.front_matter import MAX_TITLE
from statuary.source.markup import mark_code
from statuary.source.write import one_line as single_line

_NAMES = (
    "abbr|acronym|a|blockquote|big|br|b|center|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|"
    "h[1-6]|hr|img|ins|i|kbd|li|mark|ol|pre|p|q|samp|section|small|span|strike|strong|summary|sub|sup|s|"
    "table|tbody|td|tfoot|thead|th|time|tr|tt|ul|u|var"
)
_COMMENT = re.compile(r"(?:(?<![ \t])[ \t]+)?(?<!\\)<!--")
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_NAMES})(?P<rest>(?:\s[^<>]*)?/?)>", re.IGNORECASE)
_UNKNOWN = re.compile(rf"<(?!/?(?:{_NAMES})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"(?:(?<![ \t])[ \t]+)?\n(?:[ \t]*\n)+")
_VOID = frozenset({"br", "hr", "img"})
_DEEPEST = 100
"""Elements inside each other; no message needs them, and parsers of HTML lose what is far deeper."""
_BLOCK = re.compile(r"blockquote|center|d[dlt]|details|div|fig|h[1-6]|hr|li|ol|pre|p$|section|summary|t|ul")
_HEADING = re.compile(r"^ {0,3}(?:#|=|-+[ \t]*$)", re.MULTILINE)
_LEVEL_THREE = re.compile(r"^ {0,3}###(?!#)", re.MULTILINE)
_FENCE_WITH_WORDS = re.compile(r"^( {0,3}(?:`{3,}|~{3,}))[ \t]*(?=[^\s`~])")
_MARK = "\ufeff"
_WHOLE = re.compile(r".+", re.DOTALL)
_STARTS_BLOCK = re.compile(r"\s*(?:$|[-*+>|#]|\d+[.)]\s|`{3}|~{3}|={3})|\s{4}|\t")
_REFERENCE = re.compile(
    r"^(?P<indent> {0,3})(?P<label>\[[^\]\n]+\]):(?P<link>\s*<?(?:https?://|mailto:))?", re.MULTILINE
)
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_UNDERSCORES = re.compile(r"(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")
_HASHES = re.compile(r"^( {0,3})(#{1,6})(?=[ \t]|$)", re.MULTILINE)
_LOCAL_IMAGE = re.compile(r"!\[[^\[\]]*\]\((?!https?:|data:)([^)\s]{1,2000})")


def one_line(text: str, notes: Notes, what: str) -> str:
    """A title or a name: line ends and tabs become single spaces, forbidden characters go."""
    return single_line(_allowed(text, notes, what))


def title(text: str, notes: Notes, instead: str) -> str:
    """An incident's title: one line that the reader accepts; `instead` where the source has none."""
    line = one_line(text, notes, "the title")
    if not line:
        line = one_line(instead, notes, "the title")
        notes.assumed(f"there is no title; it is now “{line}”")
    if len(line) > MAX_TITLE:
        notes.reworded(f"the title is too long for one line; it was: {line}")
        line = line[: MAX_TITLE - 1].rstrip() + "…"
    return line


def markdown(text: str, notes: Notes, *, hard_breaks: bool = False) -> str:
    """A message as Markdown that shows the same words.

    `hard_breaks`: the source shows every line end, and signs that Markdown would take for its own (Statuspage does).
    """
    text = _allowed(text.replace("\r\n", "\n").replace("\r", "\n"), notes, "the text")
    if hard_breaks:
        text = _with_plain_signs(text)
    if "<" in text:
        if "<!--" in text:
            text = outside_code(_COMMENT, lambda match: _without_comment(match, notes), text)
        text = _from_html(text, notes)
    if hard_breaks and "\n" in text:
        text = _broken(_with_visible_info(text))
    if "]:" in text:
        text = outside_blocks(_REFERENCE, _shown, text)
    for address in _LOCAL_IMAGE.findall(text):
        notes.left_out(f"the picture {address} stays at the old site; copy it if it matters")
    text = text.strip("\n").rstrip()
    if _HEADING.search(text) and len(_LEVEL_THREE.findall(escape_text(text))) > len(
        _LEVEL_THREE.findall(text)
    ):
        notes.changed("headings became smaller, for those above them are the page's own")
    return text


def _allowed(text: str, notes: Notes, what: str) -> str:
    if _MARK in text:
        # Editors in browsers leave it behind each place where somebody began to type.
        notes.left_out(f"an invisible character (U+FEFF), {text.count(_MARK)} times in {what}")
        text = text.replace(_MARK, "")
    if not FORBIDDEN.search(text):
        return text
    for character in sorted(set(FORBIDDEN.findall(text)) - {"\r"}):
        notes.left_out(f"{describe(character)}, {text.count(character)} times in {what}")
    return FORBIDDEN.sub("", text)


def _without_comment(match: re.Match[str], notes: Notes) -> tuple[str, int]:
    end = match.string.find("-->", match.end())
    if end < 0:
        # It never ends; a browser would hide all that follows.
        return match.group().replace("<", "\\<"), match.end()
    notes.left_out(f"a comment that readers never saw:\n{match.string[match.end() : end].strip()}")
    return "", end + len("-->")


def _shown(match: re.Match[str]) -> str:
    """`[Update]: fixed` is no link's address where nothing refers to it, but Markdown would hide it."""
    label = match["label"]
    others = match.string.count(label) - match.string.count(f"{label}:")
    return match.group() if match["link"] and others else f"{match['indent']}\\{match.group().lstrip(' ')}"


def _from_html(text: str, notes: Notes) -> str:
    """Turn each outermost HTML element into Markdown; text and unknown tags between them stay as they are."""
    result = outside_code(_TAG, _element, text)
    if result == text:
        return text
    notes.changed("HTML became Markdown")
    return outside_blocks(_EMPTY_LINES, lambda _: "\n\n", result)


def _element(opening: re.Match[str]) -> tuple[str, int]:
    """One element; a tag that nothing closes stands alone."""
    end = _ends(opening.string).get(opening.start(), opening.end())
    return _piece(opening.string[opening.start() : end], opening), end


@lru_cache(maxsize=1)
def _ends(text: str) -> dict[int, int]:
    """Where each element that is closed ends, by where it begins. OldPage once, for a text may have thousands."""
    ends: dict[int, int] = {}
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for tag in _TAG.finditer(text):
        if tag["close"] and opened[tag["name"].lower()]:
            ends[opened[tag["name"].lower()].pop()] = tag.end()
        elif _opens(tag):
            opened[tag["name"].lower()].append(tag.start())
    return ends


def _opens(tag: re.Match[str]) -> bool:
    return not (tag["close"] or tag["name"].lower() in _VOID or tag["rest"].endswith("/"))


def _piece(html: str, tag: re.Match[str]) -> str:
    """One element as Markdown; a tag without its partner goes, for what it marked stands beside it."""
    name = tag["name"].lower()
    if name == "br":
        return "  \n"
    around = "\n\n" if _BLOCK.match(name) else ""
    if html == tag.group() and name not in _VOID:
        return around
    text = _converted(html)
    return f"{around}{text.strip()}{around}" if around else text


@lru_cache(maxsize=512)
def _converted(html: str) -> str:
    if _depth(html) > _DEEPEST:
        return unescape(_TAG.sub(lambda tag: f" {tag['rest'].strip(' /')} ".replace("  ", " "), html))
    return str(_CONVERTER.convert(_UNKNOWN.sub("&lt;", html)))


def _depth(html: str) -> int:
    """How many elements are open at once where most are; those that nothing closes count on."""
    steps = (-1 if tag["close"] else 1 for tag in _TAG.finditer(html) if tag["close"] or _opens(tag))
    return max(accumulate(steps), default=0)


class _Converter(MarkdownConverter):  # type: ignore[misc,unused-ignore]
    """markdownify, with what it would run together or lose."""

    def convert_strike(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Words that were struck out must not become a statement."""
        return f"~~{text.strip()}~~" if text.strip() else ""

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph of its own, or it would be glued to what follows."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Open, for Markdown has no such thing."""
        return f"\n\n{text.strip()}\n\n"


_OPTIONS: dict[str, Any] = {
    "heading_style": ATX,
    "bullets": "-",
    "escape_asterisks": False,
    "escape_underscores": False,
    "escape_misc": False,
    "bs4_options": "lxml",
}
_CONVERTER = _Converter(**_OPTIONS)


def _with_plain_signs(text: str) -> str:
    """`__init__`, `# 1` and backslashes, as they stand there."""
    if "\\" in text:
        text = outside_code(_BACKSLASH, lambda match: ("\\\\", match.end()), text)
    if "#" in text:
        text = outside_code(_HASHES, lambda match: (f"{match[1]}\\{match[2]}", match.end()), text)
    if "_" in text:
        text = outside_code(_UNDERSCORES, lambda match: (r"\_" * len(match.group()), match.end()), text)
    return text


def _with_visible_info(text: str) -> str:
    """A source without Markdown shows what follows ``` on its line; in Markdown that would be a language."""
    lines = mark_code(text.split("\n"))[0]
    return "\n".join(_FENCE_WITH_WORDS.sub(r"\1\n", line.text) if line.code else line.text for line in lines)


def _broken(text: str) -> str:
    """Two spaces at the end of each line that the next one would otherwise be joined to."""
    return outside_blocks(_WHOLE, lambda match: _broken_lines(match.group()), text)


def _broken_lines(paragraph: str) -> str:
    lines = paragraph.split("\n")
    for index, following in enumerate(lines[1:]):
        if lines[index].strip() and not _STARTS_BLOCK.match(following):
            lines[index] += "  "
    return "\n".join(lines)
