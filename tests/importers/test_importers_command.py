"""`statuary import`, as people call it."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from importers_sources import COMPONENTS, RAN, files, incident, issue, run, update

from statuary.cli.check import check_command
from statuary.importers import written_files
from statuary.model import Problem
from statuary.source import load


def test_an_import_writes_and_reports(empty_status: Path, site: Path) -> None:
    result = run(empty_status, "cstate", str(site), "--report", "report.txt")

    assert result.exit_code == 0, result.output
    assert "2 incidents in the source: 2 written" in result.output
    first = next(line for line in result.output.splitlines() if line.startswith("- "))
    assert first.startswith(
        "- incidents/2026-04-01-open.md: it began 2026-03-01 10:00 UTC, and the source does not"
    )
    assert "- incidents/2026-04-01-open.md: it is still open" in result.output
    assert (empty_status / "report.txt").read_text() == result.output
    loaded = load(empty_status)
    assert loaded.problems == ()
    assert loaded.site is not None
    assert [one.id for one in loaded.site.incidents] == ["2026-03-01-broken", "2026-04-01-open"]


def test_what_was_withdrawn_is_not_brought_back(empty_status: Path, site: Path) -> None:
    run(empty_status, "cstate", str(site))
    own = ("-c", "user.name=T", "-c", "user.email=t@example.com")
    for command in (("init", "--quiet"), ("add", "."), (*own, "commit", "--quiet", "--message", "Import")):
        subprocess.run(["git", "-C", str(empty_status), *command], check=True)
    withdrawn = next((empty_status / "incidents").glob("2026-03-01-*.md"))
    withdrawn.write_text("---\nwithdrawn: it named a customer\n---\n")
    before = files(empty_status)

    result = run(empty_status, "cstate", str(site))

    assert result.exit_code == 0
    assert files(empty_status) == before
    assert "0 written (0 updates), 2 already here" in result.output


def test_again_it_writes_only_what_is_new(empty_status: Path, site: Path) -> None:
    run(empty_status, "cstate", str(site))
    mine = empty_status / "incidents" / "2026-03-01-broken.md"
    mine.write_text(mine.read_text().replace("It broke.", "It broke, and we are sorry."))
    before = files(empty_status)
    (site / "content" / "issues" / "new.md").write_text(issue(affected="[checkout, Search]")[1])

    result = run(empty_status, "cstate", str(site))

    assert "1 written (2 updates), 2 already here" in result.output
    assert "2 components: 1 added to components.yaml, 1 already here" in result.output
    after = files(empty_status)
    assert after.keys() - before.keys() == {"incidents/new.md"}
    assert all(after[path] == content for path, content in before.items() if path != "components.yaml")


def test_new_updates_at_the_source_are_told(empty_status: Path, site: Path) -> None:
    run(empty_status, "cstate", str(site))
    (site / "content" / "issues" / "2026-04-01-open.md").write_text(issue()[1])

    assert (
        "the source has 2 updates, this file 1; compare them" in run(empty_status, "cstate", str(site)).output
    )


def test_a_dry_run_writes_nothing(empty_status: Path, site: Path) -> None:
    before = files(empty_status)

    result = run(empty_status, "cstate", str(site), "--dry-run")

    assert "2 would be written" in result.output
    assert files(empty_status) == before


def test_a_name_that_is_taken_gets_a_number(empty_status: Path, site: Path) -> None:
    taken = empty_status / "incidents" / "2026-03-01-broken.md"
    taken.write_text("---\ntitle: Mine\n---\n\n## 2026-03-01 10:00 UTC — Investigating\n\nMine.\n")

    assert run(empty_status, "cstate", str(site)).exit_code == 0

    assert "Mine." in taken.read_text()
    assert (empty_status / "incidents" / "2026-03-01-broken-2.md").is_file()


def test_a_git_repository(empty_status: Path, site: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    for command in (
        ["git", "init", "-q", str(site)],
        ["git", "-C", str(site), "add", "."],
        ["git", "-C", str(site), "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "a"],
        ["git", "clone", "-q", "--bare", str(site), str(bare)],
    ):
        subprocess.run(command, check=True)

    assert "2 written" in run(empty_status, "cstate", str(bare)).output
    assert "2 already here" in run(empty_status, "cstate", f"file://{bare}").output


@pytest.mark.parametrize(
    ("name", "front_matter"),
    [
        ("2026-03-01-störung", {}),
        ("2026-03-01-a", {"aliases": '["/old path/"]'}),
        ("2026-03-01-a", {"aliases": '["//x", "a\\\\b", "https://old.example.com/a", "../../x"]'}),
        ("2026-03-01-a", {"url": "../x"}),
        ("2026-03-01-a", {"url": "/history/"}),
        ("2026-03-01-a", {"aliases": '["/issues/2026-03-01-a", "/issues/2026-04-01-open/"]'}),
        ("2026-03-01-a", {"aliases": '["/ours/"]'}),
        ("2026-03-01-a", {"slug": "2026-04-01-open"}),
        ("2026-03-01-a b", {"slug": "what? now #1 100%"}),
    ],
)
def test_what_is_imported_passes_the_check(
    empty_status: Path, site: Path, name: str, front_matter: dict[str, str]
) -> None:
    heading = "\n\n## 2026-03-01 10:00 UTC — Investigating\n\nMine.\n"
    (empty_status / "incidents" / "mine.md").write_text(f"---\ntitle: A\naliases:\n  - /ours\n---{heading}")
    (site / "content" / "issues" / f"{name}.md").write_text(issue(**front_matter)[1])

    result = run(empty_status, "cstate", str(site))

    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(check_command, ["--now", RAN], obj=empty_status)
    assert checked.exit_code == 0, checked.output


def test_an_error_across_files_stops_the_import(
    empty_status: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Problem(path="incidents/2026-04-01-open.md", line=1, rule="new", message="it is no good")
    monkeypatch.setattr(written_files, "check_structure", lambda site, _: [found] * bool(site.incidents))
    before = files(empty_status)

    result = run(empty_status, "cstate", str(site))

    assert (result.exit_code, "2026-04-01-open.md:1: it is no good" in result.output) == (1, True)
    assert files(empty_status) == before


def test_what_was_wrong_across_files_before_stays_there(empty_status: Path, site: Path) -> None:
    text = "---\ntitle: A\naliases:\n  - /ours\n---\n\n## 2026-03-01 10:00 UTC — Investigating\n\nMine.\n"
    for name in ("one", "two"):
        (empty_status / "incidents" / f"{name}.md").write_text(text)

    assert run(empty_status, "cstate", str(site)).exit_code == 0


def test_without_components_and_folder_the_import_makes_them(empty_status: Path, site: Path) -> None:
    (empty_status / "components.yaml").unlink()
    (empty_status / "incidents").rmdir()

    assert run(empty_status, "cstate", str(site)).exit_code == 0
    assert load(empty_status).problems == ()


@pytest.mark.parametrize("as_file", [True, False])
def test_statuspage_from_a_folder_or_a_file(empty_status: Path, tmp_path: Path, as_file: bool) -> None:
    document = incident(update("resolved", "2026-03-01T10:00:00Z"), components=[COMPONENTS[1]])
    (tmp_path / "incidents.json").write_text(json.dumps({"incidents": [document]}))
    (tmp_path / "components.json").write_text(json.dumps({"components": COMPONENTS}))

    result = run(empty_status, "statuspage", "../incidents.json" if as_file else "..")

    assert result.exit_code == 0, result.output
    assert f"{1 if as_file else 2} component" in result.output
    assert load(empty_status).problems == ()
