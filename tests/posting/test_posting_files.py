"""Writing: never over somebody's newer words, and what was typed is kept."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuary.model import Stage, Update
from statuary.posting.draft import Draft, merge, with_update, write_draft
from statuary.posting.taking_turns import taking_part, taking_turns
from statuary.posting.typed_text import keep
from statuary.source import load
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from support.posting import FILE, Clone
from support.repository import INCIDENT, one_clock, write

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)
CONTEXT = Context({}, {"checkout": "checkout", "search": "search"})


def draft_of(text: str) -> Draft:
    incident, _ = read_incident(FILE, INCIDENT.encode(), CONTEXT)
    assert incident is not None
    update = Update(at=NOW, stage=Stage.UPDATE, text=text)
    before = INCIDENT.encode()
    return Draft(FILE, incident, update, before, with_update(before, incident, update))


def put(root: Path, text: str) -> None:
    write_draft(root, draft_of(text), lambda draft, theirs: merge(draft, theirs, CONTEXT, NOW))


def test_commands_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    write(tmp_path / FILE, INCIDENT)
    threads = [threading.Thread(target=put, args=(tmp_path, f"Words {number}.")) for number in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    incident, problems = read_incident(FILE, (tmp_path / FILE).read_bytes(), CONTEXT)
    assert incident is not None and problems == []
    assert sorted(one.text for one in incident.updates[1:]) == [f"Words {number}." for number in range(8)]
    assert [path.name for path in (tmp_path / "incidents").iterdir()] == [Path(FILE).name]


KILLED = """
import os, signal, sys
from pathlib import Path
from test_posting_files import put
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
put(Path(sys.argv[1]), "Lost.")
"""


@pytest.mark.parametrize("in_git", [True, False])
def test_nothing_is_left_of_a_command_that_was_killed(clone: Clone, tmp_path: Path, in_git: bool) -> None:
    root = clone.root if in_git else tmp_path
    write(root / FILE, INCIDENT)
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", KILLED, root], env=os.environ | {"PYTHONPATH": path}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert (root / FILE).read_text() == INCIDENT
    assert load(clone.root).problems == ()
    assert not in_git or clone.git("status", "--porcelain") == ""

    put(root, "Words")

    assert "Words" in (root / FILE).read_text()
    assert [path.name for path in (root / "incidents").iterdir()] == [Path(FILE).name]
    assert [path.name for path in root.rglob("*.new")] == []
    assert [path.name for path in root.rglob("*.lock")] == []


@one_clock
def test_the_second_waits_until_the_first_is_killed(tmp_path: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from statuary.posting.taking_turns import taking_turns\n"
    )
    hold += "with taking_turns(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, tmp_path], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        with taking_part(tmp_path) as alone:
            assert not alone
        killer = threading.Timer(0.3, other.kill)
        killer.start()
        with taking_turns(tmp_path):
            assert other.wait(5) == -signal.SIGKILL
    with taking_part(tmp_path) as alone, taking_part(tmp_path) as second:
        assert (alone, second) == (True, False)


def test_a_disk_that_is_full_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / FILE, INCIDENT)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, "Words")

    assert [path.read_text() for path in (tmp_path / "incidents").iterdir()] == [INCIDENT]


def test_a_full_disk_as_a_person_sees_it(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = clone.run("update", "-m", "Words")

    assert result.exit_code == 3
    assert "No space left on device" in result.stderr
    assert "your text is saved in" in result.stderr


def test_words_are_kept_where_git_does_not_see_them(clone: Clone, tmp_path: Path) -> None:
    inside, outside = keep(clone.root, "Wörter".encode(), NOW), keep(tmp_path, "Wörter".encode(), NOW)

    assert inside is not None and outside is not None
    assert inside.parent == clone.root / ".git/statuary"
    assert inside.read_bytes() == outside.read_bytes() == "Wörter".encode()
    assert clone.git("status", "--porcelain") == ""
    outside.unlink()
