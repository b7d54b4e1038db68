"""Field for field: what clients read out of incidents, updates, maintenances and components."""

from typing import Any

from statuary.source import load
from support.api import Document, documents, of_site
from support.repository import COMPONENTS, INCIDENT, MakeRepository

NOW = "2026-11-22T12:00:00+00:00"
LATER = """
## 2026-11-22 10:31 UTC — Update

- checkout: major_outage
- search: degraded_performance
- silent: yes

It is <b>worse</b>.

## 2026-11-22 10:45 UTC — Monitoring

- checkout: operational
- workaround: [Pay later](https://example.com/later)

Better.
"""
RESOLVED = "\n## 2026-11-22 11:00 UTC — Resolved\n\nOver.\n"
REOPENED = "\n## 2026-11-22 11:30 UTC — Identified\n\nIt is back.\n"
MOVE = """\
---
title: Search moves
type: maintenance
starts: 2026-11-22 11:00 UTC
ends: 2026-11-22 11:30 UTC
components:
  - search
---

## 2026-11-20 10:00 UTC — Scheduled

Search may be slow.
"""
DONE = "\n## 2026-11-22 11:40 UTC — Completed\n\nSearch has moved.\n"
CANCELLED = "\n## 2026-11-21 10:00 UTC — Cancelled\n\nWe move next month.\n"


def read(repository: MakeRepository, *texts: str, **more: str) -> dict[str, Document]:
    files = {f"2026-11-22-file-{number}.md": text for number, text in enumerate(texts)}
    return documents(repository(files, **more), NOW)


def only(items: list[Any]) -> Any:
    (item,) = items
    return item


def changes(update: Document) -> list[tuple[str, str, str]]:
    return [(one["name"], one["old_status"], one["new_status"]) for one in update["affected_components"]]


def test_an_incident_field_by_field(repository: MakeRepository) -> None:
    parsed = read(repository, INCIDENT)
    page = parsed["summary.json"]["page"]
    checkout = parsed["components.json"]["components"][1]

    found = only(parsed["incidents.json"]["incidents"])

    assert found == {
        "id": found["id"],
        "name": "Some card payments fail",
        "status": "investigating",
        "created_at": "2026-11-22T10:04:00.000Z",
        "updated_at": "2026-11-22T10:04:00.000Z",
        "monitoring_at": None,
        "resolved_at": None,
        "impact": "major",
        "shortlink": "https://status.example.com/incidents/2026-11-22-file-0/",
        "started_at": "2026-11-22T10:04:00.000Z",
        "page_id": page["id"],
        "incident_updates": [
            {
                "id": found["incident_updates"][0]["id"],
                "status": "investigating",
                "body": "About one card payment in five fails.\n\nAffected: Checkout (Partial outage)\n"
                "Who is affected: customers who pay by card\nNext update: 22 November 2026, 10:34 UTC.",
                "incident_id": found["id"],
                "created_at": "2026-11-22T10:04:00.000Z",
                "updated_at": "2026-11-22T10:04:00.000Z",
                "display_at": "2026-11-22T10:04:00.000Z",
                "affected_components": [
                    {
                        "code": checkout["id"],
                        "name": "Shop - Checkout",
                        "old_status": "operational",
                        "new_status": "partial_outage",
                    }
                ],
                "deliver_notifications": True,
                "custom_tweet": None,
                "tweet_id": None,
            }
        ],
        "components": [checkout],
    }
    assert list(found) == [
        *("id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at", "impact"),
        *("shortlink", "started_at", "page_id", "incident_updates", "components"),
    ]


def test_updates_are_newest_first_and_an_update_keeps_the_stage(repository: MakeRepository) -> None:
    found = only(read(repository, INCIDENT + LATER + RESOLVED)["incidents.json"]["incidents"])

    updates = found["incident_updates"]
    assert [one["status"] for one in updates] == ["resolved", "monitoring", "investigating", "investigating"]
    assert [one["deliver_notifications"] for one in updates] == [True, True, False, True]
    assert (found["status"], found["monitoring_at"], found["resolved_at"]) == (
        "resolved",
        "2026-11-22T10:45:00.000Z",
        "2026-11-22T11:00:00.000Z",
    )


def test_each_update_tells_the_components_before_and_after(repository: MakeRepository) -> None:
    found = only(read(repository, INCIDENT + LATER + RESOLVED)["incidents.json"]["incidents"])

    over, better, worse, first = found["incident_updates"]
    assert changes(first) == [("Shop - Checkout", "operational", "partial_outage")]
    assert changes(worse) == [
        ("Shop - Checkout", "partial_outage", "major_outage"),
        ("Shop - Search", "operational", "degraded_performance"),
    ]
    assert changes(better) == [
        ("Shop - Checkout", "major_outage", "operational"),
        ("Shop - Search", "degraded_performance", "degraded_performance"),
    ]
    assert changes(over) == [
        ("Shop - Checkout", "operational", "operational"),
        ("Shop - Search", "degraded_performance", "operational"),
    ]
    assert [one["name"] for one in found["components"]] == ["Checkout", "Search"]
    assert {one["status"] for one in found["components"]} == {"operational"}, "as they are now"


def test_bodies_are_plain_text(repository: MakeRepository) -> None:
    _, better, worse, _ = only(read(repository, INCIDENT + LATER + RESOLVED)["incidents.json"]["incidents"])[
        "incident_updates"
    ]

    assert worse["body"].startswith("It is <b>worse</b>.\n\n"), "as typed: there is no HTML in our texts"
    assert "What you can do: Pay later (https://example.com/later)" in better["body"]


def test_what_was_opened_again_is_open(repository: MakeRepository) -> None:
    parsed = read(repository, INCIDENT + RESOLVED + REOPENED)

    found = only(parsed["incidents/unresolved.json"]["incidents"])
    assert found["status"] == "identified"
    assert found["resolved_at"] is None
    assert changes(found["incident_updates"][0]) == [("Shop - Checkout", "operational", "partial_outage")]


def test_nobody_is_told_of_components_where_none_is_named(repository: MakeRepository) -> None:
    text = INCIDENT.replace("components:\n  checkout: partial_outage\n", "")

    found = only(read(repository, text)["incidents.json"]["incidents"])

    assert found["components"] == []
    assert found["incident_updates"][0]["affected_components"] is None


def test_a_maintenance_begins_by_itself_and_waits_for_its_end(repository: MakeRepository) -> None:
    parsed = read(repository, MOVE)

    found = only(parsed["scheduled-maintenances/active.json"]["scheduled_maintenances"])
    assert (found["status"], found["impact"], found["resolved_at"]) == ("in_progress", "maintenance", None)
    assert found["scheduled_for"] == "2026-11-22T11:00:00.000Z"
    assert found["scheduled_until"] == "2026-11-22T11:30:00.000Z"
    assert found["started_at"] == found["created_at"] == "2026-11-20T10:00:00.000Z"
    assert found["updated_at"] == "2026-11-22T11:00:00.000Z"
    assert only(found["incident_updates"])["status"] == "scheduled"
    assert changes(found["incident_updates"][0]) == [("Shop - Search", "operational", "operational")]
    assert parsed["status.json"]["status"]["indicator"] == "maintenance"
    assert parsed["components.json"]["components"][2]["status"] == "under_maintenance"


def test_a_completed_maintenance(repository: MakeRepository) -> None:
    parsed = read(repository, MOVE + DONE)

    found = only(parsed["scheduled-maintenances.json"]["scheduled_maintenances"])
    assert (found["status"], found["resolved_at"]) == ("completed", "2026-11-22T11:40:00.000Z")
    assert changes(found["incident_updates"][0]) == [("Shop - Search", "under_maintenance", "operational")]
    assert parsed["summary.json"]["scheduled_maintenances"] == []


def test_a_cancelled_maintenance_is_completed_and_says_so(repository: MakeRepository) -> None:
    parsed = read(repository, MOVE + CANCELLED)

    found = only(parsed["scheduled-maintenances.json"]["scheduled_maintenances"])
    assert found["status"] == found["incident_updates"][0]["status"] == "completed"
    assert found["incident_updates"][0]["body"].startswith(
        "This maintenance was cancelled.\n\nWe move next month."
    )
    assert parsed["scheduled-maintenances/upcoming.json"]["scheduled_maintenances"] == []


def test_groups_are_components_with_the_worst_of_their_members(repository: MakeRepository) -> None:
    components = (
        COMPONENTS
        + "  - components:\n      - id: api\n        name: API\n        description: For programs\n"
    )
    parsed = read(repository, INCIDENT, components=components)

    shop, checkout, search, api = parsed["components.json"]["components"]

    assert (shop["group"], shop["status"], shop["components"]) == (
        True,
        "partial_outage",
        [checkout["id"], search["id"]],
    )
    assert [one["position"] for one in (shop, checkout, search, api)] == [1, 1, 2, 2]
    assert [one["group_id"] for one in (checkout, search, api)] == [shop["id"], shop["id"], None]
    assert (checkout["start_date"], checkout["created_at"]) == ("2026-01-01", "2026-01-01T00:00:00.000Z")
    assert checkout["updated_at"] == "2026-11-22T10:04:00.000Z", "when its status changed"
    assert (api["description"], search["description"]) == ("For programs", None)


def test_a_retired_component_stays_with_its_incident_alone(repository: MakeRepository) -> None:
    components = COMPONENTS.replace(
        "      - id: search\n        name: Search\n",
        "      - id: search\n        name: Search\n  - name: Old\n    components:\n"
        "      - id: fax\n        name: Fax\n        until: 2026-11-21\n",
    )
    text = INCIDENT.replace("checkout: partial_outage", "fax: partial_outage").replace(
        "2026-11-22", "2026-11-20"
    )
    parsed = read(repository, text + RESOLVED, components=components)

    assert [one["name"] for one in parsed["components.json"]["components"]] == ["Shop", "Checkout", "Search"]
    assert [one["name"] for one in only(parsed["incidents.json"]["incidents"])["components"]] == ["Fax"]


def test_a_component_that_the_page_does_not_know_is_told_all_the_same(repository: MakeRepository) -> None:
    site = load(repository({"2026-11-22-cards.md": INCIDENT})).site
    assert site is not None

    found = only(of_site(site.model_copy(update={"groups": ()}), NOW)["summary.json"]["incidents"])

    assert [one["name"] for one in found["components"]] == ["checkout"]
    assert changes(found["incident_updates"][0]) == [("checkout", "operational", "partial_outage")]
