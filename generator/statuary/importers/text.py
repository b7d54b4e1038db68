"""Text of other pages as Markdown: HTML is turned into it, what readers never saw is left out and reported.

Code is left as it stands. That nothing in a text can turn into a heading, an attribute or front matter is the
writer's part (`statuary.source.write.escape_text`).
"""

import re
from collections.abc import Callable
from typing import Any

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from statuary.importers.model import Notes
from statuary.source.characters import FORBIDDEN, describe

_FENCED = (
    r"^[ ]{0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*(?:\n(?![ ]{0,3}(?P=fence))[^\n]*)*(?:\n[^\n]*|\Z)"
)
_CODE = rf"(?P<code>{_FENCED}|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))"
_BLOCKS_OF_CODE = re.compile(_FENCED, re.MULTILINE)
_NAMES = (
    "abbr|acronym|a|blockquote|big|br|b|center|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|"
    "h[1-6]|hr|img|ins|i|kbd|li|mark|ol|pre|p|q|samp|section|small|span|strike|strong|summary|sub|sup|s|"
    "table|tbody|td|tfoot|thead|th|time|tr|tt|ul|u|var"
)
_COMMENT = re.compile(
    _CODE + r"|[ \t]*(?<!\\)<!--(?P<comment>.*?)-->|(?<!\\)(?P<open><!--)", re.MULTILINE | re.DOTALL
)
_TAG = re.compile(
    _CODE + rf"|<(?P<close>/?)(?P<name>{_NAMES})(?P<rest>(?:\s[^<>]*)?/?)>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_UNKNOWN = re.compile(rf"<(?!/?(?:{_NAMES})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
_VOID = frozenset({"br", "hr", "img"})
_BLOCK = re.compile(r"blockquote|center|d[dlt]|details|div|fig|h[1-6]|hr|li|ol|pre|p$|section|summary|t|ul")
_HEADING = re.compile(r"^ {0,3}#{1,2}[ \t]+\S")
_UNDERLINED = re.compile(r"^ {0,3}(?:-+|=+)[ \t]*$")
_STARTS_BLOCK = re.compile(r"\s*(?:$|[-*+>|#]|\d+[.)]\s|`{3}|~{3}|={3})|\s{4}|\t")
_REFERENCE = re.compile(
    r"^(?P<indent> {0,3})(?P<label>\[[^\]\n]+\]):(?P<link>\s*<?(?:https?://|mailto:))?", re.MULTILINE
)
_LOCAL_IMAGE = re.compile(r"!\[[^\]]*\]\((?!https?:|data:)([^)\s]+)")


def one_line(text: str, notes: Notes, what: str) -> str:
    """A title or a name: white space becomes single spaces, forbidden characters go."""
    return " ".join(_allowed(text, notes, what).split())


def markdown(text: str, notes: Notes, *, hard_breaks: bool = False) -> str:
    """A message as Markdown that shows the same words.

    `hard_breaks`: the source shows every line end (Statuspage does, Markdown does not).
    """
    text = _allowed(text.replace("\r\n", "\n").replace("\r", "\n"), notes, "the text")
    text = _COMMENT.sub(lambda match: _without_comment(match, notes), text)
    if "<" in text:
        text = _from_html(text, notes)
    if hard_breaks:
        text = _broken(_BLOCKS_OF_CODE.sub(_with_visible_info, text))
    text = _outside_code(_REFERENCE, _shown, text)
    for address in _LOCAL_IMAGE.findall(text):
        notes.left_out(f"the picture {address} stays at the old site; copy it if it matters")
    return _headings(text, notes).strip("\n").rstrip()


def _allowed(text: str, notes: Notes, what: str) -> str:
    for character in sorted(set(FORBIDDEN.findall(text)) - {"\r"}):
        notes.left_out(f"{describe(character)}, {text.count(character)} times in {what}")
    return FORBIDDEN.sub("", text)


def _without_comment(match: re.Match[str], notes: Notes) -> str:
    comment = match["comment"]
    if match["open"]:
        return "\\<!--"  # it never ends; a browser would hide all that follows
    if comment is None:
        return match.group()
    notes.left_out(f"a comment that readers never saw:\n{comment.strip()}")
    return ""


def _shown(match: re.Match[str]) -> str:
    """`[Update]: fixed` is no link's address where nothing refers to it, but Markdown would hide it."""
    label = match["label"]
    others = match.string.count(label) - match.string.count(f"{label}:")
    return match.group() if match["link"] and others else f"{match['indent']}\\{match.group().lstrip(' ')}"


def _outside_code(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> str:
    """Substitute between blocks of code; what matches may hold code spans."""
    parts: list[str] = []
    end = 0
    for code in _BLOCKS_OF_CODE.finditer(text):
        parts += [pattern.sub(replace, text[end : code.start()]), code.group()]
        end = code.end()
    return "".join([*parts, pattern.sub(replace, text[end:])])


def _from_html(text: str, notes: Notes) -> str:
    """Turn each outermost HTML element into Markdown; text and unknown tags between them stay as they are."""
    parts: list[str] = []
    end = 0
    changed = False
    while match := _TAG.search(text, end):
        stop = match.end() if match["code"] is not None else _element_end(text, match)
        parts += [text[end : match.start()], _piece(text[match.start() : stop], match)]
        changed = changed or match["code"] is None
        end = stop
    if not changed:
        return text
    notes.changed("HTML became Markdown")
    return _outside_code(_EMPTY_LINES, lambda _: "\n\n", "".join([*parts, text[end:]]))


def _element_end(text: str, opening: re.Match[str]) -> int:
    """Where the element ends that a tag opens; the end of the tag itself where nothing closes it."""
    name = opening["name"].lower()
    if opening["close"] or name in _VOID or opening["rest"].endswith("/"):
        return opening.end()
    depth = 1
    for tag in re.finditer(rf"<(/?){name}(?:\s[^<>]*)?>", text[opening.end() :], re.IGNORECASE):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return opening.end() + tag.end()
    return opening.end()


def _piece(html: str, tag: re.Match[str]) -> str:
    """One element as Markdown; a tag without its partner goes, for what it marked stands beside it."""
    name = (tag["name"] or "").lower()
    if tag["code"] is not None:
        return html
    if name == "br":
        return "  \n"
    around = "\n\n" if _BLOCK.match(name) else ""
    if html == tag.group() and name not in _VOID:
        return around
    text = _CONVERTER.convert(_UNKNOWN.sub("&lt;", html))
    return f"{around}{text.strip()}{around}" if around else text


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


def _with_visible_info(block: re.Match[str]) -> str:
    """A source without Markdown shows what follows ``` on its line; in Markdown that would be a language."""
    return re.sub(r"\A([ ]*(?:`+|~+))[ \t]*(?=[^\s`~])", r"\1\n", block.group())


def _broken(text: str) -> str:
    """Two spaces at the end of each line that the next one would otherwise be joined to."""
    return _outside_code(re.compile(r"[^\n]+(?:\n[^\n]+)+"), lambda match: _broken_lines(match.group()), text)


def _broken_lines(paragraph: str) -> str:
    lines = paragraph.split("\n")
    for index, following in enumerate(lines[1:]):
        if lines[index].strip() and not _STARTS_BLOCK.match(following):
            lines[index] = lines[index].rstrip() + "  "
    return "\n".join(lines)


def _headings(text: str, notes: Notes) -> str:
    """Headings above level 3 go down to it: levels 1 and 2 are the page's title and its updates."""
    found = 0

    def demote(match: re.Match[str]) -> str:
        nonlocal found
        lines = match.group().split("\n")
        for index, line in enumerate(lines):
            if _HEADING.match(line):
                lines[index] = "### " + line.lstrip(" #\t")
                found += 1
            elif index and _UNDERLINED.match(line) and _is_paragraph(lines[index - 1]):
                lines[index - 1 : index + 1] = ["", f"### {lines[index - 1].strip()}"]
                found += 1
        return "\n".join(lines)

    text = _outside_code(re.compile(r".+", re.DOTALL), demote, text)
    if found:
        notes.changed(f"{found} heading{'s' * (found > 1)} of the text went down to level 3")
    return text


def _is_paragraph(line: str) -> bool:
    return bool(line.strip()) and not re.match(r"\s*[-*+>|#]|\s{4}", line)
