"""The composer as a page: one thumb, keys alone, no network, other languages and hosts, a browser that refuses."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from support.browser import CARDS as CARDS_FILE
from support.command import build
from support.composer import NOW, Open, check, commit
from support.examples import some

AXE = Axe()
PRESSED = "input:visible, select:visible, textarea:visible, button:visible, #bar a, summary:visible"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def test_one_thumb(open_composer: Open) -> None:
    composer = open_composer()
    page = composer.page
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.get_by_label("Next update").select_option(label="At another time")
    small = page.locator(PRESSED).evaluate_all(
        """all => all.map(one => [one.closest("label") || one, one]).filter(([box]) => box.offsetParent)
          .map(([box, one]) => [one.outerHTML.slice(0, 80), box.getBoundingClientRect().height,
            one.matches("input,select,textarea") ? parseFloat(getComputedStyle(one).fontSize) : 16])
          .filter(([, height, size]) => height < 44 || size < 16)"""
    )
    assert small == []
    for place in (0, 600, 100_000):
        page.evaluate(f"scrollTo(0, {place})")
        box = composer.button.bounding_box()
        assert box is not None and box["y"] > 500 and box["y"] + box["height"] <= 844


@pytest.mark.parametrize("width", some([320, 390, 1280], 3))
@pytest.mark.parametrize("language", some(["de", "en", "ar"], 3))
def test_nothing_is_cut_off_sideways(open_composer: Open, language: str, width: int) -> None:
    page = open_composer(language=language, viewport={"width": width, "height": 800}).page
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.long
@pytest.mark.parametrize("scheme", some(["light", "dark"], 2))
def test_accessibility(open_composer: Open, scheme: str) -> None:
    # So tall that the bar at its foot hides nothing: axe takes what is scrolled behind it for too small to touch.
    composer = open_composer(color_scheme=scheme, viewport={"width": 390, "height": 6000})
    options: dict[str, Any] = {"runOnly": TAGS, "resultTypes": ["violations"]}
    for step in ("as it opens", "a new incident", "with faults", "planned work"):
        if step == "a new incident":
            composer.choose("A new incident")
            composer.component("Search")
        if step == "with faults":
            composer.page.get_by_label("Template").select_option("")
            composer.button.tap()
        if step == "planned work":
            composer.choose("New maintenance")
        composer.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        found = AXE.run(composer.page, options=options).response["violations"]
        assert [(step, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.long
def test_keys_alone(open_composer: Open) -> None:
    composer = open_composer(has_touch=False, is_mobile=False)
    page = composer.page

    def tab_to(css: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("css => document.activeElement.matches(css)", css):
                return
        raise AssertionError(f"the key Tab does not lead to {css}")

    tab_to("#others button")
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        if page.locator("[name=what]:checked").input_value() == "new:incident":
            break
    tab_to("#title")
    page.keyboard.type("Search is down")
    tab_to("[name=stage]")
    page.keyboard.press("ArrowRight")
    tab_to("[value=search]")
    page.keyboard.press("Space")
    tab_to("#text")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Search finds nothing.")
    tab_to("#go")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    text = parse_qs(urlsplit(opened.value.url).query)["value"][0]

    assert "## 2026-11-22 10:40 UTC — Identified\n" in text and "  search: partial_outage\n" in text
    commit(composer.root, "incidents/2026-11-22-search-is-down.md", text)
    assert check(composer.root) == []


def test_without_a_network_it_opens_and_works(open_composer: Open) -> None:
    composer = open_composer()
    page = composer.page
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.reload()
    composer.fill("Text", "Still down.")

    assert "Still down." in composer.result
    expect(page.locator("#preview")).to_contain_text("Still down.")


@pytest.mark.long
def test_a_newer_page_is_taken_as_soon_as_it_is_there(open_composer: Open, tmp_path: Path) -> None:
    composer = open_composer(own=True)
    page = composer.page
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    commit(
        composer.root,
        "incidents/2026-11-22-new.md",
        CARDS_FILE.replace("Some card payments fail", "A new one"),
    )
    build(composer.root, site=tmp_path / "site/status", now=NOW)
    page.reload()

    expect(page.locator(".pick").filter(has_text="A new one")).to_be_visible()
    assert page.locator("[name=what]:checked").count() == 0, "two are open: nobody knows which is meant"
    expect(composer.button).to_be_hidden()


@pytest.mark.long
def test_nothing_is_sent_or_fetched_once_it_is_there(open_composer: Open) -> None:
    composer = open_composer()
    page = composer.page
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))
    composer.fill("Text", "<img src=https://elsewhere.example/x.png> ![x](https://elsewhere.example/x.png)")
    composer.choose("A new incident")
    composer.component("Search")
    page.clock.run_for(600_000)

    assert requests == []
