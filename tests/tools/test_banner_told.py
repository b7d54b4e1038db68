"""What the banner on other pages may tell, before a browser's clock chooses from it."""

import json
from typing import Any

from statuary.model import Impact, Incident
from statuary.render.banner import render_banner
from statuary.render.frame import page_frame
from support.small_site import CARDS, ENV, EVERYTHING, LATE_WORK, PAST, WORK, state


def told(*incidents: Incident) -> list[dict[str, Any]]:
    _, data = render_banner(page_frame(state(*incidents)), ENV)
    assert data.path == "embed.json"
    found: list[dict[str, Any]] = json.loads(data.content)
    return found


def test_an_incident_with_what_to_do_and_the_next_update() -> None:
    (one,) = told(CARDS)
    assert one.pop("key").startswith("2026-11-22-cards/")
    assert one == {
        "title": "Some card payments fail at checkout",
        "path": "incidents/2026-11-22-cards/",
        "tone": "major",
        "state": "Identified",
        "help": "Pay by bank transfer (https://example.com/pay).",
        "at": "2026-11-22T10:31:00Z",
        "next": "2026-11-22T11:00:00Z",
        "silent": one["silent"],
    }
    assert one["silent"] > one["next"]


def test_what_hurts_then_work_under_way_then_planned_work_and_nothing_that_is_over() -> None:
    assert [one["path"] for one in told(*EVERYTHING)] == [
        f"incidents/{one.id}/" for one in (CARDS, LATE_WORK, WORK)
    ]
    assert told(*PAST) == []
    assert (
        told(CARDS.model_copy(update={"impact": Impact.NONE, "components": {}, "updates": CARDS.updates[:1]}))
        == []
    )


def test_planned_work_says_what_is_so_once_it_has_begun_and_is_not_told_after_its_end() -> None:
    (one,) = told(WORK)
    assert (one["state"], one["starts"], one["ends"]) == (
        "In progress",
        "2026-11-28T02:00:00Z",
        "2026-11-28T04:00:00Z",
    )
    assert "tone" not in one


def test_work_under_way_is_told_until_somebody_says_that_it_is_over() -> None:
    (one,) = told(LATE_WORK)
    assert "ends" not in one
    (one,) = told(LATE_WORK.model_copy(update={"auto_complete": True, "ends": WORK.ends}))
    assert one["ends"] == "2026-11-28T04:00:00Z"


def test_the_key_changes_with_every_update() -> None:
    (one,), (other,) = told(CARDS), told(CARDS.model_copy(update={"updates": CARDS.updates[:2]}))
    assert one["key"] != other["key"]


def test_it_stays_small() -> None:
    assert len(told(*(CARDS.model_copy(update={"id": f"i-{number}"}) for number in range(99)))) == 10
