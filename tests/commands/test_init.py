"""`statuary init`: what is answered stands in the files of a page of one's own."""

import re
from pathlib import Path

import pytest

from statuary.source import load
from support.git import git
from support.own_page import ANSWERS, call, settings

EXAMPLES = re.compile(
    r"hazelbarrow|shop pages|product pictures|card payments?|bank transfer|order emails|shop office|shipping labels"
    r"|payouts|(?<!standard)(?<!standard )webhooks|seller app",  # but for the name of a standard
    re.IGNORECASE,
)
"""The example's company, and what only it runs."""


@pytest.fixture(autouse=True)
def no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "STATUARY_PUBLISH"):
        monkeypatch.delenv(name, raising=False)


def test_a_page_of_ones_own_is_fine_at_once_and_has_nothing_of_the_example(tmp_path: Path) -> None:
    root = tmp_path / "new"
    answers = ("--contact", "help@acme.dev", "--repo", "acme/status", "--component", "Parcels")
    assert call("init", str(root), *ANSWERS, *answers).exit_code == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "A status page")

    assert call("-C", str(root), "check").output.splitlines()[-1] == "No errors, 1 suggestion."
    assert call("-C", str(root), "build").exit_code == 0
    for path in root.rglob("*"):
        # Our wheel holds the example, for `init --example`.
        if path.is_file() and ".git" not in path.relative_to(root).parts and path.suffix != ".whl":
            found = EXAMPLES.search(path.read_bytes().decode(errors="replace"))
            assert found is None, f"{path}: {found}"


def test_what_is_answered_stands_in_the_configuration(tmp_path: Path) -> None:
    contacts = ("--contact", "help@acme.dev", "--contact", "https://help.acme.dev/")
    zone = ("--timezone", "Europe/Berlin", "--language", "de")
    assert call("init", str(tmp_path), *ANSWERS, "--repo", "acme/status", *contacts, *zone).exit_code == 0

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
    assert call("init", str(tmp_path), *ANSWERS, *first.split(), *then.split()).exit_code == 0

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
        (["--component", "API", "--component", "api"], "“API” is there twice: leave one out"),
        (["--group", "EU", *["--component", "API"] * 2], "“API” is there twice in the group “EU”"),
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
        ("git@github.com:Acme/status.git", "https://acme.github.io/status/", "https://github.com/Acme/status"),
        ("https://github.com/acme/Acme.github.io", "https://acme.github.io/",
         "https://github.com/acme/Acme.github.io"),
        ("ssh://git@github.com/acme/status", "https://acme.github.io/status/",
         "https://github.com/acme/status"),
        *(
            (ssh, "https://acme.github.io/status/", "https://github.com/acme/status")
            for ssh in ("git@ssh.github.com:acme/status.git", "git@github.com-work:acme/status.git")
        ),
        ("https://gitlab.com/acme/all/status.git", None, "https://gitlab.com/acme/all/status"),
    ],
)  # fmt: skip
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
    assert output.endswith("No errors, 4 suggestions.\n")
