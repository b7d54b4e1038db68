"""The banner on somebody else's page: another origin, a strict Content-Security-Policy, styles that fight it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from support.embed import INCIDENT, Embed, banner

PLANNED = {
    "id": "search",
    "name": "Search moves",
    "status": "scheduled",
    "impact": "none",
    "shortlink": "https://status.example.com/incidents/search/",
    "updated_at": "2026-11-20T10:00:00.000Z",
    "scheduled_for": "2026-11-22T22:00:00.000Z",
    "scheduled_until": "2026-11-22T23:00:00.000Z",
}


def test_an_open_incident_is_told(embed: Embed) -> None:
    page = embed([INCIDENT])

    expect(banner(page)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Some card payments fail <b> · Identified")
    expect(page.get_by_role("link", name="Status page")).to_have_attribute("href", INCIDENT["shortlink"])
    box = banner(page).bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, page.viewport_size["width"])  # type: ignore[index]
    assert box["height"] < 60
    heading = page.get_by_role("heading").bounding_box()
    assert heading is not None
    assert heading["y"] >= box["height"], "it covers nothing"


@pytest.mark.parametrize(
    ("incidents", "planned"),
    [
        ([], []),
        ([INCIDENT | {"impact": "none"}], []),
        ([], [PLANNED | {"scheduled_for": "2026-11-23T11:00:00.000Z"}]),
        (
            [],
            [
                PLANNED
                | {"scheduled_for": "2026-11-21T22:00:00.000Z", "scheduled_until": "2026-11-21T23:00:00.000Z"}
            ],
        ),
    ],
    ids=["all is well", "no impact", "planned for later", "past, though the page was not built since"],
)
def test_it_is_not_there_when_there_is_nothing_to_tell(embed: Embed, incidents: Any, planned: Any) -> None:
    page = embed(incidents, planned, "none")

    expect(banner(page)).to_have_count(0)


def test_of_what_nobody_speaks_of_the_last_word_is_dated(embed: Embed) -> None:
    page = embed([INCIDENT | {"updated_at": "2026-11-19T10:30:00.000Z"}])
    expect(page.get_by_role("status")).to_contain_text("fail <b> · No update since 19 Nov 2026, 10:30")


def test_work_planned_soon_or_under_way_is_told(embed: Embed) -> None:
    page = embed([], [PLANNED], "none")
    expect(page.get_by_role("status")).to_contain_text("Search moves · Planned for 22 Nov")

    page = embed([], [PLANNED | {"status": "in_progress"}], "maintenance")
    expect(page.get_by_role("status")).to_have_text("Search moves · In progress")


def test_of_several_three_are_told_and_the_link_leads_to_all(embed: Embed) -> None:
    page = embed([INCIDENT, INCIDENT | {"id": "b"}, INCIDENT | {"id": "c"}], [PLANNED])

    expect(page.get_by_role("status").locator("div")).to_have_count(3)
    href = page.get_by_role("link").get_attribute("href")
    assert href is not None
    assert href.startswith("http://127.0.0.1")
