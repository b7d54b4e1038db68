"""Ids are for ever: clients remember by them what they have told their users."""

import json
from pathlib import Path

import pytest

from support.api import Document, built, documents
from support.command import run
from support.repository import COMPONENTS, INCIDENT, MakeRepository

NOW = "2026-11-22T12:00:00+00:00"
PUBLISHED = {
    "the page": "d1zmu6zczahc",
    "the group Buying": "2zix9nvxqhzj",
    "the component Checkout": "1j5krqdiiza2",
    "the component API": "gx3ut211vjlq",
    "All shops are unreachable": "1nb2kta6c2kb",
    "2026-10-08T15:00:00.000Z": "h5fc6mk7bv4m",
    "2026-10-06T14:32:00.000Z": "c0a9wxqylxko",
    "2026-10-06T14:03:00.000Z": "qvre8xpgb7hm",
    "2026-10-06T13:49:00.000Z": "8ozefhpvvnyk",
    "2026-10-06T13:36:00.000Z": "ts53514y0hhx",
    "2026-10-06T13:22:00.000Z": "zdfazg165wty",
    "Search moves to faster machines": "ujmh612sgegz",
}
"""Ids of the example. Whoever has to change a line here tells everybody's clients everything again."""


def _published(parsed: dict[str, Document]) -> dict[str, str]:
    incidents = {one["name"]: one for one in parsed["incidents.json"]["incidents"]}
    outage = incidents["All shops are unreachable"]
    components = {one["name"]: one["id"] for one in parsed["components.json"]["components"]}
    planned = parsed["scheduled-maintenances/upcoming.json"]["scheduled_maintenances"][0]
    return {
        "the page": parsed["summary.json"]["page"]["id"],
        "the group Buying": components["Buying"],
        "the component Checkout": components["Checkout"],
        "the component API": components["API"],
        outage["name"]: outage["id"],
        **{update["display_at"]: update["id"] for update in outage["incident_updates"]},
        planned["name"]: planned["id"],
    }


def _all(parsed: dict[str, Document]) -> list[str]:
    listed = (*parsed["components.json"]["components"], *parsed["incidents.json"]["incidents"])
    updates = (update for one in parsed["incidents.json"]["incidents"] for update in one["incident_updates"])
    return [parsed["summary.json"]["page"]["id"], *(one["id"] for one in (*listed, *updates))]


def test_published_ids_never_change(example_site: Path) -> None:
    parsed = built(example_site)

    assert _published(parsed) == PUBLISHED
    assert all(len(one) == 12 and one.isalnum() and one == one.lower() for one in _all(parsed))


def test_editing_changes_no_id(repository: MakeRepository) -> None:
    later = "\n## 2026-11-22 10:31 UTC — Identified\n\nA faulty link.\n"
    before = documents(repository({"2026-11-22-cards.md": INCIDENT + later}), NOW)
    edited = (INCIDENT + later).replace("faulty link", "broken cable").replace("Some card", "Many card")
    edited = edited.replace("impact: major", "impact: minor").replace("partial_outage", "major_outage")
    edited = edited.replace(
        "10:31 UTC — Identified\n", "10:29 UTC — Identified\n\n- posted as: 2026-11-22 10:31 UTC"
    )
    config = repository().joinpath("mkdocs.yml").read_text().replace("Example status", "New name")
    config = config.replace("https://status.example.com/", "https://new.example.net/status/")
    config += "      id_domain: status.example.com\n      timezone: Asia/Tokyo\n"
    components = COMPONENTS.replace("name: Checkout", "name: Till").replace(
        "name: Shop", "name: The shop\n    id: shop"
    )

    after = documents(repository({"2026-11-22-cards.md": edited}, config=config, components=components), NOW)

    assert _all(after) == _all(before)
    assert after["summary.json"]["incidents"][0]["name"] == "Many card payments fail"


def test_what_came_from_statuspage_keeps_its_code(repository: MakeRepository) -> None:
    text = INCIDENT.replace("impact:", "source: statuspage:bhbcjn4n3jzp\nimpact:")
    components = COMPONENTS.replace("name: Shop", "name: Shop\n    source: statuspage:1km35smx8p41")
    components = components.replace(
        "name: Checkout", "name: Checkout\n        source: statuspage:8l4ygp009s5s"
    )
    parsed = documents(repository({"2026-11-22-cards.md": text}, components=components), NOW)

    assert parsed["incidents.json"]["incidents"][0]["id"] == "bhbcjn4n3jzp"
    shop, checkout, search = parsed["components.json"]["components"]
    assert (shop["id"], checkout["id"], checkout["group_id"]) == (
        "1km35smx8p41",
        "8l4ygp009s5s",
        "1km35smx8p41",
    )
    assert shop["components"] == ["8l4ygp009s5s", search["id"]]


def test_two_incidents_never_share_an_id(repository: MakeRepository) -> None:
    text = INCIDENT.replace("impact:", "source: statuspage:bhbcjn4n3jzp\nimpact:")
    root = repository({"2026-11-22-a.md": text, "2026-11-22-b.md": text})

    first, second = sorted(
        documents(root, NOW)["incidents.json"]["incidents"], key=lambda one: str(one["shortlink"])
    )

    assert first["id"] == "bhbcjn4n3jzp"
    assert len(second["id"]) == 12
    assert second["id"] != first["id"]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("two words", "must be one word"),
        ('"statuspage:\\x07"', "U+0007"),
        ("[a, b]", "must be text"),
        ("statuspage:taken", "names the origin of what stands on line 4 already"),
    ],
)
def test_a_faulty_source_of_a_component_is_refused(
    repository: MakeRepository, source: str, told: str
) -> None:
    components = COMPONENTS.replace("- id: checkout", "- source: statuspage:taken\n        id: checkout")
    root = repository(
        components=components.replace("name: Search", f"name: Search\n        source: {source}")
    )

    result = run(root, "check", "--format", "json")

    assert result.exit_code == 1
    assert told in " ".join(one["message"] for one in json.loads(result.output)["problems"])
