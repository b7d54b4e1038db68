"""Incidents: stages, times, components, impact, promises."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from statuary.model import Stage, Update
from statuary.status import CLOCK_SKEW, incident_state
from support.models import (
    ACTIVE,
    CHECKOUT,
    DEGRADED,
    IDENTIFIED,
    INVESTIGATING,
    MAJOR,
    MONITORING,
    OK,
    PARTIAL,
    PAST,
    POSTMORTEM,
    RESOLVED,
    SEARCH,
    UPDATE,
    at,
    incident,
    phases_of,
    post,
    spans_of,
    state_at,
)


def course(*stages: Stage) -> tuple[Update, ...]:
    """One update an hour, from 10:00."""
    return tuple(post(f"{10 + hour}:00", stage) for hour, stage in enumerate(stages))


@pytest.mark.parametrize(
    ("stages", "stage", "end", "hours_open"),
    [
        ([INVESTIGATING], INVESTIGATING, None, 10),
        ([INVESTIGATING, UPDATE], INVESTIGATING, None, 10),
        ([INVESTIGATING, MONITORING, IDENTIFIED], IDENTIFIED, None, 10),
        ([UPDATE], INVESTIGATING, None, 10),
        ([POSTMORTEM], INVESTIGATING, None, 10),
        ([IDENTIFIED, POSTMORTEM], IDENTIFIED, None, 10),
        ([INVESTIGATING, RESOLVED], RESOLVED, "11:00", 1),
        ([INVESTIGATING, RESOLVED, UPDATE], RESOLVED, "11:00", 1),
        ([INVESTIGATING, RESOLVED, RESOLVED], RESOLVED, "11:00", 1),
        ([INVESTIGATING, RESOLVED, POSTMORTEM], POSTMORTEM, "11:00", 1),
        ([INVESTIGATING, RESOLVED, POSTMORTEM, UPDATE], POSTMORTEM, "11:00", 1),
        ([INVESTIGATING, RESOLVED, MONITORING], MONITORING, None, 9),
        ([INVESTIGATING, RESOLVED, POSTMORTEM, IDENTIFIED], IDENTIFIED, None, 8),
        ([INVESTIGATING, RESOLVED, MONITORING, UPDATE, RESOLVED], RESOLVED, "14:00", 3),
        ([RESOLVED], RESOLVED, "10:00", 0),
    ],
)
def test_stage_and_end(stages: list[Stage], stage: Stage, end: str | None, hours_open: int) -> None:
    state = state_at(incident(*course(*stages)), "20:00")
    assert state.stage is stage
    assert state.end == (at(end) if end else None)
    assert state.standing is (PAST if end else ACTIVE)
    assert state.start == at("10:00")
    assert state.duration == timedelta(hours=hours_open)


def test_phases_are_the_stages_that_changed_and_never_update() -> None:
    stages = [INVESTIGATING, UPDATE, INVESTIGATING, MONITORING, RESOLVED, UPDATE, POSTMORTEM]
    assert phases_of(state_at(incident(*course(*stages)), "20:00")) == [
        ("10:00", INVESTIGATING),
        ("13:00", MONITORING),
        ("14:00", RESOLVED),
        ("16:00", POSTMORTEM),
    ]


def test_nothing_is_known_before_the_first_update() -> None:
    work = incident(post("10:00", INVESTIGATING))
    assert incident_state(work, at("09:57:59")) is None
    assert incident_state(work, at("09:58")) is not None


def test_an_update_of_a_fast_clock_counts_at_once_and_starts_now() -> None:
    state = state_at(incident(post("10:02", INVESTIGATING), components={CHECKOUT: MAJOR}), "10:00")
    assert (state.start, state.duration) == (at("10:00"), timedelta())
    assert state.components == {CHECKOUT: MAJOR}
    assert spans_of(state) == [(CHECKOUT, MAJOR, "10:00", None)]
    assert timedelta(minutes=2) == CLOCK_SKEW


def test_the_past_can_be_seen_as_it_was() -> None:
    work = incident(*course(INVESTIGATING, IDENTIFIED, RESOLVED))
    state = state_at(work, "11:30")
    assert (state.stage, state.standing, len(state.updates), state.newest.at) == (
        IDENTIFIED,
        ACTIVE,
        2,
        at("11:00"),
    )


def test_now_may_be_in_any_zone_but_must_name_one() -> None:
    work = incident(post("10:00", INVESTIGATING))
    state = state_at(work, datetime(2026, 11, 22, 13, 0, tzinfo=timezone(timedelta(hours=2))))
    assert (state.duration, state.start.tzinfo) == (timedelta(hours=1), UTC)
    with pytest.raises(ValueError, match="offset"):
        incident_state(work, datetime(2026, 11, 22, 13, 0))  # noqa: DTZ001


@pytest.mark.parametrize(("started", "start"), [("09:10", "09:10"), ("10:30", "10:00"), (None, "10:00")])
def test_the_earlier_of_started_and_the_first_update_is_the_start(started: str | None, start: str) -> None:
    updates = (post("10:00", INVESTIGATING), post("11:00", RESOLVED))
    state = state_at(incident(*updates, started=started, components={CHECKOUT: PARTIAL}), "12:00")
    assert state.start == state.phases[0].start == at(start)
    assert spans_of(state) == [(CHECKOUT, PARTIAL, start, "11:00")]


def test_a_fault_that_is_first_told_of_when_it_is_over() -> None:
    work = incident(post("12:00", RESOLVED), started="10:00", components={CHECKOUT: MAJOR})
    state = state_at(work, "13:00")
    assert phases_of(state) == [("10:00", INVESTIGATING), ("12:00", RESOLVED)]
    assert spans_of(state) == [(CHECKOUT, MAJOR, "10:00", "12:00")]
    assert (state.end, state.duration) == (at("12:00"), timedelta(hours=2))


def test_components_follow_the_updates() -> None:
    work = incident(
        post("10:00", INVESTIGATING),
        post("10:30", IDENTIFIED, {CHECKOUT: MAJOR, SEARCH: DEGRADED}),
        post("11:00", MONITORING, {CHECKOUT: DEGRADED, SEARCH: OK}),
        post("12:00", RESOLVED),
        components={CHECKOUT: PARTIAL},
    )
    assert state_at(work, "10:15").components == {CHECKOUT: PARTIAL}
    assert state_at(work, "10:30").components == {CHECKOUT: MAJOR, SEARCH: DEGRADED}
    assert state_at(work, "11:30").components == {CHECKOUT: DEGRADED, SEARCH: OK}
    assert state_at(work, "12:00").components == {}
    assert spans_of(state_at(work, "13:00")) == [
        (CHECKOUT, PARTIAL, "10:00", "10:30"),
        (CHECKOUT, MAJOR, "10:30", "11:00"),
        (SEARCH, DEGRADED, "10:30", "11:00"),
        (CHECKOUT, DEGRADED, "11:00", "12:00"),
    ]


def test_reopened_components_return_to_what_they_were_unless_named() -> None:
    work = incident(
        post("10:00", INVESTIGATING, {CHECKOUT: MAJOR, SEARCH: PARTIAL}),
        post("11:00", RESOLVED, {CHECKOUT: OK, SEARCH: OK}),
        post("11:30", RESOLVED),
        post("12:00", INVESTIGATING, {SEARCH: DEGRADED}),
    )
    state = state_at(work, "13:00")
    assert state.components == {CHECKOUT: MAJOR, SEARCH: DEGRADED}
    assert spans_of(state) == [
        (CHECKOUT, MAJOR, "10:00", "11:00"),
        (SEARCH, PARTIAL, "10:00", "11:00"),
        (CHECKOUT, MAJOR, "12:00", None),
        (SEARCH, DEGRADED, "12:00", None),
    ]


def test_naming_the_same_status_again_goes_on_with_the_span() -> None:
    work = incident(post("10:00", INVESTIGATING, {CHECKOUT: MAJOR}), post("11:00", UPDATE, {CHECKOUT: MAJOR}))
    assert spans_of(state_at(work, "12:00")) == [(CHECKOUT, MAJOR, "10:00", None)]


def test_a_status_that_is_overruled_in_the_same_minute_leaves_no_span() -> None:
    work = incident(post("10:00", INVESTIGATING, {CHECKOUT: MAJOR}), components={CHECKOUT: PARTIAL})
    assert spans_of(state_at(work, "12:00")) == [(CHECKOUT, MAJOR, "10:00", None)]
