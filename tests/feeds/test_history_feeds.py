"""`/history.rss`, `/history.atom`: who followed a page at Atlassian Statuspage notices nothing when it moves here."""

import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from support.command import run
from support.feed_readers import Newsboat, Rss2Email
from support.feeds import PUBLISHED, body, feeds, ids, published, read_site
from support.old_statuspage import LISTED, old_feeds
from support.places import corpus
from support.repository import INCIDENT, MakeRepository, change, write
from support.servers import answering
from support.site import parse_feed

BOTH = ["history.rss", "history.atom"]
GITHUB_NOW = "2026-08-21T12:00:00Z"
WORK = (
    "---\ntitle: Search moves\ntype: maintenance\nstarts: 2026-11-22 11:00 UTC\nends: 2026-11-22 13:00 UTC\n"
    "components:\n  - search\n---\n\n## 2026-11-20 10:00 UTC — Scheduled\n\nSearch may be slow.\n"
)


class Moved(NamedTuple):
    """A page that moved here: its old feeds, and the repository."""

    old: dict[str, bytes]
    root: Path


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """GitHub's real history, brought here with the history.atom of the old page."""
    folder = tmp_path_factory.mktemp("move")
    shutil.copytree(corpus("statuspage-github"), folder / "old")
    api = json.loads((folder / "old" / "incidents.json").read_text())
    old = old_feeds(api["page"], api["incidents"])
    (folder / "old" / "history.atom").write_bytes(old["history.atom"])
    init(folder / "new", folder / "old")
    return Moved(old, folder / "new")


def init(root: Path, source: Path) -> str:
    """Move a page here; returns the report."""
    result = run(".", "init", str(root), "--from", "statuspage", str(source))
    assert result.exit_code == 0, result.output[-2000:]
    return result.output


def words(html: str) -> list[str]:
    """What a reader sees."""
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", html)))


@pytest.mark.long
@pytest.mark.parametrize("name", BOTH)
def test_a_page_that_moved_has_the_feeds_that_it_had(moved: Moved, name: str) -> None:
    ours = parse_feed(feeds(read_site(moved.root), GITHUB_NOW)[name])
    theirs = parse_feed(moved.old[name])

    assert ours.feed.title == theirs.feed.title == "GitHub Status - Incident History"
    assert len(ours.entries) == LISTED
    for here, there in zip(ours.entries, theirs.entries, strict=True):
        assert (here.id, here.link, here.title) == (there.id, there.link, there.title)
        assert here.published_parsed == there.published_parsed
        assert words(body(here)) == words(body(there))
        stages = re.compile(r"<strong>(\w+( \w+)?)</strong> - ")
        assert stages.findall(body(here)) == stages.findall(body(there))


@pytest.mark.long
@pytest.mark.parametrize("reader", [Newsboat, Rss2Email])
@pytest.mark.parametrize("name", BOTH)
def test_no_reader_is_told_again(
    moved: Moved, reader: type[Newsboat] | type[Rss2Email], name: str, tmp_path: Path
) -> None:
    root = shutil.copytree(moved.root, tmp_path / "new")
    with answering() as server:
        server.files = moved.old
        program = reader(tmp_path, f"{server.url}/{name}")
        assert program.told() == LISTED

        server.files = feeds(read_site(root), GITHUB_NOW)
        assert program.told() == LISTED, "the day of the move notifies nobody"

        write(root / "incidents" / "new.md", INCIDENT_HERE)
        server.files = feeds(read_site(root), GITHUB_NOW)
        assert program.told() == LISTED + 1, "what happens after it is told"


INCIDENT_HERE = """\
---
title: The first incident after the move
impact: minor
---

## 2026-08-21 11:00 UTC — Investigating

We are looking into it.
"""


def elements(content: bytes, name: str) -> list[list[str]]:
    """The names of the elements of every item, in their order."""
    root = ET.fromstring(content)
    return [[child.tag.rpartition("}")[2] for child in item] for item in root.iter(name)]


def test_the_shape_is_that_of_the_old_documents() -> None:
    found = feeds(read_site(PUBLISHED))
    incident = ["title", "description", "pubDate", "link", "guid"]
    planned = ["title", "description", "pubDate", "maintenanceEndDate", "link", "guid"]

    assert elements(found["history.rss"], "item") == [planned, incident, incident, incident]
    entry = ["id", "published", "updated", "link", "title", "content"]
    assert elements(found["history.atom"], "{http://www.w3.org/2005/Atom}entry") == [entry] * 4
    head = [child.tag.rpartition("}")[2] for child in ET.fromstring(found["history.atom"])][:6]
    assert head == ["id", "link", "link", "title", "updated", "author"]
    raw = found["history.rss"].decode()
    assert "&lt;small&gt;Nov &lt;var data-var='date'&gt;22&lt;/var&gt;, " in raw
    assert (
        "&lt;var data-var='date'&gt; 2&lt;/var&gt;, &lt;var data-var='time'&gt;10:00&lt;/var&gt; CET" in raw
    )


def test_planned_work_is_dated_by_its_window_until_it_is_over(repository: MakeRepository) -> None:
    site = read_site(repository({"2026-11-20-search.md": WORK}))

    def item(now: str) -> tuple[str, str, str]:
        found = ET.fromstring(feeds(site, now)["history.rss"]).find("channel/item")
        assert found is not None
        texts = (
            found.findtext("pubDate"),
            found.findtext("maintenanceEndDate"),
            found.findtext("description"),
        )
        return texts[0] or "", texts[1] or "", texts[2] or ""

    planned, ends, text = item("2026-11-21T00:00:00Z")
    assert (planned, ends) == ("Sun, 22 Nov 2026 11:00:00 +0000", "Sun, 22 Nov 2026 13:00:00 +0000")
    assert "THIS IS A SCHEDULED EVENT Nov <var data-var='date'>22</var>" in text
    begun, ends, text = item("2026-11-22T12:00:00Z")
    assert (begun, ends) == (planned, "Sun, 22 Nov 2026 13:00:00 +0000")
    assert text.strip().startswith(
        "<p><small>Nov <var data-var='date'>22</var>, <var data-var='time'>11:00</var>"
    )
    assert text.index("<strong>In progress</strong>") < text.index("<strong>Scheduled</strong>")


def test_a_silent_end_is_an_end(repository: MakeRepository) -> None:
    end = "\n## 2026-11-22 11:00 UTC — Resolved\n\n- silent: yes\n\nIt works.\n"
    site = read_site(repository({"2026-11-22-cards.md": INCIDENT + end}))

    entry = parse_feed(feeds(site)["history.rss"]).entries[0]

    assert body(entry).index("<strong>Resolved</strong>") < body(entry).index(
        "<strong>Investigating</strong>"
    )
    assert entry.published_parsed[3:5] == (10, 4), "but it does not date the item"


def test_what_was_silent_from_end_to_end_and_notices_are_not_listed(repository: MakeRepository) -> None:
    silent = INCIDENT.replace("- next update", "- silent: yes\n- next update")
    notice = "---\ntitle: Closed\ntype: notice\n---\n\n## 2026-11-22 10:00 UTC — Notice\n\nUntil Monday.\n"
    site = read_site(repository({"2026-11-22-cards.md": silent, "2026-11-22-closed.md": notice}))

    assert ids(feeds(site)["history.rss"]) == ids(feeds(site)["history.atom"]) == []


def test_lists_and_code_become_lines_of_one_paragraph(repository: MakeRepository) -> None:
    text = INCIDENT + "\n- one *thing*\n- [two](https://example.com/)\n\n```\n503 <b>\n```\n"
    entry = parse_feed(feeds(read_site(repository({"2026-11-22-cards.md": text})))["history.rss"]).entries[0]

    assert body(entry).count("<p>") == 1
    assert "fails.<br /><br />- one thing<br /><br />- two (https://example.com/)" in body(entry)
    assert "503 &lt;b&gt;" in body(entry)


@pytest.mark.parametrize(
    ("source", "guid", "number"),
    [
        ("statuspage:abc123def456", "abc123def456", "abc123def456"),
        ("statuspage:abc123def456/21148992", "abc123def456", "21148992"),
        ("statuspage:abc123def456/21148992#2", "2026-03-01-it-broke", "2026-03-01-it-broke"),
        ("cstate:content/issues/it-broke.md", "2026-03-01-it-broke", "2026-03-01-it-broke"),
    ],
)
def test_ids_of_what_was_imported(source: str, guid: str, number: str, tmp_path: Path) -> None:
    root = published(tmp_path)
    (root / "incidents" / "2025-12-31-before-the-year-ends.md").unlink()
    change(root / "incidents" / "2026-03-01-it-broke.md", "statuspage:abc123def456/21148992", source)
    found = feeds(read_site(root))

    assert f"https://old-name.example.org/incidents/{guid}" in ids(found["history.rss"])
    assert f"tag:old-name.example.org,2005:Incident/{number}" in ids(found["history.atom"])


def test_what_the_old_feed_did_not_hold_is_not_told_now(tmp_path: Path) -> None:
    root = published(tmp_path)
    change(root / "incidents" / "2025-12-31-before-the-year-ends.md", "zzz999zzz999/20000001", "zzz999zzz999")
    found = feeds(read_site(root))

    for name in BOTH:
        assert len(ids(found[name])) == 3
        assert b"zzz999zzz999" not in found[name]
