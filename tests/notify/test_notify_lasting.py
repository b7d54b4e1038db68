"""Mishaps that last: another name before anybody knows, a service that fails for days, somebody new meanwhile."""

import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from statuary.model import Stage
from statuary.notify.folder_ledger import FolderLedger
from statuary.notify.plan import MOST, Handling
from support.models import at, incident, post, site
from support.repository import one_clock
from support.telling import Killed, Service, cells, run_of

INVESTIGATING, NOW = Stage.INVESTIGATING, at("12:00")


@pytest.mark.parametrize("mood", ["dies after", "loses"])
def test_what_nobody_knows_stays_a_question_under_another_name(tmp_path: Path, mood: str) -> None:
    ledger, services = FolderLedger(tmp_path / "l"), {"mail": Service(False, mood)}
    run_of(ledger, site(), NOW, services).start()
    fault = incident(post("11:50", INVESTIGATING), id="a")
    with suppress(Killed):
        run_of(ledger, site(fault), NOW, services).go()
    services["mail"].mood = "takes"
    other = site(fault.model_copy(update={"id": "b"}))

    found = cells(run_of(ledger, other, NOW + timedelta(hours=1), services).go())
    assert list(found.values()) == [("unknown", "nobody knows whether it got there, as a")]
    later = run_of(ledger, other, NOW + timedelta(hours=2), services).look()
    assert [one.line.verdict for one in later] == [Handling.UNKNOWN]
    again = run_of(ledger, other, NOW + timedelta(hours=2), services, again=True).go()
    assert [verdict for verdict, _ in cells(again).values()] == ["yes"]


def test_a_service_that_fails_for_long_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    ledger, services = FolderLedger(tmp_path / "l"), {"mail": Service(False), "dead": Service(True)}
    services["dead"].mood = "refuses"
    run_of(ledger, site(), NOW, services).start()
    faults = [incident(post("11:50", INVESTIGATING), id=f"i{number}") for number in range(MOST + 2)]

    for count in range(1, len(faults) + 1):
        run_of(ledger, site(*faults[:count]), NOW, services).go()
    services["dead"].mood = "takes"
    run_of(ledger, site(*faults), NOW, services).go()

    assert services["mail"].told.total() == services["dead"].told.total() == len(faults)


def test_a_new_listener_takes_nothing_from_the_others(tmp_path: Path) -> None:
    """What a service refused is still to be sent, when somebody else begins to listen."""
    ledger, services = FolderLedger(tmp_path / "l"), {"mail": Service(False, "refuses")}
    run_of(ledger, site(), NOW, services).start()
    news = site(incident(post("11:50", INVESTIGATING), id="a"))
    run_of(ledger, news, NOW, services).go()
    services = {"mail": Service(False), "late": Service(False)}

    assert run_of(ledger, news, NOW, services).start() == 2
    run_of(ledger, news, NOW, services).go()
    assert [one.told.total() for one in services.values()] == [1, 0]
    more = site(*news.incidents, incident(post("11:55", INVESTIGATING), id="b"))
    assert run_of(ledger, more, NOW, services).start() == 2


@one_clock
def test_who_hangs_leaves_nobody_else_unknown(tmp_path: Path) -> None:
    """Neither whom the others wait for, nor whose turn never comes: that one is tried again."""
    ledger, ends = FolderLedger(tmp_path / "l"), threading.Event()
    names = ["mail", *(f"dead{number}" for number in range(8)), "late"]
    services = {name: Service(False) for name in names}
    run_of(ledger, site(), NOW, services).start()
    for name in names[1:-1]:
        services[name].then = ends.wait
    news = site(incident(post("11:50", INVESTIGATING), id="a"))

    found = cells(run_of(ledger, news, NOW, services, patience=0.2).go())
    ends.set()

    assert [verdict for verdict, _ in found.values()] == ["yes", *["perhaps"] * 8, "no"]
    assert list(found.values())[1][1] == "it gave no answer in 10 minutes"
    later = cells(run_of(ledger, news, NOW, services).go())
    assert [name for (name, _), (verdict, _) in later.items() if verdict == "yes"] == ["late"]
