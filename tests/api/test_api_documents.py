"""Every document is valid and agrees with the others, in every state that a page can be in."""

import json
from pathlib import Path

import pytest
from api_site import CORPORA, GITHUB_NOW, Document, built, documents

from sample import INCIDENT, MakeRepository

NOW = "2026-11-22T12:00:00+00:00"
_HEAD = "---\ntitle: {title}\n{front}---\n"
_UPDATE = "\n## 2026-11-22 {clock} UTC — {stage}\n\n{said}\n"


def incident(*updates: tuple[str, str, str], front: str = "", title: str = "A fault") -> str:
    """A file from (clock, stage, text or attributes) of 22 November 2026."""
    parts = (_UPDATE.format(clock=clock, stage=stage, said=said) for clock, stage, said in updates)
    return _HEAD.format(title=title, front=front) + "".join(parts)


def maintenance(
    *updates: tuple[str, str, str], starts: str = "10:00", ends: str = "11:00", **more: str
) -> str:
    """Planned on 22 November 2026 for search."""
    front = f"type: maintenance\nstarts: 2026-11-22 {starts} UTC\nends: 2026-11-22 {ends} UTC\n"
    return incident(*updates, front=front + f"components:\n  - search\n{more.get('front', '')}")


OPEN = ("10:00", "Investigating", "We look into it.")
CHECKOUT = "components:\n  checkout: partial_outage\n"
STATES: dict[str, tuple[list[str], str, str]] = {
    # A name for the files, the indicator and the description.
    "nothing at all": ([], "none", "All Systems Operational"),
    "open, without components": ([incident(OPEN)], "minor", "Minor Service Outage"),
    "open, without impact": ([incident(OPEN, front="impact: none\n")], "none", "All Systems Operational"),
    "slow": (
        [incident(OPEN, front="components:\n  search: degraded\n")],
        "minor",
        "Partially Degraded Service",
    ),
    "everything is slow": (
        [incident(OPEN, front="components:\n  search: degraded\n  checkout: degraded\n")],
        "minor",
        "Degraded System Service",
    ),
    "partial outage": ([incident(OPEN, front=CHECKOUT)], "major", "Partial System Outage"),
    "critical by impact alone": (
        [incident(OPEN, front="impact: critical\n")],
        "critical",
        "Major System Outage",
    ),
    "re-opened": (
        [
            incident(
                OPEN, ("10:30", "Resolved", "Over."), ("11:00", "Identified", "It is back."), front=CHECKOUT
            )
        ],
        "major",
        "Partial System Outage",
    ),
    "resolved": (
        [incident(OPEN, ("10:30", "Monitoring", "Better."), ("11:00", "Resolved", "Over."), front=CHECKOUT)],
        "none",
        "All Systems Operational",
    ),
    "post-mortem": (
        [
            incident(
                OPEN,
                ("10:30", "Resolved", "Over."),
                ("11:00", "Postmortem", "A disk was full."),
                front=CHECKOUT,
            )
        ],
        "none",
        "All Systems Operational",
    ),
    "planned": (
        [maintenance(("09:00", "Scheduled", "We move."), starts="13:00", ends="14:00")],
        "none",
        "All Systems Operational",
    ),
    "under way by itself": (
        [maintenance(("09:00", "Scheduled", "We move."), starts="11:30", ends="14:00")],
        "maintenance",
        "Service Under Maintenance",
    ),
    "verifying": (
        [maintenance(("09:00", "Scheduled", "We move."), ("10:30", "Verifying", "We look."), ends="13:00")],
        "maintenance",
        "Service Under Maintenance",
    ),
    "unconfirmed": (
        [maintenance(("09:00", "Scheduled", "We move."))],
        "maintenance",
        "Service Under Maintenance",
    ),
    "completed": (
        [maintenance(("09:00", "Scheduled", "We move."), ("10:30", "Completed", "Done."))],
        "none",
        "All Systems Operational",
    ),
    "cancelled": (
        [
            maintenance(
                ("09:00", "Scheduled", "We move."),
                ("09:30", "Cancelled", "Next month."),
                starts="13:00",
                ends="14:00",
            )
        ],
        "none",
        "All Systems Operational",
    ),
    "a notice": (
        [incident(("09:00", "Notice", "No changes this week."), front="type: notice\n")],
        "none",
        "All Systems Operational",
    ),
    "words without text": ([incident(("10:00", "Investigating", ""))], "minor", "Minor Service Outage"),
    "all at once": (
        [
            incident(OPEN, front=CHECKOUT),
            incident(OPEN, title="Another"),
            maintenance(("09:00", "Scheduled", "We move."), ends="13:00"),
            maintenance(("09:00", "Scheduled", "We move."), starts="14:00", ends="15:00"),
            incident(("09:00", "Notice", "No changes this week."), front="type: notice\n"),
        ],
        "major",
        "Partial System Outage",
    ),
}


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

    parsed = page(repository, [incident(OPEN)], components="groups: []\n", config=config)

    assert parsed["components.json"]["components"] == []
    assert parsed["summary.json"]["page"]["time_zone"] == "America/New_York"
    assert parsed["summary.json"]["incidents"][0]["created_at"] == "2026-11-22T05:00:00.000-05:00"
    assert parsed["status.json"]["status"]["indicator"] == "minor"


def test_the_example(example_site: Path) -> None:
    parsed = built(example_site)

    assert parsed["status.json"]["status"]["indicator"] == "major"
    assert (
        len(parsed["components.json"]["components"]) == 4 + 13
    )  # groups and components; the retired one is not
    assert {one["status"] for one in parsed["incidents.json"]["incidents"]} >= {"identified", "postmortem"}
    kinds = {one["impact"] for one in parsed["scheduled-maintenances.json"]["scheduled_maintenances"]}
    assert "maintenance" in kinds


def test_a_real_history_keeps_its_ids(github_site: Path) -> None:
    parsed = built(github_site)
    source = json.loads((CORPORA / "statuspage-github" / "incidents.json").read_bytes())["incidents"]
    posted = [one for one in source if one["created_at"] <= GITHUB_NOW]
    components = json.loads((CORPORA / "statuspage-github" / "components.json").read_bytes())["components"]

    ours = {one["id"]: one["name"] for one in parsed["incidents.json"]["incidents"]}

    # The archive holds one of April that nobody ever resolved: it is the fiftieth, for it is open.
    assert len(ours) == 50
    assert list(ours)[:49] == [one["id"] for one in posted[:49]]
    assert list(ours.values())[:49] == [one["name"].strip() for one in posted[:49]]
    assert parsed["incidents/unresolved.json"]["incidents"][-1]["id"] == list(ours)[-1]
    listed = {one["id"]: one["name"] for one in parsed["components.json"]["components"]}
    assert listed.items() >= {(one["id"], one["name"]) for one in components if not one["group"]}


def test_a_history_from_elsewhere(jenkins_site: Path) -> None:
    parsed = built(jenkins_site)

    assert len(parsed["incidents.json"]["incidents"]) == 50


def test_what_is_open_is_listed_however_old_it_is(repository: MakeRepository) -> None:
    files = [incident(OPEN, title="Still open")]
    files += [
        incident(("11:00", "Investigating", "Look."), (f"11:{number:02}", "Resolved", "Over."))
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
