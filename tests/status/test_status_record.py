"""How an incident was told: what was promised and kept, how long readers waited, and when it was over."""

from datetime import UTC, datetime, timedelta

from statuary.model import Impact, Incident, Rhythm
from statuary.status import TrackRecord, track_record
from support.models import (
    IDENTIFIED,
    INVESTIGATING,
    MONITORING,
    POSTMORTEM,
    RESOLVED,
    UPDATE,
    at,
    incident,
    post,
    state_at,
)

MAJOR = {"impact": Impact.MAJOR}
NOW = at("12:00", day=30)


def record(work: Incident, now: datetime = NOW) -> TrackRecord:
    return track_record(state_at(work, now), Rhythm(), UTC)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def test_promises() -> None:
    found = record(
        incident(
            post("10:00", INVESTIGATING, next_update="10:30"),
            post("10:20", UPDATE, next_update="11:00"),  # renewed
            post("11:04", IDENTIFIED, next_update="11:30"),  # nearly in time
            post("11:50", UPDATE, next_update="12:30"),  # late
            post("12:10", RESOLVED),  # in time
            **MAJOR,
        )
    ).promises

    assert [one.is_kept(NOW) for one in found] == [True, True, False, True]
    assert [one.late_by(NOW) for one in found] == [minutes(0), minutes(0), minutes(20), minutes(0)]


def test_a_promise_that_runs_is_neither_kept_nor_broken() -> None:
    work = incident(post("10:00", INVESTIGATING, next_update="10:30"), **MAJOR)
    (one,) = record(work, at("10:34")).promises
    assert one.is_kept(at("10:34")) is None
    assert one.is_kept(at("11:00")) is False
    assert one.late_by(at("11:00")) == minutes(30)


def test_silences_are_what_no_promise_covers() -> None:
    found = record(
        incident(
            post("10:00", INVESTIGATING),
            post("10:40", IDENTIFIED, impact=Impact.CRITICAL),
            post("11:20", UPDATE, next_update="12:00"),
            post("12:00", UPDATE),
            post("13:10", MONITORING),
            post("15:00", RESOLVED),
            post("18:00", UPDATE),
            **MAJOR,
        )
    ).silences

    assert [(one.length(NOW), one.impact.value, one.allowed) for one in found] == [
        (minutes(40), "major", minutes(60)),
        (minutes(40), "critical", minutes(30)),
        (minutes(70), "critical", minutes(60)),
        (minutes(110), "critical", minutes(120)),
    ]
    assert [one.is_too_long(NOW) for one in found] == [False, True, True, False]


def test_the_first_update() -> None:
    found = record(incident(post("10:20", INVESTIGATING), started="10:00", **MAJOR))
    assert (found.first_update, found.first_update_limit) == (minutes(20), minutes(30))
    assert record(incident(post("10:20", INVESTIGATING), **MAJOR)).first_update is None
    over = incident(post("10:20", RESOLVED), started="10:00", **MAJOR)
    assert record(over).first_update is None
    told_late = incident(
        post("10:20", INVESTIGATING), post("10:30", RESOLVED), started="09:00", ended=at("10:00"), **MAJOR
    )
    assert record(told_late).first_update is None


def test_what_was_told_afterwards_has_no_rhythm() -> None:
    found = record(
        incident(post("10:20", INVESTIGATING), post("10:20:30", RESOLVED), source="statuspage:abc")
    )
    assert found.imported
    assert found.resolved_after is None
    assert not found.promises
    assert not any(one.is_too_long(NOW) for one in found.silences)


def test_how_long_it_was_open() -> None:
    again = [post("10:00", INVESTIGATING), post("11:00", RESOLVED)]
    again += [post("14:00", IDENTIFIED), post("14:30", RESOLVED)]
    assert record(incident(*again)).resolved_after == minutes(90)
    assert record(incident(*again[:3])).resolved_after is None


def test_post_mortems() -> None:
    outage = [post("10:00", INVESTIGATING), post("11:00", RESOLVED)]
    owed = record(incident(*outage, impact=Impact.CRITICAL)).postmortem
    assert owed and (owed.due, owed.delivered, owed.waived) == (at("00:00", day=28), None, None)
    why = post(at("09:00", day=24), POSTMORTEM)
    owed = record(
        incident(*outage, why, impact=Impact.CRITICAL, waive={"postmortem-owed": "known"})
    ).postmortem
    assert owed and (owed.delivered, owed.waived) == (at("09:00", day=24), "known")
    assert record(incident(*outage, **MAJOR)).postmortem is None
