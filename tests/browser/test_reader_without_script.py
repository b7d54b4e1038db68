"""A page without a script is whole; the script adds times and "ago", and takes nothing away."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import KINDS, OpenPage

ADDED = ".ago, .copy, [data-since], #search, script, style, template"
"""What the script puts into a page or shows, and what nobody sees."""
ELSEWHERE = f"{ADDED}, .day, #zone"
TEXT = """added => {
  const copy = document.body.cloneNode(true)
  copy.querySelectorAll(added).forEach(one => one.remove())
  return copy.textContent.replace(/\\s+/g, " ")
}"""


def texts(page: Page, url: str, *all_added: str) -> dict[str, dict[str, str]]:
    """The words of a page of each kind, without what is added."""
    found: dict[str, dict[str, str]] = {added: {} for added in all_added}
    for kind, path in KINDS.items():
        page.goto(url + path)
        page.locator("time[title], [data-weekday][title]").evaluate_all(
            "all => all.forEach(one => one.textContent = one.title)"
        )
        for added in all_added:
            found[added][kind] = page.evaluate(TEXT, added)
    return found


@pytest.fixture(scope="module")
def without(page_url: str, open_for_all: OpenPage) -> dict[str, dict[str, str]]:
    """The words of each page where no script runs, without what a script adds here or elsewhere."""
    return texts(open_for_all("about:blank", java_script_enabled=False), page_url, ADDED, ELSEWHERE)


def test_the_script_adds_only_how_long_ago(
    page_url: str, open_page: OpenPage, without: dict[str, dict[str, str]]
) -> None:
    assert texts(open_page("about:blank"), page_url, ADDED)[ADDED] == without[ADDED]


@pytest.mark.long
def test_a_reader_elsewhere_finds_the_same_words(
    page_url: str, open_page: OpenPage, without: dict[str, dict[str, str]]
) -> None:
    """Each time that was changed has kept the page's own words."""
    page = open_page("about:blank", timezone_id="Asia/Kolkata")
    assert texts(page, page_url, ELSEWHERE)[ELSEWHERE] == without[ELSEWHERE]


def test_no_incident_of_the_last_days_is_lost_elsewhere(page_url: str, open_page: OpenPage) -> None:
    links = "all => [...new Set(all.map(one => one.getAttribute('href')))].sort()"
    here, there = (
        open_page(page_url, timezone_id=zone).locator("#days a").evaluate_all(links)
        for zone in ("UTC", "America/Los_Angeles")
    )
    assert here == there


def test_everything_folded_opens_without_a_script(page_url: str, open_page: OpenPage) -> None:
    page = open_page(page_url, java_script_enabled=False)
    inside = page.get_by_role("heading", name="Investigating", exact=True)
    expect(inside).to_be_hidden()
    page.get_by_text("Earlier updates (1)").click()
    expect(inside).to_be_visible()

    bars = page.locator(".days").filter(has_text="2 days with problems").first
    bars.locator("summary").click()
    expect(bars.get_by_role("listitem").first).to_be_visible()


def test_technical_details_are_folded(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{morning_url}incidents/2026-11-19-payouts/", java_script_enabled=False)
    details = page.get_by_text("The worker q-7")
    expect(page.get_by_text("We did not see the queue grow.")).to_be_visible()
    expect(details).to_be_hidden()
    page.get_by_text("Technical details").press("Enter")
    expect(details).to_be_visible()


def test_no_search_without_a_script(page_url: str, open_page: OpenPage) -> None:
    expect(open_page(page_url + "history/", java_script_enabled=False).locator("#search")).to_be_hidden()
    expect(open_page(page_url + "history/").get_by_role("searchbox", name="Search")).to_be_visible()
