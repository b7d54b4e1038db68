"""Other pages' text as Markdown."""

from time import process_time

import pytest

from statuary.importers.foreign_text import markdown, title
from statuary.importers.imported import Notes
from statuary.source.escape import escape_text
from support.examples import some


def _texts(notes: Notes) -> list[str]:
    return [note.text for note in notes]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("One.<br /><br />Two.", "One.\n\nTwo."),
        ("One.<br>Two.", "One.  \nTwo."),
        ("One<br />- a<br />- b", "One  \n- a  \n- b"),
        ("<p>One <b>bold</b></p><p>Two</p>", "One **bold**\n\nTwo"),
        ("<ul><li>one<li>two</ul>end", "- one\n- two\n\nend"),
        ('See <a href="https://x.example/" target="_blank">this</a>.', "See [this](https://x.example/)."),
        ("<strike>It is over</strike>, no.", "~~It is over~~, no."),
        ("<details><summary>More</summary>body</details>", "**More**\n\nbody"),
        ("<p>a &lt;ID&gt; b</p>", "a <ID> b"),
        ("<p>never <b>closed", "never closed"),
        (
            "Channel <ID> at <host.example> or <https://x.example>",
            "Channel <ID> at <host.example> or <https://x.example>",
        ),
        ("`<b>` and\n```\n<br />\n```", "`<b>` and\n```\n<br />\n```"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    assert markdown(html, Notes()) == expected


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# One\n## Two\n### Three", "### One\n### Two\n### Three"),
        ("One\n===\n\nTwo\n---\ntext", "### One\n\n### Two\ntext"),
        ("text\n\n---\n\nmore", ""),
        ("```\n## code\n```", ""),
        ("`a` # no heading", ""),
        ("### Three", ""),
    ],
)
def test_headings_that_become_smaller_are_reported(text: str, written: str) -> None:
    notes = Notes()

    assert escape_text(markdown(text, notes)) == (written or text)
    assert [one.partition(",")[0] for one in _texts(notes)] == ["headings became smaller"] * bool(written)


def test_line_ends_stay_where_the_source_shows_them() -> None:
    assert (
        markdown("one\ntwo\n- a\n- b\n\nthree", Notes(), hard_breaks=True) == "one  \ntwo\n- a\n- b\n\nthree"
    )


def test_comments_are_left_out_and_reported_but_not_in_code() -> None:
    notes = Notes()

    text = markdown("a <!-- not\nyet --> b `<!-- code -->`", notes)

    assert text == "a b `<!-- code -->`"
    assert _texts(notes) == ["a comment that readers never saw:\nnot\nyet"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <!-- ```\ncode\n``` --> b", "a b"),
        ("<!--\n```\nx\n-->\nb `<b>` <b>c</b>", "b `<b>` **c**"),
        ("```\n<b>\n```\n<b>c</b>\n```\n<i>\n```", "```\n<b>\n```\n**c**\n```\n<i>\n```"),
        ("- ```\n  <b>\n  ```\n<b>c</b>", "- ```\n  <b>\n  ```\n**c**"),
        ("<p>a ``` b</p>\n<b>c</b>", "a ``` b\n\n**c**"),
        ("`<!--` a <!-- b --> c", "`<!--` a c"),
        ("~~~\n<b>", "~~~\n<b>"),
    ],
)
def test_code_stays_as_it_stands(text: str, expected: str) -> None:
    assert markdown(text, Notes()).replace("\n\n\n", "\n\n") == expected


def test_what_follows_a_fence_on_its_line_stays_visible() -> None:
    assert markdown("```sh\nlamp\n```", Notes(), hard_breaks=True) == "```\nsh\nlamp\n```"
    assert markdown("```sh\nlamp\n```", Notes()) == "```sh\nlamp\n```"


@pytest.mark.parametrize(
    ("given", "expected", "notes"),
    [
        ("  A\n title ", "A title", 0),
        ("", "Instead", 1),
        ("x" * 300, "x" * 199 + "…", 1),
        ("\x07", "Instead", 2),
    ],
)
def test_titles_are_one_line(given: str, expected: str, notes: int) -> None:
    found = Notes()

    assert title(given, found, "Instead") == expected
    assert len(_texts(found)) == notes


def test_a_comment_that_never_ends_is_text() -> None:
    text = markdown("a <!-- b", Notes())

    assert text == escape_text(text) == "a \\<!-- b"


def test_forbidden_characters_go_and_are_reported() -> None:
    notes = Notes()

    assert markdown("a\x07b\u202ec\r\nd\re\tf", notes) == "abc\nd\ne\tf"
    assert len(_texts(notes)) == 2
    assert "U+202E" in _texts(notes)[1]


def test_what_looks_like_a_links_address_stays_visible() -> None:
    assert markdown("[Update]: fixed", Notes()) == "\\[Update]: fixed"
    assert markdown("See [x].\n\n[x]: https://x.example", Notes()) == "See [x].\n\n[x]: https://x.example"


def test_pictures_of_the_old_site_are_reported() -> None:
    notes = Notes()

    markdown("![graph](/graph.png) ![other](https://x.example/y.png)", notes)

    assert _texts(notes) == ["the picture /graph.png stays at the old site; copy it if it matters"]


@pytest.mark.parametrize(
    "piece",
    some(
        [
            "word ",
            "x",
            "a &amp; b ",
            "a <b>word</b> ",
            "&amp; <b>x</b> ",
            "<b>",
            "<li>x",
            "<!--",
            "![](",
            "<b>`a`</b> ",
        ],
        5,
    ),
)
def test_a_long_line_takes_no_long_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = process_time()

    markdown(text, Notes(), hard_breaks=True)

    assert process_time() - started < 2  # mostly far below a second; what is quadratic took minutes


def test_elements_that_are_nested_too_deeply_keep_their_words() -> None:
    text = markdown(
        "<div>" * 5000 + '<a href="https://x.example">word &amp; link</a>' + "</div>" * 5000, Notes()
    )

    assert "word & link" in text
    assert "https://x.example" in text
