"""Times as each reader's own clock shows them, the page's own words kept beside."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import MORNING, OpenPage


def times(page: Page) -> dict[str, str]:
    """What every instant on the page is shown as, by its machine form."""
    found = page.locator("main time[datetime$=Z]")
    shown: list[list[str]] = found.evaluate_all("all => all.map(one => [one.dateTime, one.textContent])")
    return dict(reversed([(iso, text) for iso, text in shown]))


ZONES = {
    "America/New_York": "Eastern Time",
    "Asia/Kolkata": "India Standard Time",
    "Europe/Berlin": "Central European Time",
}
"""As CLDR calls them, whose names browsers know."""


@pytest.mark.parametrize(
    ("zone", "locale", "now", "since", "promise"),
    [
        ("UTC", "en-GB", "22 November 2026, 10:40 UTC", "10:04 UTC", "11:00 UTC"),
        ("America/New_York", "en-US", "November 22, 2026, 05:40 EST",
         "05:04 EST", "06:00 EST"),
        ("Asia/Kolkata", "en-IN", "22 November 2026, 16:10 UTC+5:30", "15:34 UTC+5:30",
         "16:30 UTC+5:30"),
        ("Europe/Berlin", "de-DE", "22 November 2026, 11:40 CET", "11:04 CET", "12:00 CET"),
    ],
)  # fmt: skip
def test_times_are_the_readers(
    morning_url: str, open_page: OpenPage, zone: str, locale: str, now: str, since: str, promise: str
) -> None:
    page = open_page(morning_url, MORNING, timezone_id=zone, locale=locale)

    shown = times(page)
    assert shown[MORNING] == now
    assert shown["2026-11-22T10:04:00Z"] == since
    assert shown["2026-11-22T11:00:00Z"] == promise
    foot = (
        "All times are in UTC."
        if zone == "UTC"
        else f"Times are in your time zone ({ZONES[zone]}). Uptime bars use UTC."
    )
    expect(page.locator("#zone")).to_have_text(foot)


def test_the_pages_own_words_stay_within_reach(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, timezone_id="Asia/Kolkata")
    since = page.locator("#hero time").first

    expect(since).to_have_attribute("title", "10:04 UTC")
    expect(since).to_have_attribute("datetime", "2026-11-22T10:04:00Z")


def test_a_window_across_the_readers_midnight_names_both_days(morning_url: str, open_page: OpenPage) -> None:
    def window(zone: str) -> str:
        page = open_page(f"{morning_url}incidents/2026-11-22-search-moves/", MORNING, timezone_id=zone)
        return page.locator(".window").inner_text().removeprefix("Scheduled for ")

    assert window("UTC") == "22 November 2026, 22:00 to 23:00 UTC (1 hour)"
    assert window("Europe/Berlin") == "22 November 2026, 23:00 CET to 23 November 2026, 00:00 CET (1 hour)"
    assert window("America/New_York") == "22 November 2026, 17:00 to 18:00 EST (1 hour)"


def test_how_long_ago_goes_on_counting(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, "2026-11-22T10:40:30Z")
    main = page.locator("main")

    for words in (
        "since 10:04 UTC (36 minutes ago)",
        "Latest update 22 November 2026, 10:31 UTC (9 min",
    ):
        expect(main).to_contain_text(words, use_inner_text=True)
    expect(page.locator("#hero .promise")).to_have_text("Next update: 11:00 UTC. (in 19 minutes)")
    page.clock.run_for(5 * 60_000)
    expect(page.locator("#hero .promise")).to_have_text("Next update: 11:00 UTC. (in 14 minutes)")
    expect(main).to_contain_text("10:04 UTC (41 minutes ago)")


def test_long_ago_is_a_date_alone(page_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{page_url}incidents/2026-02-11-card-confirmations-fail/")

    expect(page.locator(".day").first).to_have_text("11 February 2026")
    expect(page.locator(".when time").first).to_have_text("18:09 UTC")
    expect(page.locator(".when a").first).to_have_attribute("title", "11 February 2026, 18:09 UTC")
    expect(page.locator("main")).not_to_contain_text("ago")


def test_the_last_days_are_in_the_readers_time(morning_url: str, open_page: OpenPage) -> None:
    def rows(zone: str) -> list[str]:
        found = open_page(morning_url, MORNING, timezone_id=zone).locator(".past .row").all_inner_texts()
        return [" ".join(text.split()) for text in found]

    assert rows("UTC") == [
        "Some card payments fail Identified · since 22 November 2026, 10:04 UTC · Checkout",
        "Payouts are late 1 hour 10 minutes "
        "Resolved · 19 November 2026, 23:30 UTC to 20 November 2026, 00:40 UTC · Payouts",
    ]
    assert "Resolved · 19 November 2026, 18:30 to 19:40 EST" in rows("America/New_York")[1]


def test_other_calendars_and_digits_do_not_slip_in(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, locale="en-TH-u-ca-buddhist-nu-thai", timezone_id="Asia/Bangkok")

    expect(page.locator(".as-of time")).to_contain_text("2026")
