"""Incident text: the cheap path is the parser, nothing dangerous comes through, the outline holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuary.render import incident_text
from support.examples import examples

WORDS = "We|one|ß|é|١|2|Ω|中| |  |.|, |: |; |?|(|)|'|%|/|+|=|#|# |@|-|- |–|…|1. |1) |===|---|_|&amp;|https://1.2.3"
MARKS = "**|*|`|[|](|](http://b.de)|**bold**| *em* |`code`| [words](https://example.com/a.b) |<|&|!|~~|\\|http://b-c.de"
ODD = ["\n", "\n\n", "\n\n\n", '"', "|", "\t", "\r", "\xa0", "\u2028", "\u200b", "\u3000", "\x0c", "a\u0301"]
PIECES = st.sampled_from(
    [*WORDS.split("|"), *MARKS.split("|"), *ODD, "https://xn--a.b", "[a](https://a.b/%zz)"]
)
ATTACKS = st.sampled_from(["<img src=x>", "](javascript:x)", "![", '" onclick="x'])


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](/relative)", "<p>x</p>\n"),
        ("[x](//host.example/a)", "<p>x</p>\n"),
        ("[x](ftp://host.example/a)", "<p>x</p>\n"),
        ("![alt](https://a.example)", '<p><a href="https://a.example" rel="noopener nofollow">alt</a></p>\n'),
        ("![](https://a.example)",
         '<p><a href="https://a.example" rel="noopener nofollow">a.example</a></p>\n'),
        ("![alt](graph.png)", "<p>alt</p>\n"),
        ("[![alt](https://a.example/i.png)](https://b.example)",
         '<p><a href="https://b.example" rel="noopener nofollow">alt</a></p>\n'),
        ("<me@b.example>", '<p><a href="mailto:me@b.example" rel="noopener nofollow">me@b.example</a></p>\n'),
        ("# A\n\n### B", "<h3>A</h3>\n<h4>B</h4>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        (
            "|a|\n|-|\n|1|",
            '<table tabindex="0">\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n'
            "<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n",
        ),
        ("", ""),
    ],
)  # fmt: skip
def test_html(source: str, html: str) -> None:
    assert incident_text.to_html(source) == html


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("One\nline.\n\nTwo.", "One line.\n\nTwo."),
        ("# A *b*\n\n- one\n- two", "A b\n\n- one\n\n- two"),
        ("[the help](https://example.com/a)", "the help (https://example.com/a)"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("|a|b|\n|-|-|\n|1|2|", "a | b\n\n1 | 2"),
        ("1. x\n2. y\n\n```\ncode\n```", "1. x\n\n2. y\n\ncode"),
        ("![a graph](https://a.example/i.png)", "a graph (https://a.example/i.png)"),
    ],
)
def test_plain(source: str, plain: str) -> None:
    assert incident_text.to_plain(source) == plain


DETAILS = "## Technical details\n\nThe link `eth0` flapped.\n\n"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            f"All works.\n\n{DETAILS}",
            "<p>All works.</p>\n<details><summary>Technical details</summary>\n"
            "<p>The link <code>eth0</code> flapped.</p>\n"
            "</details>",
        ),
        (
            f"{DETAILS}## What we change\n\nA second link.",
            "<details><summary>Technical details</summary>\n<p>The link <code>eth0</code> flapped.</p>\n</details>"
            "<h3>What we change</h3>\n<p>A second link.</p>\n",
        ),
        (
            "### technical details:\n\nx",
            "<details><summary>technical details:</summary>\n<p>x</p>\n</details>",
        ),
        (
            "## Technische Details\n\nx",
            "<details><summary>Technische Details</summary>\n<p>x</p>\n</details>",
        ),
        ("## تفاصيل تقنية\n\nx", "<details><summary>تفاصيل تقنية</summary>\n<p>x</p>\n</details>"),
        ("## Technical detailsman\n\nx", "<h3>Technical detailsman</h3>\n<p>x</p>\n"),
        (
            "> ## Technical details\n>\n> x",
            "<blockquote>\n<h3>Technical details</h3>\n<p>x</p>\n</blockquote>\n",
        ),
        ("Technical details\n\nx", "<p>Technical details</p>\n<p>x</p>\n"),
    ],
)
def test_technical_details_are_folded(source: str, html: str) -> None:
    assert incident_text.to_html(source) == html


def test_deeper_headings_stay_in_the_fold_and_a_second_fold_follows_the_first() -> None:
    html = incident_text.to_html(f"{DETAILS}### Times\n\nten\n\n{DETAILS}")
    assert html.count("<details>") == html.count("</details>") == 2
    assert html.index("Times") < html.index("</details>")
    assert "h3" in html


def test_a_feed_has_them_under_a_heading_and_whoever_reads_few_words_not_at_all() -> None:
    text = f"All works.\n\n{DETAILS}### Times\n\nten\n\n## What we change\n\nA second link."
    whole = incident_text.to_open_html(text)
    assert "<h3>Technical details</h3>\n<p>The link <code>eth0</code> flapped.</p>" in whole
    assert "details>" not in whole and "summary" not in whole
    assert "Technical details\n\nThe link eth0 flapped." in incident_text.to_plain(text)
    assert incident_text.to_short(text) == "All works.\n\nWhat we change\n\nA second link."
    assert incident_text.excerpt(text) == "All works. What we change A second link."
    assert incident_text.excerpt(DETAILS) == ""


def test_an_excerpt_is_cut_between_words() -> None:
    assert (
        incident_text.excerpt("Some words, and more of them", 15)
        == "Some words, and…"[:15].rsplit(",")[0] + "…"
    )
    assert incident_text.excerpt("short") == "short"


@examples(300)
@given(st.lists(PIECES | ATTACKS, max_size=20).map("".join))
def test_nothing_is_fetched_and_nothing_runs(words: str) -> None:
    html = incident_text.to_html(words)
    assert not re.search(r"<(?!/?(?:p|h[3-6]|ul|ol|li|blockquote|pre|hr|br|a|em|strong|s|code|t\w+)\b)", html)
    assert not re.search(r"<[^>]*\s(?!href=|rel=|title=|start=|tabindex=)[\w-]+=", html)
