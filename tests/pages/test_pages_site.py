"""A small site as a browser, a crawler and an attacker would take it."""

import gzip
import html as html_module
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

from statuary.render.environment import environment
from statuary.render.frame import page_frame
from statuary.render.pages.site_pages import render_incident, render_overviews
from statuary.render.wording.language import Language
from support.small_site import CARDS, ENV, EVERYTHING, HOSTILE, NOW, OVERRIDES, PAST, pages, state

ELSEWHERE = re.compile(
    r"(.*/)?(feed\.(xml|json)|atom\.xml|calendar\.ics|badge\.svg)|history\.(rss|atom)|status\.(txt|md)"
    r"|api/v2/summary\.json|about/index\.html|apple-touch-icon\.png"
)
"""Written by others: feeds, calendars, badges, icons, the interface, and the owner's own pages."""
WALL = "wall"
"""A fragment for the script alone."""
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)


@cache
def site() -> dict[str, str]:
    return pages(state(*EVERYTHING))


def html() -> list[str]:
    return sorted(path for path in site() if path.endswith(".html"))


def tree(path: str) -> ET.Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(site()[path])


def shown(path: str) -> ET.Element:
    """What is seen without a script: not what is kept for later."""
    root = tree(path)
    for parent in list(root.iter()):
        for child in [one for one in parent if one.tag in ("template", "script", "style")]:
            parent.remove(child)
    return root


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
            "subscribe/index.html",
            "404.html",
            "robots.txt",
            "sitemap.xml",
        ]
    )


@pytest.mark.parametrize("path", html())
def test_strict_html_with_an_outline(path: str) -> None:
    root = shown(path)
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
        assert target in site() or ELSEWHERE.fullmatch(target), (element.tag, url)
        if parts.fragment and parts.fragment != WALL:
            assert f'id="{parts.fragment}"' in site()[target]


@pytest.mark.parametrize("path", html())
def test_nothing_comes_from_another_origin(path: str) -> None:
    for element, url in links(path):
        if urlsplit(url).scheme in ("http", "https"):
            assert element.tag == "a", url
    source = SCRIPT.sub("", site()[path])
    assert not re.search(r"<(?:script|img|iframe|object|embed|video|audio)\b|@import|url\(", source)
    assert not re.search(r"\son\w+=|\sstyle=", source)


@pytest.mark.parametrize("path", html())
def test_the_policy_allows_our_style_sheet_and_scripts_and_nothing_else(path: str) -> None:
    source = site()[path]
    policy = html_module.unescape(
        source.partition('Content-Security-Policy" content="')[2].partition('">')[0]
    )
    kind = path.partition("/")[0]
    style = {"index.html": [], "incidents": ["incident-style.html"], "components": ["component-style.html"]}
    style["history"] = ["lists-style.html", "history-style.html"]
    own = {"index.html": ["bars.js"], "incidents": ["incident.js"], "components": ["component.js"]}
    own |= {"history": ["search.js"] if path == "history/index.html" else [], "maintenance": ["weekday.js"]}
    style["subscribe"], own["subscribe"] = ["lists-style.html", "subscribe-style.html"], ["copy.js"]
    names = ["style.html", *style.get(kind, ["lists-style.html"]), "live.js", *own.get(kind, [])]
    inline = [ENV.globals["inline"][name] for name in names]
    assert re.findall("'(sha256-.*?)'", policy) == [one.hash for one in inline]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    elements = re.findall("<(?:style|script)>(.*?)</(?:style|script)>", source, re.DOTALL)
    assert sorted(elements) == sorted(one.text for one in inline)


def test_hostile_words_stay_words() -> None:
    everywhere = "".join(SCRIPT.sub("", source) for source in site().values())
    assert "<script" not in everywhere
    assert everywhere.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;quotes&#34;") > 5
    title = tree("incidents/2026-09-03-hostile/index.html").find("head/title")
    assert title is not None
    assert title.text == f"Resolved: {HOSTILE} · Example status"


def words(path: str) -> str:
    body = shown(path).find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


def test_home_says_what_is_so() -> None:
    text = words("index.html")
    for wanted in (
        "Critical incident Identified since 11:04 CET (29 minutes so far) Some card payments fail at checkout. "
        "What you can do: Pay by bank transfer. No known problems elsewhere. Next update: 12:00 CET. "
        "Latest update 22 November 2026, 11:31 CET A network link is the cause.",
        "Get updates As of 22 November 2026, 11:33 CET. Having problems? Contact us.",
        "Corrected: the share",
        "Scheduled end: 10:00 CET. Completion not yet confirmed.",
        "28 Nov, 03:00–05:00 CET Database upgrade We upgrade.",
        "Longer support hours",
        "Uptime in the last 90 days, from reported incidents",
        "Last published: 22 November 2026, 11:33 CET. Shows everything reported up to then.",
        "All times are in Berlin.",
    ):
        assert wanted in text, wanted


def test_every_colour_has_a_word_and_a_shape() -> None:
    for path in html():
        for element in tree(path).iter("span"):
            if element.attrib.get("class", "").startswith("tone "):
                assert "".join(element.itertext()).strip()
                (picture,) = (child for child in element if str(child.tag).endswith("svg"))
                shape = next(
                    str(value) for use in picture for key, value in use.attrib.items() if "href" in key
                )
                assert f'<g id="{shape.removeprefix("#")}">' in site()[path]


def test_an_image_is_a_link() -> None:
    link = '<a href="https://elsewhere.example/graph.png" rel="noopener nofollow">a graph</a>'
    assert link in site()["index.html"]


def test_the_same_state_gives_the_same_bytes_whatever_the_order_of_files() -> None:
    assert pages(state(*EVERYTHING)) == pages(state(*reversed(EVERYTHING)))


def test_a_past_incidents_page_does_not_depend_on_the_clock() -> None:
    def past(later: timedelta) -> list[bytes]:
        now = state(*PAST, now=NOW + later)
        frame = page_frame(now)
        return [render_incident(now.by_id[one.id], frame, ENV, ()).content for one in PAST]

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
    assert max(sizes.values()) < 14_600, sizes


def test_right_to_left() -> None:
    found = pages(state(CARDS), Language("ar"))["index.html"]
    assert '<html lang="ar" dir="rtl"' in found
    physical = r"(?:margin|padding|border)-(?:left|right)|text-align:\s?(?:left|right)"
    assert not re.search(physical, SCRIPT.sub("", found))


def test_an_owners_template_wins_and_a_misspelt_name_is_an_error(tmp_path: Path) -> None:
    own = tmp_path / "statuary"
    own.mkdir()
    (own / "brand.html").write_text(":root{--link:#123456}")
    (own / "maintenance.html").write_text("{{ page.titel }}")
    env = environment([tmp_path, OVERRIDES])
    for name in ("style.html", "incident-style.html", "component-style.html"):
        assert env.globals["inline"][name].text.endswith(":root{--link:#123456}"), "it comes after ours"
    with pytest.raises(UndefinedError):
        list(render_overviews(page_frame(state(CARDS)), env))


def test_a_wrong_address_says_where_to_go_on() -> None:
    main = site()["404.html"].partition("<main")[2].partition("</main>")[0]
    ways = re.findall('<li><a class="target" href="(.*?)"', main)
    assert ways == ["/shop/", "/shop/history/#search", "/shop/maintenance/"], "at whatever depth it is shown"
