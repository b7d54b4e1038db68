"""Uptime: days in the page's zone, worst status at each instant, exact sums rounded down."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from statuary.model import ComponentStatus, Incident, Site, Stage
from statuary.status import Day, component_days, first_day, page_state, uptime_percent
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
    post,
    site,
)

TODAY = date(2026, 11, 22)
SINCE = (component(CHECKOUT, since=date(2026, 1, 1)), component(SEARCH))


def fault(begin: str, end: str | None, status: ComponentStatus, id: str = "fault") -> Incident:
    updates = [post(begin, Stage.INVESTIGATING, {CHECKOUT: status})]
    return incident(*updates, *([post(end, Stage.RESOLVED)] if end else []), id=id)


def day_of(page: Site, now: datetime, day: date = TODAY, component_id: str = CHECKOUT) -> Day:
    return component_days(page_state(page, now), component_id, day, day)[0]


@pytest.mark.parametrize(
    ("incidents", "by_status", "downtime"),
    [
        ([], {}, 0),
        ([fault("10:00", "11:00", MAJOR)], {MAJOR: 3600}, 3600),
        ([fault("10:00", "11:00", PARTIAL)], {PARTIAL: 3600}, 1080),
        ([fault("10:00", "11:00", DEGRADED)], {DEGRADED: 3600}, 0),
        ([fault("10:00", None, MAJOR)], {MAJOR: 7200}, 7200),
        ([fault("10:00", "11:00", MAJOR, "a"), fault("10:30", "11:30", PARTIAL, "b")],
         {MAJOR: 3600, PARTIAL: 1800}, 3600 + 540),
        ([fault("10:00", "11:00", MAJOR, "a"), fault("10:00", "11:00", MAJOR, "b")], {MAJOR: 3600}, 3600),
        ([fault("09:00", "11:30", PARTIAL, "a"), fault("10:00", "10:30", MAJOR, "b")],
         {MAJOR: 1800, PARTIAL: 7200}, 1800 + 2160),
    ],
)  # fmt: skip
def test_the_worst_status_counts_with_its_weight(
    incidents: list[Incident], by_status: dict[ComponentStatus, int], downtime: int
) -> None:
    day = day_of(site(*incidents, components=SINCE), at("12:00"))
    assert (day.seconds, day.by_status, day.downtime) == (12 * 3600, by_status, Fraction(downtime))
    assert day.incidents == tuple(sorted(work.id for work in incidents))
    assert day.worst is max(by_status, key=lambda status: status.badness, default=OK)


def test_maintenance_counts_nothing_but_a_fault_meanwhile_does() -> None:
    work = maintenance(post("08:00", Stage.SCHEDULED), components={CHECKOUT: WORK}, id="work")
    page = site(work, fault("10:30", "10:45", MAJOR), components=SINCE)
    day = day_of(page, at("11:00"))
    assert day.by_status == {WORK: 2700, MAJOR: 900}
    assert (day.downtime, day.incidents) == (900, ("work", "fault"))


def test_weights_are_the_sites_and_a_missing_one_is_zero() -> None:
    weights = {DEGRADED: Fraction(1, 3), WORK: Fraction(1)}
    incidents = [fault("09:00", "10:00", DEGRADED, "a"), fault("10:00", "11:00", MAJOR, "b")]
    work = maintenance(post("08:00", Stage.IN_PROGRESS), components={CHECKOUT: WORK})
    page = site(*incidents, work, components=SINCE, weights=weights)
    assert day_of(page, at("12:00")).downtime == 1200


def test_a_span_over_midnight_is_split() -> None:
    updates = (
        post(at("23:00", day=20), Stage.INVESTIGATING, {CHECKOUT: MAJOR}),
        post(at("01:00", day=22), Stage.RESOLVED),
    )
    state = page_state(site(incident(*updates), components=SINCE), at("12:00"))
    days = component_days(state, CHECKOUT, date(2026, 11, 19), date(2026, 11, 23))
    assert [day.by_status.get(MAJOR, 0) for day in days] == [0, 3600, 86400, 3600, 0]
    assert [day.seconds for day in days] == [86400, 86400, 86400, 43200, 0]
    assert [len(day.incidents) for day in days] == [0, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Europe/Berlin", date(2026, 6, 1), 24),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),  # midnight itself is skipped
        ("America/Sao_Paulo", date(2018, 2, 17), 25),  # 23:00 comes twice
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Atlantic/Azores", date(2026, 10, 25), 25),  # midnight comes twice
        ("Pacific/Apia", date(2011, 12, 30), 0),  # the day that was skipped
    ],
)
def test_days_have_the_length_that_clocks_give_them(zone: str, day: date, hours: float) -> None:
    parts = (component(CHECKOUT, since=date(2000, 1, 1)),)
    whole = incident(
        post(datetime(2005, 1, 1, tzinfo=UTC), Stage.INVESTIGATING), components={CHECKOUT: MAJOR}
    )
    counted = day_of(site(whole, components=parts, zone=zone), at("12:00"), day)
    assert counted.seconds == hours * 3600 == counted.by_status.get(MAJOR, 0)


def test_only_the_days_between_since_and_until_count() -> None:
    parts = (component(CHECKOUT, since=date(2026, 11, 10), until=date(2026, 11, 12)),)
    long = incident(
        post(at("00:00", day=1), Stage.INVESTIGATING),
        components={CHECKOUT: MAJOR},
        started=at("00:00", day=1),
    )
    state = page_state(site(long, components=parts), at("12:00"))
    days = component_days(state, CHECKOUT, date(2026, 11, 8), date(2026, 11, 14))
    assert [day.seconds for day in days] == [0, 0, 86400, 86400, 86400, 0, 0]
    assert [day.downtime for day in days] == [0, 0, 86400, 86400, 86400, 0, 0]
    assert [day.worst for day in days] == [OK, OK, MAJOR, MAJOR, MAJOR, OK, OK]


@pytest.mark.parametrize(("first", "last"), [(1, 5), (25, 28)])
def test_days_outside_all_that_counts_are_empty(first: int, last: int) -> None:
    parts = (component(CHECKOUT, since=date(2026, 11, 10), until=date(2026, 11, 12)),)
    state = page_state(site(fault("10:00", None, MAJOR), components=parts), at("12:00"))
    days = component_days(state, CHECKOUT, date(2026, 11, first), date(2026, 11, last))
    assert {(day.seconds, day.downtime, day.worst) for day in days} == {(0, 0, OK)}
    assert uptime_percent(days) is None


def test_an_incident_with_several_spans_is_named_once_a_day() -> None:
    updates = (
        post("10:00", Stage.INVESTIGATING, {CHECKOUT: PARTIAL}),
        post("10:30", Stage.IDENTIFIED, {CHECKOUT: MAJOR}),
    )
    day = day_of(site(incident(*updates, id="fault"), components=SINCE), at("12:00"))
    assert day.incidents == ("fault",)


def test_a_fault_that_opens_just_now_is_in_todays_news() -> None:
    day = day_of(site(fault("12:00", None, MAJOR), components=SINCE), at("12:00"))
    assert (day.worst, day.incidents, day.downtime) == (MAJOR, ("fault",), 0)


def test_parts_of_seconds_never_lose_downtime() -> None:
    updates = (
        post("10:00:00.400", Stage.INVESTIGATING, {CHECKOUT: MAJOR}),
        post("10:00:00.600", Stage.RESOLVED),
    )
    day = day_of(site(incident(*updates), components=SINCE), at("12:00:00.500"))
    assert (day.seconds, day.downtime) == (43200, 1)


def test_the_first_day() -> None:
    early = incident(post(at("23:30", day=3), Stage.INVESTIGATING), started=at("23:10", day=3))
    state = page_state(site(early, components=SINCE, zone="Europe/Berlin"), at("12:00"))
    assert first_day(state, CHECKOUT) == date(2026, 1, 1)
    assert first_day(state, SEARCH) == date(2026, 11, 4)


def test_the_first_day_of_an_empty_page_is_today() -> None:
    assert first_day(page_state(site(zone="Asia/Tokyo"), at("16:00")), SEARCH) == date(2026, 11, 23)


def test_work_to_come_does_not_put_the_first_day_off() -> None:
    work = maintenance(post("08:00", Stage.SCHEDULED), starts=at("10:00", day=28), ends=at("11:00", day=28))
    assert first_day(page_state(site(work), at("12:00")), SEARCH) == TODAY


def test_an_unknown_component_is_an_error() -> None:
    with pytest.raises(KeyError):
        component_days(page_state(site(), at("12:00")), "nowhere", TODAY, TODAY)


def days(seconds: int, downtime: Fraction) -> list[Day]:
    empty = {"day": TODAY, "by_status": {}, "worst": OK, "incidents": ()}
    return [Day(seconds=seconds, downtime=downtime, **empty), Day(seconds=0, downtime=Fraction(), **empty)]


@pytest.mark.parametrize(
    ("seconds", "downtime", "percent"),
    [
        (0, Fraction(), None),
        (86400, Fraction(), "100.00"),
        (10**9, Fraction(1, 1000), "99.99"),
        (10_000, Fraction(1), "99.99"),
        (10_000, Fraction(10_001, 10_000), "99.98"),
        (3, Fraction(1), "66.66"),
        (86400, Fraction(86400), "0.00"),
    ],
)
def test_uptime_is_rounded_down(seconds: int, downtime: Fraction, percent: str | None) -> None:
    found = uptime_percent(days(seconds, downtime))
    assert found == (Decimal(percent) if percent else None)
    assert percent is None or str(found) == percent


def test_the_days_may_come_from_a_generator() -> None:
    assert uptime_percent(iter(days(86400, Fraction()))) == 100


def test_ninety_days_cover_ninety_days() -> None:
    state = page_state(site(components=SINCE, zone="America/New_York"), at("12:00"))
    span = component_days(state, CHECKOUT, TODAY - timedelta(days=89), TODAY)
    assert [day.day for day in span] == [TODAY - timedelta(days=back) for back in range(89, -1, -1)]
