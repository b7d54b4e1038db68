"""Feeds, read back with real readers: one item an update, with ids that survive edits."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

from sample import INCIDENT, MakeRepository
from statuary.cli import main

SECOND = """
## 2026-11-22 10:31 UTC — Identified

- checkout: major_outage

A faulty link <b>&amp; more</b> is the cause. ]]> 🙂 ‏שלום
"""
SILENT = """
## 2026-11-22 10:40 UTC — Update

- silent: yes

A comma was wrong.
"""


def feed(root: Path, name: str = "feed.xml") -> feedparser.FeedParserDict:
    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q"])
    assert result.exit_code == 0, result.output
    parsed = feedparser.parse((root / "site" / name).read_bytes())
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_one_item_an_update_newest_first(repository: MakeRepository, name: str) -> None:
    parsed = feed(repository({"2026-11-22-cards.md": INCIDENT + SECOND + SILENT}), name)

    assert [entry.title for entry in parsed.entries] == [
        "Identified: Some card payments fail",
        "Investigating: Some card payments fail",
    ]
    newest = parsed.entries[0]
    assert newest.id == "tag:status.example.com,2026:2026-11-22-cards/20261122T103100Z"
    assert newest.link == "https://status.example.com/incidents/2026-11-22-cards/#u-20261122T103100Z"
    assert newest.published_parsed[:5] == (2026, 11, 22, 10, 31)


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_an_item_stands_alone(repository: MakeRepository, name: str) -> None:
    parsed = feed(repository({"2026-11-22-cards.md": INCIDENT + SECOND}), name)

    body = (parsed.entries[0].get("content") or [{"value": parsed.entries[0].summary}])[0]["value"]
    assert "Checkout: Major outage" in body
    assert "Who is affected: customers who pay by card" in body
    assert "&lt;b&gt;&amp; more&lt;/b&gt;" in body, "what an author typed is shown, never run"
    assert "]]&gt; 🙂 \u200fשלום" in body
    first = (parsed.entries[1].get("content") or [{"value": parsed.entries[1].summary}])[0]["value"]
    assert "Next update by 22 November 2026, 10:34 UTC" in first


def test_ids_survive_edits_of_words_and_times(repository: MakeRepository) -> None:
    before = [entry.id for entry in feed(repository({"2026-11-22-cards.md": INCIDENT + SECOND})).entries]
    edited = (INCIDENT + SECOND).replace("faulty link", "broken cable").replace("Some card", "Many card")
    edited = edited.replace(
        "10:31 UTC — Identified\n", "10:29 UTC — Identified\n\n- posted as: 2026-11-22 10:31 UTC"
    )

    after = feed(repository({"2026-11-22-cards.md": edited}))

    assert [entry.id for entry in after.entries] == before
    assert "Many card" in after.entries[0].title


def test_planned_work_tells_its_window(repository: MakeRepository) -> None:
    text = (
        "---\ntitle: Search moves\ntype: maintenance\nstarts: 2026-11-23 22:00 UTC\nends: 2026-11-23 23:00 UTC\n"
        "components:\n  - search\n---\n\n## 2026-11-20 10:00 UTC — Scheduled\n\nSearch may be slow.\n\n"
        "## 2026-11-21 10:00 UTC — Update\n\n- starts: 2026-11-24 22:00 UTC\n- ends: 2026-11-24 23:00 UTC\n\n"
        "A day later.\n"
    )

    moved, first = feed(repository({"2026-11-20-search.md": text})).entries

    assert "Planned for 23 November 2026, 22:00 to 23:00 UTC" in first.summary
    assert "Will be affected: Search: Under maintenance" in first.summary
    assert "Planned for 24 November 2026, 22:00 to 23:00 UTC" in moved.summary


def test_the_feed_names_itself(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    for name in ("feed.xml", "atom.xml"):
        links = {link.get("rel"): link.href for link in feed(root, name).feed.links}
        assert links["self"] == f"https://status.example.com/{name}"
        assert links["alternate"] == "https://status.example.com/"


def test_busy_days_are_kept_whole_and_quiet_ones_hold_fifty(repository: MakeRepository) -> None:
    start = datetime(2026, 11, 21, 8, tzinfo=UTC)
    heading = "\n## {:%Y-%m-%d %H:%M} UTC — Update\n\nMore words.\n"
    busy = INCIDENT.replace("2026-11-22 10:04", "2026-11-21 07:00")
    busy += "".join(heading.format(start + timedelta(minutes=minute)) for minute in range(74))

    assert len(feed(repository({"2026-11-21-busy.md": busy})).entries) == 75

    old = INCIDENT.replace("2026-11-22 10:04", "2026-10-01 07:00")
    days = (datetime(2026, 10, 1, 8, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(74))
    old += "".join(heading.format(day) for day in days)
    root = repository({"2026-11-21-busy.md": old})
    assert len(feed(root).entries) == 50


@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not installed")
def test_newsboat_reads_every_update_once(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    feed(root)
    urls = tmp_path / "urls"
    urls.write_text(f"file://{root}/site/feed.xml\n")

    assert _unread(tmp_path, urls) == 1
    with (root / "incidents" / "2026-11-22-cards.md").open("a") as file:
        file.write(SECOND)
    feed(root)
    assert _unread(tmp_path, urls) == 2
    text = (root / "incidents" / "2026-11-22-cards.md").read_text()
    (root / "incidents" / "2026-11-22-cards.md").write_text(text.replace("About one", "Nearly one"))
    feed(root)
    assert _unread(tmp_path, urls) == 2, "an edit notifies nobody again"


def _unread(folder: Path, urls: Path) -> int:
    command = ["newsboat", "-u", str(urls), "-c", str(folder / "cache.db"), "-x"]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run([*command, "reload"], check=True, capture_output=True, env=environment)
    done = subprocess.run(
        [*command, "print-unread"], check=True, capture_output=True, text=True, env=environment
    )
    return int(done.stdout.split()[0])
