"""Maintenance and notices: what happens by itself, and what a person's word changes."""

from datetime import timedelta

import pytest

from statuary.model import Impact, Stage
from statuary.status import Standing, incident_state
from support.models import (
    ACTIVE,
    CHECKOUT,
    OK,
    PARTIAL,
    PAST,
    PLANNED,
    SEARCH,
    WORK,
    at,
    maintenance,
    notice,
    phases_of,
    post,
    spans_of,
    state_at,
)

SCHEDULED, IN_PROGRESS, VERIFYING = Stage.SCHEDULED, Stage.IN_PROGRESS, Stage.VERIFYING
COMPLETED, CANCELLED, UPDATE = Stage.COMPLETED, Stage.CANCELLED, Stage.UPDATE
WORKS = {CHECKOUT: WORK}


@pytest.mark.parametrize(
    ("now", "stage", "standing", "unconfirmed"),
    [
        ("09:59", SCHEDULED, PLANNED, False),
        ("10:00", IN_PROGRESS, ACTIVE, False),
        ("11:00", IN_PROGRESS, ACTIVE, False),
        ("11:01", IN_PROGRESS, ACTIVE, True),
    ],
)
def test_it_begins_by_itself_and_waits_for_a_word_that_it_ended(
    now: str, stage: Stage, standing: Standing, unconfirmed: bool
) -> None:
    state = state_at(maintenance(post("08:00", SCHEDULED), components=WORKS), now)
    assert (state.stage, state.standing, state.unconfirmed) == (stage, standing, unconfirmed)
    assert state.components == (WORKS if standing is ACTIVE else {})
    assert (state.window_starts, state.window_ends) == (at("10:00"), at("11:00"))
    assert (state.start, state.end) == (at("10:00"), None)
    assert state.duration == max(at(now) - at("10:00"), timedelta())


def test_completed_ends_it() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("10:40", COMPLETED), components=WORKS)
    state = state_at(work, "12:00")
    assert phases_of(state) == [("08:00", SCHEDULED), ("10:00", IN_PROGRESS), ("10:40", COMPLETED)]
    assert (state.standing, state.end, state.duration) == (PAST, at("10:40"), timedelta(minutes=40))
    assert spans_of(state) == [(CHECKOUT, WORK, "10:00", "10:40")]
    assert (state.unconfirmed, state.impact) == (False, Impact.NONE)


@pytest.mark.parametrize("stage", [IN_PROGRESS, VERIFYING])
def test_a_word_before_the_window_begins_it_earlier(stage: Stage) -> None:
    work = maintenance(post("08:00", SCHEDULED), post("09:30", stage), components=WORKS)
    state = state_at(work, "10:30")
    assert phases_of(state) == [("08:00", SCHEDULED), ("09:30", stage)]
    assert state.start == at("09:30")
    assert spans_of(state) == [(CHECKOUT, WORK, "09:30", None)]


@pytest.mark.parametrize("stage", [SCHEDULED, UPDATE, IN_PROGRESS])
def test_it_began_at_its_start_even_if_told_later(stage: Stage) -> None:
    state = state_at(maintenance(post("10:20", stage), components=WORKS), "10:30")
    assert phases_of(state) == [("10:00", IN_PROGRESS)]
    assert spans_of(state) == [(CHECKOUT, WORK, "10:00", None)]


def test_told_when_all_was_over() -> None:
    state = state_at(maintenance(post("12:00", COMPLETED), components=WORKS), "13:00")
    assert phases_of(state) == [("10:00", IN_PROGRESS), ("12:00", COMPLETED)]


def test_cancelled_before_it_began_it_never_touched_anything() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("09:00", CANCELLED), components=WORKS)
    state = state_at(work, "10:30")
    assert (state.stage, state.standing, state.end, state.spans) == (CANCELLED, PAST, at("09:00"), ())
    assert (state.start, state.duration) == (at("09:00"), timedelta()), (
        "a start to come would lie after the end"
    )


def test_cancelled_at_the_very_start_it_never_began() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("10:00", CANCELLED), components=WORKS)
    assert phases_of(state_at(work, "10:30")) == [("08:00", SCHEDULED), ("10:00", CANCELLED)]


def test_cancelled_when_it_was_under_way() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("10:10", CANCELLED), components=WORKS)
    assert spans_of(state_at(work, "10:30")) == [(CHECKOUT, WORK, "10:00", "10:10")]


def test_postponed_in_time() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("09:00", UPDATE, starts="14:00", ends="15:00"))
    assert state_at(work, "10:30").stage is SCHEDULED
    state = state_at(work, "14:30")
    assert phases_of(state) == [("08:00", SCHEDULED), ("14:00", IN_PROGRESS)]
    assert (state.window_starts, state.window_ends) == (at("14:00"), at("15:00"))
    assert state_at(work, "08:30").window_starts == at("10:00")


@pytest.mark.parametrize("stage", [SCHEDULED, UPDATE])
def test_postponed_too_late_it_goes_back_to_scheduled(stage: Stage) -> None:
    work = maintenance(post("08:00", SCHEDULED), post("10:10", stage, starts="14:00"), components=WORKS)
    state = state_at(work, "10:30")
    assert (state.stage, state.standing, state.start) == (SCHEDULED, PLANNED, at("14:00"))
    assert (state.components, state.duration) == ({}, timedelta())
    later = state_at(work, "14:30")
    assert (later.stage, later.start, later.duration) == (IN_PROGRESS, at("14:00"), timedelta(minutes=30))
    assert spans_of(later) == [(CHECKOUT, WORK, "10:00", "10:10"), (CHECKOUT, WORK, "14:00", None)]


def test_scheduled_again_after_it_was_cancelled() -> None:
    work = maintenance(
        post("08:00", SCHEDULED), post("09:00", CANCELLED), post("09:30", SCHEDULED, starts="12:00")
    )
    state = state_at(work, "10:30")
    assert (state.stage, state.end) == (SCHEDULED, None)


def test_update_with_a_new_start_does_not_deny_a_persons_in_progress() -> None:
    work = maintenance(post("09:50", IN_PROGRESS), post("10:10", UPDATE, starts="14:00"))
    assert state_at(work, "10:30").stage is IN_PROGRESS


def test_scheduled_without_a_new_start_cannot_deny_that_it_began() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("10:10", SCHEDULED), components=WORKS)
    assert phases_of(state_at(work, "10:30")) == [("08:00", SCHEDULED), ("10:00", IN_PROGRESS)]


@pytest.mark.parametrize("stage", [SCHEDULED, UPDATE, IN_PROGRESS])
def test_an_earlier_start_may_be_told_after_it(stage: Stage) -> None:
    work = maintenance(post("08:00", SCHEDULED), post("09:05", stage, starts="09:00"), components=WORKS)
    assert phases_of(state_at(work, "09:30")) == [("08:00", SCHEDULED), ("09:00", IN_PROGRESS)]


def test_the_first_updates_window_overrules_the_front_matters() -> None:
    work = maintenance(post("10:30", SCHEDULED, starts="12:00", ends="13:00"))
    assert phases_of(state_at(work, "11:00")) == [("10:30", SCHEDULED)]


@pytest.mark.parametrize(
    ("now", "stage", "standing"),
    [("10:59", IN_PROGRESS, ACTIVE), ("11:00", COMPLETED, PAST), ("15:00", COMPLETED, PAST)],
)
def test_auto_complete(now: str, stage: Stage, standing: Standing) -> None:
    state = state_at(maintenance(post("08:00", SCHEDULED), auto_complete=True, components=WORKS), now)
    assert (state.stage, state.standing, state.unconfirmed) == (stage, standing, False)
    assert state.end == (at("11:00") if standing is PAST else None)


def test_auto_complete_leaves_what_was_cancelled() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("09:00", CANCELLED), auto_complete=True)
    assert state_at(work, "12:00").stage is CANCELLED


def test_a_person_who_goes_on_after_the_automatic_end_is_believed() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("11:10", IN_PROGRESS), auto_complete=True)
    state = state_at(work, "12:00")
    assert (state.stage, state.end, state.unconfirmed) == (IN_PROGRESS, None, True)


@pytest.mark.parametrize("clock", ["10:50", "11:10"])
def test_a_prolonged_window_puts_off_the_automatic_end(clock: str) -> None:
    work = maintenance(post("08:00", SCHEDULED), post(clock, UPDATE, ends="12:00"), auto_complete=True)
    assert state_at(work, "11:30").stage is IN_PROGRESS
    state = state_at(work, "12:30")
    assert (state.stage, state.end) == (COMPLETED, at("12:00"))


def test_an_end_that_is_moved_into_the_past_ends_it_at_that_word() -> None:
    work = maintenance(post("08:00", SCHEDULED), post("10:40", UPDATE, ends="10:30"), auto_complete=True)
    assert state_at(work, "10:50").end == at("10:40")


def test_completed_twice_keeps_the_first_end() -> None:
    work = maintenance(post("10:00", IN_PROGRESS), post("10:30", COMPLETED), post("10:45", COMPLETED))
    assert state_at(work, "12:00").end == at("10:30")


def test_updates_change_components_too() -> None:
    work = maintenance(
        post("09:00", SCHEDULED, {SEARCH: WORK}),
        post("10:20", UPDATE, {CHECKOUT: PARTIAL, SEARCH: OK}),
        components=WORKS,
    )
    assert state_at(work, "09:30").spans == ()
    assert spans_of(state_at(work, "10:30")) == [
        (CHECKOUT, WORK, "10:00", "10:20"),
        (SEARCH, WORK, "10:00", "10:20"),
        (CHECKOUT, PARTIAL, "10:20", None),
    ]


def test_work_that_goes_on_after_completed_holds_its_components_again() -> None:
    work = maintenance(
        post("10:00", IN_PROGRESS),
        post("10:30", COMPLETED, {CHECKOUT: OK}),
        post("10:40", VERIFYING),
        components=WORKS,
    )
    state = state_at(work, "10:50")
    assert (state.components, state.start, state.end) == (WORKS, at("10:00"), None)
    assert spans_of(state) == [(CHECKOUT, WORK, "10:00", "10:30"), (CHECKOUT, WORK, "10:40", None)]


def test_a_fast_clock_does_not_begin_the_window() -> None:
    state = state_at(maintenance(post("10:01", SCHEDULED)), "09:59")
    assert phases_of(state) == [("09:59", SCHEDULED)]


@pytest.mark.parametrize(
    ("now", "standing", "minutes"),
    [("08:30", PLANNED, 0), ("09:00", ACTIVE, 0), ("11:59", ACTIVE, 179), ("12:00", PAST, 180)],
)
def test_a_notice_is_visible_between_its_times(now: str, standing: Standing, minutes: int) -> None:
    news = notice(post("08:00", Stage.NOTICE), visible_from="09:00", visible_until="12:00")
    state = state_at(news, now)
    assert (state.standing, state.stage, state.components) == (standing, Stage.NOTICE, {})
    assert state.duration == timedelta(minutes=minutes)
    assert state.end == (at("12:00") if standing is PAST else None)


def test_a_notice_without_times_is_visible_from_its_first_update_on() -> None:
    news = notice(post("08:00", Stage.NOTICE), post("09:00", UPDATE), components={CHECKOUT: PARTIAL})
    assert incident_state(news, at("07:00")) is None
    state = state_at(news, at("08:00", day=30))
    assert (state.standing, state.start, state.spans) == (ACTIVE, at("08:00"), ())
