"""What an open page says of newer builds, and of its own age: at the foot of the window, where nothing moves."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.browser import EVENING, MORNING, RESOLVED, STORY, OpenPage, Serve, make
from support.command import build

MINUTE = 60_000
CARDS = "incidents/2026-11-22-cards/"
OLD = "Last published: {}. This page may be out of date. Go to our backup page"
OFFLINE = "net::ERR_FAILED"
TURN = "new Promise(done => { const one = new MessageChannel(); one.port1.onmessage = done; one.port2.postMessage(0) })"
"""A turn of the page's own that no clock holds back: after it the page has taken in what it heard."""


def pass_minutes(page: Page, count: int) -> None:
    """Let time go by; each minute the page asks, and hears the answer, before the next begins."""
    for _ in range(count):
        with page.expect_event("requestfinished", lambda one: "_build.json" in one.url):
            page.clock.run_for(MINUTE)
        page.evaluate(TURN)


def fail_minutes(page: Page, count: int) -> None:
    for _ in range(count):
        with page.expect_event("requestfailed", lambda one: "_build.json" in one.url):
            page.clock.run_for(MINUTE)
        page.evaluate(TURN)


def answer(page: Page, news: dict[str, str]) -> None:
    """Let `_build.json` name other news than the page has seen."""
    page.route("**/_build.json", lambda route: route.fulfill(body=json.dumps({"news": news})))


def test_a_new_update_is_offered_and_shown(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    root = make(tmp_path / "repository", STORY)
    build(root, site=tmp_path / "site/status", now=MORNING)
    url = serve(tmp_path / "site") + "status/"
    page = open_page(url, MORNING)
    other = open_page(url + "incidents/2026-11-22-search-moves/", MORNING)

    pass_minutes(page, 1)
    expect(page.locator("#live")).to_be_empty()

    make(root, {"2026-11-22-cards.md": STORY["2026-11-22-cards.md"] + RESOLVED})
    shutil.rmtree(tmp_path / "site/status")
    build(root, site=tmp_path / "site/status", now="2026-11-22T10:53:00Z")
    pass_minutes(page, 1)
    expect(page.locator("#live")).to_have_text("New update: Show✕")
    pass_minutes(other, 1)
    expect(other.locator("#live")).to_be_empty(), "the news are not about this incident"

    page.get_by_role("button", name="Show").click()
    expect(page.locator("#hero h1")).to_have_text("No known problems.")
    expect(page.locator("#live")).to_be_empty()


def test_it_asks_soon_after_it_was_loaded_and_then_once_a_minute(
    morning_url: str, open_page: OpenPage
) -> None:
    page = open_page("about:blank", MORNING)
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    page.goto(morning_url, wait_until="networkidle")
    assert requests == [morning_url]

    pass_minutes(page, 3)

    assert requests[1:] == [f"{morning_url}_build.json"] * (1 + 3)


def test_nobody_is_asked_while_the_page_is_out_of_sight(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING)
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.clock.run_for(5 * MINUTE)
    assert requests == []

    with page.expect_request("**/_build.json"):
        page.evaluate(
            "delete document.hidden; document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))"
        )


@pytest.mark.parametrize("path", ["", CARDS])
def test_a_bar_moves_no_text_is_announced_and_goes_away(
    morning_url: str, open_page: OpenPage, path: str
) -> None:
    page = open_page(morning_url + path, "2026-11-22T10:40:30Z", viewport={"width": 375, "height": 667})
    key = page.evaluate("document.documentElement.dataset.key")
    places = "all => all.map(one => one.getBoundingClientRect()).map(one => [one.x, one.y, one.width])"
    live = page.locator("#live")
    expect(live).to_have_role("status")
    answer(page, {key: "another"})
    page.clock.run_for(MINUTE - 10_000)  # so that no "1 minute ago" changes meanwhile
    before = page.locator("main *, footer *").evaluate_all(places)

    with page.expect_event("requestfinished"):
        page.clock.run_for(12_000)

    expect(live).to_contain_text("New update:")
    assert page.locator("main *, footer *").evaluate_all(places) == before
    box = live.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 667
    page.get_by_role("button", name="Close").click()
    expect(live).to_be_empty()
    pass_minutes(page, 1)
    expect(live).to_be_empty(), "what was closed is not told again"
    answer(page, {key: "yet another"})
    pass_minutes(page, 1)
    expect(live).to_contain_text("New update:")


def test_the_bar_is_for_the_keyboard_too(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING)
    answer(page, {"": "another"})
    pass_minutes(page, 1)
    page.locator("footer a").last.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#live")).to_be_empty()


def test_the_bar_hides_no_link_at_the_foot(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, viewport={"width": 375, "height": 667})
    answer(page, {"": "another"})
    pass_minutes(page, 1)
    link = page.locator("main a:visible").nth(12)
    page.evaluate("scrollTo(0, 0)")
    link.focus()

    place, bar = link.bounding_box(), page.locator("#live").bounding_box()
    assert place is not None
    assert bar is not None
    assert place["y"] + place["height"] <= bar["y"]


def test_a_screen_on_the_wall_renews_itself(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{morning_url}#wall", MORNING)
    answer(page, {"": "another"})

    with page.expect_event("load"):
        page.clock.run_for(MINUTE)

    assert page.url.endswith("#wall")
    expect(page.locator("#live")).to_be_empty()


def test_a_copy_is_old_when_trouble_is_open_for_hours(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, "2026-11-22T14:38:00Z")
    pass_minutes(page, 1)
    expect(page.locator("#live")).to_be_empty()

    pass_minutes(page, 3)

    expect(page.locator("#live")).to_have_text(OLD.format("22 November 2026, 10:40 UTC") + "✕")
    expect(page.locator("#live a")).to_have_attribute("href", "https://second.example/")


def test_a_quiet_page_does_not_grow_old(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    root = make(tmp_path / "repository", {"2026-11-19-payouts.md": STORY["2026-11-19-payouts.md"]})
    build(root, site=tmp_path / "site/status", now=MORNING)
    page = open_page(serve(tmp_path / "site") + "status/", now="2026-11-23T10:40:00Z")
    pass_minutes(page, 3)

    expect(page.locator("#live")).to_be_empty()
    expect(page.locator(".hero")).to_have_class("card hero ok")


def colours(page: Page) -> tuple[Any, ...]:
    word = page.locator("#hero .tone").evaluate("one => getComputedStyle(one).color")
    edge = page.locator(".hero").evaluate("one => getComputedStyle(one).borderTopColor")
    return word, edge, page.locator("[rel=icon]").get_attribute("href")


def test_green_turns_grey_when_the_host_is_away(evening_url: str, open_page: OpenPage) -> None:
    """Nobody can tell whether all is still well; the words stay, for they name their time."""
    page = open_page(evening_url, "2026-11-22T21:30:00Z", OFFLINE)
    green = colours(page)
    page.route("**/_build.json", lambda route: route.abort())

    fail_minutes(page, 4)
    expect(page.locator("#live")).to_be_empty()
    assert colours(page) == green
    fail_minutes(page, 1)

    expect(page.locator("#live")).to_contain_text("may be out of date")
    assert all(now != before for now, before in zip(colours(page), green, strict=True))
    assert "17794a" not in str(page.locator("[rel=icon]").get_attribute("href"))
    expect(page.locator("#hero")).to_contain_text("No known problems.")


def test_red_stays_red_when_the_host_is_away(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, OFFLINE)
    page.route("**/_build.json", lambda route: route.abort())
    fail_minutes(page, 5)

    expect(page.locator("#live")).to_contain_text("may be out of date")
    expect(page.locator(".hero")).to_have_class("card hero major")


def test_green_turns_grey_when_there_is_news(evening_url: str, open_page: OpenPage) -> None:
    page = open_page(evening_url, EVENING)
    answer(page, {"": "another"})
    pass_minutes(page, 1)

    expect(page.locator("#live")).to_contain_text("New update:")
    expect(page.locator(".hero")).to_have_class("card hero neutral")


def test_an_answer_that_is_no_answer_is_a_failure(evening_url: str, open_page: OpenPage) -> None:
    """A captive portal answers everything with a page of its own."""
    page = open_page(evening_url, "2026-11-22T21:30:00Z")
    page.route("**/_build.json", lambda route: route.fulfill(body="<h1>Pay for the network</h1>"))
    pass_minutes(page, 5)

    expect(page.locator("#live")).to_contain_text("may be out of date")


def test_what_is_long_past_asks_nobody(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{morning_url}incidents/2026-11-19-payouts/", MORNING)
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    page.clock.run_for(10 * MINUTE)

    assert requests == []
