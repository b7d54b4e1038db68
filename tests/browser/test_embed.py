"""The banner on somebody else's page: another origin, a strict Content-Security-Policy, styles that fight it."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

INCIDENT = {
    "id": "cards",
    "name": "Some card payments fail <b>",
    "status": "identified",
    "impact": "major",
    "shortlink": "https://status.example.com/incidents/cards/",
    "updated_at": "2026-11-22T10:31:00.000Z",
}
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
NOW = "2026-11-22T10:40:00Z"
PRODUCT = """<!DOCTYPE html>
<html lang="en" dir="{dir}"><head><meta charset="iso-8859-1"><title>Product</title>
<style nonce="own">section,div{{display:none;margin:99px}}a,button{{display:none!important}}*{{color:red}}
h1,body{{margin:0}}</style>
<script src="{status}embed.js" async></script></head><body><h1>Product</h1></body></html>
"""

Embed = Callable[..., Page]


class _Server(http.server.BaseHTTPRequestHandler):
    """Serves what it was given, by path, as any origin may read it; it remembers what it was asked for."""

    files: dict[str, tuple[str, bytes]]
    policy = ""

    def do_GET(self) -> None:
        kind, content = self.files.get(urlsplit(self.path).path, ("text/plain", b""))
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Access-Control-Allow-Origin", "*")
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def origin() -> Iterator[Callable[[], tuple[type[_Server], str]]]:
    """Makes servers: each an origin of its own, by its port."""
    running = []

    def make() -> tuple[type[_Server], str]:
        handler = type("Handler", (_Server,), {"files": {}})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return handler, f"http://127.0.0.1:{server.server_address[1]}/"

    yield make
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def embed(page: Page, page_url: str, origin: Callable[[], tuple[type[_Server], str]]) -> Embed:
    """Opens a product page with the banner of a status page that says what it is given."""
    status, status_url = origin()
    product, product_url = origin()
    script = page.request.get(f"{page_url}embed.js").body()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text))
    page.clock.set_fixed_time(NOW)

    def open_page(
        incidents: Any = (), planned: Any = (), indicator: str = "major", *, body: bytes = b"", **how: Any
    ) -> Page:
        summary = {
            "page": {"name": "Example status", "url": status_url},
            "status": {"indicator": indicator},
            "incidents": list(incidents),
            "scheduled_maintenances": list(planned),
        }
        status.files = {
            "/embed.js": ("text/javascript", script),
            "/api/v2/summary.json": ("application/json", body or json.dumps(summary).encode()),
        }
        if how.get("gone"):
            del status.files["/api/v2/summary.json"]
        product.policy = (
            f"default-src 'none'; script-src {status_url}; connect-src {how.get('connect', status_url)}; "
            "style-src 'nonce-own'; require-trusted-types-for 'script'"
        )
        text = PRODUCT.format(status=status_url, dir=how.get("dir", "ltr"))
        product.files = {"/": ("text/html", text.encode())}
        trouble.clear()
        page.goto(product_url, wait_until="networkidle")
        if not how.get("broken"):
            assert trouble == []
        else:
            assert not [words for words in trouble if "Uncaught" in words]
        return page

    return open_page


def banner(page: Page) -> Any:
    return page.get_by_role("region", name="Status page")


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
    page.wait_for_timeout(300)

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


@pytest.mark.parametrize(
    "how",
    [
        {"gone": True},
        {"body": b"<html>sorry</html>"},
        {"body": b"null"},
        {"body": b'{"incidents": 1}'},
        {"connect": "'none'"},
    ],
    ids=["404", "not JSON", "nothing", "another shape", "forbidden by the page"],
)
def test_it_is_silent_when_the_status_page_does_not_answer(embed: Embed, how: dict[str, Any]) -> None:
    page = embed(broken=True, **how)
    page.wait_for_timeout(300)

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
    page.route("http://status.invalid/api/**", lambda route: route.abort("connectionrefused"))
    page.set_content('<h1>Product</h1><script src="http://status.invalid/embed.js" async></script>')
    page.wait_for_timeout(500)

    assert errors == []
    expect(banner(page)).to_have_count(0)


def test_dismissed_it_stays_away_until_the_next_update(embed: Embed) -> None:
    page = embed([INCIDENT])
    page.get_by_role("link").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(banner(page)).to_have_count(0)

    page = embed([INCIDENT])
    page.wait_for_timeout(300)
    expect(banner(page)).to_have_count(0)
    page = embed([INCIDENT | {"updated_at": "2026-11-22T10:50:00.000Z"}])
    expect(banner(page)).to_be_visible()


def test_dismissed_is_each_for_itself(embed: Embed) -> None:
    embed([INCIDENT]).get_by_role("button", name="Dismiss").click()
    page = embed([INCIDENT, INCIDENT | {"id": "b", "name": "Emails late"}])

    expect(page.get_by_role("status")).to_have_text("Emails late · Identified")


def test_it_works_where_nothing_can_be_remembered(embed: Embed, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    page = embed([INCIDENT])
    page.get_by_role("button", name="Dismiss").click()

    expect(banner(page)).to_have_count(0)


def test_it_is_legible_and_reads_from_right_to_left(embed: Embed) -> None:
    page = embed([INCIDENT], dir="rtl")
    expect(page.get_by_role("status")).to_be_visible()
    link, button = page.get_by_role("link").bounding_box(), page.get_by_role("button").bounding_box()

    assert link is not None
    assert button is not None
    assert button["x"] < link["x"]
    style = banner(page).evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    assert style == ["rgb(255, 255, 255)", "rgb(184, 72, 11)"], "the page's red does not get in"


def test_it_fits_a_phone(embed: Embed) -> None:
    page = embed([INCIDENT])
    page.set_viewport_size({"width": 320, "height": 600})
    expect(page.get_by_role("status")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_example_page_speaks_to_it(browser: Browser, page_url: str) -> None:
    """The script and the API of one and the same build."""
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
    page.goto("http://product.example/", wait_until="networkidle")

    expect(page.get_by_role("status")).to_contain_text("Some card payments fail · Identified")
    expect(page.get_by_role("status")).to_contain_text("Search moves to faster machines · Planned for")
