"""Somebody's words in a summary on a code host: GitHub reads those as CommonMark with HTML in it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from statuary.render.changes import quoted_block, quoted_line
from statuary.render.incident_text import to_plain

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_WORDS = (
    "# x|<b>|</p>|<!--|-->|```|    |> |- |[a](https://x.example)|@all|#1|`|**|<script>|&lt;|\\|words| |::error::"
    "|<pre>|***|~~|_x_|1. |www.x.example|<https://x.example>|![a](https://x.example/a.png)"
)
PIECES = st.sampled_from([*_WORDS.split("|"), "\n", "\n\n", "\r", "|", "a|b\n-|-\n"])
HOSTILE = st.lists(PIECES, max_size=12).map("".join)


@given(HOSTILE)
def test_a_line_is_one_line_of_text(text: str) -> None:
    tokens = MARKDOWN.parse(f"- before {quoted_line(text)} after\n\nOurs")

    outer = [token.type for token in tokens if token.level == 0]
    assert outer == ["bullet_list_open", "bullet_list_close", "paragraph_open", "paragraph_close"]
    pieces = tokens[3].children or ()
    assert {piece.type for piece in pieces} <= {"text", "text_special"}
    said = "".join(piece.content for piece in pieces).replace("\N{ZERO WIDTH SPACE}", "")
    assert said.split() == f"before {text} after".split()


@given(HOSTILE)
def test_a_block_stays_in_its_quotation(text: str) -> None:
    block = quoted_block(text)
    tokens = MARKDOWN.parse(f"> {block}\n\nOurs")

    assert "\n" not in block
    kinds = [token.type for token in tokens]
    assert kinds[0] == "blockquote_open" and kinds[-4:] == ["blockquote_close", *kinds[-3:]]
    assert kinds[1:-4] in (["html_block"], []), "nothing in it is read as Markdown"
    assert kinds[-3:] == ["paragraph_open", "inline", "paragraph_close"]
    assert not re.search(r"[@#]\w", re.sub(r"&#\w+;|<[^>]*>", "", block))


@pytest.mark.parametrize(
    "text", ["Plain words.", "**Bold** and a [link](https://x.example/?a=1&b=2)", "- a\n- b"]
)
def test_what_readers_will_see_is_seen(text: str) -> None:
    shown = re.sub(r"<[^>]*>", "", quoted_block(text))

    assert set(html.unescape(shown).split()) <= set(re.sub(r"\(http.*\)", "", to_plain(text)).split())


def test_nobody_is_called() -> None:
    assert quoted_line("@all #1") == "\\@\N{ZERO WIDTH SPACE}all \\#\N{ZERO WIDTH SPACE}1"
    assert "@all" not in quoted_block("@all, `@all`, [@all](https://x.example/)")


def test_the_writing_direction_ends_with_the_words() -> None:
    assert quoted_line("שלום") == "\N{FIRST STRONG ISOLATE}שלום\N{POP DIRECTIONAL ISOLATE}"


def test_a_heading_is_bold_and_code_keeps_its_lines() -> None:
    assert quoted_block("### Deep") == "<p><strong>Deep</strong></p>"
    assert quoted_block("```\na\n\n# b\n```") == "<pre><code>a&#10;&#10;# b&#10;</code></pre>"
