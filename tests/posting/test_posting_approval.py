"""Templates that are forms, and those that somebody has to approve by name."""

from pathlib import Path

import pytest

from statuary.posting.templates import FOLDER
from support.posting import NAME, Clone, publish
from support.repository import INCIDENT, write
from support.terminal import Terminal

APPROVED = "Approved-by: Dana Weiss"


def _message(clone: Clone) -> str:
    return clone.git("log", "-1", "--format=%B")


def test_words_that_need_approval_are_not_posted_without_a_name(clone: Clone) -> None:
    result = publish(clone, "update", "-t", "security")

    assert result.exit_code == 2
    assert "the template incident-security needs somebody's approval: --approved-by NAME" in result.stderr
    assert clone.read() == INCIDENT


def test_the_name_stands_in_the_commit_and_nowhere_else(clone: Clone) -> None:
    assert publish(clone, "update", "-t", "security", "--approved-by", "Dana Weiss").exit_code == 0

    assert APPROVED in _message(clone).splitlines()
    assert "possible unauthorized access" in clone.served()
    assert "Dana" not in clone.served()


def test_it_goes_along_where_it_is_published_later(clone: Clone) -> None:
    told = clone.run("update", "-t", "security", "--approved-by", "Dana Weiss").stdout

    assert "statuary publish --approved-by 'Dana Weiss'" in told
    assert "--trailer 'Approved-by: Dana Weiss'" in told
    assert clone.run("publish", "--no-wait", "--approved-by", "Dana Weiss").exit_code == 0
    assert APPROVED in _message(clone).splitlines()


@pytest.mark.long
def test_a_person_is_asked_for_it(clone: Clone) -> None:
    terminal = Terminal(clone, "update", "-t", "security", "--publish", "--no-wait")
    terminal.answer("Publish it?", "")
    terminal.answer("Who has approved these words?", "Dana Weiss")

    assert terminal.end() == 0, terminal.shown
    assert APPROVED in _message(clone).splitlines()


def test_a_name_cannot_add_lines_to_the_commit(clone: Clone) -> None:
    name = "Dana\nStatuary-Template: x [skip ci]"
    assert publish(clone, "update", "-m", "Words.", "--approved-by", name).exit_code == 0

    assert _message(clone).strip().endswith("\n\nApproved-by: Dana Statuary-Template: x (skip ci)")


def test_an_owners_template_may_demand_it(clone: Clone) -> None:
    write(clone.root / FOLDER / "incident-legal.md", "---\napproval: required\n---\n\nWords.\n")
    assert clone.run("update", "-t", "legal").exit_code == 2
    write(clone.root / FOLDER / "incident-legal.md", "---\napproval: maybe\n---\n\nWords.\n")

    checked = clone.run("check")
    assert "incident-legal.md:2:1: error[wrong-value] “approval” must be “required”" in checked.stdout


def test_check_reads_the_templates_of_all_languages(clone: Clone) -> None:
    write(clone.root / FOLDER / "de/incident-update.md", "{nix}\n")
    write(clone.root / FOLDER / "french/incident-update.md", "Mots.\n")
    write(clone.root / FOLDER / "fr/incident-update.md", "- checkout: down\n\nMots.\n")

    told = clone.run("check").stdout

    assert f"{FOLDER}/de/incident-update.md:1:1: error[slot] there is no slot {{nix}}" in told
    assert f"{FOLDER}/french/incident-update.md:1:1: error[language] “french” is not a language" in told
    assert f"{FOLDER}/fr/incident-update.md:1:1: error[attribute]" in told


@pytest.mark.long
@pytest.mark.parametrize("options", [["--yes"], []])
def test_a_form_that_nobody_has_filled_in_is_not_posted(
    clone: Clone, tmp_path: Path, options: list[str]
) -> None:
    clone.run("resolve")
    before = clone.read()
    terminal = Terminal(clone, "postmortem", NAME, *options, editor="true")

    assert terminal.end() == 2, terminal.shown
    assert "nobody has written anything into the template incident-postmortem yet" in terminal.shown
    assert "(What happened, Who was affected, Timeline, Cause," in terminal.shown.replace("\n", " ")
    assert clone.read() == before
