"""Search in the history: fetched when somebody begins to write, with the keyboard alone, and without a network."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import OpenPage


@pytest.fixture
def history(page_url: str, open_page: OpenPage) -> Page:
    return open_page(page_url + "history/", allowed="net::ERR_FAILED")


def titles(page: Page) -> list[str]:
    return page.locator("#search li a").all_inner_texts()


def test_by_title_by_words_of_an_update_and_by_component(history: Page) -> None:
    field, said = history.get_by_role("searchbox", name="Search"), history.locator("#search [role=status]")
    for words, title in {
        "PAYOUTS one day": "Payouts are one day late",
        "41,000 shops": "All shops are unreachable",
        "shop office": "The list of payouts is out of date",
    }.items():
        field.fill(words)
        expect(history.locator("#search").get_by_role("link", name=title)).to_be_visible()
        expect(said).to_have_text(f"Found: {len(titles(history))}")
        assert len(titles(history)) < 10

    field.fill("xyzzy")
    expect(said).to_have_text("Found: 0")
    field.fill("")
    expect(said).to_be_empty()
    assert titles(history) == []


def test_with_the_keyboard_alone(history: Page, page_url: str) -> None:
    while history.evaluate("document.activeElement.type") != "search":
        history.keyboard.press("Tab")
    history.keyboard.type("card payments fail")
    expect(history.locator("#search li")).to_have_count(1)
    history.keyboard.press("Tab")
    history.keyboard.press("Enter")

    expect(history).to_have_url(page_url + "incidents/2026-11-22-card-payments-fail/")


def test_the_list_is_fetched_once_and_only_for_those_who_search(page_url: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    page.goto(page_url + "history/", wait_until="networkidle")
    assert requests == [page_url + "history/"]

    page.get_by_role("searchbox").press_sequentially("api errors")
    expect(page.locator("#search li")).not_to_have_count(0)

    assert requests[1:] == [page_url + "history/search.json"]


def test_without_a_network_it_says_so_and_tries_again(history: Page) -> None:
    history.route("**/search.json", lambda route: route.abort())
    field, said = history.get_by_role("searchbox"), history.locator("#search [role=status]")
    field.fill("api")
    expect(said).to_have_text("The list could not be loaded. Try again, or browse by month below.")
    expect(history.get_by_role("heading", name="November 2026")).to_be_visible()

    history.unroute("**/search.json")
    field.fill("errors in the api")
    expect(said).to_have_text("Found: 2")


def test_what_others_wrote_is_text(history: Page) -> None:
    entry = '[["x", "<img src=x onerror=alert(1)>", "<b>", "words"]]'
    history.route("**/search.json", lambda route: route.fulfill(body=entry))
    history.get_by_role("searchbox").fill("words")

    expect(history.locator("#search li a")).to_have_text("<img src=x onerror=alert(1)>")
    assert history.locator("#search img").count() == 0


def test_nothing_moves_when_it_appears(page_url: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.add_init_script("""window.moved = 0
      new PerformanceObserver(list => list.getEntries().forEach(one => moved += one.value))
        .observe({type: "layout-shift", buffered: true})""")
    page.goto(page_url + "history/", wait_until="networkidle")
    assert page.evaluate("moved") == 0
