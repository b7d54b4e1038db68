"""How often an import reads a file in full: counted, for time depends on the machine."""

import json
from pathlib import Path

import pytest
from importers_sources import COMPONENTS, DONE, OPEN, incident, run

from statuary.source import load
from statuary.source.body import Body

MANY = 5


@pytest.fixture
def old_page(tmp_path: Path) -> Path:
    """The folder of a Statuspage with some incidents."""
    folder = tmp_path / "old-page"
    folder.mkdir()
    (folder / "components.json").write_text(json.dumps({"components": COMPONENTS}))
    _history(folder, MANY)
    return folder


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line is added whenever the updates of a file are read."""
    seen: list[str] = []
    updates = Body.updates

    def counted(self: Body, lines: list[str], first_line: int) -> object:
        seen.append(lines[first_line - 1] if lines else "")
        return updates(self, lines, first_line)

    monkeypatch.setattr(Body, "updates", counted)
    return seen


def _history(folder: Path, count: int) -> None:
    listed = [incident(OPEN, DONE, id=f"id{number}", name=f"Fault {number}") for number in range(count)]
    (folder / "incidents.json").write_text(json.dumps({"incidents": listed}))


def _break_an_update(root: Path) -> None:
    path = min((root / "incidents").glob("*.md"))
    path.write_text(path.read_text() + "\n## 2026-03-02 10:00 UTC — Nonsense\n")


def test_what_is_written_is_read_back_once(empty_status: Path, old_page: Path, bodies: list[str]) -> None:
    result = run(empty_status, "statuspage", str(old_page))

    assert (result.exit_code, len(bodies)) == (0, MANY), result.output


def test_an_import_that_brings_nothing_reads_no_update(
    empty_status: Path, old_page: Path, bodies: list[str]
) -> None:
    run(empty_status, "statuspage", str(old_page))
    bodies.clear()

    result = run(empty_status, "statuspage", str(old_page))

    assert f"0 written (0 updates), {MANY} already here" in result.output
    assert bodies == []


def test_an_import_that_brings_something_reads_each_file_once(
    empty_status: Path, old_page: Path, bodies: list[str]
) -> None:
    run(empty_status, "statuspage", str(old_page))
    bodies.clear()
    _history(old_page, MANY + 1)

    result = run(empty_status, "statuspage", str(old_page))

    assert f"1 written (2 updates), {MANY} already here" in result.output
    assert len(bodies) == MANY + 1


def test_nothing_is_added_to_a_repository_whose_updates_have_errors(
    empty_status: Path, old_page: Path
) -> None:
    run(empty_status, "statuspage", str(old_page))
    _break_an_update(empty_status)
    _history(old_page, MANY + 1)

    result = run(empty_status, "statuspage", str(old_page))

    assert result.exit_code == 1
    assert "fix them first" in result.output
    assert len(list((empty_status / "incidents").glob("*.md"))) == MANY


def test_no_component_is_added_to_one_either(empty_status: Path, old_page: Path) -> None:
    run(empty_status, "statuspage", str(old_page))
    _break_an_update(empty_status)
    components = [*COMPONENTS, {"id": "c3", "name": "New", "group": False, "status": "operational"}]
    (old_page / "components.json").write_text(json.dumps({"components": components}))
    before = (empty_status / "components.yaml").read_bytes()

    result = run(empty_status, "statuspage", str(old_page))

    assert (result.exit_code, (empty_status / "components.yaml").read_bytes()) == (1, before)


def test_an_error_elsewhere_does_not_hide_that_there_is_nothing_new(
    empty_status: Path, old_page: Path
) -> None:
    run(empty_status, "statuspage", str(old_page))
    _break_an_update(empty_status)

    result = run(empty_status, "statuspage", str(old_page))

    assert (result.exit_code, f"{MANY} already here" in result.output) == (0, True)


def test_updates_that_were_added_since_are_counted(empty_status: Path, old_page: Path) -> None:
    listed = [incident(OPEN, DONE, id="id0"), incident(OPEN, DONE, id="id1")]
    (old_page / "incidents.json").write_text(json.dumps({"incidents": listed}))
    run(empty_status, "statuspage", str(old_page))
    listed[0] = incident(OPEN, OPEN, DONE, id="id0")
    (old_page / "incidents.json").write_text(json.dumps({"incidents": listed}))

    result = run(empty_status, "statuspage", str(old_page))

    assert "the source has 3 updates, this file 2; compare them" in result.output
    assert result.output.count("compare them") == 1
    site = load(empty_status).site
    assert site is not None
    assert [len(one.updates) for one in site.incidents] == [2, 2]
