"""Times as each reader's own clock shows them, the page's own words kept beside."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import MORNING, OpenPage


def times(page: Page) -> dict[str, str]:
    """What every instant on the page is shown as, by its machine form."""
    found = page.locator("main time[datetime$=Z]")
    shown: list[list[str]] = found.evaluate_all("all => all.map(one => [one.dateTime, one.textContent])")
    return dict(reversed([(iso, text) for iso, text in shown]))


@pytest.mark.parametrize(
    ("zone", "locale", "now", "since", "promise"),
    [
        ("UTC", "en-GB", "22 November 2026, 10:40 UTC", "22 November 2026, 10:04 UTC", "11:00 UTC"),
        ("America/New_York", "en-US", "November 22, 2026 at 05:40 AM EST",
         "November 22, 2026 at 05:04 AM EST", "06:00 AM EST"),
        ("Asia/Kolkata", "en-IN", "22 November 2026 at 04:10 pm IST", "22 November 2026 at 03:34 pm IST",
         "04:30 pm IST"),
        ("Europe/Berlin", "de-DE", "22 November 2026, 11:40 CET", "22 November 2026, 11:04 CET", "12:00 CET"),
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
    place = f"your time zone, {zone.replace('Kolkata', 'Calcutta')}"
    foot = (
        "All times are in the time zone UTC."
        if zone == "UTC"
        else f"Times are in {place}; days in the bars are in UTC."
    )
    expect(page.locator("#zone")).to_have_text(foot)


def test_the_pages_own_words_stay_within_reach(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, timezone_id="Asia/Kolkata")
    since = page.locator("dd time").first

    expect(since).to_have_attribute("title", "22 November 2026, 10:04 UTC")
    expect(since).to_have_attribute("datetime", "2026-11-22T10:04:00Z")


def test_a_window_across_the_readers_midnight_names_both_days(morning_url: str, open_page: OpenPage) -> None:
    def window(zone: str) -> str:
        page = open_page(f"{morning_url}incidents/2026-11-22-search-moves/", MORNING, timezone_id=zone)
        return page.locator("dd:has(time)").inner_text()

    assert window("UTC") == "22 November 2026, 22:00 to 23:00 UTC (1 hour)"
    assert window("Europe/Berlin") == "22 November 2026, 23:00 CET to 23 November 2026, 00:00 CET (1 hour)"
    assert window("America/New_York") == "22 November 2026, 17:00 to 18:00 EST (1 hour)"


def test_how_long_ago_goes_on_counting(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, "2026-11-22T10:40:30Z")
    main = page.locator("main")

    for words in (
        "Since 22 November 2026, 10:04 UTC (36 minutes ago)",
        "Identified 22 November 2026, 10:31 UTC (9 min",
    ):
        expect(main).to_contain_text(words, use_inner_text=True)
    expect(page.locator("#hero .promise")).to_have_text("Next update by 11:00 UTC. (in 19 minutes)")
    page.clock.run_for(5 * 60_000)
    expect(page.locator("#hero .promise")).to_have_text("Next update by 11:00 UTC. (in 14 minutes)")
    expect(main).to_contain_text("10:04 UTC (41 minutes ago)")


def test_long_ago_is_a_date_alone(page_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{page_url}incidents/2026-02-11-card-confirmations-fail/")

    expect(page.locator(".when").first).to_contain_text("11 February 2026, 18:09 UTC")
    expect(page.locator("main")).not_to_contain_text("ago")


def days(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator("#days .day").all_inner_texts()]


def test_the_last_days_are_the_readers(morning_url: str, open_page: OpenPage) -> None:
    ours = days(open_page(morning_url, MORNING))
    assert ours[2].startswith("20 November 2026 Continued: Payouts are late")
    assert ours[3].startswith("19 November 2026 Payouts are late")

    west = days(open_page(morning_url, MORNING, timezone_id="America/New_York"))
    assert west[0].startswith("22 November 2026 Some card payments fail")
    assert west[1] == "20–21 Nov 2026 No incidents reported."
    assert west[2].startswith("19 November 2026 Payouts are late")
    assert west[3] == "9–18 Nov 2026 No incidents reported."
    assert "19 November 2026, 18:30 to 19:40 EST" in west[2]

    east = days(open_page(morning_url, MORNING, timezone_id="Asia/Tokyo"))
    assert east[2].startswith("20 November 2026 Payouts are late")


def test_a_reader_already_in_tomorrow_has_no_day_missing(morning_url: str, open_page: OpenPage) -> None:
    found = days(open_page(morning_url, MORNING, timezone_id="Pacific/Kiritimati"))

    assert found[0].startswith("23 November 2026 Continued: Some card payments fail") or found[0].startswith(
        "23 November 2026 Some card payments fail"
    )


def test_days_with_more_than_is_shown_stay_as_they_are(morning_url: str, open_page: OpenPage) -> None:
    """What was left out cannot be put under another day, and must not vanish either."""
    page = open_page(morning_url, MORNING, timezone_id="America/New_York", java_script_enabled=False)
    html = page.content().replace(
        '<div class="day">', '<div class="day"><p class="more">7 more on this day</p>', 1
    )
    other = open_page("about:blank", MORNING, timezone_id="America/New_York")
    other.route("**/status/", lambda route: route.fulfill(body=html, content_type="text/html"))
    other.goto(morning_url)

    expect(other.locator("#days")).to_contain_text("7 more on this day")


def test_other_calendars_and_digits_do_not_slip_in(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, MORNING, locale="en-TH-u-ca-buddhist-nu-thai", timezone_id="Asia/Bangkok")

    expect(page.locator("dd time").first).to_contain_text("2026")
