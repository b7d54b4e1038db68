"""A card stays true while time passes: work, incidents that nobody speaks of, notices, titles."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.browser import (
    CARDS,
    CONFIG,
    EVENING,
    MINUTE,
    SEARCH_MOVES,
    SEARCH_PAGE,
    OpenPage,
    Serve,
    hero,
    make,
)
from support.command import build
from support.repository import write

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
    build(make(tmp_path / "repository", files, config=CONFIG), site=tmp_path / "site/status", now=now)
    return serve(tmp_path / "site") + "status/"


FACTS = {
    SEARCH_PAGE: "Affected Search Who is affected all buyers",
    "maintenance/": "Search moves to faster machines. Who is affected all buyers Affected Search",
}


@pytest.mark.parametrize("path", FACTS)
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
        assert not re.search(r"[Ww]ill be|(?<!Who )is affected|Under maintenance", text)
        assert FACTS[path] in text
        expect(card.locator(".promise")).to_have_count(promise)
    expect(card).to_have_class(re.compile("card ok"))


@pytest.mark.long
def test_a_row_stays_true_while_work_begins_and_ends(
    tmp_path: Path, serve: Serve, open_page: OpenPage
) -> None:
    page = open_page(built(tmp_path, serve, {"2026-11-22-search-moves.md": AUTO}, EVENING), EVENING)
    section = page.locator("section[aria-labelledby=planned]")
    row = "22 Nov, 22:00–23:00 UTC Search moves {}Search moves to faster machines."
    stages = (
        "",
        "Maintenance In progress ",
        "Completed Maintenance ",
    )
    for minutes, said in zip((0, 15, 60), stages, strict=True):
        page.clock.run_for(minutes * MINUTE)
        text = " ".join(section.inner_text().split())
        assert text == f"Maintenance {row.format(said)}"
    assert hero(page)[:2] == ["Operational", "No known problems."]
    expect(page.locator("[aria-label*=rogress], [aria-label=Planned]")).to_have_count(0)


@pytest.mark.long
def test_work_that_leads_is_a_card_once_it_is_over(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    """The first words say that all is well: nothing below them may still belong to what they said before."""
    now = "2026-11-22T22:30:00Z"
    page = open_page(built(tmp_path, serve, {"2026-11-22-search-moves.md": AUTO}, now), now)
    assert hero(page)[:2] == [
        "Maintenance in progress",
        "Maintenance in progress: Search moves, 22 Nov, 22:00–23:00 UTC.",
    ]
    expect(page.locator("#lead")).to_contain_text("Search moves to faster machines.")
    expect(page.locator("article.card")).to_have_count(0)

    page.clock.run_for(31 * MINUTE)

    assert hero(page)[:2] == ["Operational", "No known problems."]
    expect(page.locator("#lead")).to_have_count(0)
    expect(page.locator("#wall")).not_to_contain_text("Search moves")
    card = page.locator("article.card.ok")
    expect(card.get_by_role("heading").first).to_have_text("Search moves")
    expect(card).to_contain_text("Completed")
    expect(page.locator(".promise")).to_have_count(0)


def test_an_incident_that_nobody_speaks_of_stands_behind_the_others(
    tmp_path: Path, serve: Serve, open_page: OpenPage
) -> None:
    files = {"2026-11-22-cards.md": CARDS, "2026-11-22-mail.md": OTHER}
    page = open_page(built(tmp_path, serve, files, "2026-11-24T10:05:00Z"), "2026-11-25T10:30:30Z")
    titles = page.locator("[aria-label='Open incidents'] h2")
    assert hero(page)[1] == "Some card payments fail."
    expect(titles).to_have_text(["Mail is slow"])

    page.clock.run_for(2 * MINUTE)

    assert hero(page)[:2] == [
        "2 open incidents (Major impact)",
        "Mail is slow.",
    ]
    assert "1 open incident has had no update for days." in hero(page)[2]
    expect(page.locator("#lead")).to_have_count(0)
    expect(page).to_have_title("Mail is slow. · Example status")
    expect(titles).to_have_text(["Mail is slow", "Some card payments fail"])
    expect(page.locator("#s-2026-11-22-cards")).to_have_text(
        re.compile(r"Not confirmed\s*No update since 22 Nov, 10:31 UTC; this may no longer be so.")
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


@pytest.mark.parametrize("files", [{}, {"2026-11-22-search-moves.md": SEARCH_MOVES}])
def test_an_owners_icon_stays_while_the_title_of_a_page_gives_way(
    tmp_path: Path, serve: Serve, open_page: OpenPage, files: dict[str, str]
) -> None:
    """The host is away, or work begins: the title says so, and the icon never did."""
    config = CONFIG.replace("theme:\n", "theme:\n  favicon: own.svg\n")
    root = make(tmp_path / "repository", files, config=config)
    write(root / "incidents/own.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    build(root, site=tmp_path / "site/status", now=EVENING)
    page = open_page(serve(tmp_path / "site") + "status/", EVENING, "net::ERR_FAILED")
    expect(page).to_have_title("No known problems. · Example status")
    page.route("**/_build.json", lambda route: route.abort())

    page.clock.run_for(11 * MINUTE)

    expect(page).not_to_have_title(re.compile("No known problems"))
    expect(page).to_have_title(re.compile("Example status$"))
    assert page.locator("link[rel=icon]").get_attribute("href") == "./own.svg"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("", "No known problems.", ""),
        ("components/search/", "Operational: Search", "Search · "),
        (SEARCH_PAGE, "Scheduled: Search moves", "Search moves · "),
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
        or path == SEARCH_PAGE
    )
    page.route("**/_build.json", lambda route: route.fulfill(body=NEWS))

    with page.expect_event("requestfinished", lambda one: "_build.json" in one.url):
        page.clock.run_for(MINUTE)

    expect(page).to_have_title(f"New update: {after}Example status")
    expect(page.locator(".tone.ok")).to_have_count(0)
    page.clock.run_for(11 * MINUTE)
    expect(page).to_have_title(f"New update: {after}Example status")


NEWS = '{"news": {"": "another", "2026-11-22-search-moves": "another"}}'
