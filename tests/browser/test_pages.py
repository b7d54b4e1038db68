"""The example page in a real browser: whole at once, dark, for the keyboard, and never from anywhere else."""

import subprocess
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.browser import KINDS
from support.examples import some

PAGES = list(KINDS.values())


@pytest.mark.parametrize("path", some(PAGES, 6))
def test_a_page_is_one_request_and_none_goes_elsewhere(page: Page, page_url: str, path: str) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))

    response = page.goto(page_url + path, wait_until="networkidle")

    assert response is not None
    assert response.ok
    assert [url for url in requests if not url.startswith("data:")] == [page_url + path]
    assert complaints == [], "the Content-Security-Policy lets everything through that the page needs"


@pytest.mark.parametrize("width", some([320, 375, 1280], 3))
def test_nothing_is_cut_off_sideways(page: Page, page_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(page_url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_first_screen_of_a_phone_says_what_is_wrong(page: Page, page_url: str) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(page_url)

    for words in ("Some card payments fail", "Next update: 11:00"):
        box = page.get_by_text(words).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 667


def test_components_begin_soon_on_a_phone_though_an_incident_is_open(page: Page, page_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page_url)
    box = page.locator("#components").bounding_box()
    assert box is not None
    assert box["y"] < 1_700


def test_dark_is_dark(browser: Browser, page_url: str) -> None:
    def brightness(scheme: str) -> int:
        page = browser.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
        page.goto(page_url)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])

    assert brightness("dark") < 150 < 600 < brightness("light")


def test_an_update_has_an_address(page: Page, page_url: str) -> None:
    page.goto(page_url + "incidents/2026-11-22-card-payments-fail/")
    link = page.locator("a[href^='#u-']").first
    link.click()

    assert "#u-2026112" in page.url
    target = page.locator(page.url.partition("#")[2].join(["[id='", "']"]))
    assert target.count() == 1


def test_a_groups_components_unfold_with_the_keyboard(page: Page, page_url: str) -> None:
    page.goto(page_url)
    closed = page.locator("details:not([open]) > summary").first
    closed.focus()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.parentElement.open")


def test_the_systems_own_browser_is_used(browser: Browser, browser_type_launch_args: dict[str, Any]) -> None:
    """What Playwright prints as `executable_path` in a failure is that of its own browser, which need not be here."""
    version = subprocess.check_output([browser_type_launch_args["executable_path"], "--version"], text=True)
    assert browser.version in version
