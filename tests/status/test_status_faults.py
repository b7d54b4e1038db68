"""Planned work that goes wrong, or that was planned to hurt: which of the two is shown, and until when."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_status_properties import maintenances, moments, named

from statuary.model import ComponentStatus, Impact, Incident, Indicator, Stage, Update
from statuary.status import component_days, page_state, uptime_percent
from support.models import (
    ACTIVE,
    CHECKOUT,
    DEGRADED,
    MAJOR,
    OK,
    PARTIAL,
    PAST,
    PLANNED,
    SEARCH,
    WORK,
    at,
    maintenance,
    post,
    site,
    spans_of,
    state_at,
)

SCHEDULED, IN_PROGRESS, VERIFYING = Stage.SCHEDULED, Stage.IN_PROGRESS, Stage.VERIFYING
COMPLETED, CANCELLED, UPDATE = Stage.COMPLETED, Stage.CANCELLED, Stage.UPDATE
TOMORROW = {"starts": at("10:00", 23), "ends": at("11:00", 23)}
ANNOUNCED = post("08:00", SCHEDULED)


def gone_wrong(*later: Update, **front: Any) -> Incident:
    """Under way by itself from 10:00 to 11:00; checkout fails at 10:20."""
    broken = post("10:20", UPDATE, {CHECKOUT: MAJOR})
    return maintenance(ANNOUNCED, broken, *later, **{"components": {CHECKOUT: WORK}} | front)


@pytest.mark.parametrize(
    "work",
    [
        gone_wrong(),
        gone_wrong(post("10:30", UPDATE, **TOMORROW)),
        gone_wrong(post("10:30", UPDATE, silent=True, **TOMORROW)),
        gone_wrong(post("10:30", SCHEDULED, **TOMORROW)),
        gone_wrong(post("10:30", CANCELLED)),
        gone_wrong(post("10:30", CANCELLED), post("10:40", UPDATE, **TOMORROW)),
        gone_wrong(post("10:30", VERIFYING)),
        gone_wrong(post("10:30", IN_PROGRESS)),
        gone_wrong(post("10:30", UPDATE, ends="10:25"), auto_complete=True),
        gone_wrong(post("10:30", UPDATE, starts="09:00", ends="10:00"), auto_complete=True),
        gone_wrong(auto_complete=True),
        gone_wrong(post("10:30", UPDATE, {SEARCH: OK}), auto_complete=True),
        gone_wrong(post("10:30", UPDATE, {SEARCH: OK}, **TOMORROW)),
        gone_wrong(post("10:30", UPDATE, impact=Impact.NONE, **TOMORROW)),
        maintenance(ANNOUNCED, post("10:30", UPDATE, {CHECKOUT: MAJOR}, **TOMORROW)),
        maintenance(ANNOUNCED, post("10:30", SCHEDULED, {CHECKOUT: MAJOR}, **TOMORROW)),
        maintenance(ANNOUNCED, post("10:30", CANCELLED, {CHECKOUT: MAJOR})),
        maintenance(ANNOUNCED, post("10:00", UPDATE, {CHECKOUT: MAJOR})),
        maintenance(ANNOUNCED, post("11:20", UPDATE, {CHECKOUT: MAJOR})),
        maintenance(ANNOUNCED, post("11:20", UPDATE, {CHECKOUT: MAJOR}), auto_complete=True),
        maintenance(ANNOUNCED, post("09:00", IN_PROGRESS, {CHECKOUT: MAJOR})),
        maintenance(
            ANNOUNCED, post("10:20", UPDATE, {CHECKOUT: MAJOR}, silent=True), components={CHECKOUT: MAJOR}
        ),
    ],
)
@pytest.mark.parametrize("now", [at("11:30"), at("10:30", 23), at("12:00", 25)])
def test_what_is_broken_stays_broken_until_somebody_says_otherwise(work: Incident, now: Any) -> None:
    state = state_at(work, now)
    assert (state.standing, state.in_trouble, state.components[CHECKOUT]) == (ACTIVE, True, MAJOR)
    page = page_state(site(work), now)
    assert (page.indicator, page.components[CHECKOUT]) == (Indicator.CRITICAL, MAJOR)


@pytest.mark.parametrize(
    ("work", "stage", "checkout"),
    [
        (gone_wrong(post("10:40", UPDATE, {CHECKOUT: OK})), IN_PROGRESS, OK),
        (gone_wrong(post("10:40", UPDATE, {CHECKOUT: WORK})), IN_PROGRESS, WORK),
        (gone_wrong(post("10:40", COMPLETED)), COMPLETED, OK),
        (gone_wrong(post("10:40", CANCELLED, {CHECKOUT: OK})), CANCELLED, OK),
        (gone_wrong(post("10:40", SCHEDULED, {CHECKOUT: OK}, **TOMORROW)), SCHEDULED, OK),
        (gone_wrong(post("10:40", UPDATE, {CHECKOUT: OK}, **TOMORROW)), SCHEDULED, OK),
        (gone_wrong(post("10:40", UPDATE, **TOMORROW), post("10:50", UPDATE, {CHECKOUT: OK})), SCHEDULED, OK),
        (gone_wrong(post("10:40", CANCELLED), post("10:50", UPDATE, {CHECKOUT: OK})), CANCELLED, OK),
        (gone_wrong(post("11:10", UPDATE, {CHECKOUT: OK}), auto_complete=True), COMPLETED, OK),
    ],
)
def test_a_word_that_it_works_ends_the_fault(work: Incident, stage: Stage, checkout: ComponentStatus) -> None:
    state = state_at(work, "11:30")
    assert (state.stage, state.in_trouble) == (stage, False)
    page = page_state(site(work), at("11:30"))
    assert page.components[CHECKOUT] is checkout
    assert page.indicator in (Indicator.NONE, Indicator.MAINTENANCE)


def test_the_next_window_runs_as_planned_again() -> None:
    work = gone_wrong(post("10:40", SCHEDULED, {CHECKOUT: OK}, **TOMORROW))
    assert spans_of(state_at(work, at("10:30", 23))) == [
        (CHECKOUT, WORK, "10:00", "10:20"),
        (CHECKOUT, MAJOR, "10:20", "10:40"),
        (CHECKOUT, WORK, "10:00", None),
    ]


def test_an_impact_is_a_fault_too_and_none_ends_it() -> None:
    work = maintenance(ANNOUNCED, post("10:20", UPDATE, impact=Impact.MAJOR), auto_complete=True)
    assert (state_at(work, "12:00").in_trouble, state_at(work, "12:00").impact) == (True, Impact.MAJOR)
    calm = work.model_copy(update={"updates": (*work.updates, post("11:10", UPDATE, impact=Impact.NONE))})
    state = state_at(calm, "12:00")
    assert (state.standing, state.in_trouble, state.impact) == (PAST, False, Impact.MAJOR)


@pytest.mark.parametrize("status", [DEGRADED, PARTIAL, MAJOR, WORK])
@pytest.mark.parametrize("now", ["10:00", "10:30", "11:30"])
def test_planned_unavailability_is_maintenance(status: ComponentStatus, now: str) -> None:
    first = post("08:00", SCHEDULED, {SEARCH: status}, impact=Impact.CRITICAL)
    work = maintenance(first, components={CHECKOUT: status}, impact=Impact.CRITICAL)
    state = state_at(work, now)
    assert (state.in_trouble, state.impact) == (False, Impact.NONE)
    assert state.components == {CHECKOUT: WORK, SEARCH: WORK}
    page = page_state(site(work), at(now))
    assert page.indicator is Indicator.MAINTENANCE
    days = component_days(page, CHECKOUT, at(now).date(), at(now).date())
    assert uptime_percent(days) == 100 and days[0].worst is WORK


def test_what_was_planned_is_a_fault_once_an_update_in_the_window_says_so() -> None:
    work = maintenance(ANNOUNCED, post("10:20", UPDATE, {CHECKOUT: MAJOR}), components={CHECKOUT: MAJOR})
    state = state_at(work, "10:30")
    assert (state.in_trouble, state.impact) == (True, Impact.CRITICAL)
    assert spans_of(state) == [(CHECKOUT, WORK, "10:00", "10:20"), (CHECKOUT, MAJOR, "10:20", None)]


def test_a_fast_clock_does_not_make_a_plan_of_a_fault() -> None:
    work = maintenance(ANNOUNCED, post("10:01", UPDATE, {CHECKOUT: MAJOR}))
    early, late = state_at(work, "09:59:30"), state_at(work, "10:00")
    assert (early.standing, late.in_trouble, late.components) == (PLANNED, True, {CHECKOUT: MAJOR})


def test_before_it_begins_nothing_is_wrong() -> None:
    state = state_at(maintenance(post("08:00", SCHEDULED, {CHECKOUT: MAJOR}), impact=Impact.MAJOR), "09:00")
    assert (state.standing, state.components, state.impact) == (PLANNED, {}, Impact.NONE)


def test_work_that_goes_on_after_completed_has_its_fault_again() -> None:
    work = gone_wrong(post("10:40", COMPLETED, {CHECKOUT: OK}), post("10:50", IN_PROGRESS))
    state = state_at(work, "10:55")
    assert (state.in_trouble, state.components) == (True, {CHECKOUT: MAJOR})


@given(maintenances(), named, st.data())
def test_no_other_word_hides_a_fault(
    work: Incident, said: dict[str, ComponentStatus], data: st.DataObject
) -> None:
    last = work.updates[-1].at
    broken = Update(at=last + timedelta(minutes=1), stage=IN_PROGRESS, components=said | {CHECKOUT: MAJOR})
    word = Update(
        at=last + timedelta(minutes=2),
        stage=data.draw(st.sampled_from([SCHEDULED, IN_PROGRESS, VERIFYING, CANCELLED, UPDATE])),
        starts=data.draw(st.none() | moments),
        ends=data.draw(st.none() | moments),
        silent=data.draw(st.booleans()),
        components={SEARCH: data.draw(st.sampled_from(ComponentStatus))},
    )
    work = work.model_copy(update={"updates": (*work.updates, broken, word)})
    state = state_at(work, word.at + data.draw(st.timedeltas(timedelta(), timedelta(days=400))))
    assert (state.standing, state.in_trouble, state.components[CHECKOUT]) == (ACTIVE, True, MAJOR)
