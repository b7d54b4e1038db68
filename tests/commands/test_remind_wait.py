"""`statuary remind --wait`: asleep until something is due, or until the files or the remote have news."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from statuary.git import GitError
from statuary.reminders.overview import Overview
from statuary.reminders.upstream import Upstream
from statuary.reminders.waiting import Terminal as Told
from statuary.reminders.waiting import Watch, wait
from support.git import git
from support.models import at
from support.own_page import OWN
from support.posting import FILE, NAME, Clone, make
from support.repository import MakeRepository, incident, work, write
from support.terminal import Terminal

CARDS = incident("Cards fail", "10:00 Investigating; next update: 30 min", impact="major")


class Night:
    """A clock that runs only while somebody sleeps. `events` happen at their times."""

    def __init__(self, root: Path, now: datetime) -> None:
        self.now = now
        self.said: list[str] = []
        self.naps = 0
        self.events: dict[datetime, Callable[[], object]] = {}
        self.at_words: dict[str, Callable[[], object]] = {}
        told = Told(self._tell, lambda: self._tell("*bell*"), self._sleep)
        self.watch = Watch(root, lambda: self.now, told, Upstream(root))

    def _tell(self, text: str) -> None:
        self.at_words.pop(text.partition(".")[0], lambda: None)()
        self.said += [f"{self.now:%H:%M:%S} {line.strip()}" for line in text.splitlines()]

    def _sleep(self, seconds: float) -> None:
        assert seconds > 0, "it never stops looking"
        self.naps += 1
        self.now += timedelta(seconds=seconds)
        for moment in [one for one in self.events if one <= self.now]:
            self.events.pop(moment)()

    def heard(self, *starts: str) -> list[str]:
        """What was said, as far as it begins so after its time."""
        return [line for line in self.said if line.split(" ", 1)[1].startswith(starts)]


def resolved(root: Path, name: str = "cards", clock: str = "10:50") -> Callable[[], object]:
    """Somebody posts the end."""
    path = root / f"incidents/2026-11-22-{name}.md"
    return lambda: write(
        path, f"{path.read_text()}\n## 2026-11-22 {clock} UTC — Resolved\n\nCards work again.\n"
    )


def test_it_speaks_up_in_time_and_ends_when_nothing_can_become_due(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": CARDS}, config=OWN)
    night = Night(root, at("10:01"))
    night.events[at("10:50")] = resolved(root)

    found = wait(night.watch, timedelta(minutes=15))

    assert found.overdue == ()
    assert [
        line.split(": “")[0] for line in night.heard("due", "5 minutes", "*bell*", "Waiting", "Nothing can")
    ] == [
        "10:01:00 Waiting. “Cards fail” is due at 10:30 UTC. (Ctrl-C stops waiting.)",
        "10:15:00 due in 15 minutes",
        "10:15:00 *bell*",
        "10:30:00 due now",
        "10:30:00 *bell*",
        "10:30:00 Waiting for an update of what is overdue. (Ctrl-C stops waiting.)",
        "10:35:01 5 minutes overdue",
        "10:35:01 *bell*",
        "10:50:01 Nothing can become due within a day, so this ends.",
    ]


def test_what_was_said_at_first_is_not_said_again(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": CARDS}, config=OWN)
    night = Night(root, at("10:40"))
    night.events[at("12:00")] = resolved(root, clock="12:00")

    wait(night.watch, timedelta(minutes=15))

    assert night.heard("*bell*") == []
    assert len(night.heard("10 minutes overdue")) == 1


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"2026-11-22-over.md": incident("Over", "09:00 Investigating", "10:00 Resolved", impact="critical")},
        {"2026-11-22-note.md": incident("Calm", "10:00 Investigating; next update: none", impact="none")},
        {"2026-11-22-moves.md": work("Moves", "08:00-11:00", auto="complete")},
    ],
)
def test_it_ends_at_once_where_nothing_can_become_due(
    repository: MakeRepository, texts: dict[str, str]
) -> None:
    night = Night(repository(texts, config=OWN), at("10:01"))

    wait(night.watch, timedelta(minutes=15))

    assert night.naps == 0
    assert night.said[-1].endswith("Nothing can become due within a day, so this ends.")


def test_a_new_file_is_seen_within_seconds(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": CARDS}, config=OWN)
    night = Night(root, at("10:01"))
    late = incident("Search fails", "09:00 Investigating; next update: 30 min", impact="critical")
    night.events[at("10:02")] = lambda: write(root / "incidents/2026-11-22-search.md", late)
    night.events[at("10:04")] = resolved(root, "search", "10:04")
    night.events[at("10:05")] = resolved(root, clock="10:05")

    wait(night.watch, timedelta(minutes=15))

    (line,) = night.heard("32 minutes overdue: “Search fails”")
    assert line < "10:02:06"


def test_a_file_that_changes_before_it_sleeps_is_seen_as_well(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": CARDS}, config=OWN)
    night = Night(root, at("10:01"))
    night.at_words["Waiting"] = resolved(root, clock="10:01")

    wait(night.watch, timedelta(minutes=15))

    assert night.naps == 1


def test_a_night_costs_few_looks_at_the_files(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({"2026-11-22-moves.md": work("Moves", "08:00-18:00")}, config=OWN)
    night = Night(root, at("10:00"))
    looks: list[datetime] = []
    look = night.watch.look

    def counted() -> Overview:
        looks.append(night.now)
        return look()

    monkeypatch.setattr(night.watch, "look", counted)
    night.events[at("18:10")] = lambda: write(
        root / "incidents/2026-11-22-moves.md",
        work("Moves", "08:00-18:00", "2026-11-20 09:00 Scheduled", "18:10 Completed"),
    )

    wait(night.watch, timedelta(minutes=15))

    assert [f"{one:%H:%M:%S}" for one in looks] == [
        "10:00:00",
        "17:45:00",
        "18:00:00",
        "18:00:01",
        "18:10:01",
    ]


def test_what_a_colleague_published_counts(tmp_path: Path) -> None:
    ann = make(tmp_path)
    git(tmp_path, "clone", "-q", str(tmp_path / "remote.git"), "ben")
    ben = Clone(tmp_path / "ben")
    night = Night(ann.root, at("10:05"))

    def post(*words: str, now: str) -> None:
        result = ben.run(
            "update", NAME, "-m", "Still so.", *words, "--publish", "--no-wait", "--yes", now=now
        )
        assert result.exit_code == 0, result.output

    night.events[at("10:20")] = lambda: post("--next-update", "40m", now="2026-11-22T10:20Z")
    night.events[at("10:59")] = lambda: post("--stage", "resolved", now="2026-11-22T10:59Z")
    wait(night.watch, timedelta(minutes=5))

    assert [line[:5] for line in night.heard("*bell*")] == ["10:55"]
    assert "Resolved" not in ann.read(FILE), "nobody touches the files here"


def test_without_the_remote_the_files_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = make(tmp_path)
    night = Night(ann.root, at("10:31"))
    night.events[at("10:50")] = lambda: write(
        ann.root / FILE, ann.read(FILE) + "\n## 2026-11-22 10:50 UTC — Resolved\n\nCards work.\n"
    )

    def away(_: Upstream) -> bool:
        raise GitError("could not resolve host")

    monkeypatch.setattr(Upstream, "has_news", away)
    wait(night.watch, timedelta(minutes=15))

    assert len(night.heard("origin/main cannot be asked, so only the files here count: could not")) == 1
    assert len(night.heard("3 minutes overdue", "5 minutes overdue")) == 1


def test_a_person_at_a_terminal(tmp_path: Path) -> None:
    """`--now` is when its clock begins to run."""
    terminal = Terminal(make(tmp_path), "remind", "--wait")
    terminal.wait_for("Waiting. “Some card payments fail” is due at 10:34 UTC.")
    terminal.kill(2)

    assert terminal.end() == 0
    assert "Traceback" not in terminal.shown


@pytest.mark.long
def test_a_terminal_rings(tmp_path: Path) -> None:
    clone = make(tmp_path)
    terminal = Terminal(clone, "remind", "--wait")
    terminal.wait_for("Waiting.")
    late = incident("Search fails", "10:00 Investigating; next update: 5 min", impact="critical")
    write(clone.root / "incidents/2026-11-22-search.md", late)
    terminal.wait_for("\a")
    terminal.kill(2)

    assert terminal.end() == 1
    assert "minutes overdue: “Search fails” (critical)" in terminal.shown


@pytest.mark.long
def test_it_is_offered_after_an_update_and_asks_nothing(tmp_path: Path) -> None:
    clone = make(tmp_path)
    terminal = Terminal(clone, "update", "-m", "A cable is broken.", "--publish", "--no-wait", "-y")

    assert terminal.end() == 0
    assert "To be reminded before the next update is due: statuary remind --wait\n" in terminal.shown

    over = Terminal(clone, "resolve", "-m", "Cards work again.", "--publish", "--no-wait", "-y")
    assert over.end() == 0
    assert "remind" not in over.shown
