"""Impact and the words for readers: what was said last holds."""

import pytest

from statuary.model import Impact, Update
from support.models import (
    CHECKOUT,
    DEGRADED,
    IDENTIFIED,
    INVESTIGATING,
    MAJOR,
    OK,
    PARTIAL,
    RESOLVED,
    SEARCH,
    UPDATE,
    WORK,
    at,
    incident,
    post,
    state_at,
)


@pytest.mark.parametrize(
    ("declared", "named", "impact"),
    [
        (None, {}, Impact.MINOR),
        (None, {CHECKOUT: OK}, Impact.MINOR),
        (None, {CHECKOUT: WORK}, Impact.MINOR),
        (None, {CHECKOUT: DEGRADED}, Impact.MINOR),
        (None, {CHECKOUT: DEGRADED, SEARCH: PARTIAL}, Impact.MAJOR),
        (None, {CHECKOUT: MAJOR, SEARCH: PARTIAL}, Impact.CRITICAL),
        (Impact.NONE, {CHECKOUT: MAJOR}, Impact.NONE),
        (Impact.CRITICAL, {}, Impact.CRITICAL),
    ],
)
def test_impact_is_declared_or_follows_from_the_components(
    declared: Impact | None, named: dict[str, object], impact: Impact
) -> None:
    work = incident(post("10:00", INVESTIGATING), impact=declared, components=named)
    assert state_at(work, "11:00").impact is impact


def test_the_newest_declared_impact_holds() -> None:
    work = incident(
        post("10:00", INVESTIGATING, impact=Impact.CRITICAL),
        post("11:00", IDENTIFIED, impact=Impact.MINOR),
        post("12:00", UPDATE, {CHECKOUT: MAJOR}),
        impact=Impact.MAJOR,
    )
    assert [state_at(work, now).impact for now in ("10:30", "12:30")] == [Impact.CRITICAL, Impact.MINOR]


def test_derived_impact_remembers_the_worst_so_far() -> None:
    work = incident(
        post("10:00", INVESTIGATING, {CHECKOUT: DEGRADED}),
        post("11:00", IDENTIFIED, {CHECKOUT: MAJOR}),
        post("12:00", RESOLVED, {CHECKOUT: OK}),
    )
    impacts = [state_at(work, now).impact for now in ("10:30", "11:30", "12:30")]
    assert impacts == [Impact.MINOR, Impact.CRITICAL, Impact.CRITICAL]


def test_resolving_changes_no_impact_that_named_nothing() -> None:
    work = incident(post("10:00", INVESTIGATING), post("11:00", RESOLVED, {CHECKOUT: OK}))
    assert state_at(work, "12:00").impact is Impact.MINOR


@pytest.mark.parametrize(
    ("updates", "promise"),
    [
        ([post("10:00", INVESTIGATING)], None),
        ([post("10:00", INVESTIGATING, next_update="10:30")], "10:30"),
        ([post("10:00", INVESTIGATING, next_update="10:30"), post("10:20", UPDATE)], "10:30"),
        ([post("10:00", INVESTIGATING, next_update="10:30"), post("10:30", UPDATE)], None),
        ([post("10:00", INVESTIGATING, next_update="10:30"), post("10:40", UPDATE)], None),
        ([post("10:00", INVESTIGATING, next_update="10:30"), post("10:40", UPDATE, next_update="11:00")],
         "11:00"),
        ([post("10:00", INVESTIGATING, next_update="11:30"), post("10:40", UPDATE, no_next_update=True)],
         None),
        ([post("10:00", INVESTIGATING, next_update="11:30"), post("10:40", RESOLVED)], None),
        ([post("10:00", INVESTIGATING), post("10:40", RESOLVED, next_update="11:30")], None),
    ],
)  # fmt: skip
def test_the_promised_next_update(updates: list[Update], promise: str | None) -> None:
    state = state_at(incident(*updates), "20:00")
    assert state.next_update == (at(promise) if promise else None)


def test_the_newest_words_for_readers_hold() -> None:
    work = incident(
        post("10:00", INVESTIGATING, who="everybody", workaround="wait"),
        post("10:30", IDENTIFIED, who="customers in Europe", estimate="noon"),
        post("11:00", UPDATE),
    )
    state = state_at(work, "12:00")
    assert (state.who, state.workaround, state.estimate) == ("customers in Europe", "wait", "noon")
