"""The banner on a product page when there is nothing to tell it, or somebody dismissed it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from statuary.palette import our_palette
from support.composer import NOW
from support.embed import INCIDENT, Embed, banner, settle
from support.examples import some


@pytest.mark.parametrize(
    "how",
    some(
        [
            {"gone": True},
            {"body": b"<html>sorry</html>"},
            {"body": b"null"},
            {"body": b'{"incidents": 1}'},
            {"connect": "'none'"},
        ],
        2,
    ),
    ids=["404", "not JSON", "nothing", "another shape", "forbidden by the page"],
)
def test_it_is_silent_when_the_status_page_does_not_answer(embed: Embed, how: dict[str, Any]) -> None:
    page = embed(broken=True, **how)

    expect(banner(page)).to_have_count(0)
    expect(page.get_by_role("heading")).to_be_visible()


def test_it_is_silent_when_the_status_page_is_away(page: Page, page_url: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    script = page.request.get(f"{page_url}embed.js").text()
    page.route(
        "http://status.invalid/embed.js",
        lambda route: route.fulfill(body=script, content_type="text/javascript"),
    )
    page.route("http://status.invalid/embed.json", lambda route: route.abort("connectionrefused"))
    html = '<h1>Product</h1><script src="http://status.invalid/embed.js" async></script>'
    settle(page, lambda: page.set_content(html), "requestfailed")

    assert errors == []
    expect(banner(page)).to_have_count(0)


def test_dismissed_it_stays_away_until_the_next_update(embed: Embed) -> None:
    page = embed(INCIDENT)
    page.get_by_role("link").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(banner(page)).to_have_count(0)

    page = embed(INCIDENT)
    expect(banner(page)).to_have_count(0)
    page = embed(INCIDENT | {"key": "cards 2"})
    expect(banner(page)).to_be_visible()


@pytest.mark.long
def test_dismissed_is_each_for_itself(embed: Embed) -> None:
    embed(INCIDENT).get_by_role("button", name="Dismiss").click()
    page = embed(INCIDENT, INCIDENT | {"key": "b", "title": "Emails late"})

    expect(page.get_by_role("status")).to_have_text("Emails late · Identified")


def test_it_works_where_nothing_can_be_remembered(embed: Embed, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    page = embed(INCIDENT)
    page.get_by_role("button", name="Dismiss").click()

    expect(banner(page)).to_have_count(0)


def test_it_is_legible_and_reads_from_right_to_left(embed: Embed) -> None:
    page = embed(INCIDENT, dir="rtl")
    expect(page.get_by_role("status")).to_be_visible()
    link, button = page.get_by_role("link").bounding_box(), page.get_by_role("button").bounding_box()

    assert link is not None
    assert button is not None
    assert button["x"] < link["x"]
    style = banner(page).evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    shown = [
        f"rgb{tuple(bytes.fromhex(one[1:]))}"
        for one in (our_palette().signs.words, our_palette().light.major)
    ]
    assert style == shown, "the page's red does not get in"


def test_it_fits_a_phone(embed: Embed) -> None:
    page = embed(INCIDENT)
    page.set_viewport_size({"width": 320, "height": 600})
    expect(page.get_by_role("status")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_example_page_speaks_to_it(browser: Browser, page_url: str) -> None:
    """The script and what it reads, of one and the same build."""
    page = browser.new_context().new_page()
    page.clock.set_fixed_time(NOW)
    page.route(
        "http://product.example/",
        lambda route: route.fulfill(
            body=f'<!DOCTYPE html><body><script src="{page_url}embed.js" async></script>',
            content_type="text/html",
        ),
    )
    page.route(
        f"{page_url}**",
        lambda route: route.fulfill(
            response=route.fetch(),
            headers={"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"},
        ),
    )
    page.goto("http://product.example/")

    said = "Some card payments fail · Identified · What you can do: Pay by bank transfer"
    expect(page.get_by_role("status")).to_contain_text(said)
    page.get_by_role("button", name="Dismiss").click()
    page.reload()
    said = "Search moves to faster machines · Scheduled for 22:00 · What you can do: Categories"
    expect(page.get_by_role("status")).to_contain_text(said)
