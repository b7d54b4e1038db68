"""How readers were informed over a period: what counts where, and that all figures add up."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statuary.model import Impact, Incident, Site, Stage
from statuary.status import page_state
from statuary.status.figures import Figures, PostmortemState, postmortem_state
from statuary.status.record import CommunicationRecord, Period, communication_record, last_days, last_months
from support.models import (
    IDENTIFIED,
    INVESTIGATING,
    MONITORING,
    POSTMORTEM,
    RESOLVED,
    at,
    incident,
    maintenance,
    notice,
    post,
    site,
)
from support.random_sites import sites

NOW = at("12:00", day=30)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))
FOREVER = Period(date(2026, 1, 1), date(2027, 12, 31))


def record(
    *work: Incident, now: datetime = NOW, period: Period = MONTH, **settings: str
) -> CommunicationRecord:
    return communication_record(page_state(site(*work, **settings), now), period)


def minutes(*numbers: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=number) for number in numbers)


def quick(id: str, first: str, over: str, **front: object) -> Incident:
    return incident(post(first, INVESTIGATING), post(over, RESOLVED), id=id, **front)


def test_first_updates_by_whether_anybody_can_say() -> None:
    of = record(
        quick("known", "10:20", "11:00", started="10:00", impact=Impact.MAJOR),
        quick("late", "10:20", "11:00", started="10:00", impact=Impact.CRITICAL),
        quick("no-limit", "10:20", "11:00", started="10:10", impact=Impact.NONE),
        quick("no-start", "10:20", "11:00"),
        incident(post("10:20", RESOLVED), id="over"),
        incident(post("10:20", RESOLVED), id="over-with-start", started="09:00"),
    ).all.first_updates

    assert of.known.values == minutes(10, 20, 20)
    assert (of.limited, of.in_time, of.no_start, of.over) == (2, 1, 1, 2)


def test_promises() -> None:
    kept = incident(post("10:00", INVESTIGATING, next_update="10:30"), post("10:30", RESOLVED), id="kept")
    missed = incident(post("10:00", INVESTIGATING, next_update="10:30"), post("11:10", RESOLVED), id="missed")
    running = incident(
        post(at("11:30", day=30), INVESTIGATING, next_update=at("12:30", day=30)), id="running"
    )
    overdue = incident(
        post(at("10:30", day=30), INVESTIGATING, next_update=at("11:30", day=30)), id="overdue"
    )
    of = record(kept, missed, running, overdue, quick("none", "10:00", "11:00")).all.promises

    assert (of.made, of.kept, of.missed, of.running, of.without) == (4, 1, 2, 1, 1)
    assert of.late.values == minutes(30, 40)


def test_where_no_time_is_promised_readers_wait_without_a_limit() -> None:
    told = incident(
        post("10:00", INVESTIGATING, no_next_update=True), post("19:00", RESOLVED), impact=Impact.CRITICAL
    )
    of = record(told).all.silences

    assert of.all.values == minutes(540)
    assert (of.limited, of.too_long) == (0, 0)


def test_the_end_is_known_or_counted_beside() -> None:
    of = record(
        quick("two-hours", "10:00", "12:00"),
        quick("with-start", "10:00", "12:00", started="09:00"),
        incident(post("10:20", RESOLVED), id="afterwards"),
        incident(post(at("11:00", day=30), IDENTIFIED), id="open"),
    ).all.resolutions

    assert of.known.values == minutes(120, 180)
    assert (of.from_first, of.unknown, of.open) == (1, 1, 1)


def test_post_mortems_by_what_became_of_them() -> None:
    outage = [post("10:00", INVESTIGATING), post("11:00", MONITORING), post("12:00", RESOLVED)]
    worst = {"impact": Impact.CRITICAL}
    found = record(
        incident(*outage, post(at("10:00", day=24), POSTMORTEM), id="in-time", **worst),
        incident(*outage, post(at("10:00", day=29), POSTMORTEM), id="late", **worst),
        incident(*outage, id="waived", waive={"postmortem-owed": "a drill"}, **worst),
        incident(*outage, id="missing", source="cstate:1", **worst),
        incident(post(at("10:00", day=30), RESOLVED), id="not-due", **worst),
        incident(*outage, post(at("10:00", day=24), POSTMORTEM), id="besides", impact=Impact.MINOR),
        now=at("12:00", day=30),
    )

    states = {one.state.incident.id: postmortem_state(one, NOW) for one in found.incidents}
    assert states == {
        "in-time": PostmortemState.IN_TIME,
        "late": PostmortemState.LATE,
        "waived": PostmortemState.WAIVED,
        "missing": PostmortemState.MISSING,
        "not-due": PostmortemState.NOT_DUE,
        "besides": None,
    }
    assert found.all.postmortems == (1, 1, 1, 1, 1, 1, 1)


def test_a_few_have_no_median() -> None:
    two = [quick("a", "10:00", "11:00"), quick("b", "10:00", "12:00")]
    assert record(*two).all.resolutions.known.median is None
    assert record(*two, quick("c", "10:00", "10:10")).all.resolutions.known.median == timedelta(hours=1)


def test_what_is_no_incident_is_counted_beside() -> None:
    found = record(
        maintenance(post("09:00", Stage.SCHEDULED), auto_complete=True),
        notice(post("09:00", Stage.NOTICE)),
        quick("other-page", "10:00", "11:00", source="statuspage:1"),
    )
    assert (found.maintenance, found.notices, found.imported, found.all.incidents) == (1, 1, 1, 1)


def test_an_incident_counts_once_by_its_start_in_the_zone_of_the_page() -> None:
    late = quick("night", "23:30", at("02:00", day=23))
    day = Period(date(2026, 11, 22), date(2026, 11, 22))
    assert record(late, period=day).all.incidents == 1
    assert record(late, period=day, zone="Europe/Berlin").all.incidents == 0
    after = Period(date(2026, 11, 23), date(2026, 11, 23))
    assert record(late, period=after, zone="Europe/Berlin").all.incidents == 1


def test_periods() -> None:
    today = date(2026, 3, 31)
    assert last_days(today) == (date(2026, 1, 1), today)
    assert last_months(today) == (date(2025, 4, 1), today)
    assert last_months(date(2026, 12, 1)) == (date(2026, 1, 1), date(2026, 12, 1))


def test_every_month_of_the_period_is_there() -> None:
    months = record(period=Period(date(2025, 11, 30), date(2026, 2, 1))).months
    assert [(one.year, one.month) for one in months] == [(2025, 11), (2025, 12), (2026, 1), (2026, 2)]


def adds_up(of: Figures) -> None:
    first, ends, silence = of.first_updates, of.resolutions, of.silences
    assert len(first.known.values) + first.no_start + first.over == of.incidents
    assert len(ends.known.values) + ends.unknown + ends.open == of.incidents
    assert first.in_time <= first.limited <= len(first.known.values)
    assert silence.too_long <= silence.limited <= len(silence.all.values)
    assert len(of.promises.late.values) == of.promises.missed
    assert ends.from_first <= len(ends.known.values)


@given(sites(), st.integers(0, 6))
def test_figures_add_up(page: Site, days: int) -> None:
    now = datetime.fromisoformat("2026-10-25T12:00Z") + timedelta(days=days)
    found = communication_record(page_state(page, now), FOREVER)
    groups = [*found.by_impact.values()]
    for of in (found.all, *groups, *(month.all for month in found.months)):
        adds_up(of)

    for parts in (groups, [month.all for month in found.months]):
        assert sum(one.incidents for one in parts) == found.all.incidents == len(found.incidents)
        assert sum(one.promises.made for one in parts) == found.all.promises.made
        assert sum(one.postmortems.owed for one in parts) == found.all.postmortems.owed
        assert sum(one.silences.too_long for one in parts) == found.all.silences.too_long
