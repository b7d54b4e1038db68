"""Every word of ours goes through the catalogues, on every page, feed and text; only what tools read stays English."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import extract
import icalendar
import pytest
from bs4 import BeautifulSoup

from statuary.render.wording.page_languages import template
from support.examples import some
from support.greek import build, sites

MARKED = re.compile("⟦[^⟦⟧]*⟧")
ADDRESS = re.compile(
    r"https?://\S+|\S+@\S+|\S+\.(?:xml|json|ics|rss|atom|txt|md|svg|js|png|example)\b\S*|#wall"
)
NAMES = {
    *(
        "UTC", "RSS", "Atom", "JSON", "Feed", "Feedly", "Inoreader", "NewsBlur", "The", "Old", "Reader",
        "Statuary", "JavaScript", "Ctrl",
    ),
    *("Slack", "Microsoft", "Teams", "Discord", "Atlassian", "Statuspage", "GitHub"),
}  # fmt: skip
"""Names and abbreviations that are the same everywhere."""

UNSEEN = {
    *(
        "class",
        "id",
        "href",
        "media",
        "src",
        "rel",
        "type",
        "lang",
        "dir",
        "name",
        "charset",
        "http-equiv",
        "role",
        "style",
    ),
    *(
        "datetime",
        "d",
        "viewbox",
        "preserveaspectratio",
        "fill",
        "width",
        "height",
        "scope",
        "hidden",
        "reversed",
    ),
    *(
        "property",
        "autocomplete",
        "for",
        "data-for",
        "data-root",
        "data-zone",
        "data-built",
        "data-key",
        "data-news",
    ),
    *("data-still", "data-open", "data-at", "data-tone", "data-icon", "data-due"),
    *("data-lead", "data-id", "data-today", "data-to"),
    *("value", "aria-describedby", "spellcheck", "target", "data-worker", "list"),
    *("text-anchor", "font-family", "font-size", "textlength", "lengthadjust", "x", "y", "xmlns"),
    *(
        "data-last",
        "data-since",
        "data-f",
        "stroke",
        "stroke-width",
        "aria-labelledby",
        "aria-current",
        "aria-hidden",
    ),
}
"""Attributes that no reader sees. Another one with letters is taken for words until it is named here."""

# Formats with words of their own, which programs read: Atlassian Statuspage's feeds and API, and what hosts are told.
FOR_TOOLS = re.compile(
    r"history\.(rss|atom)|api/.*|_build\.json|sitemap\.xml|robots\.txt|_headers|\..*|CNAME|.*\.toml"
    r"|metrics(\.txt)?|.*\.(ico|png)"
)


GLUE = re.compile(r"\0[ \t]*[(:·]|[(:·][ \t]*\0")
"""Beside a message, which is a NUL here: another language has other marks, or none. An author's own are left alone."""


def left(text: str) -> list[str]:
    """Words that are neither translated nor Greek."""
    return [word for word in re.findall(r"[A-Za-z]{2,}", _unmarked(text)) if word not in NAMES]


def glued(text: str) -> list[str]:
    """Marks that stand in no message."""
    return GLUE.findall(_unmarked(text, "\0"))


def _unmarked(text: str, message: str = " ") -> str:
    while MARKED.search(text):
        text = MARKED.sub(message, text)
    return re.sub(r"\{\w+\}|\d:\d", " ", ADDRESS.sub(" ", text))


def html_texts(text: str) -> Iterator[str]:
    page = BeautifulSoup(text, "html.parser")
    if data := page.find("script", id="data"):
        yield from json.loads(data.string)["words"].values()
    for element in page(["script", "style", "code", "pre"]):
        element.decompose()
    for one in (page, *(BeautifulSoup(inner.decode_contents(), "html.parser") for inner in page("template"))):
        yield one.get_text("\n")
    for element in page.find_all(True):
        values = {name: value for name, value in element.attrs.items() if name not in UNSEEN}
        if element.name == "meta" and element.get("name") != "description":
            values.pop("content", None)
        yield from (str(value) for value in values.values())


def feed_texts(content: bytes) -> Iterator[str]:
    seen = ("title", "description", "content", "summary", "subtitle", "category")
    for element in ET.fromstring(content).iter():
        if element.tag.rpartition("}")[2] in seen:
            yield from html_texts(element.text or "")


def calendar_texts(content: bytes) -> Iterator[str]:
    for part in icalendar.Calendar.from_ical(content).walk():
        yield from (
            str(part[name]) for name in ("summary", "description", "name", "x-wr-calname") if name in part
        )
        if "categories" in part:
            yield part["categories"].to_ical().decode()


def json_texts(path: str, content: bytes) -> Iterator[str]:
    data = json.loads(content)
    if path == "history/search.json":
        yield from (text for entry in data for text in (*entry[1:4], entry[6]))
    elif path == "embed.json":
        yield from (one.get(name, "") for one in data for name in ("title", "state", "help"))
    elif path == "feed.json":
        yield from (data["title"], data["description"])
        for item in data["items"]:
            yield from html_texts(f"{item['title']}\n{item['content_html']}")
            yield item["content_text"]
    else:
        assert path.endswith("badge.json"), f"which of its texts do people read? {path}"
        yield from (data["label"], data["message"])


def script_texts(path: str, content: bytes) -> Iterator[str]:
    """Literals that are not already in the template, which is code; nor colours and other styles."""
    code = (extract.ROOT / "overrides/statuary" / path.replace("/", "-")).read_text(encoding="utf-8")
    found = re.findall('"([^"]*)"', content.decode("utf-8-sig"))
    style = re.compile(r"#|(?:[a-z-]+:[^;]+;)+[a-z-]+:")
    yield from (text for text in found if text not in code and not style.match(text))


def texts(path: str, content: bytes) -> Iterator[str]:
    """What a person reads of a file."""
    kind = path.rpartition(".")[2]
    if kind in ("html", "svg"):
        yield from html_texts(content.decode())
    elif kind == "xml":
        yield from feed_texts(content)
    elif kind == "ics":
        yield from calendar_texts(content)
    elif kind == "json":
        yield from json_texts(path, content)
    elif kind == "js":
        yield from script_texts(path, content)
    else:
        assert kind in ("txt", "md"), f"which of its texts do people read? {path}"
        yield content.decode()


@pytest.mark.parametrize("name", some(sorted(sites()), 40))
def test_no_word_of_ours_is_left_in_english(name: str, tmp_path: Path) -> None:
    build(*sites()[name], tmp_path)
    found = {
        f"{path}: {' '.join(words)}: {text.strip()[:200]}"
        for path, content in written(tmp_path)
        for text in texts(path, content)
        if (words := left(text) + glued(text))
    }

    assert sorted(found)[:20] == []


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if not FOR_TOOLS.fullmatch(path):
            yield path, file.read_bytes()


@pytest.mark.long
def test_nearly_every_message_is_said_by_these_sites(tmp_path: Path) -> None:
    """Else the test above would look at too little. (What imports and messages say, stands on no site.)"""
    said: set[object] = set()
    for number, (site, now) in enumerate(sites().values()):
        said |= build(site, now, tmp_path / str(number)).said
    shown = [
        one
        for one in template()
        if one.id and not all(re.search("/importers/|/messages/|/notify/", path) for path, _ in one.locations)
    ]
    silent = {(message.id, message.context) for message in shown} - said

    assert len(silent) < 8, sorted(map(str, silent))


@pytest.mark.parametrize(
    "text",
    [
        "⟦Estimate⟧: ⟦two hours⟧",
        "⟦Resolved⟧ · ⟦Minor⟧",
        "⟦Mail⟧ (⟦fails⟧)",
        "Subscribe to this incident",
        "⟦a⟧ and ⟦b⟧",
        "⟦since ⟦Monday⟧⟧ UTC until",
        "⟦Open⟧: https://a.example/x down",
    ],
)
def test_a_forgotten_word_would_be_found(text: str) -> None:
    assert left(text) + glued(text)


@pytest.mark.parametrize(
    "text", ["⟦since ⟦Monday⟧⟧, 10:04 UTC", "ψαρδ https://a.example/x/ 2026", "⟦a⟧ {time}"]
)
def test_what_is_no_word_of_ours_is_not(text: str) -> None:
    assert left(text) + glued(text) == []


@pytest.mark.xdist_group("extraction")  # one process extracts the words
def test_all_messages_are_collected() -> None:
    old = (extract.FOLDER / "messages.pot").read_text(encoding="utf-8")

    assert extract.template(extract.extracted()) == old, (
        "the words have changed: run python tests/languages/extract.py"
    )
