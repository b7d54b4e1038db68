"""The ledger on a branch: two who push at once, a history that was moved here, and twenty thousand updates."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from statuary.git import Git
from statuary.model import Stage
from statuary.notify import ledger as ledger_module
from statuary.notify.folder_ledger import FolderLedger
from statuary.notify.git_ledger import BRANCH, GitLedger
from statuary.notify.ledger import DeliveryState, Entries, LedgerError, NoLedgerError, Record
from statuary.source import load
from support.git import git
from support.models import at, incident, post, site
from support.shared import Shared
from support.telling import Remembered, Service, cells, run_of

NOW = at("12:00")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A bare repository."""
    folder = tmp_path / "hub.git"
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare")
    return folder


def clone(hub: Path, name: str) -> GitLedger:
    """A ledger as one machine sees it."""
    git(hub.parent, "clone", "--quiet", str(hub), name)
    return GitLedger(Git(hub.parent / name), "origin", NOW)


def test_a_branch_is_made_read_and_written_without_a_checkout(hub: Path) -> None:
    ledger = clone(hub, "one")
    with pytest.raises(NoLedgerError):
        ledger.read()
    with pytest.raises(NoLedgerError):
        ledger.write(lambda _: {}, "Nothing")
    run_of(ledger, site(), NOW, {"mail": Service(False)}).start()

    service = Service(knows_keys=False)
    news = site(incident(post("11:50", Stage.INVESTIGATING), id="ä-ö"))
    assert [one for one, _ in cells(run_of(ledger, news, NOW, {"mail": service}).go()).values()] == ["yes"]

    other = clone(hub, "two")
    assert run_of(other, news, NOW, {"mail": service}).go() == []
    names = git(hub, "ls-tree", "-r", "--name-only", BRANCH).split()
    facts = other.facts([name for name in names if name.endswith(".sent.json")])
    assert [one["what"] for one in facts.values()] == ["ä-ö/20261122T115000Z"]
    assert git(hub, "log", "--format=%s", BRANCH).splitlines()[:2] == [
        "Write down what was sent",
        "Claim what is to be sent",
    ]
    assert sorted(path.name for path in (hub.parent / "one").iterdir()) == [".git"]


def test_of_two_who_push_at_once_one_sends(hub: Path) -> None:
    """Both have looked before either claims; then both push, again and again."""
    one, two = clone(hub, "one"), clone(hub, "two")
    service = Service(knows_keys=False)
    run_of(one, site(), NOW, {"mail": service}).start()
    faults = [
        incident(post(f"11:{10 + number}", Stage.INVESTIGATING), id=f"i{number}") for number in range(2)
    ]

    for number in (1, 2):
        news = site(*faults[:number])
        with ThreadPoolExecutor(2) as pool:
            runs = [run_of(ledger, news, NOW, {"mail": service}) for ledger in (one, two)]
            list(pool.map(lambda run: run.go(), runs))

    assert sorted(service.told.values()) == [1, 1]
    assert run_of(two, site(*faults), NOW, {"mail": service}).go() == []


def test_two_who_claim_the_same_in_one_second_make_two_commits(hub: Path) -> None:
    """Else git would tell the second that all is up to date."""
    one, two = clone(hub, "one"), clone(hub, "two")
    one.write(lambda _: {}, "Begin", start=True)
    asked: list[Entries] = []
    stem = "all/ab/" + "ab" * 32

    def decide(entries: Entries) -> dict[str, Record | None]:
        asked.append(entries)
        if len(asked) == 1:
            two.write(lambda _: {stem: record(DeliveryState.CLAIMED)}, "Claim")
        return {} if entries.states else {stem: record(DeliveryState.CLAIMED)}

    assert one.write(decide, "Claim") == {} and len(asked) == 2


def test_a_push_that_came_in_between_is_looked_at(hub: Path) -> None:
    one, two = clone(hub, "one"), clone(hub, "two")
    one.write(lambda _: {}, "Begin", start=True)
    asked: list[Entries] = []

    def decide(entries: Entries) -> dict[str, Record | None]:
        asked.append(entries)
        if len(asked) == 1:
            two.write(lambda _: {"all/ab/" + "ab" * 32: record(DeliveryState.CLAIMED)}, "Quicker")
        return {"all/cd/" + "cd" * 32: record(DeliveryState.CLAIMED)}

    one.write(decide, "Slower")

    assert [len(entries.states) for entries in asked] == [0, 1] and len(two.read().states) == 2


def test_a_clone_without_contents_knows_when_something_was_claimed(hub: Path) -> None:
    """Else each claim of a run that is at work would look like that of one that is over."""
    git(hub, "config", "uploadpack.allowFilter", "true")
    one = clone(hub, "one")
    one.write(lambda _: {}, "Begin", start=True)
    stem = "all/ab/" + "ab" * 32
    one.write(lambda _: {stem: record(DeliveryState.CLAIMED)}, "Claim")
    git(hub.parent, "clone", "--quiet", "--filter=blob:none", hub.as_uri(), "two")
    two = GitLedger(Git(hub.parent / "two"), "origin", NOW)

    (facts,) = two.facts(file for stem in two.read().claimed() for file in two.read().files(stem)).values()
    assert facts["at"] == "2026-11-22T12:00:00Z"
    with pytest.raises(LedgerError, match="not all of its files"):
        two.facts(["all/ab/gone.claimed.json"])


def record(state: DeliveryState) -> Record:
    return Record(state, "2026-11-22T12:00:00Z", "test", {"what": "a/1"})


def test_a_remote_that_refuses_or_is_gone_is_told(hub: Path) -> None:
    ledger = clone(hub, "one")
    ledger.write(lambda _: {}, "Begin", start=True)
    hook = hub / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho no; exit 1\n")
    hook.chmod(0o755)
    with pytest.raises(LedgerError, match="does not take it"):
        ledger.write(lambda _: {"all/ab/" + "ab" * 32: record(DeliveryState.SENT)}, "Try")
    hub.rename(hub.parent / "gone")
    with pytest.raises(LedgerError, match="out of reach"):
        ledger.read()


@pytest.mark.parametrize("fault", [LedgerError("the disk is full"), NoLedgerError("it was deleted")])
def test_what_was_sent_but_could_not_be_written_is_said(tmp_path: Path, fault: Exception) -> None:
    class Broken(FolderLedger):
        writes = 0

        def write(self, *arguments: Any, **named: Any) -> Any:
            self.writes += 1
            if self.writes > 2:
                raise fault
            return super().write(*arguments, **named)

    ledger, service = Broken(tmp_path / "l"), Service(knows_keys=False)
    run_of(ledger, site(), NOW, {"mail": service}).start()
    news = site(incident(post("11:50", Stage.INVESTIGATING), id="a"))

    (result,) = run_of(ledger, news, NOW, {"mail": service}).go()

    assert result.unwritten and service.told.total() == 1
    assert [
        one
        for one, _ in cells(
            run_of(FolderLedger(tmp_path / "l"), news, NOW + timedelta(hours=1), {"mail": service}).go()
        ).values()
    ] == ["unknown"]


@pytest.mark.long
def test_a_history_that_was_moved_here_tells_nobody_on_switching_day(shared: Shared, tmp_path: Path) -> None:
    """Neither when telling begins, nor afterwards; not even to whoever comes with no ledger of it."""
    moved = shared.history("jenkins")
    found = load(moved.root).site
    assert found is not None
    now, services = at("08:00"), {"mail": Service(False), "hook": Service(True)}
    ledger = FolderLedger(tmp_path / "ledger")
    run_of(ledger, site(), now, services).start()

    results = run_of(ledger, found, now, services, confirmed=True).go()

    assert len(results) > 500 and {one.line.verdict.value for one in results} == {"skip"}
    assert run_of(ledger, found, now, services, confirmed=True).go() == []
    assert not any(service.calls for service in services.values())


def test_a_run_with_nothing_to_do_looks_at_each_name_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20,000 deliveries in the ledger no file is opened, and nothing is asked twice of anything."""
    faults = (
        incident(*(post(f"{hour:02}:00", Stage.UPDATE) for hour in range(10)), id=f"i{number}")
        for number in range(200)
    )
    found, names = site(*faults), {f"l{number}": Service(False) for number in range(10)}
    ledger = Remembered()
    run_of(ledger, found, NOW, names).start()
    asked: list[str] = []
    key = ledger_module._key
    monkeypatch.setattr(ledger_module, "_key", lambda *parts: asked.append(parts[0]) or key(*parts))

    run = run_of(ledger, found, NOW, names)
    assert run.look(ledger.read()) == []

    assert ledger.reads == 1 and ledger.opened == [] and len(asked) == 20_000
    assert len(run.wanted) == 2_000
