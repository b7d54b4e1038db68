"""`statuary init`: a page of one's own that works at once, and the story to try things out."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from sample import write
from statuary.cli import main
from statuary.cli.posting import ask
from statuary.source import load

OWN = ("--name", "Acme status", "--url", "https://status.acme.dev/")
EXAMPLES = re.compile(
    r"hazelbarrow|shop pages|product pictures|card payments?|bank transfer|order emails|shop office|shipping labels"
    r"|payouts|webhooks|seller app",
    re.IGNORECASE,
)
"""The example's company, and what only it runs."""


@pytest.fixture(autouse=True)
def no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "STATUARY_PUBLISH"):
        monkeypatch.delenv(name, raising=False)


def call(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed)


def git(root: Path, *arguments: str) -> None:
    own = ("-c", "user.name=A", "-c", "user.email=a@acme.dev")
    subprocess.run(["git", "-C", str(root), *own, *arguments], check=True, capture_output=True)


def settings(root: Path) -> dict[str, object]:
    """What `mkdocs.yml` says at its top, and the options of the plugin."""
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    return {key: value for key, value in config.items() if key != "plugins"} | (
        next(one["statuary"] for one in config["plugins"] if "statuary" in one) or {}
    )


def test_a_page_of_ones_own_is_fine_at_once_and_has_nothing_of_the_example(tmp_path: Path) -> None:
    root = tmp_path / "new"
    answers = ("--contact", "help@acme.dev", "--repo", "acme/status", "--component", "Parcels")
    assert call("init", str(root), *OWN, *answers).exit_code == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "A status page")

    assert call("-C", str(root), "check").output.splitlines()[-1] == "No errors, 1 piece of advice."
    assert call("-C", str(root), "build").exit_code == 0
    for path in root.rglob("*"):
        # Our wheel holds the example, for `init --example`.
        if path.is_file() and ".git" not in path.relative_to(root).parts and path.suffix != ".whl":
            found = EXAMPLES.search(path.read_bytes().decode(errors="replace"))
            assert found is None, f"{path}: {found}"


def test_what_is_answered_stands_in_the_configuration(tmp_path: Path) -> None:
    contacts = ("--contact", "help@acme.dev", "--contact", "https://help.acme.dev/")
    zone = ("--timezone", "Europe/Berlin", "--language", "de")
    assert call("init", str(tmp_path), *OWN, "--repo", "acme/status", *contacts, *zone).exit_code == 0

    found = settings(tmp_path)
    assert found["site_name"] == "Acme status"
    assert found["site_url"] == "https://status.acme.dev/"
    assert found["repo_url"] == "https://github.com/acme/status"
    assert found["id_domain"] == "status.acme.dev"
    assert found["timezone"] == "Europe/Berlin"
    assert found["theme"]["language"] == "de"  # type: ignore[index]
    assert found["contacts"] == [
        {"name": "help@acme.dev", "url": "mailto:help@acme.dev"},
        {"name": "help.acme.dev", "url": "https://help.acme.dev/"},
    ]


@pytest.mark.parametrize(
    "name", ["yes", "2024", "a: b", "# a", "@home", '"a" \\ b', "it's", "😀 {x} [y]", "- a", "a #b", "null"]
)
def test_any_name_stays_text(tmp_path: Path, name: str) -> None:
    arguments = ("--name", name, "--url", "https://status.acme.dev/", "--component", name)
    assert call("init", str(tmp_path), *arguments).exit_code == 0

    loaded = load(tmp_path)
    assert loaded.site is not None and loaded.site.settings.name == name
    assert [one.name for one in loaded.site.components] == [name]
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("# ")


def test_components_are_in_the_group_that_was_named_last_before_them(tmp_path: Path) -> None:
    first = "--component API --group Shop --component Checkout --component 支払い"
    then = "--group 注文 --component API --group 支店 --component 支払 --group shop --component Search"
    assert call("init", str(tmp_path), *OWN, *first.split(), *then.split()).exit_code == 0

    loaded = load(tmp_path)
    assert loaded.site is not None
    assert [
        (group.name, [(one.id, one.name) for one in group.components]) for group in loaded.site.groups
    ] == [
        ("", [("api", "API")]),
        ("Shop", [("checkout", "Checkout"), ("zhifani", "支払い"), ("search", "Search")]),
        ("注文", [("api-zhuwen", "API (注文)")]),
        ("支店", [("zhifan", "支払")]),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--url", "status.acme.dev"], "is not the address of a page"),
        (["--url", "ftp://status.acme.dev"], "is not the address of a page"),
        (["--url", "https://status.acme.dev/?a=b"], "is not the address of a page"),
        (["--timezone", "Berlin"], "did you mean Europe/Berlin?"),
        (["--timezone", "+02:00"], "not a time zone"),
        (["--language", "xx"], "no words in the language"),
        (["--repo", "acme"], "write OWNER/NAME"),
        (["--repo", "https://github.com/acme"], "write OWNER/NAME"),
        (["--contact", "help.acme.dev"], "no way to reach you"),
        (["--contact", "javascript:alert(1)"], "no way to reach you"),
        (["--component", " "], "must not be empty"),
        (["--name", "a\x07b"], "stands in this name"),
        (["--name", "Hazelbarrow"], "does not exist"),
        (["--group", "Shop"], "no component comes after"),
        (["--component", "Checkout", "--group", "Shop"], "no component comes after"),
        (["--component", "API", "--component", "api"], "two components are called"),
        (["--example", "--name", "Acme"], "--example"),
        (["--example", "--bare"], "--example"),
    ],
)
def test_a_wrong_answer_is_refused_and_nothing_is_written(
    tmp_path: Path, options: list[str], message: str
) -> None:
    result = call("init", str(tmp_path / "new"), *options)

    assert (result.exit_code, (tmp_path / "new").exists()) == (2, False)
    assert message in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("remote", "url", "repository"),
    [
        (
            "git@github.com:Acme/status.git",
            "https://acme.github.io/status/",
            "https://github.com/Acme/status",
        ),
        (
            "https://github.com/acme/Acme.github.io",
            "https://acme.github.io/",
            "https://github.com/acme/Acme.github.io",
        ),
        (
            "ssh://git@github.com/acme/status",
            "https://acme.github.io/status/",
            "https://github.com/acme/status",
        ),
        *(
            (ssh, "https://acme.github.io/status/", "https://github.com/acme/status")
            for ssh in ("git@ssh.github.com:acme/status.git", "git@github.com-work:acme/status.git")
        ),
        ("https://gitlab.com/acme/all/status.git", None, "https://gitlab.com/acme/all/status"),
    ],
)
def test_what_git_knows_need_not_be_said(
    tmp_path: Path, remote: str, url: str | None, repository: str
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", remote)

    assert call("-C", str(tmp_path), "init").exit_code == 0
    found = settings(tmp_path)
    assert (found.get("site_url"), found["repo_url"]) == (url, repository)


def test_a_folder_of_another_repository_is_no_page_of_that_one(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/product.git")

    assert call("init", str(tmp_path / "status")).exit_code == 0
    assert "repo_url" not in settings(tmp_path / "status")


def test_on_github_the_runner_knows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/status")

    assert call("init", str(tmp_path / "new")).exit_code == 0
    assert settings(tmp_path / "new")["site_url"] == "https://acme.github.io/status/"


def test_without_an_address_the_line_to_add_is_told(tmp_path: Path) -> None:
    result = call("init", str(tmp_path))
    assert result.exit_code == 0 and "site_url" in result.output
    assert {"site_url", "id_domain", "repo_url"}.isdisjoint(settings(tmp_path))

    for command in ("check", "build"):
        told = call("-C", str(tmp_path), command)
        assert told.exit_code == 1
        assert "mkdocs.yml:4:1: error[config] site_url is missing\n    add “site_url: https://" in told.output
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/status.git")
    assert "add “site_url: https://acme.github.io/status/”" in call("-C", str(tmp_path), "build").output


def test_what_is_open_is_advice_with_the_line_to_fill_in(tmp_path: Path) -> None:
    call("init", str(tmp_path), "--url", "https://status.acme.dev")

    output = call("-C", str(tmp_path), "check").output
    assert re.findall(r"\[(.+?)\] .*\n    .*(groups|description|repo_url|contacts):", output) == [
        ("components", "groups"),
        ("description", "description"),
        ("repository", "repo_url"),
        ("contacts", "contacts"),
    ]
    assert output.endswith("No errors, 4 pieces of advice.\n")


def test_a_terminal_is_asked_and_enter_skips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "is_terminal", lambda: True)

    result = call("init", str(tmp_path / "a"), typed="Acme\nacme.dev\nhttps://acme.dev\nParcels, API\n")
    assert result.exit_code == 0 and "write https://" in result.output
    loaded = load(tmp_path / "a")
    assert loaded.site is not None
    assert (loaded.site.settings.name, loaded.site.settings.url) == ("Acme", "https://acme.dev/")
    assert [one.id for one in loaded.site.components] == ["parcels", "api"]

    assert call("init", str(tmp_path / "b"), typed="\n\n\n").exit_code == 0
    assert settings(tmp_path / "b")["site_name"] == "Status"
    assert call("init", str(tmp_path / "c"), *OWN, "--component", "API").exit_code == 0, (
        "nothing is left to ask"
    )


def test_the_readme_leads_to_an_update_in_one_click(tmp_path: Path) -> None:
    call("init", str(tmp_path), *OWN, "--repo", "acme/status")

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

    assert call("init", str(tmp_path), *OWN).exit_code == 0
    assert (tmp_path / "README.md").read_text() == "mine"


def test_the_example_is_moved_to_today_and_builds(tmp_path: Path) -> None:
    assert call("init", str(tmp_path / "new"), "--example").exit_code == 0

    checked = call("-C", str(tmp_path / "new"), "check")
    assert checked.exit_code == 0
    assert set(re.findall(r"(?:advice|error)\[(.+?)\]", checked.output)) == {"placeholder", "repository"}
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
    monkeypatch.setattr(ask, "is_terminal", lambda: True)
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
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    listed = ["git", "ls-files", "--others", "--exclude-standard", ".github/wheels"]
    found = subprocess.run(listed, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert len(found.splitlines()) == 2, "they are committed, whatever is ignored"


def test_status_tells_what_the_page_says(tmp_path: Path) -> None:
    call("init", str(tmp_path / "new"), "--example")

    output = call("-C", str(tmp_path / "new"), "status").output

    assert "\n\nMajor problem: Some card payments fail." in output
    assert "Card payments     Partial outage" in output


def test_status_of_broken_files_is_not_guessed(tmp_path: Path) -> None:
    call("init", str(tmp_path / "new"), "--example")
    (tmp_path / "new" / "incidents" / "2026-01-01-new.md").write_text("---\ntitle: x\n---\n")

    result = call("-C", str(tmp_path / "new"), "status")

    assert result.exit_code == 1
    assert "error[no-update]" in result.output


def test_a_colleague_finds_the_command_and_uptime_counts_from_today(tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert call("init", str(new), *OWN, "--component", "Parcels").exit_code == 0

    assert "-r .github/requirements.txt -r .github/wheels.txt" in (new / "README.md").read_text()
    assert "        since: 2026-11-22\n" in (new / "components.yaml").read_text()


def test_what_stays_to_be_done_is_said(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# page\n")
    git(tmp_path, "init", "-q")

    said = call("init", str(tmp_path), *OWN, "--language", "de").output

    assert "Your README.md stays as it is" in said and ".github/messages/, are English" in said
    assert " init -b main" not in said
    assert "Your README.md" not in call("init", str(tmp_path / "other"), *OWN).output


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
    assert call("init", str(tmp_path), *OWN).exit_code == 0
    config = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(re.sub("site_url: https://[^ ]*", f"site_url: {repository}", config))
    told = call("-C", str(tmp_path), "check")
    assert told.exit_code == 1 and f"write “site_url: {page}”, and this as repo_url" in told.output
