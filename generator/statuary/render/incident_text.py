"""Incident text: Markdown to safe HTML, and to plain text.

Two barriers stand between an author's text and a reader: the parser passes no HTML through, and nh3 keeps
only the few elements named here. Nothing in a text makes a browser fetch anything: an image becomes a link.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from statuary.render.technical_details import TOP_HEADING, folded, outside_folds, unfolded

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def xml_text(text: str) -> str:
    """The text without what XML 1.0 forbids: control characters, lone surrogates, two non-characters.

    The files' own reader refuses them; but words come from configuration and templates, too.
    """
    return text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("", text)


def has_right_to_left(text: str) -> bool:
    """Whether some of it is written from right to left, so that what follows it needs to be kept apart."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


_BLOCKS = {"p", "details", "summary", "ul", "ol", "li", "blockquote", "pre", "hr", "br"}
_HEADINGS = {"h3", "h4", "h5", "h6"}
_INLINE = {"a", "em", "strong", "s", "code"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _HEADINGS | _INLINE | _TABLE,
    attributes={"a": {"href", "title"}, "ol": {"start"}, "table": {"tabindex"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener nofollow",
)
_CELL = "cell"
_LINKABLE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_VIEWABLE = re.compile(r"https?://", re.IGNORECASE)


@lru_cache(maxsize=2048)
def to_html(text: str) -> Markup:
    """Render an update's Markdown as safe HTML blocks.

    Headings start at h3. Links lead to https, http, mailto and tel only; a bare address is a link. Images become links
    with their alt text. Technical details are folded.
    """
    return _rendered(_tokens(text))


def to_open_html(text: str) -> Markup:
    """The same with nothing folded, for feeds: many readers of feeds and mails drop a fold, or its heading."""
    return _rendered(list(unfolded(_tokens(text))))


def _rendered(tokens: Sequence[Token]) -> Markup:
    return Markup(_CLEANER.clean(_PARSER.renderer.render(tokens, _PARSER.options, {})))  # noqa: S704


@lru_cache(maxsize=16)
def _tokens(text: str) -> Sequence[Token]:
    """A page shows the text that its description was cut from: parsing takes longest, so it is done once."""
    return _PARSER.parse(text)


@lru_cache(maxsize=2048)
def to_inline(text: str) -> Markup:
    """Render one line of Markdown, such as a workaround, without a paragraph around it."""
    return Markup(_CLEANER.clean(_PARSER.renderInline(text)))  # noqa: S704


def to_plain(text: str) -> str:
    """The words alone, for feeds: an empty line between blocks, lines unwrapped."""
    return "\n\n".join(_plain_blocks(_tokens(text)))


def to_short(text: str) -> str:
    """The words alone for whoever reads few: without technical details, which only the page and feeds hold."""
    return "\n\n".join(_plain_blocks(list(outside_folds(_tokens(text)))))


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,6});")
_BROKEN_LINE = re.compile(r"(?<=[^\n])  \n(?=[^\n])")


def as_written(text: str) -> str:
    """The text as another page had it, from which it was imported: without the signs that made Markdown of it."""
    lines = _BROKEN_LINE.sub("\n", text)
    return _ESCAPED.sub(lambda match: match[1] or chr(int(match[2])), lines)


def excerpt(text: str, length: int = 200) -> str:
    """The first words of a text on one line, at most `length` characters, cut between words; no technical details."""
    words = " ".join(to_short(text).split())
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(".,;: ") + "…"


def _plain_blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """One string a block; the cells of a table row and the lines of a list each stay together."""
    cells: list[str] = []
    mark = ""
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "- "
        elif token.type in ("th_open", "td_open"):
            mark = _CELL
        elif token.type == "tr_close":
            yield " | ".join(cells)
            cells.clear()
        elif token.type in ("inline", "fence", "code_block"):
            words = _plain_line(token.children) if token.children else token.content.rstrip("\n")
            if mark == _CELL:
                cells.append(words)
            else:
                yield mark + words
            mark = ""


def _plain_line(children: Sequence[Token]) -> str:
    return "".join(_plain_pieces(children)).strip()


def _plain_pieces(children: Sequence[Token]) -> Iterator[str]:
    """A link keeps its address behind its words, unless the words are the address."""
    href, words = "", ""
    for token in children:
        piece = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        words += piece
        yield piece
        if token.type == "link_open" and not token.hidden and token.info != "auto":
            href, words = str(token.attrGet("href")), ""
        elif token.type == "link_close" and href:
            if words not in (href, href.removeprefix("mailto:").removeprefix("tel:")):
                yield f" ({href})"
            href = ""


def _adapt(state: StateCore) -> None:
    """A core rule of the parser: bring headings, links and images to what a status page can show."""
    state.tokens[:] = folded(state.tokens)
    _demote_headings(state.tokens)
    for token in state.tokens:
        if token.type == "table_open":  # a wide one scrolls, so the keyboard has to reach it
            token.attrSet("tabindex", "0")
        if token.type == "inline" and token.children:
            token.children = list(_tamed(token.children))


def _demote_headings(tokens: Sequence[Token]) -> None:
    """The levels in use become h3, h4 and so on, so that the page's outline skips none."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(6, TOP_HEADING + levels.index(token.tag))}"


def _tamed(children: Sequence[Token]) -> Iterator[Token]:
    """Links that lead nowhere safe lose their link, images become links (or words, inside of a link)."""
    open_links: list[bool] = []
    for token in children:
        if token.type == "link_open":
            open_links.append(_LINKABLE.match(str(token.attrGet("href"))) is None)
            token.hidden = open_links[-1]
        elif token.type == "link_close":
            token.hidden = open_links.pop()
        if token.type == "image":
            yield from _image_as_link(token, linkable=not open_links)
        elif not token.hidden:
            yield token


def _image_as_link(image: Token, *, linkable: bool) -> Iterator[Token]:
    src = str(image.attrGet("src"))
    words = Token("text", "", 0, content=_plain_line(image.children or ()) or _image_name(src))
    if not (linkable and _VIEWABLE.match(src)):
        yield words
        return
    yield Token("link_open", "a", 1, attrs={"href": src})
    yield words
    yield Token("link_close", "a", -1)


def _image_name(src: str) -> str:
    """For an image that nobody described: the host that it is on, which is the same in every language."""
    return (urlsplit(src).hostname if _VIEWABLE.match(src) else None) or "🖼"


def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": True}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough", "linkify"])
    parser.inline.ruler.disable("linkify")  # it would take the ** behind an address for a part of it
    assert parser.linkify is not None
    # Addresses that begin with http:// or https:// alone: a file name such as main.py is no link.
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    for scheme in ("ftp:", "//", "mailto:"):
        parser.linkify.add(scheme, None)
    parser.core.ruler.push("statuary", _adapt)
    return parser


_PARSER = _parser()
