"""`statuary init`: a repository that works at once, and `statuary status` in it."""

import json
import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from statuary.cli import main
from statuary.source import load


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_example_is_moved_to_today_and_has_nothing_to_mend(tmp_path: Path) -> None:
    assert call("init", str(tmp_path / "new")).exit_code == 0

    assert call("-C", str(tmp_path / "new"), "check").output == "Nothing to mend.\n"
    status = json.loads(call("-C", str(tmp_path / "new"), "status", "--json").output)
    assert status["indicator"] == "major", "the story's open incident is open now"
    assert "now:" not in (tmp_path / "new" / "mkdocs.yml").read_text()
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        ".github",
        ".gitignore",
        ".vscode",
        "components.yaml",
        "incidents",
        "mkdocs.yml",
        "overrides",
    }


def test_a_bare_one_has_neither_components_nor_incidents(tmp_path: Path) -> None:
    assert call("init", str(tmp_path / "new"), "--bare").exit_code == 0

    loaded = load(tmp_path / "new")
    assert loaded.problems == ()
    for file in ("mkdocs.yml", "components.yaml"):
        assert "azelbarrow" not in (tmp_path / "new" / file).read_text(), "another company's help is no help"
    assert {path.name for path in (tmp_path / "new" / "incidents").iterdir()} == {"README.md"}
    assert loaded.site is not None
    assert (loaded.site.groups, loaded.site.incidents) == ((), ())
    assert call("-C", str(tmp_path / "new"), "build", "-q").exit_code == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("mine")

    result = call("-C", str(tmp_path), "init")

    assert result.exit_code == 2
    assert "mkdocs.yml" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]
    assert (tmp_path / "mkdocs.yml").read_text() == "mine"


def test_a_gitignore_keeps_its_lines(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("wheels/\n*.whl\n/site/")

    assert call("-C", str(tmp_path), "init").exit_code == 0

    text = (tmp_path / ".gitignore").read_text()
    assert text == "wheels/\n*.whl\n/site/\n/.site.*\n/.venv/\n!/.github/wheels/\n!/.github/wheels/*\n"
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    listed = ["git", "ls-files", "--others", "--exclude-standard", ".github/wheels"]
    found = subprocess.run(listed, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert len(found.splitlines()) == 2, "they are committed, whatever is ignored"


def test_status_tells_what_the_page_says(tmp_path: Path) -> None:
    call("init", str(tmp_path / "new"))

    output = call("-C", str(tmp_path / "new"), "status").output

    assert "\n\nMajor problem: Some card payments fail." in output
    assert "Card payments     Partial outage" in output


def test_status_of_broken_files_is_not_guessed(tmp_path: Path) -> None:
    call("init", str(tmp_path / "new"))
    (tmp_path / "new" / "incidents" / "2026-01-01-new.md").write_text("---\ntitle: x\n---\n")

    result = call("-C", str(tmp_path / "new"), "status")

    assert result.exit_code == 1
    assert "error[no-update]" in result.output
