"""Ids are a promise: no edit of words, names, times, addresses or language ever changes one."""

import json
import re
from gettext import NullTranslations
from pathlib import Path

import pytest

from statuary.render.wording.language import Language
from support.feeds import PUBLISHED, body, feeds, ids, published, read_site
from support.repository import change
from support.site import parse_feed

GOLDEN = Path(__file__).parent / "published-ids.txt"


def by_feed(found: dict[str, bytes]) -> dict[str, list[str]]:
    """The ids of every feed."""
    return {
        path: [item["id"] for item in json.loads(content)["items"]]
        if path.endswith(".json")
        else ids(content)
        for path, content in found.items()
    }


def golden() -> dict[str, list[str]]:
    """What was published: feeds, and under each its ids."""
    held: dict[str, list[str]] = {}
    known: list[str] = []
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            known.append(line.strip())
        elif line and not line.startswith("#"):
            known = held[line] = []
    return held


def test_published_ids_and_addresses_stay() -> None:
    assert by_feed(feeds(read_site(PUBLISHED))) == golden()


EDITS = {
    "words": ("incidents/2026-11-22-cards.md", "A faulty link is the cause.", "Another cause."),
    "title": ("incidents/2026-11-22-cards.md", "Some card payments fail", "Many card payments fail"),
    "stage": ("incidents/2026-11-22-cards.md", "10:41:07 UTC — Monitoring", "10:41:07 UTC — Identified"),
    "time": (
        "incidents/2026-11-22-cards.md",
        "2026-11-22 10:52 UTC — Resolved\n",
        "2026-11-22 10:55 UTC — Resolved\n\n- posted as: 2026-11-22 10:52 UTC",
    ),
    "name of a component": ("components.yaml", "name: Checkout", "name: Paying"),
    "name of the page": ("mkdocs.yml", "Example status", "Our status"),
    "address of the page": ("mkdocs.yml", "https://status.example.com/", "https://example.net/status/"),
    "zone": ("mkdocs.yml", "Europe/Berlin", "America/New_York"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_changes_an_id(edit: str, tmp_path: Path) -> None:
    root = published(tmp_path)
    path, old, new = EDITS[edit]
    change(root / path, old, new)

    assert by_feed(feeds(read_site(root))) == golden()


class Shouted(NullTranslations):
    """Another language that a test can read: everything in capitals but the places for values."""

    def gettext(self, message: str) -> str:
        return re.sub(
            r"%\(\w+\)s|[^%]+", lambda found: found[0] if "%" in found[0] else found[0].upper(), message
        )

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def test_another_language_changes_words_and_no_id() -> None:
    site = read_site(PUBLISHED)
    found = feeds(site, language=Language("he", Shouted()))

    assert by_feed(found) == golden()
    rss = parse_feed(found["feed.xml"])
    assert rss.feed.language == "he"
    assert rss.entries[2].title == "IDENTIFIED: Some card payments fail"
    # feedparser drops the <bdi> around the names.
    assert body(rss.entries[2]).startswith('<div dir="rtl">\n<div dir="auto"><p>A faulty link')
    assert "<p>AFFECTED: Checkout (PARTIAL OUTAGE)" in body(rss.entries[2])
    # Tools read these two, so they are the same in every language.
    for name in ("history.rss", "history.atom"):
        assert found[name] == feeds(site)[name]


def test_an_update_has_one_id_in_all_its_feeds() -> None:
    found = feeds(read_site(PUBLISHED))
    entries = {
        (entry.title, entry.link): entry.id
        for path, content in found.items()
        if path.endswith("feed.xml")
        for entry in parse_feed(content).entries
    }

    assert len(set(entries.values())) == len(entries) == len(ids(found["feed.xml"]))
