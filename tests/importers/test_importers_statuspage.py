"""Statuspage's rules, one by one."""

from datetime import timedelta
from typing import Any

import pytest
from importers_sources import (
    API,
    CONTEXT,
    DONE,
    NOW,
    OPEN,
    RULES,
    affected,
    incident,
    item_of,
    stages,
    statuspage,
    told,
    update,
)

from statuary.importers.imported import NoteKind, Reading
from statuary.model import ComponentStatus, Impact, Kind, Settings, Site
from statuary.source.incident_file import read_incident
from statuary.source.write import incident_text
from statuary.status import page_state


def test_an_incident_keeps_its_updates() -> None:
    made = item_of(OPEN, DONE).incident

    assert made.id == "2026-03-01-it-broke"
    assert (made.source, made.aliases) == ("statuspage:abc123def456", ("/incidents/abc123def456",))
    assert stages(made) == ["investigating", "resolved"]
    assert made.impact is Impact.MINOR
    assert made.components == {}


@pytest.mark.parametrize(
    ("impact", "status"),
    [
        ("none", ComponentStatus.OPERATIONAL),
        ("minor", ComponentStatus.DEGRADED_PERFORMANCE),
        ("major", ComponentStatus.PARTIAL_OUTAGE),
        ("critical", ComponentStatus.MAJOR_OUTAGE),
        ("strange", ComponentStatus.DEGRADED_PERFORMANCE),
    ],
)
def test_without_statuses_the_impact_tells(impact: str, status: ComponentStatus) -> None:
    item = item_of(OPEN, DONE, impact=impact, components=[API])

    assert item.incident.components == {"api": status}
    assert "for no update says how they were" in told(item, NoteKind.ASSUMED)


def test_map_overrides_the_impact() -> None:
    rules = Reading(NOW, statuses={"minor": ComponentStatus.PARTIAL_OUTAGE}, impacts={"minor": Impact.MAJOR})

    made = item_of(OPEN, DONE, rules=rules, components=[API]).incident

    assert (made.impact, made.components) == (Impact.MAJOR, {"api": ComponentStatus.PARTIAL_OUTAGE})


def test_the_statuses_of_updates_hold() -> None:
    slow = "degraded_performance"
    made = item_of(
        affected("investigating", ("c1", "operational", "major_outage")),
        affected("identified", ("c1", "major_outage", "major_outage"), ("c2", "partial_outage", slow)),
        affected("resolved", ("c1", "major_outage", "operational"), ("c2", slow, "operational")),
        components=[API],
    ).incident

    assert made.components == {"api": ComponentStatus.MAJOR_OUTAGE, "website": ComponentStatus.PARTIAL_OUTAGE}
    assert made.updates[0].components == {}
    assert made.updates[1].components == {"website": ComponentStatus.DEGRADED_PERFORMANCE}
    assert set(made.updates[2].components.values()) == {ComponentStatus.OPERATIONAL}


def test_a_fault_at_the_resolution_is_left_out_and_reported() -> None:
    item = item_of(
        affected("investigating", ("c1", "operational", "major_outage")),
        affected("resolved", ("c1", "major_outage", "partial_outage"), ("c2", "operational", "sideways")),
    )

    assert item.incident.updates[1].components == {}
    assert "says Resolved, and yet api partial_outage" in told(item, NoteKind.LEFT_OUT)
    assert "“sideways”" in told(item, NoteKind.LEFT_OUT)


def test_updates_of_one_second_keep_the_sources_order() -> None:
    item = item_of(
        OPEN, update("resolved", "2026-03-01T11:00:00Z", "a"), update("postmortem", "2026-03-01T11:00:00Z")
    )

    assert stages(item.incident) == ["investigating", "resolved", "postmortem"]
    assert item.incident.updates[2].at - item.incident.updates[1].at == timedelta(seconds=1)
    assert "behind another" in told(item, NoteKind.RETIMED)


def test_a_resolution_that_no_update_tells_is_added() -> None:
    item = item_of(OPEN, resolved_at="2026-03-01T12:00:00Z")

    assert stages(item.incident) == ["investigating", "resolved"]
    assert item.incident.updates[1].at.hour == 12
    assert "was added" in told(item, NoteKind.ASSUMED)


def test_without_any_update_it_still_comes_over() -> None:
    assert stages(item_of(started_at="2026-03-01T10:00:00Z").incident) == ["investigating", "resolved"]


def test_started_earlier_than_its_first_update() -> None:
    made = item_of(DONE, started_at="2026-03-01T10:30:00Z").incident

    assert made.started == made.updates[0].at - timedelta(minutes=30)


def test_scheduled_maintenance() -> None:
    item = item_of(
        update("scheduled", "2026-02-01T10:00:00Z"),
        update("in_progress", "2026-03-01T10:00:00Z"),
        update("resolved", "2026-03-01T12:00:00Z"),
        status="completed",
        impact="maintenance",
        components=[API],
        scheduled_for="2026-03-01T10:00:00Z",
        scheduled_until="2026-03-01T10:00:00Z",
    )
    made = item.incident

    assert (made.kind, made.impact, made.id) == (Kind.MAINTENANCE, None, "2026-03-01-it-broke")
    assert stages(made) == ["scheduled", "in_progress", "completed"]
    assert made.components == {"api": ComponentStatus.UNDER_MAINTENANCE}
    assert made.starts and made.ends == made.starts + timedelta(minutes=1)
    assert "the end now stands with it" in told(item, NoteKind.RETIMED)


def _says(stage: str, at: str, status: str, old: str = "operational") -> dict[str, Any]:
    one = {"code": "c1", "name": "c1", "old_status": old, "new_status": status}
    return update(stage, at, affected_components=[one])


@pytest.mark.parametrize(
    ("updates", "indicator"),
    [
        ([_says("in_progress", "2026-03-01T10:05:00Z", "under_maintenance")], "maintenance"),
        ([_says("in_progress", "2026-03-01T10:05:00Z", "partial_outage")], "major"),
        ([_says("scheduled", "2026-02-02T10:00:00Z", "partial_outage")], "maintenance"),
        (
            [
                _says("in_progress", "2026-03-01T10:05:00Z", "partial_outage"),
                _says("scheduled", "2026-03-01T10:10:00Z", "partial_outage"),
            ],
            "major",
        ),
    ],
)
@pytest.mark.parametrize("planned", ["operational", "partial_outage"])
def test_maintenance_says_what_it_said_there(
    updates: list[dict[str, Any]], indicator: str, planned: str
) -> None:
    window = {"scheduled_for": "2026-03-01T10:00:00Z", "scheduled_until": "2026-03-01T12:00:00Z"}
    first = _says("scheduled", "2026-02-01T10:00:00Z", planned)
    made = item_of(first, *updates, status="in_progress", impact="maintenance", **window).incident
    assert made.starts is not None

    read, problems = read_incident("incidents/it.md", incident_text(made).encode(), CONTEXT)
    assert read is not None, problems
    settings = Settings(name="Shop", url="https://example.com/", id_domain="example.com")
    state = page_state(Site(settings=settings, incidents=(read,)), made.starts + timedelta(hours=1))
    assert state.indicator == indicator


def test_maintenance_that_says_nothing_of_its_window_or_its_end() -> None:
    item = item_of(update("scheduled", "2026-02-01T10:00:00Z"), status="completed", impact="maintenance")

    assert stages(item.incident) == ["scheduled", "completed"]
    assert told(item, NoteKind.ASSUMED).count("there is no scheduled_") == 2


def test_the_owners_postmortem() -> None:
    published = {"postmortem_body": "## Why\n\nA cable.", "postmortem_published_at": "2026-03-03T10:00:00Z"}

    item = item_of(OPEN, DONE, **published)
    assert "\n### Why\n\nA cable.\n" in incident_text(item.incident)
    assert "headings became smaller" in told(item, NoteKind.CHANGED)
    private = item_of(OPEN, DONE, postmortem_body="A cable.")
    assert stages(private.incident) == ["investigating", "resolved"]
    assert "never published" in told(private, NoteKind.LEFT_OUT)


@pytest.mark.parametrize(
    ("more", "indicator", "hidden"),
    [
        ({"impact": "none"}, "", "showed it as green"),
        ({"components": [API]}, "", "all components that it names as operational"),
        ({"components": [API | {"status": "major_outage"}]}, "", ""),
        ({"components": [API]}, "minor", ""),
        ({}, "none", "it names none"),
    ],
)
def test_open_incidents_that_the_old_page_hid(more: dict[str, Any], indicator: str, hidden: str) -> None:
    document = incident(OPEN, status="investigating", **more)

    item = statuspage(RULES, document, indicator=indicator).items[0]

    assert hidden in told(item, NoteKind.HIDDEN)
    assert bool(hidden) == bool(told(item, NoteKind.HIDDEN))
