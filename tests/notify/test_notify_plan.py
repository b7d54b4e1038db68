"""Who is told of what, and when: each rule of its own."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from statuary.model import Impact, Incident, Kind, Listener, Stage
from statuary.notify.delivering import HOLDS
from statuary.notify.folder_ledger import FolderLedger
from statuary.notify.ledger import Delivery, DeliveryState, Entries, entries_of
from statuary.notify.plan import MOST, Handling, Rules, plan
from statuary.notify.tellings import tellings
from statuary.render.feeds.update_feeds import all_posts, event_id
from statuary.status import page_state
from support.models import DEGRADED, MAJOR, OK, at, incident, maintenance, notice, post, site
from support.telling import Killed, Service, Shaky, cells, page_tellings, run_of

INVESTIGATING, IDENTIFIED, RESOLVED = Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.RESOLVED
NOW = at("12:00")


def planned(
    *incidents: Incident, now: datetime = NOW, told: Entries | None = None, **listener: Any
) -> dict[str, str]:
    """What a listener who was told nothing (or what `told` says) would get: verdicts by the end of each name."""
    one = Listener(name="all", **listener)
    lines = plan(page_tellings(site(*incidents), now), [one], told or Entries(), Rules(now))
    return {line.telling.what.partition("/")[2]: line.verdict.value for line in lines}


def told(*names: str, state: DeliveryState = DeliveryState.SENT) -> Entries:
    """A ledger in which these are told to `all`."""
    return Entries({Delivery("all", name).stem: frozenset({state}) for name in names})


FAULT = incident(
    post("11:00", INVESTIGATING, {"checkout": DEGRADED}),
    post("11:10", IDENTIFIED, {"checkout": MAJOR}),
    post("11:20", Stage.MONITORING, {"checkout": OK, "search": DEGRADED}),
    post("11:30", RESOLVED, {"search": OK}),
    id="a",
)


def upto(number: int) -> Incident:
    """The fault with its first updates."""
    return FAULT.model_copy(update={"updates": FAULT.updates[:number]})


def test_the_newest_goes_and_stands_for_the_others() -> None:
    lines = plan(page_tellings(site(FAULT), NOW), [Listener(name="all")], Entries(), Rules(NOW))

    sent = [line for line in lines if line.verdict is Handling.SEND]
    assert [line.telling.stage for line in sent] == [RESOLVED]
    assert [one.stage for one in sent[0].missed] == [INVESTIGATING, IDENTIFIED, Stage.MONITORING]
    assert {line.verdict for line in lines if line is not sent[0]} == {Handling.SKIP}


@pytest.mark.parametrize(
    ("number", "listener", "verdict"),
    [
        (1, {}, "send"),
        (1, {"impact": Impact.MINOR}, "send"),
        (1, {"impact": Impact.CRITICAL}, "skip"),
        (2, {"impact": Impact.CRITICAL}, "send"),
        (4, {"impact": Impact.CRITICAL}, "send"),
        (1, {"components": ("search",)}, "skip"),
        (3, {"components": ("search",)}, "send"),
        (3, {"components": ("checkout",)}, "send"),
        (1, {"kinds": (Kind.MAINTENANCE,)}, "skip"),
    ],
)
def test_a_listener_chooses(number: int, listener: dict[str, Any], verdict: str) -> None:
    assert list(planned(upto(number), **listener).values())[-1] == verdict


def test_whoever_was_told_of_the_beginning_is_told_of_the_end_whatever_is_chosen_by_now() -> None:
    first = told("a/20261122T110000Z")
    found = planned(FAULT, told=first, components=("search-of-old",), impact=Impact.CRITICAL)
    assert found["20261122T113000Z"] == "send"
    assert planned(FAULT, components=("search-of-old",))["20261122T113000Z"] == "skip"


def test_nobody_is_told_of_a_fault_after_its_end() -> None:
    found = planned(FAULT, told=told("a/20261122T110000Z", "a/20261122T113000Z"))
    assert found == {"20261122T111000Z": "skip", "20261122T112000Z": "skip"}


WORK = maintenance(
    post(at("09:00", 19), Stage.SCHEDULED), id="w", starts=at("10:00"), ends=at("11:00"), auto_complete=True
)


@pytest.mark.parametrize(
    ("now", "event", "verdict"),
    [
        (at("09:59", 21), "reminder-20261121T100000Z", None),
        (at("10:01", 21), "reminder-20261121T100000Z", "send"),
        (at("16:01", 21), "reminder-20261121T100000Z", "skip"),
        (at("10:01"), "begun-20261122T100000Z", "send"),
        (at("11:01"), "done-20261122T110000Z", "send"),
        (at("18:01"), "done-20261122T110000Z", "send"),
    ],
)
def test_planned_work_is_told_of_by_time(now: datetime, event: str, verdict: str | None) -> None:
    assert planned(WORK, now=now, told=told("w/20261119T090000Z")).get(event) == verdict


def test_work_announced_a_day_before_has_no_reminder_and_moved_work_another() -> None:
    late = WORK.model_copy(update={"updates": (post("09:05", Stage.SCHEDULED),)})
    moved = WORK.model_copy(
        update={
            "updates": (
                *WORK.updates,
                post(at("09:00", 20), Stage.SCHEDULED, starts=at("10:00", 23), ends=at("11:00", 23)),
            )
        }
    )

    assert planned(late, now=at("09:30")) == {"20261122T090500Z": "send"}
    found = planned(moved, now=at("10:01"))
    assert found == {
        "20261119T090000Z": "skip",
        "20261120T090000Z": "skip",
        "reminder-20261122T100000Z": "send",
    }


def test_an_hour_before_people_are_reminded_again_where_somebody_looks_then() -> None:
    known = told("w/20261119T090000Z", "w/reminder-20261121T100000Z")
    assert planned(WORK, now=at("09:01"), told=known) == {"reminder-20261122T090000Z": "send"}
    assert planned(WORK, now=at("10:01"), told=known) == {"begun-20261122T100000Z": "send"}


def test_names_are_those_of_the_feeds() -> None:
    """So what feed readers and subscribers get is the same, for ever."""
    page = page_state(site(FAULT, WORK), at("11:31"))
    ids = {event_id(page.site.settings, post.event).rpartition(":")[2] for post in all_posts(page)}
    assert ids == {one.what for one in tellings(page)} and len(ids) == 7


def test_imported_work_that_is_to_come_is_told_like_any_other() -> None:
    brought = WORK.model_copy(
        update={
            "source": "statuspage:x",
            "updates": (post(at("09:00", 19), Stage.SCHEDULED, source_id="u1"),),
        }
    )
    assert planned(brought, now=at("10:01")) == {"20261119T090000Z": "skip", "begun-20261122T100000Z": "send"}
    assert planned(brought, now=at("11:01", 25))["begun-20261122T100000Z"] == "skip"
    assert planned(brought, now=at("11:01", 25))["done-20261122T110000Z"] == "skip"


def test_work_that_got_another_name_tells_nobody_again(tmp_path: Path) -> None:
    ledger, services = FolderLedger(tmp_path / "l"), {"mail": Service(False)}
    run_of(ledger, site(), NOW, services).start()
    run_of(ledger, site(WORK), at("10:01"), services, confirmed=True).go()
    other = WORK.model_copy(update={"id": "other", "path": "incidents/other.md"})

    found = cells(run_of(ledger, site(other), at("10:02"), services, confirmed=True).go())

    assert {why for _, why in found.values()} == {"sent as w"} and len(found) == 2
    assert services["mail"].told.total() == 1


def test_cancelled_work_reminds_nobody() -> None:
    cancelled = WORK.model_copy(update={"updates": (*WORK.updates, post(at("09:00", 20), Stage.CANCELLED))})
    assert not [key for key in planned(cancelled, now=at("11:30")) if "-" in key]


def test_silent_work_and_imported_updates_tell_nobody() -> None:
    silent = WORK.model_copy(update={"updates": (post(at("09:00", 19), Stage.SCHEDULED, silent=True),)})
    brought = incident(
        post("11:00", INVESTIGATING, source_id="u1"), post("11:50", IDENTIFIED), id="b", source="statuspage:x"
    )
    old = incident(post(at("11:00", 20), RESOLVED), id="c", source="cstate:x")

    assert planned(silent) == {}
    assert planned(brought) == {"20261122T110000Z": "skip", "20261122T115000Z": "send"}
    assert planned(old) == {"20261120T110000Z": "skip"}


def test_only_staff_hear_of_what_is_overdue() -> None:
    late = incident(post("11:00", INVESTIGATING, {"checkout": MAJOR}, next_update="11:30"), id="a")
    known = told("a/20261122T110000Z")

    assert planned(late, told=known) == {}
    found = planned(late, told=known, audience="staff")
    assert found == {"overdue-promise-missed-20261122T113000Z": "send"}
    assert page_tellings(site(late), NOW)[-1].due is not None


def test_notices_have_no_impact_to_choose_by() -> None:
    assert list(planned(notice(post("11:00", Stage.NOTICE)), impact=Impact.CRITICAL).values()) == ["send"]


def test_what_waits_takes_along_what_it_stands_for() -> None:
    many = [
        incident(post("11:00", INVESTIGATING), post("11:10", IDENTIFIED), id=f"i{n}") for n in range(MOST + 1)
    ]
    lines = plan(page_tellings(site(*many), NOW), [Listener(name="all")], Entries(), Rules(NOW))
    fewer = plan(page_tellings(site(*many[1:]), NOW), [Listener(name="all")], Entries(), Rules(NOW))

    assert {line.verdict for line in lines} == {Handling.HOLD}
    assert {line.verdict for line in fewer} == {Handling.SEND, Handling.SKIP}


def test_a_claim_is_left_alone_while_its_run_may_be_at_work(tmp_path: Path) -> None:
    """Then nobody knows; a service with keys gets it again, with the same key."""
    ledger, services = FolderLedger(tmp_path / "l"), {"mail": Service(False), "hook": Service(True)}
    run_of(ledger, site(), NOW, services).start()
    news = site(incident(post("11:50", INVESTIGATING), id="a"))
    with pytest.raises(Killed):
        run_of(Shaky(ledger, kill=(1, "after")), news, NOW, services).go()

    early = cells(run_of(ledger, news, NOW + HOLDS - timedelta(minutes=1), services).go())
    late = cells(run_of(ledger, news, NOW + HOLDS + timedelta(minutes=1), services).go())
    later = cells(run_of(ledger, news, NOW + HOLDS + timedelta(minutes=2), services).go())

    assert {verdict for verdict, _ in early.values()} == {"busy"}
    assert {name: verdict for (name, _), (verdict, _) in late.items()} == {"mail": "unknown", "hook": "yes"}
    assert {name: verdict for (name, _), (verdict, _) in later.items()} == {"mail": "unknown"}
    again = cells(run_of(ledger, news, NOW + HOLDS, services, again=True).go())
    assert [verdict for verdict, _ in again.values()] == ["yes"] and services["mail"].told.total() == 1


def test_a_merged_ledger_holds_what_is_better_known() -> None:
    delivery = Delivery("all", "a/1")
    for held, other in [
        ("sent", "unknown"),
        ("sent", "claimed"),
        ("skipped", "unknown"),
        ("unknown", "claimed"),
    ]:
        assert (
            entries_of([f"{delivery.stem}.{state}.json" for state in (other, held)]).state(delivery) == held
        )
    assert entries_of(["README.md", "all/zz/x.sent.json", "../all.sent.json"]).states == {}
