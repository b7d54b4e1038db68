"""A component's calendar answers: to a mouse, the keyboard and without a script, and axe finds nothing in it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.axe import violations
from support.browser import MORNING, STORY, InLanguage, OpenPage, Serve, make
from support.command import build

PAGE = "components/checkout/"
SAID = "Partial outage 36 minutes\nSome card payments fail"


def test_a_mouse_is_told_what_happened_and_led_there(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url + PAGE, MORNING)
    day = page.get_by_role("link", name="22 Partial outage")
    words = day.locator("span")
    before = page.evaluate("document.documentElement.scrollHeight")
    day.hover()
    expect(words).to_have_css("clip-path", "none")
    month = page.locator(".cal").first.bounding_box()
    said = words.bounding_box()
    assert month is not None and said is not None
    assert (said["x"], said["width"]) == (month["x"], month["width"])
    assert words.inner_text().strip() == SAID
    assert page.evaluate("document.documentElement.scrollHeight") == before
    page.keyboard.press("Escape")
    expect(words).not_to_have_css("clip-path", "none")
    day.click()
    assert page.url.endswith("/incidents/2026-11-22-cards/")


@pytest.mark.parametrize("script", [True, False])
def test_the_keyboard_is_told_too(morning_url: str, open_page: OpenPage, script: bool) -> None:
    page = open_page(morning_url + PAGE, java_script_enabled=script)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(".cal a:focus").count():
            break
    expect(page.locator(".cal a:focus span")).to_have_css("clip-path", "none")
    expect(page.locator(".cal a:focus")).to_contain_text("Partial outage")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_a_day_says_stays_on_a_narrow_screen(
    in_language: InLanguage, open_page: OpenPage, language: str
) -> None:
    page = open_page(
        in_language(language) + "components/search/", MORNING, viewport={"width": 320, "height": 640}
    )
    page.locator(".cal a").first.focus()
    box = page.locator(".cal a:focus span").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_tells_days_apart_without_colours(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url + PAGE, MORNING)
    page.emulate_media(media="print")
    edge = "one => getComputedStyle(one).borderBlockEndWidth"
    kinds = {"critical", "major", "minor", "maintenance", ""}
    edges = {page.locator(".cal li").nth(20).evaluate(f"(one, kind) => (one.className = kind, ({edge})(one))", kind)
             for kind in kinds}  # fmt: skip
    assert len(edges) == len(kinds)


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_day_open(page_url: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(f"{page_url}components/card-payments/", color_scheme=scheme)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.locator(".cal a").first.focus()
    expect(page.locator(".cal a:focus span")).to_have_css("clip-path", "none")
    assert violations(page, scheme) == []


def test_its_first_card_stays_true_without_a_build(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    now = "2026-11-22T22:50:00Z"
    story = {"2026-11-22-search-moves.md": STORY["2026-11-22-search-moves.md"]}
    build(make(tmp_path / "repository", story), site=tmp_path / "site/status", now=now)
    page = open_page(serve(tmp_path / "site") + "status/components/search/", now)
    card = page.locator("article.card")
    expect(card).to_contain_text("22 November 2026, 22:00 to 23:00 UTC", use_inner_text=True)
    expect(card).not_to_contain_text("not yet confirmed")
    page.clock.run_for(11 * 60_000)
    expect(card).to_contain_text("Scheduled end: 23:00 UTC. Completion not yet confirmed.")
    expect(page).to_have_title("Under maintenance: Search · Example status")
    expect(page.locator("#c-search")).to_contain_text("Under maintenance")
