"""The banner on somebody else's page: another origin, a strict Content-Security-Policy, styles that fight it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from statuary.palette import our_palette
from support.embed import INCIDENT, Embed, banner

PLANNED = {
    "key": "search 1",
    "title": "Search moves",
    "path": "incidents/search/",
    "state": "In progress",
    "at": "2026-11-20T10:00:00Z",
    "starts": "2026-11-22T22:00:00Z",
    "ends": "2026-11-22T23:00:00Z",
}
WORK = {name: value for name, value in PLANNED.items() if name != "ends"} | {"starts": "2026-11-22T10:00:00Z"}


def test_an_open_incident_is_told(embed: Embed) -> None:
    page = embed(INCIDENT)

    expect(banner(page)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Some card payments fail <b> · Identified")
    href = page.get_by_role("link", name="Status page").get_attribute("href")
    assert href is not None
    assert href.endswith("/incidents/cards/")
    box = banner(page).bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, page.viewport_size["width"])  # type: ignore[index]
    assert box["height"] < 60
    heading = page.get_by_role("heading").bounding_box()
    assert heading is not None
    assert heading["y"] >= box["height"], "it covers nothing"


def test_it_says_what_a_visitor_can_do_and_when_there_is_more(embed: Embed) -> None:
    more = {"help": "Pay by bank transfer <b>.", "next": "2026-11-22T11:00:00Z"}
    said = "Some card payments fail <b> · Identified · What you can do: Pay by bank transfer <b>."
    expect(embed(INCIDENT | more).get_by_role("status")).to_have_text(f"{said} · Next update: 11:00.")

    late = INCIDENT | more | {"next": "2026-11-22T10:35:00Z"}
    expect(embed(late).get_by_role("status")).to_have_text(said), "a promise that is past is none"


def colour(embed: Embed, *told: dict[str, str]) -> str:
    return str(banner(embed(*told)).evaluate("e => getComputedStyle(e).backgroundColor"))


def test_its_colour_is_that_of_what_it_tells(embed: Embed) -> None:
    light = our_palette().light
    calm, major, critical = (
        f"rgb{tuple(bytes.fromhex(one[1:]))}" for one in (light.maintenance, light.major, light.critical)
    )
    assert colour(embed, PLANNED) == calm
    assert colour(embed, WORK) == calm
    assert colour(embed, INCIDENT, PLANNED) == major
    assert colour(embed, INCIDENT, INCIDENT | {"key": "b", "tone": "critical"}) == critical


def test_while_something_fails_planned_work_waits(embed: Embed) -> None:
    page = embed(INCIDENT, PLANNED)
    expect(page.get_by_role("status")).to_have_text("Some card payments fail <b> · Identified")

    page.get_by_role("button", name="Dismiss").click()
    page = embed(INCIDENT, PLANNED)
    expect(page.get_by_role("status")).to_have_text("Search moves · Scheduled for 22:00")

    page.get_by_role("button", name="Dismiss").click()
    expect(banner(embed(INCIDENT, PLANNED))).to_have_count(0)


@pytest.mark.parametrize(
    "told",
    [
        [],
        [PLANNED | {"starts": "2026-11-23T11:00:00Z"}],
        [PLANNED | {"starts": "2026-11-21T22:00:00Z", "ends": "2026-11-21T23:00:00Z"}],
    ],
    ids=["all is well", "planned for later", "past, though the page was not built since"],
)
def test_it_is_not_there_when_there_is_nothing_to_tell(embed: Embed, told: Any) -> None:
    page = embed(*told)

    expect(banner(page)).to_have_count(0)


def test_of_what_nobody_speaks_of_the_last_word_is_dated(embed: Embed) -> None:
    old = {"at": "2026-11-19T10:30:00Z", "silent": "2026-11-22T10:30:00Z", "help": "Wait."}
    page = embed(INCIDENT | old)
    expect(page.get_by_role("status")).to_have_text(
        "Some card payments fail <b> · No update since 19 Nov 2026, 10:30"
    )


def test_work_planned_soon_or_under_way_is_told(embed: Embed) -> None:
    page = embed(PLANNED)
    expect(page.get_by_role("status")).to_have_text("Search moves · Scheduled for 22:00")

    page = embed(PLANNED | {"starts": "2026-11-23T08:00:00Z", "ends": "2026-11-23T09:00:00Z"})
    expect(page.get_by_role("status")).to_have_text("Search moves · Scheduled for 23 Nov 2026, 08:00")

    page = embed(WORK)
    expect(page.get_by_role("status")).to_have_text("Search moves · In progress")


def test_of_several_three_are_told_and_the_link_leads_to_all(embed: Embed) -> None:
    page = embed(INCIDENT, INCIDENT | {"key": "b"}, INCIDENT | {"key": "c"}, PLANNED)

    expect(page.get_by_role("status").locator("div")).to_have_count(3)
    href = page.get_by_role("link").get_attribute("href")
    assert href is not None
    assert href.startswith("http://127.0.0.1")
    assert href.endswith("/")
    assert "incidents" not in href
