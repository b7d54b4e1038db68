"""Every document is valid and agrees with the others, in every state that a page can be in."""

import json
from pathlib import Path

import pytest

from support.api import Document, built, documents
from support.repository import INCIDENT, MakeRepository, incident, work
from support.shared import Shared
from support.site import BuiltSite

NOW = "2026-11-22T12:00:00+00:00"
OPEN = "10:00 Investigating\nWe look into it."
CHECKOUT = {"components": "{checkout: partial_outage}"}
STATES: dict[str, tuple[list[str], str, str]] = {
    # A name for the files, the indicator and the description.
    "nothing at all": ([], "none", "All Systems Operational"),
    "open, without components": ([incident("A fault", OPEN)], "minor", "Minor Service Outage"),
    "open, without impact": ([incident("A fault", OPEN, impact="none")], "none", "All Systems Operational"),
    "slow": (
        [incident("A fault", OPEN, components="{search: degraded}")], "minor", "Partially Degraded Service"),
    "everything is slow": (
        [incident("A fault", OPEN, components="{search: degraded, checkout: degraded}")],
        "minor", "Degraded System Service"),
    "partial outage": ([incident("A fault", OPEN, **CHECKOUT)], "major", "Partial System Outage"),
    "critical by impact alone": (
        [incident("A fault", OPEN, impact="critical")], "critical", "Major System Outage"),
    "re-opened": (
        [incident("A fault", OPEN, "10:30 Resolved\nOver.", "11:00 Identified\nIt is back.", **CHECKOUT)],
        "major", "Partial System Outage"),
    "resolved": (
        [incident("A fault", OPEN, "10:30 Monitoring\nBetter.", "11:00 Resolved\nOver.", **CHECKOUT)],
        "none", "All Systems Operational"),
    "post-mortem": (
        [incident("A fault", OPEN, "10:30 Resolved\nOver.", "11:00 Postmortem\nA disk was full.", **CHECKOUT)],
        "none", "All Systems Operational"),
    "planned": (
        [work("A fault", "13:00-14:00", "09:00 Scheduled\nWe move.", components="[search]")],
        "none", "All Systems Operational"),
    "under way by itself": (
        [work("A fault", "11:30-14:00", "09:00 Scheduled\nWe move.", components="[search]")],
        "maintenance", "Service Under Maintenance"),
    "verifying": (
        [
            work("A fault", "10:00-13:00", "09:00 Scheduled\nWe move.", "10:30 Verifying\nWe look.",
                components="[search]"),
        ], "maintenance", "Service Under Maintenance"),
    "unconfirmed": (
        [work("A fault", "10:00-11:00", "09:00 Scheduled\nWe move.", components="[search]")],
        "maintenance", "Service Under Maintenance"),
    "completed": (
        [
            work("A fault", "10:00-11:00", "09:00 Scheduled\nWe move.", "10:30 Completed\nDone.",
                components="[search]"),
        ], "none", "All Systems Operational"),
    "cancelled": (
        [
            work("A fault", "13:00-14:00", "09:00 Scheduled\nWe move.", "09:30 Cancelled\nNext month.",
                components="[search]"),
        ], "none", "All Systems Operational"),
    "a notice": (
        [incident("A fault", "09:00 Notice\nNo changes this week.", type="notice")],
        "none", "All Systems Operational"),
    "words without text": ([incident("A fault", "10:00 Investigating\n")], "minor", "Minor Service Outage"),
    "all at once": (
        [
            incident("A fault", OPEN, **CHECKOUT),
            incident("Another", OPEN),
            work("A fault", "10:00-13:00", "09:00 Scheduled\nWe move.", components="[search]"),
            work("A fault", "14:00-15:00", "09:00 Scheduled\nWe move.", components="[search]"),
            incident("A fault", "09:00 Notice\nNo changes this week.", type="notice"),
        ], "major", "Partial System Outage"),
}  # fmt: skip


def page(repository: MakeRepository, files: list[str], **more: str) -> dict[str, Document]:
    """The documents of a page with these files."""
    named = {f"2026-11-22-file-{number}.md": text for number, text in enumerate(files)}
    return documents(repository(named, **more), NOW)


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_valid_and_says_what_the_page_says(repository: MakeRepository, state: str) -> None:
    files, indicator, description = STATES[state]

    status = page(repository, files)["status.json"]["status"]

    assert status == {"indicator": indicator, "description": description}


def test_a_page_without_components_and_in_another_zone(repository: MakeRepository) -> None:
    config = (Path(repository() / "mkdocs.yml")).read_text() + "      timezone: America/New_York\n"

    parsed = page(repository, [incident("A fault", OPEN)], components="groups: []\n", config=config)

    assert parsed["components.json"]["components"] == []
    assert parsed["summary.json"]["page"]["time_zone"] == "America/New_York"
    assert parsed["summary.json"]["incidents"][0]["created_at"] == "2026-11-22T05:00:00.000-05:00"
    assert parsed["status.json"]["status"]["indicator"] == "minor"


def test_the_example(example_site: BuiltSite) -> None:
    parsed = built(example_site)

    assert parsed["status.json"]["status"]["indicator"] == "major"
    assert (
        len(parsed["components.json"]["components"]) == 4 + 13
    )  # groups and components; the retired one is not
    assert {one["status"] for one in parsed["incidents.json"]["incidents"]} >= {"identified", "postmortem"}
    kinds = {one["impact"] for one in parsed["scheduled-maintenances.json"]["scheduled_maintenances"]}
    assert "maintenance" in kinds


@pytest.mark.long
def test_a_real_history_keeps_its_ids(shared: Shared) -> None:
    history = shared.history("github")
    parsed = built(history.site)
    source = json.loads((history.source / "incidents.json").read_bytes())["incidents"]
    posted = [one for one in source if one["created_at"] <= history.real.now]
    components = json.loads((history.source / "components.json").read_bytes())["components"]

    ours = {one["id"]: one["name"] for one in parsed["incidents.json"]["incidents"]}

    # The archive holds one of April that nobody ever resolved: it is the fiftieth, for it is open.
    assert len(ours) == 50
    assert list(ours)[:49] == [one["id"] for one in posted[:49]]
    assert list(ours.values())[:49] == [one["name"].strip() for one in posted[:49]]
    assert parsed["incidents/unresolved.json"]["incidents"][-1]["id"] == list(ours)[-1]
    listed = {one["id"]: one["name"] for one in parsed["components.json"]["components"]}
    assert listed.items() >= {(one["id"], one["name"]) for one in components if not one["group"]}


@pytest.mark.long
def test_a_history_from_elsewhere(shared: Shared) -> None:
    parsed = built(shared.history("jenkins").site)

    assert len(parsed["incidents.json"]["incidents"]) == 50


def test_what_is_open_is_listed_however_old_it_is(repository: MakeRepository) -> None:
    files = [incident("Still open", OPEN)]
    files += [
        incident("A fault", "11:00 Investigating\nLook.", f"11:{number:02} Resolved\nOver.")
        for number in range(1, 60)
    ]

    incidents = page(repository, files)["incidents.json"]["incidents"]

    assert len(incidents) == 50
    assert incidents[-1]["name"] == "Still open"


def test_the_same_state_gives_the_same_bytes(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT.replace("Some card", "“Some” <b>card</b> 🙂 ‏שלום")})

    assert documents(root, NOW) == documents(root, NOW)
    assert documents(root, NOW)["summary.json"]["incidents"][0]["name"] == (
        "“Some” <b>card</b> 🙂 ‏שלום payments fail"
    )
