"""Bars answer: to a mouse, a finger and the keyboard, with what the list below them says, and nothing moves."""

import pytest
from playwright.sync_api import Locator, Page, expect

from support.axe import violations
from support.browser import MORNING, InLanguage, OpenPage
from support.examples import some

PLACES = """() => [...document.querySelectorAll("main *")].filter(one => !one.closest(".tip,svg"))
  .map(one => one.getBoundingClientRect()).map(one => [one.x, one.y, one.width])"""
TODAY = "22 November 2026"
CARDS = "Partial outage 36 minutes\nSome card payments fail"

NIGHT = "19–20 Nov 2026 Degraded performance 1 hour 10 minutes"
"""Days that differ in nothing are one entry, which says of both how long it was."""


def bars(page: Page, component: str) -> Locator:
    return page.locator(f".member:has(#c-{component}) .bars")


def place(svg: Locator, bar: int) -> tuple[float, float]:
    """The middle of a bar, on the screen."""
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * (bar + 0.5) / 90, box["y"] + 10


def said(page: Page) -> str:
    found: str = page.locator(".tip").inner_text()
    return found


def test_a_mouse_is_told_of_each_day(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, viewport={"width": 1280, "height": 900})
    svg = bars(page, "checkout")
    before = page.evaluate(PLACES)

    page.mouse.move(*place(svg, 89))
    assert said(page) == f"{TODAY}\n{CARDS}"
    page.mouse.move(*place(svg, 88))
    assert said(page) == "21 November 2026\nNo problems reported."
    assert page.evaluate(PLACES) == before

    page.mouse.move(*place(svg, 89))
    page.locator(".tip a").click()
    assert page.url.endswith("/incidents/2026-11-22-cards/")


def test_the_answer_goes_when_the_mouse_does(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING)
    page.mouse.move(*place(bars(page, "checkout"), 89))
    expect(page.locator(".tip")).to_be_visible()
    page.mouse.move(5, 5)
    expect(page.locator(".tip")).to_have_count(0)


def test_a_finger_is_answered_and_finds_the_link(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, viewport={"width": 390, "height": 800}, has_touch=True)
    page.touchscreen.tap(*place(bars(page, "checkout"), 89))
    tip = page.locator(".tip")
    expect(tip).to_contain_text("Some card payments fail")
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.touchscreen.tap(*place(bars(page, "search"), 40))
    expect(tip).to_have_count(1)
    expect(tip).to_contain_text("No problems reported.")


def test_arrow_keys_go_along_the_days(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING)
    svg = bars(page, "payouts")
    svg.focus()
    expect(svg).to_have_role("slider")
    assert said(page) == f"{TODAY}\nNo problems reported."
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    assert said(page) == f"20 November 2026\n{NIGHT}\nPayouts are late"
    expect(svg).to_have_attribute("aria-valuetext", f"20 November 2026 {NIGHT} Payouts are late")
    page.keyboard.press("Tab")
    expect(page.locator(".tip a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_have_count(0)


def test_days_that_do_not_count_are_not_there(morning_url: str, open_page: OpenPage) -> None:
    """The story begins on 19 November: nobody knows of the days before."""
    page = open_page(morning_url, MORNING)
    svg = bars(page, "checkout")
    svg.focus()
    page.keyboard.press("Home")
    assert said(page).startswith("19 November 2026")
    expect(svg).to_have_attribute("aria-valuemin", "86")


def test_from_right_to_left_the_newest_day_is_on_the_left(
    in_language: InLanguage, open_page: OpenPage
) -> None:
    page = open_page(in_language("ar"), MORNING, locale="ar")
    svg = bars(page, "checkout")
    page.mouse.move(*place(svg, 0))
    expect(page.locator(".tip a").first).to_be_visible()
    tip, row = page.locator(".tip").bounding_box(), page.locator(".member:has(#c-checkout)").bounding_box()
    assert tip is not None and row is not None
    assert row["x"] <= tip["x"] <= row["x"] + 1
    svg.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tip a")).to_have_count(0)


def test_days_are_written_as_the_reader_does(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, locale="en-US")
    page.mouse.move(*place(bars(page, "checkout"), 89))
    assert said(page) == f"November 22, 2026\n{CARDS}"


@pytest.mark.long
@pytest.mark.parametrize("scheme", some(["light", "dark"], 2))
def test_axe_finds_nothing_with_an_answer_open(page_url: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(page_url, color_scheme=scheme)
    page.mouse.move(*place(bars(page, "checkout"), 89))
    expect(page.locator(".tip a")).to_be_visible()
    assert violations(page, scheme) == []
    if scheme == "dark":
        assert violations(page) == [], "and nothing but its colours differs"


def test_without_a_script_the_days_are_a_list(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, java_script_enabled=False)
    expect(bars(page, "checkout")).to_have_role("img")
    page.locator(".member:has(#c-checkout) summary").click()
    expect(page.locator(".member:has(#c-checkout) li")).to_contain_text(CARDS.replace("\n", " "))
