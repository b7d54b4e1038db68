"""A whole Statuspage: its components, names, times and what it cannot tell."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from importers_sources import (
    DONE,
    NOW,
    OPEN,
    RULES,
    incident,
    item_of,
    stages,
    statuspage,
    told,
    update,
)

from statuary.importers import MisusedError, UnreadableError
from statuary.importers.imported import NoteKind, Reading


def test_groups_and_names_that_are_there_twice() -> None:
    components = (
        {"id": "g1", "name": "Europe", "group": True},
        {"id": "g2", "name": "Asia", "group": True},
        {"id": "c1", "name": "API", "group_id": "g1"},
        {"id": "c2", "name": "API", "group_id": "g2"},
        {"id": "c3", "name": "Impact", "group_id": None, "start_date": "2024-05-01"},
    )

    imported = statuspage(RULES, incident(OPEN, DONE), components=components)

    assert [(group.name, [one.name for one in group.components]) for group in imported.groups] == [
        ("Europe", ["API"]), ("Asia", ["API"]), ("", ["Impact"]),
    ]  # fmt: skip
    impact = imported.groups[2].components[0]
    assert (impact.id, str(impact.since)) == ("impact-component", "2024-05-01")


def test_two_incidents_of_one_name_and_day() -> None:
    newer, older = (incident(OPEN, DONE, id=name) for name in ("newer", "older"))

    imported = statuspage(RULES, newer, older, older)

    assert [one.id for one in imported.incidents] == ["2026-03-01-it-broke", "2026-03-01-it-broke-2"]
    assert imported.incidents[0].source == "statuspage:older"


def test_a_name_without_latin_letters() -> None:
    assert item_of(OPEN, DONE, name="重大障害").incident.id == "2026-03-01-zhongdazhanghai"


@pytest.mark.parametrize(
    ("incidents", "maintenances", "cut"),
    [
        (50, 0, ["the newest 50 incidents"]),
        (30, 50, ["the newest 50 maintenances"]),
        (51, 50, ["the newest 50 incidents", "the newest 50 maintenances"]),
        (30, 25, []),
        (49, 49, []),
    ],
)
def test_a_public_page_gives_no_more_than_fifty_of_a_kind(
    incidents: int, maintenances: int, cut: list[str]
) -> None:
    many = [incident(OPEN, DONE, id=f"id{number}") for number in range(incidents)]
    window = {"scheduled_for": "2026-03-01T10:00:00Z", "scheduled_until": "2026-03-01T11:00:00Z"}
    many += [incident(OPEN, id=f"m{number}", **window) for number in range(maintenances)]

    notes = statuspage(RULES, *many, *many[:5], is_public=True).notes

    told = [note.text for note in notes if "--api-key-file" in note.text]
    assert [text.partition("older than ")[2].partition(",")[0] for text in told] == cut
    assert not any("--api-key-file" in note.text for note in statuspage(RULES, *many).notes)


def test_times_without_a_zone() -> None:
    local = update("resolved", "2026-03-01T11:00:00")

    with pytest.raises(MisusedError, match=r"abc123def456: display_at.*--timezone UTC"):
        item_of(local)
    item = item_of(local, rules=Reading(NOW, ZoneInfo("Europe/Berlin")))
    assert item.incident.updates[0].at.hour == 10
    assert "has no zone; with Europe/Berlin" in told(item, NoteKind.ASSUMED)


@pytest.mark.parametrize(
    ("word", "stage"), [("post-mortem", "postmortem"), ("scheduled", "update"), ("sideways", "update")]
)
def test_words_for_stages(word: str, stage: str) -> None:
    assert stages(item_of(OPEN, DONE, update(word, "2026-03-01T12:00:00Z")).incident)[2] == stage


def test_what_the_source_dates_after_the_present_is_posted_now() -> None:
    late = "2029-03-01T10:00:00Z"

    item = item_of(OPEN, resolved_at=late, postmortem_body="Why.", postmortem_published_at=late)

    assert all(one.at <= NOW + timedelta(minutes=1) for one in item.incident.updates)
    assert "lies in the future" in told(item, NoteKind.RETIMED)


@pytest.mark.parametrize(
    "document",
    [incident(id=""), incident(update("resolved", "soon")), incident(update("resolved", "")), incident()],
)
def test_what_is_not_in_the_apis_shape(document: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError, match="incident"):
        statuspage(RULES, document)


def test_components_and_groups_keep_the_ids_that_clients_know_them_by() -> None:
    components = (
        {"id": "1km35smx8p41", "name": "Shop", "group": True},
        {"id": "8l4ygp009s5s", "name": "Checkout", "group_id": "1km35smx8p41"},
        {"id": "8l4ygp009s5s", "name": "The same id again", "group_id": "1km35smx8p41"},
        {"id": "not an id", "name": "Search"},
        {"name": "API"},
    )

    groups = statuspage(RULES, components=components).groups

    assert [(group.name, group.source) for group in groups] == [
        ("Shop", "statuspage:1km35smx8p41"),
        ("", None),
    ]
    assert {one.name: one.source for group in groups for one in group.components} == {
        "Checkout": "statuspage:8l4ygp009s5s",
        "The same id again": None,
        "Search": None,
        "API": None,
    }
