"""axe-core finds nothing to complain of: on any kind of page, in light and dark, also with what the script adds."""

import pytest
from playwright.sync_api import expect

from support.axe import violations
from support.browser import KINDS, MORNING, WIDE_PAGES, InLanguage, OpenPage
from support.examples import some

SCHEMES = pytest.mark.parametrize("scheme", some(["light", "dark"], 2))


@SCHEMES
@pytest.mark.parametrize("kind", some(KINDS, 4))
def test_every_kind_of_page(page_url: str, open_page: OpenPage, kind: str, scheme: str) -> None:
    page = open_page(page_url + KINDS[kind], color_scheme=scheme)
    assert violations(page, scheme) == []


@pytest.mark.long
@SCHEMES
def test_a_calm_day_with_all_unfolded_on_a_phone(calm_url: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(calm_url, color_scheme=scheme, viewport={"width": 375, "height": 667})
    expect(page.locator(".hero")).to_have_class("card hero ok")
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert violations(page, scheme) == []


@SCHEMES
@pytest.mark.parametrize("path", some(["incidents/2026-11-22-cards/", ""], 2))
def test_late_with_news_at_the_foot(morning_url: str, open_page: OpenPage, scheme: str, path: str) -> None:
    page = open_page(morning_url + path, MORNING, color_scheme=scheme)
    page.route(
        "**/_build.json", lambda route: route.fulfill(body='{"news": {"": "x", "2026-11-22-cards": "x"}}')
    )
    page.clock.fast_forward("01:30:00")
    expect(page.locator("#live")).to_contain_text("New update:")
    expect(page.locator(".promise").first).to_contain_text("late")
    page.clock.resume()
    assert violations(page, scheme) == []


@pytest.mark.long
@SCHEMES
def test_a_green_page_that_turned_grey(evening_url: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(evening_url, "2026-11-22T21:30:00Z", color_scheme=scheme)
    page.route("**/_build.json", lambda route: route.fulfill(body='{"news": {"": "x"}}'))
    page.clock.run_for(60_000)
    expect(page.locator(".hero")).to_have_class("card hero neutral")
    page.clock.resume()
    assert violations(page, scheme) == []


@pytest.mark.long
@SCHEMES
def test_search_with_results(page_url: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(page_url + "history/", color_scheme=scheme)
    page.get_by_role("searchbox").fill("payments")
    expect(page.locator("#search li")).not_to_have_count(0)
    assert violations(page, scheme) == []


@pytest.mark.long
@pytest.mark.parametrize("language", ["de", "ar"])
def test_other_languages_and_very_long_words_on_a_phone(
    in_language: InLanguage, open_page: OpenPage, language: str
) -> None:
    page = open_page("about:blank", viewport={"width": 320, "height": 640}, locale=language)
    for path in WIDE_PAGES:
        page.goto(in_language(language) + path)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        assert violations(page) == [], path


@pytest.mark.long
def test_the_check_would_find_a_fault(page_url: str, open_page: OpenPage) -> None:
    page = open_page(page_url)
    page.locator("main").evaluate("one => one.append(document.createElement('button'))")
    page.locator("h1").evaluate("one => one.style.color = '#ddd'")
    assert {one.partition(":")[0] for one in violations(page)} == {"button-name", "color-contrast"}
