"""`statuary init` in the folder that is there: what it asks, what it leaves alone, what it says at the end."""

import json
import re
from pathlib import Path

import pytest

from statuary.cli import questions
from statuary.posting.template_files import has_templates
from statuary.source import load
from support.git import git
from support.own_page import ANSWERS, call, settings
from support.repository import write


@pytest.fixture(autouse=True)
def no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "STATUARY_PUBLISH"):
        monkeypatch.delenv(name, raising=False)


def test_a_terminal_is_asked_and_enter_skips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "is_terminal", lambda: True)

    result = call("init", str(tmp_path / "a"), typed="Acme\nacme.dev\nhttps://acme.dev\nParcels, API\n")
    assert result.exit_code == 0 and "write https://" in result.output
    loaded = load(tmp_path / "a")
    assert loaded.site is not None
    assert (loaded.site.settings.name, loaded.site.settings.url) == ("Acme", "https://acme.dev/")
    assert [one.id for one in loaded.site.components] == ["parcels", "api"]

    assert call("init", str(tmp_path / "b"), typed="\n\n\n").exit_code == 0
    assert settings(tmp_path / "b")["site_name"] == "Status"
    assert call("init", str(tmp_path / "c"), *ANSWERS, "--component", "API").exit_code == 0, (
        "nothing is left to ask"
    )


def test_the_readme_leads_to_an_update_in_one_click(tmp_path: Path) -> None:
    call("init", str(tmp_path), *ANSWERS, "--repo", "acme/status")

    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "(incidents/README.md)" in text.splitlines()[2]
    assert "(https://github.com/acme/status/actions/workflows/post.yml)" in text.splitlines()[2]
    for link in re.findall(r"\]\(([\w./-]+)\)", text):
        assert (tmp_path / link).exists(), link
    assert {"mkdocs.yml", "components.yaml", ".github/messages/"} <= set(
        re.findall(r"\]\(([\w./-]+)\)", text)
    )


def test_a_readme_that_is_there_stays(tmp_path: Path) -> None:
    write(tmp_path / "README.md", "mine")

    assert call("init", str(tmp_path), *ANSWERS).exit_code == 0
    assert (tmp_path / "README.md").read_text() == "mine"


def test_the_example_is_moved_to_today_and_builds(tmp_path: Path) -> None:
    assert call("init", str(tmp_path / "new"), "--example").exit_code == 0

    checked = call("-C", str(tmp_path / "new"), "check")
    assert checked.exit_code == 0
    assert set(re.findall(r"(?:advice|error)\[(.+?)\]", checked.output)) == {
        "placeholder-address",
        "repository",
    }
    assert call("-C", str(tmp_path / "new"), "build", "-q").exit_code == 0
    status = json.loads(call("-C", str(tmp_path / "new"), "status", "--json").output)
    assert status["indicator"] == "major", "the story's open incident is open now"
    assert "now" not in settings(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        ".github",
        ".gitignore",
        ".vscode",
        "README.md",
        "components.yaml",
        "incidents",
        "mkdocs.yml",
        "overrides",
        "site",
    }


def test_a_bare_one_asks_nothing_and_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "is_terminal", lambda: True)
    assert call("init", str(tmp_path / "new"), "--bare").exit_code == 0

    assert {path.name for path in (tmp_path / "new" / "incidents").iterdir()} == {"README.md"}
    loaded = load(tmp_path / "new")
    assert loaded.site is not None
    assert (loaded.site.groups, loaded.site.incidents) == ((), ())
    assert "id_domain" not in settings(tmp_path / "new"), "a placeholder names nobody's updates"
    assert call("-C", str(tmp_path / "new"), "build", "-q").exit_code == 0


def test_what_is_imported_fills_what_was_not_said(tmp_path: Path) -> None:
    config = "title: Old\nbaseURL: https://old.acme.dev\nparams:\n  systems:\n    - name: API\n"
    write(tmp_path / "old" / "config.yml", config)
    issue = "---\ntitle: A\ndate: 2026-03-01T10:00:00Z\nresolved: false\nsection: issue\n---\nIt broke.\n"
    write(tmp_path / "old" / "content" / "issues" / "a.md", issue)
    source = ("--from", "cstate", str(tmp_path / "old"))

    assert call("init", str(tmp_path / "a"), *source).exit_code == 0
    assert (
        call("init", str(tmp_path / "b"), *source, "--name", "New", "--component", "Parcels").exit_code == 0
    )

    assert [settings(tmp_path / one)["site_name"] for one in "ab"] == ["Old", "New"]
    assert [settings(tmp_path / one)["site_url"] for one in "ab"] == ["https://old.acme.dev/"] * 2
    assert settings(tmp_path / "b")["id_domain"] == "old.acme.dev"
    loaded = load(tmp_path / "b")
    assert loaded.site is not None and {one.name for one in loaded.site.components} == {"API", "Parcels"}


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
    git(tmp_path, "init", "-q")
    found = git(tmp_path, "ls-files", "--others", "--exclude-standard", ".github/wheels")
    assert len(found.splitlines()) == 2, "they are committed, whatever is ignored"


def test_status_tells_what_the_page_says(tmp_path: Path) -> None:
    call("init", str(tmp_path / "new"), "--example")

    output = call("-C", str(tmp_path / "new"), "status").output

    assert "\n\nMajor incident: Some card payments fail." in output
    assert "Card payments     Partial outage" in output


def test_status_of_broken_files_is_not_guessed(tmp_path: Path) -> None:
    call("init", str(tmp_path / "new"), "--example")
    (tmp_path / "new" / "incidents" / "2026-01-01-new.md").write_text("---\ntitle: x\n---\n")

    result = call("-C", str(tmp_path / "new"), "status")

    assert result.exit_code == 1
    assert "error[no-update]" in result.output


def test_a_colleague_finds_the_command_and_uptime_counts_from_today(tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert call("init", str(new), *ANSWERS, "--component", "Parcels").exit_code == 0

    assert "-r .github/requirements.txt -r .github/wheels.txt" in (new / "README.md").read_text()
    assert "        since: 2026-11-22\n" in (new / "components.yaml").read_text()


def test_what_stays_to_be_done_is_said(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# page\n")
    git(tmp_path, "init", "-q")

    said = call("init", str(tmp_path), *ANSWERS, "--language", "de").output

    assert "Your README.md stays as it is" in said and "templates are English" not in said
    assert " init -b main" not in said
    assert "Your README.md" not in call("init", str(tmp_path / "other"), *ANSWERS).output


@pytest.mark.parametrize(
    ("said", "remedy"),
    [("status.acme.dev", "write https://status.acme.dev/"), ("acme", "https://status.your-domain/")],
)
def test_an_address_without_its_beginning_is_offered_whole(tmp_path: Path, said: str, remedy: str) -> None:
    result = call("init", str(tmp_path / "new"), "--name", "Acme", "--url", said)

    assert result.exit_code == 2 and remedy in result.output


def test_the_repository_is_not_the_page(tmp_path: Path) -> None:
    repository, page = "https://github.com/acme/status", "https://acme.github.io/status/"

    result = call("init", str(tmp_path), "--name", "Acme", "--url", repository)

    assert result.exit_code == 2 and f"write {page}" in result.output
    assert call("init", str(tmp_path), *ANSWERS).exit_code == 0
    config = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(re.sub("site_url: https://[^ ]*", f"site_url: {repository}", config))
    told = call("-C", str(tmp_path), "check")
    assert told.exit_code == 1 and f"write “site_url: {page}”, and this as repo_url" in told.output


def test_a_language_without_templates_is_told_where_to_put_them(tmp_path: Path) -> None:
    said = call("init", str(tmp_path / "new"), *ANSWERS, "--language", "en-US").output

    assert "templates are English" not in said
    assert [has_templates(tag) for tag in ("de-AT", "ar", "fr", "pt-BR")] == [True, True, False, False]
