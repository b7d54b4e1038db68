"""Faults whose times their updates do not tell: what was reported afterwards, and `ended` in front matter."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from test_status_properties import incidents, moments, page_of

from statuary.model import Incident, Stage
from statuary.status import component_days, page_state
from support.models import (
    ACTIVE,
    CHECKOUT,
    DEGRADED,
    MAJOR,
    OK,
    PARTIAL,
    PAST,
    SEARCH,
    at,
    incident,
    maintenance,
    post,
    site,
    spans_of,
    state_at,
)

INVESTIGATING, MONITORING, RESOLVED = Stage.INVESTIGATING, Stage.MONITORING, Stage.RESOLVED
HURT = {CHECKOUT: PARTIAL}


@pytest.mark.parametrize(
    ("updates", "front", "afterwards"),
    [
        (["20:33 Resolved"], {}, True),
        (["20:33 Investigating", "20:33:01 Resolved"], {}, True),
        (["20:33 Investigating", "20:34 Identified", "20:35 Resolved"], {}, True),
        (["20:33 Investigating", "20:35:01 Resolved"], {}, False),
        (["20:33 Resolved", "21:00 Update", "22:00 Postmortem"], {}, True),
        (["20:33 Resolved", "21:00 Investigating", "22:00 Resolved"], {}, False),
        (["20:33 Resolved", "20:34 Investigating", "20:35 Resolved"], {}, True),
        (["20:33 Investigating", "20:34 Resolved", "20:50 Monitoring"], {}, False),
        (["20:33 Investigating"], {}, False),
        (["20:33 Resolved"], {"started": "20:00"}, False),
        (["20:33 Investigating", "20:34 Resolved"], {"started": "20:33"}, False),
        (["20:33 Resolved"], {"started": "20:33"}, True),
        (["20:33 Resolved"], {"started": "20:00", "ended": at("20:10")}, False),
    ],
)
def test_what_was_told_at_once_when_it_was_over_has_no_duration(
    updates: list[str], front: dict[str, Any], afterwards: bool
) -> None:
    words = (text.split() for text in updates)
    state = state_at(incident(*(post(when, Stage(stage.lower())) for when, stage in words), **front), "23:59")
    assert state.reported_afterwards is afterwards
    assert state.lasted == (None if afterwards else state.duration)
    assert state.until == (state.start if afterwards else state.end)


def test_planned_work_is_never_reported_afterwards() -> None:
    state = state_at(maintenance(post("10:30", Stage.COMPLETED)), "12:00")
    assert (state.standing, state.reported_afterwards) == (PAST, False)


def test_the_end_that_is_named_counts_wherever_a_time_does() -> None:
    work = incident(post("11:00", RESOLVED), components=HURT, started="09:50", ended=at("10:30"))
    state = state_at(work, "12:00")
    assert (state.start, state.end, state.lasted) == (at("09:50"), at("10:30"), timedelta(minutes=40))
    assert spans_of(state) == [(CHECKOUT, PARTIAL, "09:50", "10:30")]
    page = page_state(site(work), at("12:00"))
    (day,) = component_days(page, CHECKOUT, at("12:00").date(), at("12:00").date())
    assert day.by_status == {PARTIAL: 40 * 60}


@pytest.mark.parametrize(
    ("said", "spans"),
    [
        ([], [(PARTIAL, "09:50", "10:40")]),
        ([("10:10", MAJOR)], [(PARTIAL, "09:50", "10:10"), (MAJOR, "10:10", "10:40")]),
        ([("10:10", OK)], [(PARTIAL, "09:50", "10:10")]),
        ([("11:00", DEGRADED)], [(PARTIAL, "09:50", "10:40")]),
        ([("11:00", OK)], [(PARTIAL, "09:50", "10:40")]),
        ([("11:00", MAJOR)], [(MAJOR, "09:50", "10:40")]),
        ([("10:10", DEGRADED), ("11:00", MAJOR), ("11:10", OK)], [(MAJOR, "09:50", "10:40")]),
    ],
)
def test_what_is_said_after_the_end_is_said_of_the_time_before(said: Any, spans: Any) -> None:
    updates = [post(when, MONITORING, {CHECKOUT: status}) for when, status in said]
    front = {"components": HURT, "started": "09:50", "ended": at("10:40")}
    state = state_at(
        incident(post("10:04", INVESTIGATING), *updates, post("11:30", RESOLVED), **front), "12:00"
    )
    assert spans_of(state) == [(CHECKOUT, *span) for span in spans]


def test_a_component_that_is_named_only_after_the_end_was_hurt_from_the_start() -> None:
    late = post("11:00", INVESTIGATING, {SEARCH: MAJOR})
    state = state_at(incident(late, post("11:30", RESOLVED), started="09:50", ended=at("10:40")), "12:00")
    assert spans_of(state) == [(SEARCH, MAJOR, "09:50", "10:40")]


@pytest.mark.parametrize("now", ["10:30", "11:00", "11:29"])
def test_an_end_closes_nothing(now: str) -> None:
    """Until Resolved is posted, and after it was opened again."""
    front = {"components": HURT, "started": "09:50", "ended": at("10:10")}
    open_one = incident(post("10:04", INVESTIGATING), post("11:40", RESOLVED), **front)
    again = incident(
        post("10:04", INVESTIGATING), post("10:20", RESOLVED), post("10:25", MONITORING), **front
    )
    for work in (open_one, again):
        state = state_at(work, now)
        assert (state.standing, state.end, state.components) == (ACTIVE, None, HURT)


def test_subscribers_keep_what_they_were_told() -> None:
    front = {"components": HURT, "started": "09:50", "ended": at("10:00")}
    state = state_at(incident(post("10:04", INVESTIGATING), post("11:40", RESOLVED), **front), "12:00")
    assert [(f"{one.start:%H:%M}", f"{one.end:%H:%M}") for one in state.spans_as_told] == [("09:50", "11:40")]


@given(incidents(), moments, moments)
def test_an_end_only_shortens_what_resolved_closes(work: Incident, now: Any, ended: Any) -> None:
    named = work.model_copy(update={"started": work.started or work.updates[0].at, "ended": ended})
    before, after = (page_state(page_of([one]), now) for one in (work, named))
    assert (after.indicator, after.components) == (before.indicator, before.components)
    for key, was in before.by_id.items():
        state = after.by_id[key]
        assert (state.standing, state.stage, state.phases) == (was.standing, was.stage, was.phases)
        assert state.end is None if was.end is None else state.start <= (state.end or now) <= was.end
        assert all(span.end is None or state.end is None or span.end <= state.end for span in state.spans)
