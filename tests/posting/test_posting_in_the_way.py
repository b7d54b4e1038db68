"""What is in the way of `--publish` is said, and what was typed is kept."""

import os
import socket

import pytest

from statuary import clock, git
from statuary.posting import NotPostedError, dialogue, target
from statuary.posting.actions import update_incident
from statuary.posting.request import PostingRequest
from statuary.posting.session import Caller
from support.posting import FILE, NEW, Clone, kept, publish, refuse_pushes
from support.repository import INCIDENT, one_clock, write
from support.terminal import Terminal


def test_no_repository(clone: Clone) -> None:
    (clone.root / ".git").rename(clone.root.parent / "gone")

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 3
    assert "is not in a git repository" in result.stderr
    assert kept(result) == "Words"
    assert clone.read() == INCIDENT


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        ([["remote", "remove", "origin"]], "this repository has no remote"),
        ([["checkout", "-q", "--detach"]],
         "no branch is checked out here (HEAD is detached): git switch main"),
        ([["checkout", "-q", "-b", "feature"]],
         "this is the branch feature, but the page is published from main"),
        ([["update-ref", "-d", "HEAD"]], "nothing was ever committed here"),
    ],
)  # fmt: skip
def test_what_is_in_the_way_is_said_before_anything_is_written(
    clone: Clone, commands: list[list[str]], said: str
) -> None:
    for command in commands:
        clone.git(*command)

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 3
    assert said in result.stderr
    assert kept(result) == "Words"
    assert clone.read() == INCIDENT


@pytest.mark.parametrize("command", [["update", "-m", "Words"], ["publish"]])
def test_a_remote_whose_name_leads_nowhere(clone: Clone, command: list[str]) -> None:
    assert clone.run("update", "-m", "Before.").exit_code == 0
    clone.git("remote", "set-url", "origin", "https://git.acme.invalid/acme/page.git")

    result = publish(clone, *command) if command[0] != "publish" else clone.run(*command)

    assert result.exit_code == 3
    assert "git.acme.invalid" in result.stderr
    if command[0] == "update":
        assert "readers do not see it yet: it is committed here" in result.stderr
        assert result.stderr.endswith("once that works again: statuary publish\n")
        assert "Words" in clone.read()


@pytest.mark.long
@one_clock
def test_a_remote_that_never_answers_is_not_waited_for_in_silence(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target, "PATIENCE", 0.3)
    monkeypatch.setattr(dialogue, "SLOW", 0.1)
    lines: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        clone.git("remote", "set-url", "origin", f"http://127.0.0.1:{silent.getsockname()[1]}/page.git")
        caller = Caller(
            clone.root, dialogue.Dialogue(lines.append, lines.append, has_terminal=True), clock.present
        )
        with pytest.raises(NotPostedError, match="once that works again: statuary publish"):
            monkeypatch.setattr(git, "TIMEOUT", 0.5)
            update_incident(PostingRequest(message=("Words.",), publish=True, no_wait=True), caller)

    asked = "Asking the remote where the page is published from …"
    assert {asked, "Pushing to origin/main …"} <= set(lines), "later than SLOW, but not never"


def test_git_that_does_not_know_who_posts(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    clone.git("config", "user.useConfigOnly", "true")

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 3
    assert 'git does not know who you are: git config --global user.name "Your name"' in result.stderr
    assert (kept(result), clone.read()) == ("Words", INCIDENT)


def test_who_is_asked_hears_beforehand_that_it_can_only_be_written(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "feature")
    terminal = Terminal(clone, "update", "-m", "Words")

    assert terminal.end() == 0
    assert "It will be written here, and not published: this is the branch feature" in terminal.shown


def test_a_merge_under_way(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "other")
    clone.git("commit", "-q", "--allow-empty", "-m", "x")
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "--no-commit", "--no-ff", "other")

    result = publish(clone, "update", "-m", "Words")

    assert (result.exit_code, "a merge is under way" in result.stderr) == (3, True)
    assert clone.read() == INCIDENT


def test_a_branch_without_upstream_goes_to_its_name(clone: Clone) -> None:
    clone.git("branch", "--unset-upstream")

    assert publish(clone, "update", "-m", "Words").exit_code == 0
    assert "Words" in clone.served()


def test_several_remotes(clone: Clone) -> None:
    clone.git("branch", "--unset-upstream")
    clone.git("remote", "rename", "origin", "one")
    clone.git("remote", "add", "two", "/nowhere")

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 3
    assert "git branch --set-upstream-to=one/main" in result.stderr


def test_a_network_that_is_down(clone: Clone) -> None:
    (clone.root.parent / "remote.git").rename(clone.root.parent / "away")

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 3
    assert "it is committed here, but could not be pushed" in result.stderr
    assert "Words" in clone.git("show", f"HEAD:{FILE}")
    (clone.root.parent / "away").rename(clone.root.parent / "remote.git")
    clone.git("push", "-q")
    assert "Words" in clone.served()


def test_a_protected_branch(clone: Clone) -> None:
    refuse_pushes(clone)

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 3
    assert "GH006: Protected branch update failed" in result.stderr
    assert "next time: --pr" in result.stderr
    remedy = next(line for line in result.stderr.splitlines() if "to propose it: git " in line)
    clone.git(*remedy.partition("to propose it: git ")[2].split())
    assert "statuary/" in clone.git("ls-remote", "origin")


def test_a_hook_that_says_no(clone: Clone) -> None:
    hook = clone.root / ".git/hooks/pre-commit"
    write(hook, "#!/bin/sh\necho no spaces today >&2\nexit 1\n")
    hook.chmod(0o755)

    result = publish(clone, "open", "Search fails", "-c", "search", "-m", "Words")

    assert result.exit_code == 3
    assert "no spaces today" in result.stderr
    assert "Words" in clone.read(NEW)
    assert clone.git("status", "--porcelain") == f"?? {NEW}"


def test_nobody_is_asked_for_a_password(clone: Clone) -> None:
    clone.git("remote", "set-url", "origin", "http://127.0.0.1:9/x.git")

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 3
    assert "could not be pushed" in result.stderr
