"""Writing: never over somebody's newer words, and what was typed is kept."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuary.model import Stage, Update
from statuary.posting import draft
from statuary.posting.draft import Draft, merge, with_update, write_draft
from statuary.posting.typed_text import keep
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from support.posting import FILE, Clone
from support.repository import INCIDENT, write

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


def test_a_lock_that_was_left_behind_does_not_block_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / FILE, INCIDENT)
    write(tmp_path / f"incidents/.{Path(FILE).name}.lock", "")
    write(tmp_path / f"incidents/.{Path(FILE).name}.new", "half of a fi")
    monkeypatch.setattr(draft, "_PATIENCE", 0.1)

    put(tmp_path, "Words")

    assert "Words" in (tmp_path / FILE).read_text()
    assert [path.name for path in (tmp_path / "incidents").iterdir()] == [Path(FILE).name]


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
    assert "what you typed is kept in" in result.stderr


def test_words_are_kept_where_git_does_not_see_them(clone: Clone, tmp_path: Path) -> None:
    inside, outside = keep(clone.root, "Wörter".encode(), NOW), keep(tmp_path, "Wörter".encode(), NOW)

    assert inside is not None and outside is not None
    assert inside.parent == clone.root / ".git/statuary"
    assert inside.read_bytes() == outside.read_bytes() == "Wörter".encode()
    assert clone.git("status", "--porcelain") == ""
    outside.unlink()
