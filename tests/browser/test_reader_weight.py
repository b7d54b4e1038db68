"""What a page costs: bytes, requests, origins; on the example and on two real histories."""

import gzip
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from support.browser import OpenPage, Serve
from support.examples import whole
from support.shared import Shared

BUDGET = 14_600
"""Bytes with gzip: what a server sends before it waits for the first answer (ten packets)."""
COMPOSER = 42_000
"""For authors alone: it holds what the writer and the rules know of texts, templates, and letters in file names."""

SITES = pytest.mark.parametrize("name", ["example", whole("github"), whole("jenkins")])
Site = Callable[[str], Path]
OURS = '<main id="main"'
"""In every page of ours, and in no owner's own page, nor in one that only leads on to another."""

LARGEST = 40
"""So many are weighed; with gzip, a page of half their size is never heavier."""


@pytest.fixture(scope="session")
def site(example: Path, shared: Shared) -> Site:
    """The folder of a built site, by its name."""
    return lambda name: example if name == "example" else shared.history(name).site.folder


def weight(page: Path) -> int:
    return len(gzip.compress(page.read_bytes(), mtime=0))


def largest(pages: Iterable[Path]) -> list[Path]:
    return sorted(pages, key=lambda page: page.stat().st_size)[-LARGEST:]


def first_screen(page: Path) -> int:
    """The weight without a post-mortem, which is as long as somebody has made it."""
    html = page.read_text(encoding="utf-8")
    before, mark, rest = html.partition('aria-labelledby="postmortem"')
    if mark:
        html = before + rest.partition("</section>")[2]
    return len(gzip.compress(html.encode(), mtime=0))


@SITES
def test_home_incidents_and_components_are_within_ten_packets(site: Site, name: str) -> None:
    folder = site(name)
    found = {page.parent.name: first_screen(page) for page in largest(folder.glob("incidents/*/index.html"))}
    found |= {f"{page.parent.name}/": weight(page) for page in folder.glob("components/*/index.html")}
    found[""] = weight(folder / "index.html")
    assert len(found) > 20
    assert {key: size for key, size in found.items() if size > BUDGET} == {}


@SITES
def test_no_page_is_heavy(site: Site, name: str) -> None:
    """Months grow with what happened; they may be larger, not large."""
    pages = [page for page in site(name).rglob("*.html") if OURS in page.read_text(encoding="utf-8")]
    composer = site(name) / "post/index.html"
    assert weight(composer) <= COMPOSER
    pages.remove(composer)
    assert {str(page): size for page in largest(pages) if (size := weight(page)) > 2 * BUDGET} == {}


@SITES
def test_one_request_and_nothing_from_elsewhere(
    site: Site, serve: Serve, open_page: OpenPage, name: str
) -> None:
    folder = site(name)
    url = serve(folder.parent) + "status/"
    page = open_page("about:blank")
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    (*_, incident) = largest(folder.glob("incidents/*/index.html"))
    for path in ("", f"incidents/{incident.parent.name}/"):
        requests.clear()
        page.goto(url + path, wait_until="networkidle")
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert [one for one in requests if urlsplit(one).scheme != "data"] == [url + path]
