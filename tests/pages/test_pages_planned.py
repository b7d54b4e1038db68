"""Planned work that hurts as planned, and that goes wrong, wherever the page tells of it; and what lasted in parts."""

import re
from typing import Any

import pytest

from support.command import build
from support.repository import MakeRepository
from support.site import BuiltSite

NAME = "2026-11-22-search-moves"
PLANNED = """\
---
title: Search moves
type: maintenance
impact: critical
starts: 2026-11-22 11:00 UTC
ends: 2026-11-22 13:00 UTC
components:
  checkout: major_outage
---

## 2026-11-20 10:00 UTC — Scheduled

Search moves.
"""
BROKEN = """
## 2026-11-22 11:20 UTC — Update

- checkout: major_outage

The move failed.
"""
MOVED = """
## 2026-11-22 11:40 UTC — Update

- starts: 2026-11-23 11:00 UTC
- ends: 2026-11-23 12:00 UTC

We go on tomorrow.
"""
MENDED = "\n## 2026-11-22 11:50 UTC — Update\n\n- checkout: operational\n\nCheckout works again.\n"


HEIGHTS = "Under maintenance Degraded performance Partial outage Major outage"
"""What the bars' heights mean; whatever happened."""


def _facts(page: BuiltSite) -> dict[str, Any]:
    """What must agree: the indicator, the maintenance and the component in the API, badge and feed."""
    summary = page.json("api/v2/summary.json")
    work = summary["scheduled_maintenances"][0]
    newest = page.json("feed.json")["items"][0]["_statuary"]
    return {
        "indicator": summary["status"]["indicator"],
        "badge": page.json("badge.json")["message"],
        "checkout badge": page.json("components/checkout/badge.json")["message"],
        "work": (work["status"], work["impact"]),
        "checkout": next(one["status"] for one in summary["components"] if one["name"] == "Checkout"),
        "feed": (newest["impact"], newest["components"]),
    }


def test_planned_unavailability_is_maintenance_everywhere(repository: MakeRepository) -> None:
    page = build(repository({f"{NAME}.md": PLANNED}))

    assert _facts(page) == {
        "indicator": "maintenance",
        "badge": "Maintenance in progress",
        "checkout badge": "Under maintenance",
        "work": ("in_progress", "maintenance"),
        "checkout": "under_maintenance",
        "feed": ("none", {"checkout": "under_maintenance"}),
    }
    home, text = page.words("index.html").replace(HEIGHTS, ""), page.text("status.txt")
    for said in (home, text, page.words("maintenance/index.html"), page.text("calendar.ics")):
        assert not re.search("outage|impact|problem[^s]|wrong", said, re.IGNORECASE)
    first = "Maintenance in progress: Search moves, 22 Nov, 11:00–13:00 UTC. Under maintenance: Checkout."
    assert first in " ".join(text.split())
    assert "100.00% uptime" in page.words("components/checkout/index.html")
    assert "Checkout (planned: Major outage)" in page.words(f"incidents/{NAME}/index.html")


def test_what_went_wrong_is_a_fault_everywhere_though_the_window_moves(repository: MakeRepository) -> None:
    page = build(repository({f"{NAME}.md": PLANNED + BROKEN + MOVED}))

    assert _facts(page) == {
        "indicator": "critical",
        "badge": "Critical incident",
        "checkout badge": "Major outage",
        "work": ("in_progress", "critical"),
        "checkout": "major_outage",
        "feed": ("critical", {"checkout": "major_outage"}),
    }
    home = page.words("index.html")
    assert (
        home.startswith("Major outage: Checkout.")
        and "Maintenance has caused a problem: Search moves" in home
    )
    for path in ("maintenance/index.html", f"incidents/{NAME}/index.html"):
        assert "Critical impact In progress Something went wrong during this maintenance." in page.words(path)
    incident = page.words(f"incidents/{NAME}/index.html")
    assert (
        "Major outage (previously: Under maintenance)" in incident
        and "23 November 2026, 11:00 to 12:00" in incident
    )
    assert "100.00% uptime" not in page.words("components/checkout/index.html")
    assert "DTSTART:20261123T110000Z" in page.text("calendar.ics")


def test_once_it_works_again_the_work_is_planned_for_its_new_time(repository: MakeRepository) -> None:
    page = build(repository({f"{NAME}.md": PLANNED + BROKEN + MOVED + MENDED}))

    facts = _facts(page)
    assert (facts["indicator"], facts["work"], facts["checkout"]) == (
        "none",
        ("scheduled", "maintenance"),
        "operational",
    )
    assert "23 Nov, 11:00 – 12:00 UTC Search moves" in page.words("index.html")


REOPENED = """\
---
title: Checkout fails
components:
  checkout: major_outage
---

## 2026-11-22 08:00 UTC — Investigating

Checkout fails.

## 2026-11-22 09:00 UTC — Resolved

It works.

## 2026-11-22 10:00 UTC — Investigating

It fails again.

## 2026-11-22 11:00 UTC — Resolved

It works.
"""


def test_what_was_opened_again_lasted_as_long_as_it_was_open(repository: MakeRepository) -> None:
    page = build(repository({"2026-11-22-checkout-fails.md": REOPENED}))

    incident = "incidents/2026-11-22-checkout-fails/index.html"
    for path in ("index.html", incident, "history/index.html", "history/2026-11/index.html"):
        assert "2 hours in 2 parts" in page.words(path) and "3 hours" not in page.words(path)
    assert "Major outage 2 hours" in page.words("components/checkout/index.html")


NO_COMPONENTS = "groups: []\n"
RETIRED = """\
groups:
  - name: Shop
    components:
      - id: fax
        name: Fax
        until: 2025-01-01
"""
NOTICE = "---\ntitle: New hours\ntype: notice\n---\n\n## 2026-11-20 09:00 UTC — Notice\n\nUntil 20:00.\n"


@pytest.mark.parametrize(
    ("components", "incidents"),
    [(NO_COMPONENTS, {}), (NO_COMPONENTS, {"notice.md": NOTICE}), (RETIRED, {})],
    ids=["fresh", "notices only", "all retired"],
)
def test_a_page_that_reports_nothing_yet_is_not_green(
    repository: MakeRepository, components: str, incidents: dict[str, str | bytes]
) -> None:
    page = build(repository(incidents, components=components))

    badge, status = page.json("badge.json"), page.json("api/v2/status.json")["status"]
    assert (badge["message"], badge["color"]) == ("Nothing is reported yet", "57606c")
    assert status == {"indicator": "none", "description": "Nothing is reported yet"}
    for path in ("status.txt", "status.md"):
        assert "Unknown" in page.text(path) and "Nothing is reported yet." in page.text(path)
    for said in (page.words("index.html"), page.words("404.html"), page.text("status.txt")):
        assert "Nothing is reported yet." in said and "No known problems" not in said
        assert "Operational" not in said
    assert "<title>Nothing is reported yet" in page.text("index.html")
    assert 'class="card hero neutral"' in page.text("index.html")
