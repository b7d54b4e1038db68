"""An incident's page: its days in the reader's zone, links that are copied, and all of it without a script, too."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import MORNING, OpenPage
from support.composer import CLIPBOARD
from support.examples import some, whole

CARDS = "incidents/2026-11-22-cards/"
NEWEST = "u-20261122T103100Z"
NIGHT = "incidents/2026-11-19-payouts/"
NO_CLIPBOARD = "delete Navigator.prototype.clipboard"


def pasted(page: Page) -> str:
    """What the keyboard pastes."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'here'}))")
    page.locator("#here").focus()
    page.keyboard.press("ControlOrMeta+v")
    return page.locator("#here").input_value()


@pytest.mark.parametrize(("place", "fragment"), [(f"#{NEWEST}", f"#{NEWEST}"), whole(".foot", "")])
@pytest.mark.parametrize("before", some(["", NO_CLIPBOARD], 2), ids=["clipboard", "http"])
def test_a_link_is_copied(
    morning_url: str, open_page: OpenPage, before: str, place: str, fragment: str
) -> None:
    """Over http, a browser has no clipboard for scripts; a marked text can be copied all the same."""
    page = open_page("about:blank", **CLIPBOARD)
    page.add_init_script(before)
    page.goto(f"{morning_url}{CARDS}?from=mail")
    page.locator(place).get_by_role("button", name="Copy link").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    expect(page.locator(f"{place} .copy")).to_have_text("Copied.")
    assert pasted(page) == morning_url + CARDS + fragment
    expect(page.locator(f"{place} .copy")).to_have_text("Copy link")


def test_where_nothing_can_copy_the_link_is_shown(morning_url: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.add_init_script(f"{NO_CLIPBOARD}; document.execCommand = () => false")
    page.goto(morning_url + CARDS)
    shown: list[str] = []
    page.on("dialog", lambda one: (shown.append(one.default_value), one.dismiss()))
    page.locator(f"#{NEWEST} .copy").click()
    assert shown == [f"{morning_url}{CARDS}#{NEWEST}"]


def test_without_a_script_each_time_is_the_link(morning_url: str, open_page: OpenPage) -> None:
    page = open_page(morning_url + CARDS, java_script_enabled=False)
    expect(page.locator(".copy")).to_have_count(0)
    page.get_by_role("link", name="10:31 UTC").click()
    assert page.url == f"{morning_url}{CARDS}#{NEWEST}"
    expect(page.get_by_role("heading", name="22 November 2026")).to_have_count(1)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("UTC", ["20 November 2026", "00:40 UTC", "19 November 2026", "23:30 UTC"]),
        ("Europe/Berlin", ["20 November 2026", "01:40 CET", "00:30 CET"]),
        ("America/New_York", ["19 November 2026", "19:40 EST", "18:30 EST"]),
        ("Asia/Tokyo", ["20 November 2026", "09:40 GMT+9", "08:30 GMT+9"]),
    ],
)
def test_days_are_the_readers(morning_url: str, open_page: OpenPage, zone: str, shown: list[str]) -> None:
    page = open_page(morning_url + NIGHT, MORNING, timezone_id=zone)
    found = page.locator(".timeline time").all_inner_texts()
    assert [one.replace("UTC+9", "GMT+9") for one in found] == shown
    page.clock.run_for(60_000)
    assert page.locator(".timeline time").all_inner_texts() == found


def test_every_stage_has_a_dot_of_its_own(morning_url: str, open_page: OpenPage) -> None:
    """Grey on grey they differ still: hollow, filled, half filled, a tick; round for incidents, square for work."""
    page = open_page(morning_url + CARDS)
    look = """stage => {
      const one = document.querySelector(".timeline>[id]")
      one.className = stage
      const {backgroundColor, backgroundImage, borderRadius, inlineSize, borderColor} = getComputedStyle(one, "::after")
      return [backgroundColor == borderColor, backgroundImage == "none", borderRadius, inlineSize].join()
    }"""
    stages = ["investigating", "identified", "monitoring", "update", "scheduled", "in_progress", "verifying"]
    assert len({page.evaluate(look, stage) for stage in stages}) == len(stages)
    page.goto(morning_url + NIGHT)
    expect(page.locator(".resolved > svg")).to_be_visible()
