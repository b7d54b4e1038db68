"""The history narrowed to one impact: a link, with and without a script; what a search finds; a reader's weekday."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import MORNING, OpenPage


def shown(page: Page) -> set[str]:
    """The impacts of all rows in sight."""
    return {
        words
        for row in page.locator("main .row").all()
        if row.is_visible()
        for words in [row.locator("p").inner_text().partition(" · ")[0]]
    }


@pytest.mark.parametrize("path", ["history/", "history/2026-11/"])
def test_without_a_script_the_address_keeps_the_choice(page_url: str, open_page: OpenPage, path: str) -> None:
    page = open_page(page_url + path, java_script_enabled=False)
    assert len(shown(page)) > 2
    page.get_by_role("navigation", name="Show only").get_by_role("link", name="Minor impact").click()
    expect(page).to_have_url(page_url + path + "#only-minor")
    assert shown(page) == {"Minor impact"}
    for heading in page.locator(".month h2").all():
        section = heading.locator("xpath=..")
        assert heading.is_visible() == (section.locator(".row.minor").count() > 0)
    page.get_by_role("link", name="All", exact=True).click()
    assert len(shown(page)) > 2


def test_with_a_script_it_goes_through_the_whole_history(page_url: str, open_page: OpenPage) -> None:
    page = open_page(page_url + "history/#only-critical")
    said = page.locator("#search [role=status]")
    expect(said).to_have_text("Found: 1")
    expect(page.locator("#search li")).to_contain_text("All shops are unreachable")
    expect(page.locator("#search li use")).to_have_attribute("href", "#critical")
    expect(page.locator("#search li")).to_contain_text("1 hour 14 minutes")
    expect(page.locator(".month").first).to_be_hidden()
    chosen = page.get_by_role("link", name="Critical impact")
    expect(chosen).to_have_attribute("aria-current", "true")

    page.get_by_role("searchbox").fill("xyzzy")
    expect(said).to_have_text("Found: 0")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("link", name="All", exact=True).click()
    expect(said).to_be_empty()
    expect(page.locator(".month").first).to_be_visible()


def test_where_the_list_cannot_be_fetched_the_choice_holds_for_what_is_there(
    page_url: str, open_page: OpenPage
) -> None:
    page = open_page("about:blank", allowed="net::ERR_FAILED")
    page.route("**/search.json", lambda route: route.abort())
    page.goto(page_url + "history/#only-critical")
    expect(page.locator("#search [role=status]")).to_contain_text("could not be loaded")
    assert shown(page) == {"Critical impact"}


def test_what_is_called_so_stands_before_what_speaks_of_it(page_url: str, open_page: OpenPage) -> None:
    page = open_page(page_url + "history/")
    entries = """[["a", "Other", "below", "api and more", "minor", "minor", ""],
      ["b", "Errors in the API", "below", "", "major", "major", "5 minutes"],
      ["c", "The api", "below", "", "minor", "minor", ""]]"""
    page.route("**/search.json", lambda route: route.fulfill(body=entries))
    page.get_by_role("searchbox").fill("api")
    expect(page.locator("#search li a")).to_have_text(["Errors in the API", "The api", "Other"])


@pytest.mark.parametrize(
    ("zone", "weekday"), [("UTC", "Sunday"), ("Asia/Tokyo", "Monday"), ("America/New_York", "Sunday")]
)
def test_the_weekday_is_that_of_the_reader(
    morning_url: str, open_page: OpenPage, zone: str, weekday: str
) -> None:
    page = open_page(morning_url + "maintenance/", MORNING, timezone_id=zone)
    card = page.locator("article", has_text="Search moves")
    expect(card.locator("[data-weekday]")).to_have_text(weekday)
