"""What must hold for any incident with a valid sequence of updates."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from statuary.model import ACTIVE_STAGES, ComponentStatus, Impact, Incident, Kind, Site, Stage, Update
from statuary.status import CLOCK_SKEW, Standing, component_days, first_day, page_state, uptime_percent
from statuary.status.types import PageState
from support.examples import examples
from support.models import CHECKOUT, SEARCH, component, site

EPOCH = datetime(2026, 3, 27, tzinfo=UTC)  # two days before Berlin's clocks change
LAST = date(2026, 4, 8)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")

minutes = st.integers(0, 10 * 1440)
moments = minutes.map(lambda count: EPOCH + timedelta(minutes=count))
statuses = st.sampled_from(ComponentStatus)
named = st.dictionaries(st.sampled_from([CHECKOUT, SEARCH]), statuses, max_size=2)
impacts = st.none() | st.sampled_from(Impact)
active_stages = sorted(ACTIVE_STAGES)


@st.composite
def incidents(draw: st.DrawFn, *, closed: bool | None = None) -> Incident:
    """An incident whose stages follow each other as `check` allows; `closed` is how it ends, None for any."""
    times = sorted(draw(st.sets(minutes, min_size=1, max_size=5)))
    stages = [draw(st.sampled_from(active_stages))]
    for _ in times[1:]:
        over = stages[-1] in (Stage.RESOLVED, Stage.POSTMORTEM)
        stages.append(draw(st.sampled_from([*active_stages, Stage.RESOLVED, *[Stage.POSTMORTEM] * over])))
    if closed is not None:
        stages[-1] = Stage.RESOLVED if closed else Stage.MONITORING
    updates = [
        Update(at=EPOCH + timedelta(minutes=time), stage=stage, components=draw(named), impact=draw(impacts))
        for time, stage in zip(times, stages, strict=True)
    ]
    started = draw(st.none() | st.just(updates[0].at - timedelta(minutes=draw(st.integers(0, 3000)))))
    return Incident(
        id=f"i{draw(st.integers(0, 10**9))}",
        path="incidents/i.md",
        title="A fault",
        impact=draw(impacts),
        components=draw(named),
        started=started,
        updates=tuple(updates),
    )


@st.composite
def maintenances(draw: st.DrawFn) -> Incident:
    stages = [
        Stage.SCHEDULED,
        Stage.IN_PROGRESS,
        Stage.VERIFYING,
        Stage.COMPLETED,
        Stage.CANCELLED,
        Stage.UPDATE,
    ]
    times = sorted(draw(st.sets(minutes, min_size=1, max_size=5)))
    starts = draw(moments)
    updates = [
        Update(
            at=EPOCH + timedelta(minutes=time),
            stage=draw(st.sampled_from(stages)),
            components=draw(named),
            starts=draw(st.none() | moments),
            ends=draw(st.none() | moments),
        )
        for time in times
    ]
    return Incident(
        id=f"m{draw(st.integers(0, 10**9))}",
        path="incidents/m.md",
        title="Planned work",
        kind=Kind.MAINTENANCE,
        components=draw(named),
        starts=starts,
        ends=starts + timedelta(minutes=draw(st.integers(1, 600))),
        auto_complete=draw(st.booleans()),
        updates=tuple(updates),
    )


works = incidents() | maintenances()
many = st.lists(works, max_size=4, unique_by=lambda work: work.id)


def page_of(work: list[Incident], zone: str = "UTC") -> Site:
    parts = (component(CHECKOUT, since=date(2026, 3, 20)), component(SEARCH))
    return site(*work, components=parts, zone=zone)


@given(many, incidents(closed=False))
def test_an_open_incident_never_makes_anything_look_better(work: list[Incident], more: Incident) -> None:
    now = more.updates[-1].at + timedelta(hours=1)
    before, after = page_state(page_of(work), now), page_state(page_of([*work, more]), now)
    assert after.indicator.badness >= before.indicator.badness
    assert all(after.components[name].badness >= was.badness for name, was in before.components.items())


@given(incidents(closed=False), st.timedeltas(timedelta(), timedelta(days=5000)))
def test_time_alone_ends_no_incident(work: Incident, later: timedelta) -> None:
    state = page_state(page_of([work]), work.updates[-1].at + later)
    assert [active.incident for active in state.active] == [work]
    if state.active[0].impact is not Impact.NONE:
        assert state.indicator.badness > 0


@given(works, moments)
def test_later_posts_change_nothing_now(work: Incident, now: datetime) -> None:
    posted = tuple(update for update in work.updates if update.at <= now + CLOCK_SKEW)
    known = [work.model_copy(update={"updates": posted})] if posted else []
    whole, cut = page_state(page_of([work]), now), page_state(page_of(known), now)
    assert (whole.indicator, whole.components) == (cut.indicator, cut.components)
    fields = {"standing", "stage", "impact", "components", "start", "end", "duration", "phases", "spans"}
    for id, state in whole.by_id.items():
        assert state.model_dump(include=fields) == cut.by_id[id].model_dump(include=fields)


@given(works, moments)
def test_a_state_is_in_order(work: Incident, now: datetime) -> None:
    for state in page_state(page_of([work]), now).by_id.values():
        starts = [phase.start for phase in state.phases]
        assert starts == sorted(starts) and starts[-1] <= now
        assert Stage.UPDATE not in {phase.stage for phase in state.phases}
        assert all(a.stage is not b.stage for a, b in zip(state.phases, state.phases[1:], strict=False))
        assert state.duration >= timedelta()
        assert (state.end is None) == (state.standing is not Standing.PAST)
        assert state.standing is Standing.ACTIVE or not state.components
        for span in state.spans:
            assert span.status is not ComponentStatus.OPERATIONAL
            assert span.start <= now if span.end is None else span.start < span.end <= now


@given(works, moments)
def test_open_spans_say_what_the_components_are(work: Incident, now: datetime) -> None:
    for state in page_state(page_of([work]), now).by_id.values():
        down = {c: s for c, s in state.components.items() if s is not ComponentStatus.OPERATIONAL}
        assert {span.component: span.status for span in state.spans if span.end is None} == down


def all_days(state: PageState, name: str) -> tuple[Fraction, int]:
    days = component_days(state, name, first_day(state, name), LAST)
    return sum((day.downtime for day in days), Fraction()), sum(day.seconds for day in days)


@given(many, moments, st.sampled_from(ZONES))
def test_uptime_is_a_share_and_full_only_without_downtime(
    work: list[Incident], now: datetime, zone: str
) -> None:
    state = page_state(page_of(work, zone), now)
    for name in (CHECKOUT, SEARCH):
        days = component_days(state, name, first_day(state, name), LAST)
        for day in days:
            assert 0 <= day.downtime <= sum(day.by_status.values()) <= day.seconds
        percent = uptime_percent(days)
        if percent is not None:
            assert 0 <= percent <= 100
            assert (percent == 100) == (sum(day.downtime for day in days) == 0)


@given(many, moments, st.sampled_from(ZONES))
def test_days_add_up_to_the_time_that_passed(work: list[Incident], now: datetime, zone: str) -> None:
    state = page_state(page_of(work, zone), now)
    first = datetime.combine(first_day(state, CHECKOUT), datetime.min.time(), state.site.settings.zone)
    assert all_days(state, CHECKOUT)[1] == (now - first.astimezone(UTC)).total_seconds()


@given(many, moments)
def test_where_midnight_falls_does_not_change_the_downtime(work: list[Incident], now: datetime) -> None:
    totals = {all_days(page_state(page_of(work, zone), now), CHECKOUT)[0] for zone in ZONES}
    assert len(totals) == 1


@examples(30)
@given(many, moments)
def test_downtime_agrees_with_a_count_minute_by_minute(work: list[Incident], now: datetime) -> None:
    state = page_state(page_of(work), now)
    weights = state.site.settings.weights
    total = Fraction()
    for span_minute in range(-7 * 1440, int((now - EPOCH).total_seconds()) // 60, 7):
        total += weights.get(worst_at(state, EPOCH + timedelta(minutes=span_minute)), Fraction()) * 420
    exact = all_days(state, CHECKOUT)[0]
    edges = 2 * len(state.spans_by_component.get(CHECKOUT, ())) + 1
    assert abs(total - exact) <= edges * 420


def worst_at(state: PageState, moment: datetime) -> ComponentStatus:
    """The slow and plain way."""
    found = [
        span.status
        for _, span in state.spans_by_component.get(CHECKOUT, ())
        if span.start <= moment and (span.end is None or moment < span.end)
    ]
    return max(found, key=lambda status: status.badness, default=ComponentStatus.OPERATIONAL)
