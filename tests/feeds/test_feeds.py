"""What an item says: through the command, and read back with real readers."""

import json
from pathlib import Path

import pytest

from support.command import run
from support.examples import whole
from support.feeds import PUBLISHED, body, feeds, read_site
from support.json_feed_schema import faults
from support.places import ROOT
from support.repository import INCIDENT, MakeRepository
from support.shared import Shared
from support.site import parse_feed

SECOND = """
## 2026-11-22 10:31 UTC — Identified

- checkout: major_outage
- workaround: Pay by [transfer](https://example.com/pay)

A faulty link <b>&amp; more</b> is the cause. ]]> 🙂
"""
SILENT = """
## 2026-11-22 10:40 UTC — Update

- silent: yes

A comma was wrong.
"""
RESOLVED = """
## 2026-11-22 11:00 UTC — Resolved

It works. We are sorry.
"""
PATH = "2026-11-22-cards.md"
REQUIRED = ["feed.xml", "atom.xml"]


def build(root: Path) -> dict[str, bytes]:
    """Every feed that the command writes."""
    result = run(root, "build", "-q")
    assert result.exit_code == 0, result.output
    site = root / "site"
    found = [*site.rglob("feed.xml"), *site.glob("*.atom"), *site.glob("history.rss"), site / "atom.xml"]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in [*found, site / "feed.json"]}


def test_the_command_writes_every_feed(repository: MakeRepository) -> None:
    root = repository({PATH: INCIDENT + SECOND + SILENT})
    found = build(root)

    assert found == feeds(read_site(root))
    assert set(found) == {
        *("feed.xml", "atom.xml", "feed.json", "history.rss", "history.atom"),
        *("incidents/feed.xml", "maintenance/feed.xml", "incidents/2026-11-22-cards/feed.xml"),
        *("components/checkout/feed.xml", "components/search/feed.xml"),
    }


@pytest.mark.parametrize("name", REQUIRED)
def test_one_item_an_update_newest_first(repository: MakeRepository, name: str) -> None:
    parsed = parse_feed(feeds(read_site(repository({PATH: INCIDENT + SECOND + SILENT})))[name])

    assert [entry.title for entry in parsed.entries] == [
        "Identified: Some card payments fail",
        "Investigating: Some card payments fail",
    ]
    newest = parsed.entries[0]
    assert newest.id == "tag:status.example.com,2026:2026-11-22-cards/20261122T103100Z"
    assert newest.link == "https://status.example.com/incidents/2026-11-22-cards/#u-20261122T103100Z"
    assert newest.published_parsed[:5] == (2026, 11, 22, 10, 31)


@pytest.mark.parametrize("name", REQUIRED)
def test_an_item_stands_alone(repository: MakeRepository, name: str) -> None:
    newest, first = parse_feed(feeds(read_site(repository({PATH: INCIDENT + SECOND})))[name]).entries

    # News, what changed, and what was said in the first update only: a mail with the second must tell it, too.
    lines = [
        "<p>A faulty link &lt;b&gt;&amp; more&lt;/b&gt; is the cause. ]]&gt; 🙂</p>",
        "<p>Affected: Checkout (Major outage)</p>",
        '<p>What you can do: Pay by <a href="https://example.com/pay" rel="noopener nofollow">transfer</a></p>',
        "<hr />",
        "<p>Major impact</p>",
        "<p>Who is affected: customers who pay by card</p>",
    ]
    assert body(newest) == "\n".join(lines)
    assert body(first).startswith(
        "<p>About one card payment in five fails.</p>\n<p>Affected: Checkout (Partial"
    )
    assert body(first).endswith("<p>Next update: 22 November 2026, 10:34 UTC.</p>")


def test_what_is_over_tells_what_works_again_and_no_workaround(repository: MakeRepository) -> None:
    newest = parse_feed(
        feeds(read_site(repository({PATH: INCIDENT + SECOND + RESOLVED})))["feed.xml"]
    ).entries[0]

    assert body(newest) == "<p>It works. We are sorry.</p>\n<p>Recovered: Checkout</p>"


def test_planned_work_tells_its_window_in_every_update(repository: MakeRepository) -> None:
    text = (
        "---\ntitle: Search moves\ntype: maintenance\nstarts: 2026-11-23 22:00 UTC\nends: 2026-11-23 23:00 UTC\n"
        "components:\n  - search\n---\n\n## 2026-11-20 10:00 UTC — Scheduled\n\nSearch may be slow.\n\n"
        "## 2026-11-21 10:00 UTC — Update\n\n- starts: 2026-11-24 22:00 UTC\n- ends: 2026-11-24 23:00 UTC\n\n"
        "A day later.\n\n## 2026-11-22 10:00 UTC — Update\n\nAll is ready.\n"
    )
    site = read_site(repository({"2026-11-20-search.md": text}))

    ready, moved, first = (body(entry) for entry in parse_feed(feeds(site)["feed.xml"]).entries)

    assert "<p>Scheduled for: 23 November 2026, 22:00 to 23:00 UTC</p>" in first
    assert "<p>Will be affected: Search (Under maintenance)</p>" in first
    assert "<p>New time: 24 November 2026, 22:00 to 23:00 UTC</p>" in moved
    assert "<p>Scheduled for: 24 November 2026, 22:00 to 23:00 UTC</p>" in ready


def test_an_update_without_words_says_what_its_stage_means(repository: MakeRepository) -> None:
    text = INCIDENT.replace("About one card payment in five fails.\n", "")
    first = parse_feed(feeds(read_site(repository({PATH: text})))["feed.xml"]).entries[0]

    assert "<p>We are looking for the cause.</p>" in body(first)


def test_words_of_both_directions_are_kept_apart(repository: MakeRepository) -> None:
    text = INCIDENT.replace("customers who pay by card", "לקוחות בישראל (50%)")
    first = parse_feed(feeds(read_site(repository({PATH: text})))["feed.xml"]).entries[0]

    raw = feeds(read_site(repository({PATH: text})))["feed.xml"].decode()
    assert "&lt;bdi&gt;לקוחות בישראל (50%)&lt;/bdi&gt;" in raw
    assert '<div dir="auto"><p>About one card payment in five fails.</p></div>' in body(first)


def test_json_feed_is_valid_and_says_the_same_twice() -> None:
    document = json.loads(feeds(read_site(PUBLISHED))["feed.json"])

    assert faults(document) == []
    item = document["items"][2]
    assert item["content_text"] == (
        "A faulty link is the cause.\n\n"
        "Affected: Checkout (Partial outage) and Search & more (Degraded performance)\n"
        "Corrected: the time was wrong by two minutes\n"
        "Next update: 22 November 2026, 12:00 CET.\n\n"
        "Who is affected: customers who pay by card in Europe\n"
        "What you can do: Pay by bank transfer (https://example.com/transfer), or try again later."
    )
    assert item["tags"] == ["incident", "identified", "major", "Checkout", "Search & more"]
    assert item["_statuary"] == {
        "kind": "incident",
        "stage": "identified",
        "impact": "major",
        "components": {"checkout": "partial_outage", "search": "degraded_performance"},
        "next_update": "2026-11-22T11:00:00Z",
    }
    assert document["feed_url"] == "https://status.example.com/feed.json"


@pytest.mark.parametrize("name", ["example", whole("github")])
def test_feeds_of_real_histories(shared: Shared, name: str) -> None:
    root, now = ROOT, ""
    if name != "example":
        history = shared.history(name)
        root, now = history.root, history.real.now
    for path, content in feeds(read_site(root), now).items():
        if path.endswith(".json"):
            assert faults(json.loads(content)) == []
            continue
        entries = parse_feed(content).entries
        assert len({entry.id for entry in entries}) == len(entries) <= 500
        assert all(body(entry) and entry.title and entry.link for entry in entries)
        dates = [entry.published_parsed for entry in entries]
        assert path == "history.atom" or dates == sorted(dates, reverse=True)
