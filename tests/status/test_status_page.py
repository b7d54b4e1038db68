"""The page: its indicator, its components and the order of its lists."""

from datetime import date, datetime
from itertools import permutations
from typing import Any

import pytest

from statuary.model import Component, ComponentStatus, Impact, Incident, Indicator, Stage
from statuary.status import page_state
from support.models import (
    CHECKOUT,
    DEGRADED,
    MAJOR,
    OK,
    PARTIAL,
    SEARCH,
    WORK,
    at,
    component,
    incident,
    maintenance,
    notice,
    post,
    site,
)


def fault(id: str = "fault", clock: str = "10:00", **front: object) -> Incident:
    return incident(post(clock, Stage.INVESTIGATING), id=id, **front)


def gone_wrong(components: dict[str, ComponentStatus] | None = None, **said: Any) -> Incident:
    return maintenance(post("10:10", Stage.UPDATE, components, **said), ends="18:00")


def work(clock: str = "10:00", **front: object) -> Incident:
    return maintenance(post("08:00", Stage.SCHEDULED), starts=clock, ends="18:00", **front)


@pytest.mark.parametrize(
    ("incidents", "indicator"),
    [
        ([], Indicator.NONE),
        ([fault(impact=Impact.NONE)], Indicator.NONE),
        ([fault()], Indicator.MINOR),
        ([fault(impact=Impact.MAJOR)], Indicator.MAJOR),
        ([fault(impact=Impact.CRITICAL)], Indicator.CRITICAL),
        ([fault(impact=Impact.NONE, components={CHECKOUT: DEGRADED})], Indicator.MINOR),
        ([fault(impact=Impact.NONE, components={CHECKOUT: PARTIAL})], Indicator.MAJOR),
        ([fault(impact=Impact.NONE, components={CHECKOUT: MAJOR})], Indicator.CRITICAL),
        ([fault(impact=Impact.NONE, components={"chekcout": MAJOR})], Indicator.CRITICAL),
        ([fault(impact=Impact.NONE, components={CHECKOUT: WORK})], Indicator.MAINTENANCE),
        ([work()], Indicator.MAINTENANCE),
        ([work(components={CHECKOUT: WORK})], Indicator.MAINTENANCE),
        ([work(components={CHECKOUT: MAJOR}, impact=Impact.CRITICAL)], Indicator.MAINTENANCE),
        ([gone_wrong({CHECKOUT: PARTIAL})], Indicator.MAJOR),
        ([gone_wrong(impact=Impact.MINOR)], Indicator.MINOR),
        ([work(clock="13:00", impact=Impact.MINOR, components={CHECKOUT: WORK})], Indicator.NONE),
        ([work(), fault(impact=Impact.MINOR)], Indicator.MINOR),
        ([notice(post("08:00", Stage.NOTICE), impact=Impact.CRITICAL)], Indicator.NONE),
    ],
)
def test_indicator(incidents: list[Incident], indicator: Indicator) -> None:
    assert page_state(site(*incidents), at("12:00")).indicator is indicator


def test_a_resolved_incident_leaves_the_page_green() -> None:
    done = incident(post("10:00", Stage.INVESTIGATING, {CHECKOUT: MAJOR}), post("11:00", Stage.RESOLVED))
    state = page_state(site(done), at("12:00"))
    assert (state.indicator, state.components[CHECKOUT]) == (Indicator.NONE, OK)


@pytest.mark.parametrize("order", list(permutations([PARTIAL, DEGRADED, WORK, OK])))
def test_a_component_has_its_worst_status(order: tuple[ComponentStatus, ...]) -> None:
    faults = [fault(id=f"f{rank}", components={CHECKOUT: status}) for rank, status in enumerate(order)]
    assert page_state(site(*faults), at("12:00")).components == {CHECKOUT: PARTIAL, SEARCH: OK}


@pytest.mark.parametrize(
    ("until", "now", "shown"),
    [
        (date(2026, 11, 21), "12:00", False),
        (date(2026, 11, 22), "12:00", True),
        (date(2026, 11, 22), "22:59", True),
        (date(2026, 11, 22), "23:00", False),  # midnight in Berlin
        (None, "12:00", True),
    ],
)
def test_a_retired_component_is_left_out(until: date | None, now: str, shown: bool) -> None:
    parts = (component(CHECKOUT, until=until), component(SEARCH))
    state = page_state(site(components=parts, zone="Europe/Berlin"), at(now))
    assert list(state.components) == ([CHECKOUT, SEARCH] if shown else [SEARCH])


def test_a_retired_component_that_fails_is_shown() -> None:
    parts = (component(CHECKOUT, until=date(2026, 1, 1)), component(SEARCH))
    state = page_state(site(fault(components={CHECKOUT: MAJOR}), components=parts), at("12:00"))
    assert state.components == {CHECKOUT: MAJOR, SEARCH: OK}


def test_what_is_posted_later_is_not_there_yet() -> None:
    state = page_state(site(fault()), at("09:00"))
    assert (state.by_id, state.active, state.indicator) == ({}, (), Indicator.NONE)


def ids(states: tuple[object, ...]) -> list[str]:
    return [state.incident.id for state in states]  # type: ignore[attr-defined]


def test_the_worst_incident_comes_first_then_the_newest() -> None:
    state = page_state(
        site(
            fault("old-minor", "09:00"),
            fault("new-minor", "11:00"),
            fault("critical", "08:00", impact=Impact.CRITICAL),
            fault("a-new-minor", "11:00"),
        ),
        at("12:00"),
    )
    assert ids(state.active) == ["critical", "a-new-minor", "new-minor", "old-minor"]


def test_the_lists_of_the_page() -> None:
    def done(id: str, clock: str) -> Incident:
        return incident(post(clock, Stage.INVESTIGATING), post("11:00", Stage.RESOLVED), id=id)

    def news(id: str, clock: str, **front: object) -> Incident:
        return notice(post(clock, Stage.NOTICE), id=id, **front)

    everything = site(
        *(work(f"{hour}:00", id=f"at-{hour}") for hour in (11, 10, 14, 13)),
        *(done("past-9", "09:00"), done("past-10", "10:00")),
        *(news("news-8", "08:00"), news("news-9", "09:00")),
        news("news-over", "07:00", visible_until="08:00"),
        news("news-to-come", "07:00", visible_from="15:00"),
    )
    state = page_state(everything, at("12:00"))
    assert ids(state.in_progress) == ["at-10", "at-11"]
    assert ids(state.planned) == ["at-13", "at-14"]
    assert ids(state.notices) == ["news-9", "news-8"]
    assert ids(state.past) == ["past-10", "past-9", "news-over"]
    assert len(state.by_id) == len(everything.incidents)


def test_now_must_carry_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        page_state(site(), datetime(2026, 11, 22))  # noqa: DTZ001


OLD = component("fax", until=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("components", "incidents", "nothing"),
    [
        ((), [], True),
        ((OLD,), [], True),
        ((), [notice(post("08:00", Stage.NOTICE))], True),
        ((), [fault(clock="13:00")], True),
        ((), [work(clock="14:00")], False),
        ((), [incident(post("08:00", Stage.INVESTIGATING), post("09:00", Stage.RESOLVED))], False),
        ((OLD,), [incident(post("08:00", Stage.INVESTIGATING), post("09:00", Stage.RESOLVED))], False),
        ((component(CHECKOUT),), [], False),
    ],
)
def test_nothing_is_reported_without_a_component_or_an_incident(
    components: tuple[Component, ...], incidents: list[Incident], nothing: bool
) -> None:
    state = page_state(site(*incidents, components=components), at("12:00"))
    assert (state.nothing_reported, state.indicator) == (nothing, Indicator.NONE)
