"""A small site as a browser, a crawler and an attacker would take it."""

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from jinja2 import UndefinedError
from pages_site import CARDS, ENV, EVERYTHING, HOSTILE, NOW, OVERRIDES, PAST, pages, state

from statuary.outputs.environment import environment
from statuary.outputs.pages import render_incident, render_overviews
from statuary.views.frame import page_frame

ELSEWHERE = {"feed.xml", "atom.xml", "about/index.html"}
"""Written by others: the feeds and the owner's own pages."""


@cache
def site() -> dict[str, str]:
    return pages(state(*EVERYTHING))


def html() -> list[str]:
    return sorted(path for path in site() if path.endswith(".html"))


def tree(path: str) -> ET.Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(site()[path])


def links(path: str) -> Iterator[tuple[ET.Element, str]]:
    for element in tree(path).iter():
        for name in ("href", "src", "srcset", "action", "poster", "data"):
            if name in element.attrib:
                yield element, element.attrib[name]


def test_the_paths() -> None:
    assert sorted(site()) == sorted(
        [
            "index.html",
            *(f"incidents/{key}/index.html" for key in sorted(one.id for one in EVERYTHING)),
            "history/index.html",
            "history/2026-11/index.html",
            "history/2026-09/index.html",
            "history/2026-01/index.html",
            *(f"components/{key}/index.html" for key in ("checkout", "search", "mail", "old")),
            "maintenance/index.html",
            "404.html",
            "robots.txt",
            "sitemap.xml",
        ]
    )


@pytest.mark.parametrize("path", html())
def test_strict_html_with_an_outline(path: str) -> None:
    root = tree(path)
    levels = [int(one.tag[1]) for one in root.iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert len(ids) == len(set(ids))
    assert root.attrib["lang"] == "en"
    title = root.find("head/title")
    assert title is not None
    assert (title.text or "").endswith(" · Example status")


@pytest.mark.parametrize("path", html())
def test_every_internal_link_resolves(path: str) -> None:
    for element, url in links(path):
        parts = urlsplit(url)
        if parts.scheme or url.startswith("#") or not parts.path:
            continue
        target = join(dirname(path), parts.path)
        if path == "404.html":
            assert parts.path.startswith("/shop/")
            target = parts.path.removeprefix("/shop/") or "./"
        target = normpath(target) + ("/" if target.endswith("/") else "")
        target = target.removeprefix("./") + ("index.html" if target.endswith("/") else "")
        assert target in site() or target in ELSEWHERE, (element.tag, url)
        if parts.fragment:
            assert f'id="{parts.fragment}"' in site()[target]


@pytest.mark.parametrize("path", html())
def test_nothing_comes_from_another_origin(path: str) -> None:
    for element, url in links(path):
        if urlsplit(url).scheme in ("http", "https"):
            assert element.tag == "a", url
    source = site()[path]
    assert not re.search(r"<(?:script|img|iframe|object|embed|video|audio)\b|@import|url\(", source)
    assert not re.search(r"\son\w+=|\sstyle=", source)


@pytest.mark.parametrize("path", html())
def test_the_policy_allows_the_style_sheet(path: str) -> None:
    source = site()[path]
    assert f"style-src '{ENV.globals['style_hash']}'" in source.replace("&#39;", "'")
    assert f"<style>{ENV.globals['style']}</style>" in source


def test_hostile_words_stay_words() -> None:
    everywhere = "".join(site().values())
    assert "<script" not in everywhere
    assert everywhere.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;quotes&#34;") > 5
    title = tree("incidents/2026-09-03-hostile/index.html").find("head/title")
    assert title is not None
    assert title.text == f"Resolved: {HOSTILE} · Example status"


def test_home_says_what_is_so() -> None:
    text = " ".join("".join(tree("index.html").itertext()).split())
    for words in (
        "Critical problem Some card payments fail at checkout Major outage: Checkout.",
        "Next update by 12:00 CET. As of 22 November 2026, 11:33 CET.",
        "Pay by bank transfer.",
        "(29 minutes so far)",
        "Corrected: the share",
        "In progress. Planned to end at 10:00 CET; not yet confirmed.",
        "28 November 2026, 03:00 to 05:00 CET (2 hours)",
        "Longer support hours",
        "No incidents reported.",
        "uptime, from reported incidents",
        "This page was built on 22 November 2026, 11:33 CET.",
    ):
        assert words in text, words


def test_every_colour_has_a_word_and_a_shape() -> None:
    for path in html():
        for element in tree(path).iter("span"):
            if element.attrib.get("class", "").startswith("tone "):
                assert "".join(element.itertext()).strip()
                assert any(str(child.tag).endswith("svg") for child in element)


def test_groups_are_open_when_something_is_wrong() -> None:
    groups = [one for one in tree("index.html").iter("details") if "group" in one.attrib.get("class", "")]
    assert ["open" in one.attrib for one in groups] == [True, False]


def test_an_image_is_a_link() -> None:
    link = '<a href="https://elsewhere.example/graph.png" rel="noopener nofollow">a graph</a>'
    assert link in site()["index.html"]


def test_the_same_state_gives_the_same_bytes_whatever_the_order_of_files() -> None:
    assert pages(state(*EVERYTHING)) == pages(state(*reversed(EVERYTHING)))


def test_a_past_incidents_page_does_not_depend_on_the_clock() -> None:
    def past(later: timedelta) -> list[bytes]:
        now = state(*PAST, now=NOW + later)
        frame = page_frame(now)
        return [render_incident(now.by_id[one.id], frame, ENV).content for one in PAST]

    assert past(timedelta()) == past(timedelta(days=400))


def test_sitemap_and_robots() -> None:
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = [one.text or "" for one in ET.fromstring(site()["sitemap.xml"]).findall("s:url/s:loc", namespace)]
    expected = {f"https://status.example.com/shop/{path.removesuffix('index.html')}" for path in html()}
    assert set(urls) == expected - {"https://status.example.com/shop/404.html"}
    assert len(urls) == len(set(urls))
    assert site()["robots.txt"].endswith("Sitemap: https://status.example.com/shop/sitemap.xml\n")


def test_pages_are_small() -> None:
    sizes = {path: len(gzip.compress(site()[path].encode(), mtime=0)) for path in html()}
    assert max(sizes.values()) < 10_000, sizes


def test_right_to_left() -> None:
    found = pages(state(CARDS, language="ar"))["index.html"]
    assert '<html lang="ar" dir="rtl">' in found
    assert not re.search(r"(?:margin|padding|border)-(?:left|right)|text-align:\s?(?:left|right)", found)


def test_an_owners_template_wins_and_a_misspelt_name_is_an_error(tmp_path: Path) -> None:
    own = tmp_path / "statuary"
    own.mkdir()
    (own / "brand.html").write_text(":root{--link:#123456}")
    (own / "maintenance.html").write_text("{{ page.titel }}")
    env = environment([tmp_path, OVERRIDES])
    assert ":root{--link:#123456}" in env.globals["style"]
    with pytest.raises(UndefinedError):
        list(render_overviews(state(CARDS), env))
