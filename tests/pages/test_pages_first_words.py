"""What the first words of a page name, case by case: titles, components, work without an end."""

from datetime import datetime

import pytest

from statuary.model import ComponentStatus, Correction, Impact, Indicator, Kind, Stage
from statuary.render.wording.language import plain
from statuary.status import page_state
from support.random_sites import top
from support.small_site import CARDS, at, ended, incident, state, update

ELSEWHERE = "No known problems elsewhere."


def test_what_was_resolved_last_is_named_even_if_it_began_first() -> None:
    old = ended("old", "Old and long", "2026-11-20 09:00", 2 * 1440 + 80, impact=Impact.MAJOR)
    young = ended("young", "Young and short", "2026-11-22 09:00", 30, impact=Impact.MAJOR)
    assert plain(top(state(old, young)).detail).startswith("Resolved at 11:20 CET: Old and long.")


def test_a_report_that_is_being_corrected_may_reach_further_than_it_says() -> None:
    broken = CARDS.model_copy(update={"being_corrected": Correction(version=at("2026-11-22 10:31"))})
    found = top(state(broken))
    assert ELSEWHERE not in found.plain
    assert found.plain.endswith(
        "This update is being corrected. You are seeing the version from 22 November 2026, 11:31 CET."
    )


def test_components_speak_where_no_incident_does() -> None:
    """So are the data of some other pages: their indicator even forgets a fault of one component among many."""
    well = state()
    for indicator in (Indicator.NONE, Indicator.MINOR):
        slow = {**well.components, "search": ComponentStatus.DEGRADED_PERFORMANCE}
        found = top(well.model_copy(update={"components": slow, "indicator": indicator}))
        assert found.plain == "Degraded performance: Search. The other 2 components are operational."
    assert plain(top(well.model_copy(update={"indicator": Indicator.MINOR})).text) == "Minor incident."


@pytest.mark.parametrize("ends", [None, at("2026-11-22 07:00")])
def test_work_of_which_the_end_is_unknown_has_a_start_alone(ends: datetime | None) -> None:
    starts = at("2026-11-22 08:00")
    broken = incident(
        "w",
        "Racks",
        update("2026-11-20 09:00", Stage.SCHEDULED),
        kind=Kind.MAINTENANCE,
        starts=starts,
        ends=ends,
    )
    assert plain(top(state(broken)).text) == "Maintenance in progress: Racks, 22 Nov, 09:00 CET."


@pytest.mark.parametrize(
    ("title", "is_mentioned"),
    [
        ("Mail is down", True),
        ("We cannot send e-mail; mail: down", True),
        ("Mail's servers are down", True),
        ("Mail-room doors are stuck", False),
        ("mail.example.com cannot be reached", False),
        ("Mailing lists are off", False),
        ("Webmail is down", False),
    ],
)
def test_a_title_names_a_component_only_with_its_whole_name(title: str, is_mentioned: bool) -> None:
    down = {"mail": ComponentStatus.MAJOR_OUTAGE}
    found = top(state(incident("x", title, update("2026-11-22 10:00", Stage.IDENTIFIED), components=down)))
    assert plain(found.detail) == (ELSEWHERE if is_mentioned else f"Major outage: Mail. {ELSEWHERE}")


def test_a_longer_name_is_not_a_shorter_one() -> None:
    """API is down, too, or alone: a title that names its documentation has not said so."""
    shop = state().site.groups[0]
    named = [
        part.model_copy(update={"name": name})
        for part, name in zip(shop.components, ("API", "API docs"), strict=True)
    ]
    site = state().site.model_copy(update={"groups": (shop.model_copy(update={"components": tuple(named)}),)})
    for keys in (("checkout",), ("checkout", "search")):
        down = dict.fromkeys(keys, ComponentStatus.DEGRADED_PERFORMANCE)
        slow = incident(
            "x", "API docs are slow", update("2026-11-22 10:00", Stage.IDENTIFIED), components=down
        )
        said = top(page_state(site.model_copy(update={"incidents": (slow,)}), at("2026-11-22 10:33"))).plain
        assert "Degraded performance: API" in said


def test_all_components_are_those_of_the_page() -> None:
    """A name that the page does not know is none of its three."""
    keys = ("checkout", "search", "mail", "misspelt")
    down = incident("d", "Nothing works", update("2026-11-22 10:00", Stage.INVESTIGATING))
    hurt = down.model_copy(update={"components": dict.fromkeys(keys, ComponentStatus.MAJOR_OUTAGE)})
    assert "Major outage: Checkout, Search, Mail and misspelt." in top(state(hurt)).plain
    well = down.model_copy(
        update={"components": {"misspelt": ComponentStatus.OPERATIONAL}, "impact": Impact.NONE}
    )
    assert "All 3 components are operational." in top(state(well)).plain
