"""What was told only once it was over: with a duration where its author names the times, else without any."""

import json
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from statuary.render.frame import news
from statuary.source import load
from statuary.status import page_state
from support.command import build
from support.repository import MakeRepository
from support.site import BuiltSite
from support.small_site import state

NOW = "2026-11-22T20:50:00Z"
FRONT = "---\ntitle: Orders failed\n{}components:\n  checkout: major_outage\n---\n\n"
ONE = FRONT + "## 2026-11-22 20:33 UTC — Resolved\n\nThey arrive again.\n"
TWO = FRONT + (
    "## 2026-11-22 20:33 UTC — Investigating\n\nOrders fail.\n\n"
    "## 2026-11-22 20:34 UTC — Resolved\n\nThey arrive again.\n"
)
NAMED = "started: 2026-11-20 09:00 UTC\nended: 2026-11-20 10:30 UTC\n"
KEY = "2026-11-22-orders"


def built(repository: MakeRepository, text: str) -> BuiltSite:
    return build(repository({f"{KEY}.md": text}), now=NOW)


def words(soup: BeautifulSoup) -> str:
    return " ".join((soup.find("main") or soup).get_text(" ").split()).replace(" ,", ",")


@pytest.mark.parametrize("text", [ONE, TWO])
def test_without_times_there_is_no_duration_anywhere(repository: MakeRepository, text: str) -> None:
    site = built(repository, text.format(""))
    said = "Reported afterwards, 22 November 2026, 20:33 UTC"
    for path in ("", "history/", "history/2026-11/", "components/checkout/"):
        page = words(site.page(f"/{path}"))
        assert said in page, path
        assert "minute" not in page and " to 20:" not in page, path
    incident = words(site.page(f"/incidents/{KEY}/"))
    assert "Reported afterwards 22 November 2026, 20:33 UTC" in incident
    assert "Affected (worst status) Checkout Major outage" in incident
    assert "minute" not in incident
    assert said in (site / "history/search.json").read_text(encoding="utf-8")
    plain = (site / "status.txt").read_text(encoding="utf-8")
    assert "Reported afterwards, 20:33 UTC: Orders failed." in plain
    assert "Resolved at" not in plain


def test_with_both_times_they_count(repository: MakeRepository) -> None:
    site = built(repository, ONE.format(NAMED))
    said = "20 November 2026, 09:00 to 10:30 UTC"
    for path in ("", "history/", "history/2026-11/", "components/checkout/", f"incidents/{KEY}/"):
        page = words(site.page(f"/{path}"))
        assert said in page and "1 hour 30 minutes" in page, path
        assert "Reported afterwards" not in page, path
    component = words(site.page("/components/checkout/"))
    assert "20 Major outage 1 hour 30 minutes" in component
    (incident,) = json.loads((site / "api/v2/incidents.json").read_text())["incidents"]
    assert incident["started_at"].startswith("2026-11-20T09:00:00")
    assert incident["resolved_at"].startswith("2026-11-20T10:30:00")
    assert incident["created_at"] <= incident["resolved_at"] <= incident["updated_at"]


def test_what_was_told_live_stays_as_it_was_told(repository: MakeRepository) -> None:
    """An end that is named later changes no item of a feed and no update in the API."""
    told = TWO.replace("20:33 UTC — Inv", "20:03 UTC — Inv")
    late = told.replace("{}", "started: 2026-11-22 20:03 UTC\nended: 2026-11-22 20:03:30 UTC\n")
    feeds, updates = [], []
    for text in (told.format(""), late):
        site = built(repository, text)
        items = json.loads((site / "feed.json").read_text())["items"]
        feeds.append([(one["id"], one["content_text"]) for one in items])
        (incident,) = json.loads((site / "api/v2/incidents.json").read_text())["incidents"]
        updates.append(incident["incident_updates"])
    assert feeds[0] == feeds[1]
    assert updates[0] == updates[1]


def test_what_is_silent_from_end_to_end_is_no_news_to_an_open_page(repository: MakeRepository) -> None:
    silent = ONE.format(NAMED).replace("Resolved\n", "Resolved\n\n- silent: yes\n")
    loaded = load(repository({f"{KEY}.md": silent}))
    assert loaded.site is not None
    found = news(page_state(loaded.site, datetime(2026, 11, 22, 20, 50, tzinfo=UTC)))
    assert found[""] == news(state())[""]
    assert KEY in found, "--publish waits for it"
