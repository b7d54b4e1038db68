"""What the page says as time goes by after it was published, while nobody publishes it again."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser import EVENING, MINUTE, SEARCH_PAGE, OpenPage, hero

LATE = "Our update was due at 11:00 UTC. It is {} late. Our last update was at 10:31 UTC."
WORK = "Maintenance in progress: Search moves, 22 Nov, 22:00–23:00 UTC."


def icon(page: Page) -> str:
    return page.locator("link[rel=icon]").get_attribute("href") or ""


def test_planned_work_begins_on_time_and_is_late_on_time(evening_url: str, open_page: OpenPage) -> None:
    page = open_page(evening_url, EVENING)
    quiet = icon(page)
    assert hero(page)[:2] == ["Operational", "No known problems."]
    expect(page).to_have_title("No known problems. · Example status")
    expect(page.locator("#c-search")).to_have_text("Operational")

    page.clock.run_for(10 * MINUTE)

    assert hero(page)[:2] == ["Maintenance in progress", WORK]
    expect(page.locator(".hero")).to_have_class("card hero maintenance")
    expect(page).to_have_title(f"{WORK} · Example status")
    assert icon(page) != quiet
    expect(page.locator("#c-search")).to_have_text("Under maintenance")
    expect(page.locator("#g-1")).to_have_text("Under maintenance")
    expect(page.locator("#s-2026-11-22-search-moves")).to_contain_text("In progress")

    page.clock.run_for(61 * MINUTE)

    assert "Scheduled end: 23:00 UTC. Completion not yet confirmed." in hero(page)[2]
    expect(page.locator("#s-2026-11-22-search-moves")).to_contain_text("not yet confirmed")


def test_a_page_that_is_opened_late_says_at_once_what_is_so(evening_url: str, open_page: OpenPage) -> None:
    page = open_page(evening_url, "2026-11-22T22:20:00Z")

    assert hero(page)[:2] == ["Maintenance in progress", WORK]


@pytest.mark.parametrize(
    ("path", "place", "words"),
    [
        (SEARCH_PAGE, "#s-2026-11-22-search-moves", "In progress"),
        ("maintenance/", "#s-2026-11-22-search-moves", "In progress"),
        ("components/search/", "#c-search", "Under maintenance"),
        ("404.html", "#hero", WORK),
    ],
)
def test_every_page_that_shows_the_work_follows(
    evening_url: str, open_page: OpenPage, path: str, place: str, words: str
) -> None:
    page = open_page(evening_url + path, EVENING)
    expect(page.locator(place)).not_to_contain_text(words)

    page.clock.run_for(11 * MINUTE)

    expect(page.locator(place)).to_contain_text(words)
    assert page.locator("h1").count() == 1


def test_work_begins_in_the_readers_own_time(evening_url: str, open_page: OpenPage) -> None:
    page = open_page(evening_url, EVENING, timezone_id="America/New_York")

    page.clock.run_for(11 * MINUTE)

    expect(page.locator("#hero h1")).to_have_text(
        "Maintenance in progress: Search moves, 22 Nov, 17:00–18:00 EST."
    )


def test_the_change_is_announced_once_and_nothing_moves_the_focus(
    evening_url: str, open_page: OpenPage
) -> None:
    page = open_page(evening_url, EVENING)
    said = page.locator("#said")
    expect(said).to_have_role("status")
    expect(said).to_be_empty()
    page.locator("nav a").first.focus()

    page.clock.run_for(11 * MINUTE)

    expect(said).to_have_text(f"{WORK} · Example status")
    expect(page.locator("nav a").first).to_be_focused()


def test_a_promise_is_kept_or_called_late(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, "2026-11-22T10:58:30Z")
    promises = page.locator(".promise")
    expect(promises).to_have_text(["Next update: 11:00 UTC. (in 1 minute)"])

    page.clock.run_for(3 * MINUTE)
    expect(promises).to_have_text([LATE.format("1 minute")])
    page.clock.run_for(11 * MINUTE)
    expect(promises).to_have_text([LATE.format("12 minutes")])
    page.clock.run_for(110 * MINUTE)
    expect(promises).to_have_text([LATE.format("2 hours")])


def test_a_late_promise_is_told_in_the_readers_time(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, "2026-11-22T11:12:30Z", timezone_id="Asia/Kolkata")

    expect(page.locator("#hero .promise")).to_have_text(
        "Our update was due at 16:30 UTC+5:30. It is 12 minutes late. Our last update was at 16:01 UTC+5:30."
    )


def test_a_page_that_tells_a_story_stands_still(page_url: str, open_page: OpenPage) -> None:
    """The example's moment is fixed in its configuration: its promises are not late, its copy not old."""
    page = open_page(page_url, "2027-03-01T00:00:00Z")
    page.clock.run_for(3 * MINUTE)

    expect(page.locator("#hero .promise")).to_have_text(
        re.compile(r"Next update: 11:00 UTC\. \(in 20 minutes\)")
    )
    expect(page.locator("#live")).to_be_empty()
