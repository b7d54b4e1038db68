"""Badges, plain text and what hosts are told, as they come out of a build."""

import json
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from sample import CONFIG, INCIDENT, MakeRepository
from statuary.cli import main
from statuary.palette import our_palette
from statuary.render.embed import render_embed
from statuary.render.environment import environment
from statuary.render.frame import page_frame
from statuary.render.wording.labels import Tone
from statuary.render.wording.page_languages import read_language, shipped
from statuary.resources import template_folders
from statuary.source import load
from statuary.status import page_state

SVG = "{http://www.w3.org/2000/svg}"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLANNED = """\
---
title: Search moves
type: maintenance
starts: 2026-11-23 22:00 UTC
ends: 2026-11-23 23:00 UTC
components:
  - search
---

## 2026-11-20 10:00 UTC — Scheduled

Search may be slow.
"""
RESOLVED = INCIDENT + "\n## 2026-11-22 10:31 UTC — Resolved\n\nAll is well again.\n"


def build(root: Path) -> Path:
    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q"])
    assert result.exit_code == 0, result.output
    return root / "site"


def badge(path: Path) -> tuple[str, list[str]]:
    """Its name for a screen reader, and what it shows."""
    root = ET.fromstring(path.read_bytes())
    assert root.attrib["role"] == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == root.attrib["aria-label"]
    texts = list(root.iter(f"{SVG}text"))
    assert sum(float(text.attrib["textLength"]) for text in texts) < int(root.attrib["width"])
    return root.attrib["aria-label"], [text.text or "" for text in texts]


def test_badges_name_the_state_in_words(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-22-cards.md": INCIDENT}))

    assert badge(site / "badge.svg") == (
        "Example status: Major problem",
        ["Example status", "Major problem"],
    )
    assert badge(site / "components/checkout/badge.svg")[0] == "Checkout: Partial outage"
    assert badge(site / "components/search/badge.svg")[0] == "Search: Operational"


def test_shields_can_read_a_badge(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-22-cards.md": INCIDENT}))

    for folder in (site, site / "components/checkout"):
        endpoint = json.loads((folder / "badge.json").read_text())
        name, shown = badge(folder / "badge.svg")
        assert endpoint.keys() == {"schemaVersion", "label", "message", "color", "cacheSeconds"}
        assert endpoint["schemaVersion"] == 1
        assert [endpoint["label"], endpoint["message"]] == shown
        assert f"{endpoint['label']}: {endpoint['message']}" == name
        assert f"#{endpoint['color']}" in (folder / "badge.svg").read_text()


def test_a_badge_takes_any_name(repository: MakeRepository) -> None:
    names = {"checkout": '<b>&amp; & "more"', "search": "検索" * 30}
    rows = "".join(
        f"      - id: {key}\n        name: {json.dumps(name, ensure_ascii=False)}\n"
        for key, name in names.items()
    )
    site = build(repository(components=f"groups:\n  - name: Shop\n    components:\n{rows}"))

    assert badge(site / "components/checkout/badge.svg")[1][0] == names["checkout"]
    assert len(badge(site / "components/search/badge.svg")[1][0]) == 40


def test_white_words_are_legible_on_every_colour() -> None:
    palette = our_palette()
    for colour in (*(getattr(palette.light, tone) for tone in Tone), palette.signs.label):
        assert 1.05 / (_luminance(colour[1:]) + 0.05) >= 4.5, colour


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_status_txt_says_first_what_is_wrong(repository: MakeRepository) -> None:
    text = (
        build(repository({"2026-11-22-cards.md": INCIDENT, "2026-11-20-search.md": PLANNED})) / "status.txt"
    ).read_text()

    assert text.startswith("Example status\n\nMajor problem: Some card payments fail.")
    order = [
        "As of 22 November 2026, 12:00 UTC",
        "Open incidents",
        "About one card payment in five fails.",
        "Next update was promised for 22 November 2026, 10:34 UTC",
        "/incidents/2026-11-22-cards/",
        "Planned maintenance",
        "Search moves",
        "Components",
        "  Checkout  Partial outage",
        "  Search    Operational",
        "https://status.example.com/\n",
        "Support: help@example.com",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.endswith("\n")


def test_the_command_says_the_same(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    text = (build(root) / "status.txt").read_text()

    assert CliRunner().invoke(main, ["-C", str(root), "status"]).output == text


def test_status_txt_fits_a_terminal(repository: MakeRepository) -> None:
    words = (
        "言葉は空白なしで続きます。" * 20
        + "\n\n"
        + "Many words in a row. " * 30
        + "https://example.com/"
        + "a" * 90
    )
    text = INCIDENT.replace("About one card payment in five fails.", words).replace(
        "Some card", "カード" * 40
    )
    built = (build(repository({"2026-11-22-cards.md": text})) / "status.txt").read_text()

    assert f"https://example.com/{'a' * 90}" in built, "an address can be copied as a whole"
    for line in built.splitlines():
        assert _columns(line) <= 80 or "https://" in line, line


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_status_md_is_markdown_that_means_what_it_says(repository: MakeRepository) -> None:
    nasty = (
        "# Not a heading\n\nTwo * stars * and_snake_case <b>bold</b> [a](https://example.com/x_y) `code` &lt; 1. "
        "~~x~~\n"
    )
    text = INCIDENT.replace("About one card payment in five fails.", nasty).replace(
        "Some card payments fail", "Cards [fail](x) *now* <i>"
    )
    source = (
        build(repository({"2026-11-22-cards.md": text, "2026-11-20-search.md": PLANNED})) / "status.md"
    ).read_text()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)

    headings = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert ["".join(child.content for child in one.children or ()) for one in headings] == [
        "Example status",
        "Open incidents",
        "Cards [fail](x) *now* <i>",
        "Planned maintenance",
        "Search moves",
        "Components",
        "Shop",
        "Help",
    ]
    assert not any(
        child.type in ("html_inline", "em_open", "s_open", "code_inline")
        for token in tokens
        for child in token.children or ()
    )
    assert "Two \\* stars \\* and_snake_case \\<b>bold" in source, "nothing is escaped that need not be"
    assert "As of 22 November 2026, 12:00 UTC, from reported incidents." in source
    assert "Next update was promised for 22 November 2026, 10:34 UTC." in source


def test_status_md_tells_what_has_just_ended(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-22-cards.md": RESOLVED}))

    assert "## Ended in the last 24 hours" in (site / "status.md").read_text()
    assert "> All is well again." in (site / "status.md").read_text()
    assert "All is well again." not in (site / "status.txt").read_text()


def test_the_documents_stay_small_in_the_worst_week(repository: MakeRepository) -> None:
    start = NOW - timedelta(hours=5)
    long = INCIDENT.replace("About one card payment in five fails.", "Many words in a row. " * 900)
    files: dict[str, str | bytes] = {
        f"2026-11-22-{number}.md": long.replace(
            "2026-11-22 10:04", f"{start + timedelta(minutes=number):%Y-%m-%d %H:%M}"
        ).replace("- next update: 30 min\n", "")
        for number in range(60)
    }
    site = build(repository(files))

    for name in ("status.txt", "status.md"):
        text = (site / name).read_text()
        assert "40 more" in text
        assert len(text) < 50_000


def test_hosts_are_told_what_is_what(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-20-search.md": PLANNED}))
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in (site / "_headers").read_text().splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in rules[path], "hosts would join the two"
            rules[path][name] = value
        else:
            path = line
            assert line.startswith("/")
            assert line.count("*") <= 1
            rules[path] = {}

    assert rules["/*"]["Access-Control-Allow-Origin"] == "*"
    for path in (
        "calendar.ics",
        "components/search/calendar.ics",
        "incidents/2026-11-20-search/calendar.ics",
        "status.md",
    ):
        assert (site / path).exists()
        matching = [
            rule
            for rule in rules
            if re.fullmatch(re.sub(r":\w+", "[^/]+", rule).replace("*", ".*"), f"/{path}")
        ]
        assert len([rule for rule in matching if "Content-Type" in rules[rule]]) == 1, path
    assert (site / ".nojekyll").exists(), "Jekyll would leave out what starts with an underscore"


@pytest.mark.parametrize("tag", shipped(template_folders(None)))
def test_the_banner_is_small_in_every_language(repository: MakeRepository, tag: str) -> None:
    state = page_state(load(repository(config=CONFIG)).site, NOW)
    language = read_language(tag, template_folders(None))
    content = render_embed(page_frame(state, language), environment(template_folders(None), language)).content

    assert len(content) < 2000
    text = content.decode("utf-8-sig")
    assert text.isascii() or content.startswith(b"\xef\xbb\xbf")
    assert "//" not in text.replace("https://", "")
    assert "innerHTML" not in text
