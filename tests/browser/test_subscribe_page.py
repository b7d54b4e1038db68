"""The ways to subscribe in a browser: the form reaches its host and no other, buttons copy, all of it fits a phone."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from support.axe import violations
from support.browser import OpenPage, Serve
from support.command import build
from support.composer import CLIPBOARD
from support.examples import some
from support.repository import COMPONENTS, CONFIG, INCIDENT, tree

LIST = "https://lists.acme.dev/subscribe/post?u=1"
PHONE = {"width": 320, "height": 640}
WAYS = f"""      email_form: {{action: "{LIST}", field: MERGE0, hidden: {{list: status}}}}
      ntfy: https://ntfy.acme.dev/status
      subscribe:
        - name: Any feed by mail
          url: https://mail.acme.dev/?feed={{feed}}
"""
FEED = "https://status.example.com/feed.xml"


@pytest.fixture(scope="session")
def ways_urls(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> dict[str, str]:
    """A page with every way, in each language."""
    found = {}
    for language in ("en", "ar"):
        root: Path = tmp_path_factory.mktemp(f"ways-{language}")
        config = CONFIG.replace("  name: material", f"  name: material\n  language: {language}") + WAYS
        incidents = {"incidents/2026-11-22-cards.md": INCIDENT}
        tree(root, {"mkdocs.yml": config, "components.yaml": COMPONENTS} | incidents)
        found[language] = serve(build(root).folder)
    return found


def subscribed(page: Page) -> list[str]:
    """What the list got after somebody signed up."""
    got: list[str] = []

    def answer(route: Route) -> None:
        got.append(f"{route.request.method} {route.request.url} {route.request.post_data}")
        route.fulfill(body="Thank you")

    page.route(re.compile("acme.dev"), answer)
    page.get_by_label("Your email address").fill("ann@example.org")
    page.get_by_role("button", name="Subscribe by email").click()
    page.wait_for_timeout(200)
    return got


def test_the_form_reaches_its_list(ways_urls: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(ways_urls["en"] + "subscribe/")
    assert subscribed(page) == [f"POST {LIST} MERGE0=ann%40example.org&list=status"]


def test_no_other_host_gets_an_address(ways_urls: dict[str, str], page: Page) -> None:
    page.goto(ways_urls["en"] + "subscribe/")
    refused = page.evaluate("""() => new Promise(done => {
      addEventListener("securitypolicyviolation", event => done(event.effectiveDirective))
      const form = document.querySelector("form")
      form.action = "https://elsewhere.dev/"
      form.elements[0].value = "ann@example.org"
      form.requestSubmit()
    })""")
    assert refused == "form-action"


def test_a_button_copies_the_command(ways_urls: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(ways_urls["en"] + "subscribe/", **CLIPBOARD)
    page.get_by_role("button", name="Copy (Slack)").click()
    expect(page.get_by_role("button", name="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"/feed subscribe {FEED}"


def test_it_copies_without_a_clipboard_too(ways_urls: dict[str, str], open_page: OpenPage) -> None:
    """Browsers keep it from pages that are not served over https."""
    page = open_page(ways_urls["en"] + "subscribe/", **CLIPBOARD)
    page.evaluate("Object.defineProperty(navigator.clipboard, 'writeText', {value: () => Promise.reject()})")
    page.get_by_role("button", name="Copy (RSS)").click()
    expect(page.get_by_role("button", name="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == FEED


def test_without_a_script_one_click_marks_all_of_it(ways_urls: dict[str, str], open_page: OpenPage) -> None:
    page = open_page(ways_urls["en"] + "subscribe/", java_script_enabled=False)
    assert page.get_by_role("button").all_inner_texts() == ["Subscribe by email"]
    page.get_by_text("/feed subscribe").first.click()
    assert page.evaluate("String(getSelection())") == f"/feed subscribe {FEED}"


@pytest.mark.parametrize(
    ("language", "scheme"), some([("en", "light"), ("ar", "dark"), ("ar", "light"), ("en", "dark")], 2)
)
def test_on_a_phone(ways_urls: dict[str, str], open_page: OpenPage, language: str, scheme: str) -> None:
    page = open_page(ways_urls[language] + "subscribe/", color_scheme=scheme, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert violations(page, scheme) == []


def test_short_on_incidents_and_components(ways_urls: dict[str, str], open_page: OpenPage) -> None:
    for path in ("incidents/2026-11-22-cards/", "components/checkout/"):
        page = open_page(ways_urls["en"] + path)
        page.get_by_text("More ways to subscribe").click()
        mail = page.get_by_role("link", name="Any feed by mail")
        feed = quote(f"https://status.example.com/{path}feed.xml")
        assert mail.get_attribute("href") == f"https://mail.acme.dev/?feed={feed}"
        assert page.get_by_role("link", name="All ways to subscribe").is_visible()
        assert page.get_by_text(f"/feed subscribe https://status.example.com/{path}feed.xml").is_visible()
