"""What the page says as time goes by after it was published, while nobody publishes it again."""

import re
from pathlib import Path

import pytest
from browser_sites import CARDS, CONFIG, EVENING, SEARCH_MOVES, OpenPage, Serve, build, make
from playwright.sync_api import Page, expect

MINUTE = 60_000
LATE = "Our update was due at 11:00 UTC and is {} late. Our last word, at 10:31 UTC, is below."
WORK = "Maintenance in progress: Search moves, 22 Nov, 22:00–23:00 UTC."
SEARCH = "incidents/2026-11-22-search-moves/"


def hero(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator("#hero > *").all_inner_texts()]


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

    assert "Planned to end at 23:00 UTC; not yet confirmed." in hero(page)[2]
    expect(page.locator("#s-2026-11-22-search-moves")).to_contain_text("not yet confirmed")


def test_a_page_that_is_opened_late_says_at_once_what_is_so(evening_url: str, open_page: OpenPage) -> None:
    page = open_page(evening_url, "2026-11-22T22:20:00Z")

    assert hero(page)[:2] == ["Maintenance in progress", WORK]


@pytest.mark.parametrize(
    ("path", "place", "words"),
    [
        (SEARCH, "#s-2026-11-22-search-moves", "The work is under way."),
        ("maintenance/", "#s-2026-11-22-search-moves", "The work is under way."),
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
    expect(promises).to_have_text(["Next update by 11:00 UTC. (in 1 minute)"] * 2)

    page.clock.run_for(3 * MINUTE)
    expect(promises).to_have_text([LATE.format("1 minute")] * 2)
    page.clock.run_for(11 * MINUTE)
    expect(promises).to_have_text([LATE.format("12 minutes")] * 2)
    page.clock.run_for(110 * MINUTE)
    expect(promises).to_have_text([LATE.format("2 hours")] * 2)


def test_a_late_promise_is_told_in_the_readers_time(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url, "2026-11-22T11:12:30Z", timezone_id="Asia/Kolkata")

    expect(page.locator("#hero .promise")).to_have_text(
        "Our update was due at 16:30 UTC+5:30 and is 12 minutes late. "
        "Our last word, at 16:01 UTC+5:30, is below."
    )


def test_a_page_that_tells_a_story_stands_still(page_url: str, open_page: OpenPage) -> None:
    """The example's moment is fixed in its configuration: its promises are not late, its copy not old."""
    page = open_page(page_url, "2027-03-01T00:00:00Z")
    page.clock.run_for(3 * MINUTE)

    expect(page.locator("#hero .promise")).to_have_text(
        re.compile(r"Next update by 11:00 UTC\. \(in 20 minutes\)")
    )
    expect(page.locator("#live")).to_be_empty()


AUTO = SEARCH_MOVES.replace("components:", "auto: complete\ncomponents:").replace(
    "Scheduled\n", "Scheduled\n\n- who: all buyers\n- next update: 2026-11-22 23:30 UTC\n"
)
OTHER = """\
---
title: Mail is slow
impact: minor
---

## 2026-11-22 10:30 UTC — Investigating

We look into it.

## 2026-11-24 10:00 UTC — Update

Still slow.
"""
NOTICE = """\
---
title: {title}
type: notice
from: {start}
until: {end}
---

## 2026-11-20 09:00 UTC — Notice

Words.
"""


def built(tmp_path: Path, serve: Serve, files: dict[str, str], now: str) -> str:
    build(make(tmp_path / "repository", files, config=CONFIG), tmp_path / "site/status", now)
    return serve(tmp_path / "site") + "status/"


@pytest.mark.parametrize("path", ["", SEARCH, "maintenance/"])
def test_a_whole_card_stays_true_while_work_begins_and_ends(
    tmp_path: Path, serve: Serve, open_page: OpenPage, path: str
) -> None:
    """Whatever is not put in place of something else has to be true before, during and after."""
    page = open_page(built(tmp_path, serve, {"2026-11-22-search-moves.md": AUTO}, EVENING) + path, EVENING)
    card = page.locator("article", has=page.locator("#s-2026-11-22-search-moves"))
    for minutes, stage, promise in ((0, "Scheduled", 1), (15, "In progress", 1), (60, "Completed", 0)):
        page.clock.run_for(minutes * MINUTE)
        expect(card).to_contain_text(stage)
        text = " ".join(card.inner_text().split()).replace("Scheduled22 Nov", "")
        assert not re.search(r"[Ww]ill be|is affected|Under maintenance", text)
        assert "Affected Search Who all buyers Planned for" in text
        expect(card.locator(".promise")).to_have_count(promise)
    expect(card).to_have_class(re.compile("card ok"))
    if path == "":
        assert hero(page)[:2] == ["Operational", "No known problems."]
        expect(page.locator("#planned")).to_have_text("Maintenance")
    expect(page.locator("[aria-label*=rogress], [aria-label=Planned]")).to_have_count(0)


def test_an_incident_that_nobody_speaks_of_stands_behind_the_others(
    tmp_path: Path, serve: Serve, open_page: OpenPage
) -> None:
    files = {"2026-11-22-cards.md": CARDS, "2026-11-22-mail.md": OTHER}
    page = open_page(built(tmp_path, serve, files, "2026-11-24T10:05:00Z"), "2026-11-25T10:30:30Z")
    titles = page.locator("[aria-label='Open incidents'] h2")
    assert hero(page)[1] == "Some card payments fail."
    expect(titles).to_have_text(["Some card payments fail", "Mail is slow"])

    page.clock.run_for(2 * MINUTE)

    assert hero(page)[:2] == ["Major problem", "Mail is slow."]
    assert "1 of the open incidents has had no update for days." in hero(page)[2]
    expect(page).to_have_title("Mail is slow. · Example status")
    expect(titles).to_have_text(["Mail is slow", "Some card payments fail"])
    expect(page.locator("#s-2026-11-22-cards")).to_have_text(
        re.compile("Not confirmed ?No update since 22 Nov, 10:31 UTC; this may no longer be so.")
    )

    page.clock.fast_forward(48 * 60 * MINUTE)  # `run_for` would ask for news thousands of times

    assert hero(page)[1].startswith("Not confirmed since 22 Nov, 10:31 UTC: Some card payments fail.")


def test_notices_come_and_go_by_the_clock(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    files = {
        "2026-11-20-now.md": NOTICE.format(
            title="Now", start="2026-11-20 10:00 UTC", end="2026-11-22 22:00 UTC"
        ),
        "2026-11-20-soon.md": NOTICE.format(
            title="Soon", start="2026-11-22 22:00 UTC", end="2026-11-22 23:00 UTC"
        ),
    }
    page = open_page(built(tmp_path, serve, files, EVENING), EVENING)
    shown = page.locator("[aria-label=Notices] h2:visible")
    for minutes, titles in ((0, ["Now"]), (11, ["Soon"]), (60, [])):
        page.clock.run_for(minutes * MINUTE)
        expect(shown).to_have_text(titles)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("", "No known problems.", ""),
        ("components/search/", "Operational: Search", "Search · "),
        (SEARCH, "Scheduled: Search moves", "Search moves · "),
    ],
)
def test_a_title_says_nothing_that_is_no_longer_known(
    evening_url: str, open_page: OpenPage, path: str, before: str, after: str
) -> None:
    page = open_page(evening_url + path, EVENING)
    expect(page).to_have_title(f"{before} · Example status")
    assert page.locator("meta[property='og:title']").get_attribute("content") == f"{after}Example status"
    assert (
        "22 November 2026" in (page.locator("meta[name=description]").get_attribute("content") or "")
        or path == SEARCH
    )
    page.route("**/_build.json", lambda route: route.fulfill(body=NEWS))

    with page.expect_event("requestfinished", lambda one: "_build.json" in one.url):
        page.clock.run_for(MINUTE)

    expect(page).to_have_title(f"New update: {after}Example status")
    expect(page.locator(".tone.ok")).to_have_count(0)
    page.clock.run_for(11 * MINUTE)
    expect(page).to_have_title(f"New update: {after}Example status")


NEWS = '{"news": {"": "another", "2026-11-22-search-moves": "another"}}'
