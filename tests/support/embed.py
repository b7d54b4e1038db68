"""The banner on somebody else's page: another origin, a strict Content-Security-Policy, styles that fight it."""

import http.server
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

INCIDENT = {
    "key": "cards 1",
    "title": "Some card payments fail <b>",
    "path": "incidents/cards/",
    "tone": "major",
    "state": "Identified",
    "at": "2026-11-22T10:31:00Z",
    "silent": "2026-11-25T10:31:00Z",
}
PRODUCT = """<!DOCTYPE html>
<html lang="en" dir="{dir}"><head><meta charset="iso-8859-1"><title>Product</title>
<style nonce="own">section,div{{display:none;margin:99px}}a,button{{display:none!important}}*{{color:red}}
h1,body{{margin:0}}</style>
<script src="{status}embed.js" async></script></head><body><h1>Product</h1></body></html>
"""
Embed = Callable[..., Page]


class ProductServer(http.server.BaseHTTPRequestHandler):
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


def banner(page: Page) -> Any:
    """The banner, as a screen reader finds it."""
    return page.get_by_role("region", name="Status page")


def settle(page: Page, load: Callable[[], object], event: str = "requestfinished") -> None:
    """Load a page with the script, wait until that has heard what is the matter, and give it time to show it.

    What it shows is there at once; words in it come 99 ms later.
    """
    with page.expect_event(event, lambda one: event == "console" or one.url.endswith("/embed.json")):
        load()
    page.wait_for_timeout(200)
