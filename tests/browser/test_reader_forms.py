"""The page and its script write a time in the same way, in any language, and never two ways on one page."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.localedata import locale_identifiers
from playwright.sync_api import Page

from statuary.render.environment import environment
from statuary.render.wording.clock_patterns import offset
from statuary.render.wording.instants import Times
from statuary.render.wording.language import At, Language, Sentence
from statuary.render.wording.script_times import times_for_script
from statuary.resources import overrides
from support.browser import MORNING, OpenPage
from support.examples import some

NOW = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
"""The evening before clocks change in Europe; in Asia it is tomorrow already."""
INSTANTS = [
    NOW,
    *(NOW + timedelta(hours=hours) for hours in (-11, 3, 14)),
    *(datetime(year, month, 9, 6, 4, tzinfo=UTC) for year in (2025, 2026) for month in (1, 5, 9, 12)),
]
LANGUAGES = [
    "en", "de", "ar", "fi", "ja", "pl", "fr", "hi", "en-US", "pt-BR", "zh", "zh-Hant", "he", "fa", "bg", "ko", "th",
    "en-AU", "da",
]  # fmt: skip
ZONES = [
    "Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
    "Asia/Kathmandu", "Pacific/Auckland",
]  # fmt: skip


def said(times: Times) -> Iterator[Sentence]:
    """Every form that there is of every instant."""
    for at in INSTANTS:
        yield (times.moment(at).at,)
        yield (times.near(at, NOW),)
        yield (times.brief(at, NOW),)
        for hours in (1, 23, 24 * 200):
            yield times.window(at, at + timedelta(hours=hours))
            yield times.brief_window(at, at + timedelta(hours=hours), NOW)


def instants(times: Times) -> list[At]:
    return [piece for sentence in said(times) for piece in sentence if isinstance(piece, At)]


def page_of(language: Language) -> str:
    """A page in UTC with all those times, and with our script."""
    tags = (
        f'<time datetime="{one.iso}"{f" data-f={one.form}" if one.form else ""}>{one.text}</time>'
        for one in instants(Times(ZoneInfo("UTC"), language))
    )
    script = environment([overrides()], language).globals["inline"]["live.js"].text
    return (
        f'<!DOCTYPE html><html lang="{language.tag}" data-zone="UTC"><meta charset="utf-8"><body><main>'
        f'{"".join(tags)}</main><p id="zone" data-words="{{zone}}"></p><script>{script}</script>'
    )


def opened(open_page: OpenPage, **reader: str) -> Page:
    return open_page("about:blank", NOW.isoformat(), **reader)


def times_on(page: Page, html: str) -> list[str]:
    """What the script made of the times on a page."""
    page.unroute_all()
    page.route("**/page", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://status.example/page")
    return page.locator("main time").all_text_contents()


@pytest.mark.long
@pytest.mark.parametrize("zone", some(ZONES, 7))
def test_both_sides_write_the_same(open_page: OpenPage, zone: str) -> None:
    """Names of zones are each side's own data, and either may know one more; there is but one other form."""
    page = opened(open_page, timezone_id=zone, locale="sv-SE")
    for tag in LANGUAGES:
        compare(page, Language(tag), zone)


@pytest.mark.parametrize("tag", some(["ar", "en", "de", "fi", "ja", "pl", "en-US", "pt-BR", "zh"], 6))
def test_both_sides_write_the_same_in_the_readers_own_language(open_page: OpenPage, tag: str) -> None:
    compare(opened(open_page, timezone_id=ZONES[0], locale=tag), Language(tag), ZONES[0])


def compare(page: Page, language: Language, zone: str) -> None:
    found = times_on(page, page_of(language))
    expected = instants(Times(ZoneInfo(zone), language))
    pairs = list(zip(found, (one.text for one in expected), expected, strict=True))
    assert [pair for pair in pairs if not _same(*pair, zone, language)] == [], language.tag


def _same(found: str, ours: str, at: At, zone: str, language: Language) -> bool:
    local = datetime.fromisoformat(at.iso).astimezone(ZoneInfo(zone))
    shift = offset((local.utcoffset() or timedelta()) // timedelta(minutes=1))
    return found in (ours, ours.replace(language.zones.name(local), shift))


@pytest.mark.parametrize(
    ("locale", "day"),
    [
        ("en-US", r"[A-Z][a-z]+ \d+(, \d{4})?"),
        ("en-GB", r"\d+ [A-Z][a-z]+( \d{4})?"),
        ("fr-FR", r"\d+ [A-Z][a-z]+( \d{4})?"),
    ],
)
@pytest.mark.parametrize("zone", some(["America/New_York", "UTC"], 2))
@pytest.mark.parametrize(
    "path", some(["", "history/", "components/search/", "incidents/2026-11-19-payouts/"], 2)
)
def test_a_page_is_in_one_form_throughout(
    morning_url: str, open_page: OpenPage, locale: str, day: str, zone: str, path: str
) -> None:
    page = open_page(morning_url + path, MORNING, locale=locale, timezone_id=zone)
    shown: list[str] = page.locator("time").all_text_contents()
    clock = r"\d\d:\d\d"
    name = "UTC" if zone == "UTC" else "EST"
    stretch = rf"{day}|[A-Z][a-z]+ \d+ – \d+, \d{{4}}|\d+–{day}"
    form = re.compile(rf"({stretch}|({day}, )?{clock}( {name})?)")
    assert len(shown) > 2
    assert [
        text for text in shown if not form.fullmatch(text.replace("\u202f", " ").replace("\u2009", " "))
    ] == []


def test_a_language_that_the_browser_lacks_is_not_replaced_by_the_readers(open_page: OpenPage) -> None:
    language = Language("ckb")  # Chromium has no words in Central Kurdish
    found = times_on(opened(open_page, timezone_id="Asia/Baghdad", locale="de-DE"), page_of(language))
    assert found == [one.text for one in instants(Times(ZoneInfo("Asia/Baghdad"), language))]


def test_what_the_script_gets_can_be_taken_apart() -> None:
    """By `|` and `;`, in every language of CLDR's core."""
    for tag in LANGUAGES:
        parts = times_for_script(Language(tag)).split("|")
        assert [len(one.split(";")) for one in parts[:9]] == [1, 1, 1, 2, 2, 2, 1, 1, 2]
        assert {len(one.split(";")) for one in parts[12:]} <= {12}


@pytest.mark.parametrize("tag", locale_identifiers())
def test_every_clock_counts_24_hours_with_fields_that_the_script_knows(tag: str) -> None:
    fields = re.findall(r"\{(.+?)\}", Language(tag).patterns.clock)

    assert fields in (["H", "mm"], ["HH", "mm"])


@pytest.mark.parametrize(
    ("page", "reader"),
    [
        ("zh", "zh-TW"),
        ("zh-Hant", "zh-CN"),
        ("pt-BR", "pt-PT"),
        ("en-US", "en-GB"),
        ("sr", "sr-Latn-RS"),
        ("en", "en"),
    ],
)
def test_a_reader_of_another_script_or_region_gets_the_pages_own_form(
    open_page: OpenPage, page: str, reader: str
) -> None:
    found = times_on(opened(open_page, timezone_id="UTC", locale=reader), page_of(Language(page)))

    assert found == [one.text for one in instants(Times(ZoneInfo("UTC"), Language(page)))]


def test_a_readers_own_form_has_the_clock_of_the_page(open_page: OpenPage) -> None:
    found = times_on(opened(open_page, timezone_id="UTC", locale="en-US"), page_of(Language("en")))

    assert "March 28, 2026, 22:30 UTC" in found and "Mar 28, 2026, 11:30 UTC" in found
