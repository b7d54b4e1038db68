"""What a page of one's own must not say, and that each cause is told once, with its remedy."""

import re
from pathlib import Path

import pytest

from support.command import run
from support.own_page import COMMANDS, OWN, edit, errors, with_option
from support.repository import MakeRepository


@pytest.fixture(autouse=True)
def no_publishing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STATUARY_PUBLISH", raising=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_company_is_an_error_on_a_page_without_its_now(
    example: Path, command: tuple[str, ...]
) -> None:
    edit(example / "mkdocs.yml", lambda text: re.sub(r"\n +now:.*", "", text))

    result = run(example, *command)

    assert result.exit_code == 1 and not (example / "site").exists()
    named = [line for line in (example / "mkdocs.yml").read_text().splitlines() if "azelbarrow" in line]
    assert len(errors(result.output)) == len(named) > 9, "each line"
    assert "write where your page is" in result.output


def test_the_examples_page_about_itself_is_named_too(example: Path) -> None:
    edit(
        example / "mkdocs.yml",
        lambda text: re.sub(r"\n +now:.*", "", re.sub("(?i)hazelbarrow", "acme", text)),
    )

    result = run(example, "check")

    lines = (example / "incidents/about.md").read_text(encoding="utf-8").splitlines()
    named = [number for number, line in enumerate(lines, 1) if "azelbarrow" in line]
    places = [one.split(":")[:2] for one in errors(result.output)]
    assert places == [["incidents/about.md", str(number)] for number in named] and len(named) == 3


def test_the_example_itself_may_be_published(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATUARY_PUBLISH", "true")

    assert run(example, "check").exit_code == 0
    assert run(example, "build", "-q").exit_code == 0


@pytest.mark.parametrize(
    "address",
    [
        "https://status.example.com/", "https://example.org/status/", "https://acme.example/",
        "https://status.acme.test/", "https://status.acme.invalid/", "http://localhost:8000/",
        "http://127.0.0.1/", "https://status.your-domain/",
    ],
)  # fmt: skip
def test_a_placeholder_is_advice_and_an_error_where_the_page_is_published(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    root = repository({}, config=OWN.replace("https://status.acme.dev/", address))

    assert run(root, "check").exit_code == 0
    assert "mkdocs.yml:2:11: advice[placeholder-address]" in run(root, "check").output
    assert run(root, "build", "-q", "--site-dir", "local").exit_code == 0
    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    for command in COMMANDS:
        result = run(root, *command)
        assert result.exit_code == 1
        assert "mkdocs.yml:2:11: error[placeholder-address]" in result.output
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    "option",
    [
        "links: [{name: Us, url: https://example.com/}]",
        "subscribe: [{name: Mail, url: https://mail.example.org/}]",
        "mirrors: [https://status.example.net/]",
        "links: [{name: Mail, url: mailto:help@example.com}]",
    ],
)
def test_so_is_one_that_readers_would_follow(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    root = repository({}, config=with_option(option))
    assert run(root, "check").exit_code == 0

    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    assert len(errors(run(root, "check").output)) == 1
    result = run(root, "build", "-q", "--tolerant")
    assert result.exit_code == 1
    assert "example." not in (root / "site/index.html").read_text(), "the rest is published, without it"


def test_addresses_of_ones_own_are_none(repository: MakeRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    config = with_option(
        "links: [{name: Test, url: https://example.acme.dev/localhost}, {name: T, url: 'tel:+49'}]"
    )

    assert run(repository({}, config=config), "check").exit_code == 0


def test_ids_that_follow_the_address_are_advised_to_be_written_down(repository: MakeRepository) -> None:
    root = repository({}, config=OWN.replace("      id_domain: status.acme.dev\n", ""))

    assert "advice[id-domain]" in run(root, "check").output
    assert "never change it: id_domain: status.acme.dev" in run(root, "check").output


def test_a_repository_that_is_not_named_is_advice_and_changes_no_byte(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({}, config=OWN)
    assert run(root, "build", "-q", "--site-dir", "one").exit_code == 0

    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/status")
    assert "add repo_url: https://github.com/acme/status" in run(root, "check").output
    assert run(root, "build", "-q", "--site-dir", "two").exit_code == 0
    assert (root / "one/post/index.html").read_bytes() == (root / "two/post/index.html").read_bytes()
