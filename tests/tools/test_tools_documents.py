"""Badges, and what hosts are told, as they come out of a build."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from statuary.palette import our_palette
from statuary.render.banner import render_banner
from statuary.render.environment import environment
from statuary.render.frame import page_frame
from statuary.render.wording.labels import Tone
from statuary.render.wording.page_languages import read_language, shipped
from statuary.resources import template_folders
from statuary.source import load
from statuary.status import page_state
from support.command import build
from support.repository import CONFIG, INCIDENT, PLANNED, TODAY, MakeRepository

SVG = "{http://www.w3.org/2000/svg}"


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
        "Example status: Major incident",
        ["Example status", "Major incident"],
    )
    assert badge(site / "components/checkout/badge.svg")[0] == "Checkout: Partial outage"
    assert badge(site / "components/search/badge.svg")[0] == "Search: Operational"


def test_shields_can_read_a_badge(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-22-cards.md": INCIDENT}))

    for folder in (site.folder, site / "components/checkout"):
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
    state = page_state(load(repository(config=CONFIG)).site, TODAY)
    language = read_language(tag, template_folders(None))
    script, _ = render_banner(page_frame(state, language), environment(template_folders(None), language))
    content = script.content

    assert len(content) < 2000
    text = content.decode("utf-8-sig")
    assert text.isascii() or content.startswith(b"\xef\xbb\xbf")
    assert "//" not in text.replace("https://", "")
    assert "innerHTML" not in text
