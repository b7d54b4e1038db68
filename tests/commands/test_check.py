"""`statuary check`: what a person sees who has made a mistake."""

import json
from pathlib import Path

import pytest

from support.command import run
from support.git import git
from support.repository import INCIDENT, MakeRepository

TYPO = INCIDENT.replace("partial_outage", "major_outtage")


def test_a_sound_repository_has_nothing_to_mend(repository: MakeRepository) -> None:
    result = run(repository({"2026-11-22-cards.md": INCIDENT}), "check")

    assert (result.exit_code, result.output) == (0, "No errors.\n")


def test_every_fault_in_every_file_is_reported_at_once(repository: MakeRepository) -> None:
    root = repository(
        {
            "2026-11-22-cards.md": TYPO.replace("10:04 UTC", "10:04"),
            "2026-11-21-search.md": INCIDENT.replace("checkout", "chekout"),
        }
    )

    result = run(root, "check")

    assert result.exit_code == 1
    assert "incidents/2026-11-22-cards.md:5:13: error[component-status] “major_outtage”" in result.output
    assert "did you mean “major_outage”?" in result.output
    assert "incidents/2026-11-22-cards.md:8:1: error[time]" in result.output
    assert "write: ## 2026-11-22 10:04 UTC — Investigating" in result.output
    assert "incidents/2026-11-21-search.md:5:3: error[component]" in result.output
    assert "did you mean “checkout”?" in result.output
    assert result.output.endswith("3 errors.\n")


def test_json_is_for_programs(repository: MakeRepository) -> None:
    report = json.loads(run(repository({"2026-11-22-cards.md": TYPO}), "check", "--format", "json").output)

    assert report["errors"] == 1
    assert report["problems"][0]["rule"] == "component-status"
    assert report["problems"][0]["line"] == 5


def test_github_gets_annotations_with_errors_first(repository: MakeRepository) -> None:
    advice = INCIDENT.replace("- next update: 30 min\n", "")
    root = repository({"2026-11-20-a.md": advice, "2026-11-22-cards.md": TYPO})

    lines = run(root, "check", "--format", "github").output.splitlines()

    assert lines[0].startswith(
        "::error file=incidents/2026-11-22-cards.md,line=5,col=13,title=component-status::"
    )
    assert "%0Adid you mean" in lines[0]
    assert lines[1].startswith("::warning file=incidents/2026-11-20-a.md")


def test_fix_writes_canonical_forms_and_nothing_else(repository: MakeRepository) -> None:
    written = INCIDENT.replace("partial_outage", "Partial Outage  # since ten").replace(" — ", " - ")
    written = written.replace("- who:", "- search: slow\n- who:").replace("\n", "\r\n")
    root = repository({"2026-11-22-cards.md": ("\ufeff" + written).encode()})

    assert run(root, "check", "--fix").exit_code == 0

    fixed = (root / "incidents" / "2026-11-22-cards.md").read_bytes().decode()
    expected = INCIDENT.replace("partial_outage", "partial_outage  # since ten")
    expected = expected.replace("- who:", "- search: degraded_performance\n- who:")
    assert fixed == "\ufeff" + expected.replace("\n", "\r\n")
    assert run(root, "check").output == "No errors.\n"


def test_fix_keeps_to_the_paths_that_were_named(repository: MakeRepository) -> None:
    written = INCIDENT.replace("partial_outage", "Partial")
    root = repository({"2026-11-22-a.md": written, "2026-11-22-b.md": written})

    run(root, "check", "--fix", "incidents/2026-11-22-a.md")

    assert (root / "incidents" / "2026-11-22-a.md").read_text() == INCIDENT
    assert (root / "incidents" / "2026-11-22-b.md").read_text() == written


def test_since_gives_advice_on_changed_files_only(repository: MakeRepository) -> None:
    advice = INCIDENT.replace("- next update: 30 min\n", "")
    root = repository({"2026-11-20-old.md": advice, "2026-11-19-bad.md": TYPO})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "start")
    (root / "incidents" / "2026-11-21-new.md").write_text(advice)

    result = run(root, "check", "--since", "main")

    assert "2026-11-21-new.md" in result.output
    assert "2026-11-20-old.md" not in result.output
    assert "2026-11-19-bad.md" in result.output, "errors count wherever they are"
    assert result.exit_code == 1


def test_since_an_open_incident_must_not_vanish(repository: MakeRepository) -> None:
    over = INCIDENT + "\n## 2026-11-22 11:00 UTC — Resolved\n\nIt is over.\n"
    root = repository({"2026-11-22-open.md": INCIDENT, "2026-11-22-over.md": over})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "start")
    for name in ("open", "over"):
        (root / "incidents" / f"2026-11-22-{name}.md").unlink()

    result = run(root, "check", "--since", "main")

    assert result.exit_code == 1
    assert "incidents/2026-11-22-open.md:1:1: error[gone]" in result.output
    assert "error[gone]" not in result.output.partition("2026-11-22-over")[2].partition("\n")[0]

    renamed = INCIDENT.replace("impact: major", "impact: major\naliases: [/incidents/2026-11-22-open/]")
    (root / "incidents" / "2026-11-22-renamed.md").write_text(renamed)
    assert "error[gone]" not in run(root, "check", "--since", "main").output


def test_since_an_unknown_revision_is_wrong_usage(repository: MakeRepository) -> None:
    root = repository({})
    git(root, "init", "-q")

    result = run(root, "check", "--since", "nowhere")

    assert result.exit_code == 2
    assert "nowhere" in result.output


def test_paths_narrow_the_report(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": TYPO, "2026-11-21-fine.md": INCIDENT})

    fine = run(root, "check", "incidents/2026-11-21-fine.md")
    assert fine.exit_code == 1
    assert fine.output.splitlines() == ["No errors.", "1 error elsewhere: run statuary check."]
    assert run(root, "check", "incidents").exit_code == 1
    assert run(root, "check", "incidents/none.md").exit_code == 2


def test_a_symbolic_link_is_refused(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({})
    secret = tmp_path / "secret.md"
    secret.write_text(INCIDENT)
    (root / "incidents" / "2026-11-22-cards.md").symlink_to(secret)

    result = run(root, "check")

    assert result.exit_code == 1
    assert "error[symlink]" in result.output


@pytest.mark.parametrize(
    "name", ["2026-11-22-cards.MD", "2026-11-22-cards.markdown", "2026-11-22-cards.md.txt"]
)
def test_a_name_that_would_hide_an_incident_is_refused(repository: MakeRepository, name: str) -> None:
    assert "error[file-name]" in run(repository({name: INCIDENT}), "check").output


def test_the_same_name_in_two_folders_is_refused(repository: MakeRepository) -> None:
    root = repository({"2025/2026-11-22-cards.md": INCIDENT, "2026/2026-11-22-cards.md": INCIDENT})

    assert "incidents/2025/2026-11-22-cards.md has the same name" in run(root, "check").output


def test_a_waived_rule_gives_no_advice(repository: MakeRepository) -> None:
    advice = INCIDENT.replace("- next update: 30 min\n", "")
    waived = advice.replace("---\n\n##", "waive:\n  next-update: we know no more until Monday\n---\n\n##")

    assert "advice[next-update]" in run(repository({"2026-11-22-cards.md": advice}), "check").output
    assert run(repository({"2026-11-22-cards.md": waived}), "check").output == "No errors.\n"


def test_looking_back_is_no_error_but_the_future_is(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    assert run(root, "check", "--now", "2026-11-01T00:00Z").exit_code == 0
    late = INCIDENT.replace("2026-11-22", "2199-11-22")
    assert "error[future-update]" in run(repository({"2026-11-22-cards.md": late}), "check").output
