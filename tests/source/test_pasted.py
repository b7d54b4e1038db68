"""What people paste is told with its Markdown; addresses become links, and none turns into plain words."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from statuary.model import Stage, Update
from statuary.render.incident_text import to_html, to_inline, to_plain
from statuary.rules.unclear_words import pasted
from statuary.source import Loaded
from statuary.source.links import partial_links, with_whole_links


def _update(text: str) -> Update:
    return Update(at=datetime(2026, 11, 22, 10, 4, tzinfo=UTC), stage=Stage.UPDATE, text=text, line=1)


@pytest.mark.parametrize(
    ("text", "found", "instead"),
    [
        ("One<br>two", "<br>", "an empty line"),
        ("One<br/>two", "<br/>", "an empty line"),
        ("<b>Down</b>", "<b>", "**words**"),
        (
            '<a href="https://a.example">help</a>',
            '<a href="https://a.example">',
            "a link: [words](https://…)",
        ),
        ("<span style='color:red'>Down</span>", "<span style='color:red'>", "the words alone"),
        ("!!! note\n    Pay later.", "!!! note", "**Note:** and the words, not indented"),
        ("At {{ time }} it failed.", "{{ time }}", "what it stands for"),
        ("It is :fire: again.", ":fire:", "the sign itself, or nothing"),
        ("See <https://a.example|our help>.", "<https://a.example|our help>", "a link: [words](https://…)"),
        ("[b]Down[/b]", "[b]", "Markdown: **words**"),
    ],
)
def test_what_is_no_markdown_is_told_with_what_to_write(text: str, found: str, instead: str) -> None:
    assert (found, instead) in list(pasted(_update(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Write `<br>` or `:fire:` or `{{ x }}`.",
        "```\n<b>\n:fire:\n```",
        "````\n```\n<b>\n````",
        "Write ``<b>`a`</b>`` there.",
        "It said:\n\n~~~\n<b>",
        "From 10:04:05 to 10:30:00, a:b:c, 1 < 2 and 3 > 2, <https://a.example>, List<String>.",
        "A [b](https://a.example) and [url](https://a.example).",
        "Versions 2.0::3, https://a.example:8080/x:y:z",
    ],
)
def test_what_is_meant_is_left_alone(text: str) -> None:
    assert list(pasted(_update(text))) == []


def test_a_bare_address_is_a_link_in_text_attributes_and_feeds() -> None:
    link = '<a href="https://a.example/b_c?d=1" rel="noopener nofollow">https://a.example/b_c?d=1</a>'
    assert f"See {link}." in to_html("See https://a.example/b_c?d=1.")
    assert to_inline("Use https://a.example/b_c?d=1, please") == f"Use {link}, please"
    assert to_plain("See https://a.example/ü.") == "See https://a.example/ü."
    assert "<a" not in to_html("main.py, example.com, a@b.example, //c.example, ftp://d.example")


def test_a_picture_from_elsewhere_is_a_link_with_its_words_or_its_host() -> None:
    long = f"https://cdn.example.com/{'x' * 150}.png"
    assert to_plain(f"![]({long})") == f"cdn.example.com ({long})"
    assert ">Errors since ten</a>" in to_html(f"![Errors since ten]({long})")
    assert '<a href="tel:+4930123"' in to_html("[call us](tel:+4930123)")


@pytest.mark.parametrize(
    "line", ["[a](/x)", "[a](x.md)", "![a](b.png)", "[a](#b)", "[a](<../b c>)", "[a]: /x", "see [a [b]](c)"]
)
def test_an_address_that_is_not_whole_is_refused(load_one: Callable[[str], Loaded], line: str) -> None:
    loaded = load_one(
        f"---\ntitle: Search fails\n---\n\n## 2026-11-22 10:04 UTC — Investigating\n\nIt fails.\n\n{line}\n"
    )
    assert [(one.rule, one.line) for one in loaded.problems] == [("link", 9)]


@pytest.mark.parametrize(
    "line", ["`[a](b)`", "[a](https://b.example/c(d))", "[^1]: note", "a ](b)", "\\[a](b)", "x[1] (y)"]
)
def test_what_is_no_link_or_a_whole_one_is_accepted(line: str) -> None:
    assert list(partial_links(line)) == []


def test_addresses_of_an_old_page_are_made_whole_or_stay_visible() -> None:
    text = "See [a](/x), ![b](c.png), `[d](e)` and [f](https://f.example).\n[1]: /g"
    whole = "See [a](<https://old.example/x>), ![b](<https://old.example/p/c.png>), `[d](e)` and [f](https://f.example)."
    assert with_whole_links(text, "https://old.example/p/") == f"{whole}\n\\[1]: /g"
    for line in with_whole_links(text, "").split("\n"):
        assert list(partial_links(line)) == []
    assert to_plain(with_whole_links("See [a](/x).", "")) == "See [a](/x)."
