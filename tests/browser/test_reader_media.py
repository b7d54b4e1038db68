"""Narrow, right to left, on paper, in two colours: the same page for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser import KINDS, MORNING, WIDE_PAGES, InLanguage, OpenPage
from support.examples import some


@pytest.mark.long
@pytest.mark.parametrize("language", some(["de", "en", "ar"], 3))
def test_nothing_is_cut_off_sideways_however_long_the_words(
    in_language: InLanguage, open_page: OpenPage, language: str
) -> None:
    url = in_language(language)
    page = open_page("about:blank", viewport={"width": 320, "height": 640}, locale=language)
    widths = {}
    for path in WIDE_PAGES:
        page.goto(url + path)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert set(widths.values()) == {320}, widths


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_page_speaks_its_language(in_language: InLanguage, open_page: OpenPage, language: str) -> None:
    url = in_language(language)
    page = open_page(url, MORNING, locale=language)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    history = {"en": "History", "de": "Verlauf", "ar": "السجل"}[language]
    expect(page.get_by_role("link", name=history, exact=True)).to_be_visible()


def test_right_to_left(in_language: InLanguage, open_page: OpenPage) -> None:
    url = in_language("ar")
    page = open_page(url + "incidents/2026-11-22-arabic/", MORNING, viewport={"width": 800, "height": 900})
    first, last = page.locator("nav a").first.bounding_box(), page.locator("nav a").last.bounding_box()
    title, card = page.locator("h1").bounding_box(), page.locator("article").bounding_box()
    assert first is not None
    assert last is not None
    assert title is not None
    assert card is not None
    assert first["x"] > last["x"]
    assert title["x"] + title["width"] > card["x"] + card["width"] - 40
    assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "rtl"
    # A Latin title keeps its own direction in an Arabic page.
    page.goto(url + "incidents/2026-11-22-cards/")
    assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_arabic_counts_in_the_pages_digits(in_language: InLanguage, open_page: OpenPage) -> None:
    url = in_language("ar")
    page = open_page(url, MORNING, locale="ar-EG", timezone_id="Africa/Cairo")
    words = page.locator("main").inner_text()
    assert "2026" in words
    assert not re.search("[٠-٩]", words)


def test_a_german_page_in_a_germans_own_form(in_language: InLanguage, open_page: OpenPage) -> None:
    url = in_language("de")
    page = open_page(url, "2026-11-22T11:12:30Z", locale="de-AT", timezone_id="Europe/Vienna")

    expect(page.locator(".as-of time")).to_have_text("22. November 2026, 11:40 MEZ")
    expect(page.locator(".as-of .ago")).to_have_text(" (vor 32 Minuten)")
    expect(page.locator("#hero .promise").first).to_contain_text("38 Minuten")


def test_paper_shows_what_is_folded(page_url: str, open_page: OpenPage) -> None:
    page = open_page(page_url)
    folded = page.locator("details:not([open]) :is(p, li, h4)")
    assert folded.count() > 10
    seen = "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height).length"
    assert folded.evaluate_all(seen) == 0

    page.emulate_media(media="print")

    assert folded.evaluate_all(seen) == folded.count()
    for left_out in ("nav", ".skip", "#live"):
        expect(page.locator(left_out).first).to_be_hidden()
    assert (
        page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    )


def test_paper_is_light_even_in_the_dark(page_url: str, open_page: OpenPage) -> None:
    page = open_page(page_url, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    # Printers leave out what is behind words.
    for words in [*page.locator(".tone").all()[:5], page.locator(".promise"), page.locator(".promise .ago")]:
        assert contrast(words.evaluate("one => getComputedStyle(one).color"), "rgb(255, 255, 255)") >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two `rgb(…)` as WCAG defines it."""

    def brightness(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", some(["light", "dark"], 2))
def test_shapes_and_bars_stay_where_there_are_but_two_colours(
    page_url: str, open_page: OpenPage, scheme: str
) -> None:
    page = open_page(page_url, forced_colors="active", color_scheme=scheme)
    paper = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")

    def colour(selector: str, what: str) -> str:
        found: str = page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{what}")
        return found

    assert contrast(colour(".hero .tone svg", "fill"), paper) > 4.5
    assert contrast(colour("#major .mark", "stroke"), colour(".hero .tone svg", "fill")) > 4.5
    assert contrast(colour(".bars path.major", "stroke"), paper) > 4.5
    assert colour(".bars .base", "stroke") != colour(".bars path.major", "stroke")


@pytest.mark.long
def test_nothing_moves_by_itself(page_url: str, open_page: OpenPage) -> None:
    page = open_page("about:blank", reduced_motion="reduce")
    for path in KINDS.values():
        page.goto(page_url + path)
        style = "".join(page.locator("style").all_inner_texts())
        assert not re.search(r"@keyframes|animation|transition|scroll-behavior", style)


def zoomed(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found


def test_text_of_twice_the_size_fits(page_url: str, open_page: OpenPage) -> None:
    """As WCAG asks: 1280 px wide at 400 % is 320 px; and text alone at 200 % on a phone."""
    page = open_page(page_url, viewport={"width": 375, "height": 667})
    page.locator("html").evaluate("one => one.style.fontSize = '200%'")
    assert zoomed(page) <= 375
