"""`--publish` and `--pr` in real git repositories: one commit with one file, and nothing is ever lost."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from posting_site import FILE, NAME, NOW, Clone, colleague, environment

from sample import INCIDENT, write
from statuary.model import Incident
from statuary.posting.pull_request import compare_link
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context

NEW = "incidents/2026-11-22-search-fails.md"


def publish(clone: Clone, *arguments: str, now: str = NOW) -> Result:
    return clone.run(*arguments, "--publish", "--no-wait", now=now)


def parsed(text: str) -> Incident:
    incident, problems = read_incident(
        FILE, text.encode(), Context({}, {"checkout": "checkout", "search": "search"})
    )
    assert problems == [] and incident is not None
    return incident


def kept(result: Result) -> str:
    """The file that holds what was typed."""
    return Path(result.stderr.partition("kept in ")[2].partition(";")[0]).read_text()


def refuse_pushes(clone: Clone, reason: str = "GH006: Protected branch update failed") -> None:
    """A remote that takes no commit on main, as a protected branch does."""
    hook = clone.root.parent / "remote.git/hooks/update"
    write(hook, f'#!/bin/sh\n[ "$1" != refs/heads/main ] || {{ echo "{reason}" >&2; exit 1; }}\n')
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)


def test_one_commit_with_one_file(clone: Clone) -> None:
    result = publish(clone, "open", "Search fails", "-c", "search")

    assert result.exit_code == 0, result.output
    assert "Pushed to origin/main" in result.stdout
    assert clone.served(NEW) == clone.read(NEW)
    assert clone.git("show", "--name-only", "--format=%s%n%b", "origin/main").split("\n") == [
        "Search fails: Investigating",
        "Incident 2026-11-22-search-fails",
        "",
        "",
        NEW,
    ]
    assert clone.git("status", "--porcelain") == ""


def test_a_dirty_tree_stays_as_it_is(clone: Clone) -> None:
    write(clone.root / "notes.txt", "one\ntwo\n")
    write(clone.root / "staged.txt", "staged\n")
    clone.git("add", "staged.txt")
    write(clone.root / "staged.txt", "staged, then changed\n")
    write(clone.root / "new.txt", "new\n")
    before = clone.git("status", "--porcelain")

    assert publish(clone, "update", "-m", "Words").exit_code == 0

    assert clone.git("status", "--porcelain") == before
    assert clone.git("show", ":staged.txt") == "staged"
    assert clone.git("show", "--name-only", "--format=", "origin/main") == FILE


def test_a_file_with_other_changes_goes_along_and_says_so(clone: Clone) -> None:
    assert clone.run("update", "-m", "First.").exit_code == 0

    result = publish(clone, "update", "-m", "Second.", now="2026-11-22T10:40:00Z")

    assert "held other changes that were not committed; they go along" in result.stderr
    assert [one.text for one in parsed(clone.served()).updates][1:] == ["First.", "Second."]


def test_approved_words_are_named_in_the_commit(clone: Clone) -> None:
    write(clone.root / ".github/messages/incident-update.md", "Nothing new yet.\n")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Words")
    clone.git("push", "-q")

    publish(clone, "update")

    assert clone.git("log", "-1", "--format=%(trailers:key=Statuary-Template,valueonly)") == "incident-update"


def test_a_program_reads_what_was_done_from_a_file(clone: Clone, tmp_path: Path) -> None:
    write(clone.root / ".github/messages/incident-update.md", "Nothing new yet.\n")
    file = tmp_path / "result.json"

    def said(*arguments: str) -> dict[str, object]:
        done = publish(clone, "update", "--result", str(file), *arguments)
        assert done.exit_code == 0, done.output
        return json.loads(file.read_text())

    forged = '(The words are those of the approved template x.)\n"approved": true'
    assert said("-m", forged, "--dry-run")["approved"] is False
    dry = said("--dry-run")
    assert (dry["approved"], dry["template"], dry["commit"]) == (True, "incident-update", None)
    assert (dry["incident"], dry["path"], dry["live"]) == (NAME, FILE, False)
    pushed = said("-m", forged)
    assert (pushed["approved"], pushed["branch"]) == (False, "main")
    assert pushed["commit"] == clone.git("rev-parse", "origin/main")

    assert publish(clone, "update", "--result", str(file), "-s", "scheduled").exit_code == 2
    assert file.read_text() == "", "what is left from before is nobody's answer"
    nowhere = publish(clone, "update", "--result", str(tmp_path / "no/such"), "-m", "Words")
    assert (nowhere.exit_code, clone.git("log", "-1", "--format=%H")) == (2, pushed["commit"])


@pytest.mark.parametrize("word", ["[skip ci]", "[CI SKIP]", "[no ci]", "[actions skip]", "[skip netlify]"])
def test_no_title_keeps_the_page_from_being_deployed(calm: Clone, word: str) -> None:
    assert publish(calm, "open", f"Search fails {word}", "-c", "search").exit_code == 0

    message = calm.git("log", "-1", "--format=%B")
    assert "Search fails (" in message and "[" not in message


def test_from_a_folder_within_a_repository(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "inner")
    (clone.root / "page").mkdir()
    for name in ("mkdocs.yml", "components.yaml", "incidents"):
        clone.git("mv", name, "page/")
    clone.git("commit", "-qm", "Move")
    clone.git("push", "-q", "origin", "inner:main")
    clone.git("checkout", "-q", "-B", "main", "origin/main")
    bob = colleague(clone)
    publish(Clone(bob.root / "page"), "update", "-m", "Theirs.")

    result = publish(Clone(clone.root / "page"), "update", "-m", "Ours.", now="2026-11-22T10:32:00Z")

    assert result.exit_code == 0, result.output
    assert [one.text for one in parsed(clone.served(f"page/{FILE}")).updates][1:] == ["Theirs.", "Ours."]


def test_two_people_who_post_at_once_both_get_through(clone: Clone) -> None:
    bob = colleague(clone)
    write(clone.root / "notes.txt", "one\ntwo\n")
    assert publish(bob, "update", "-m", "Theirs.").exit_code == 0

    result = publish(clone, "update", "--stage", "identified", "-m", "Ours.")

    assert result.exit_code == 0, result.output
    assert "your branch has both now" in result.stdout
    updates = parsed(clone.served()).updates
    assert [one.text for one in updates][1:] == ["Theirs.", "Ours."]
    assert [one.at.second for one in updates][1:] == [0, 1]
    assert clone.read() == clone.served()
    assert clone.git("status", "--porcelain") == "M notes.txt"
    assert clone.git("rev-parse", "HEAD") == clone.git("rev-parse", "origin/main")


def test_updates_stand_in_order_of_time_whoever_pushed_first(clone: Clone) -> None:
    bob = colleague(clone)
    publish(bob, "update", "-m", "Later, but pushed first.", now="2026-11-22T10:35:00Z")

    assert publish(clone, "update", "-m", "Earlier.", now="2026-11-22T10:33:00Z").exit_code == 0

    served = clone.served()
    assert [one.text for one in parsed(served).updates][1:] == ["Earlier.", "Later, but pushed first."]
    assert "\n\n\n" not in served


def test_somebody_who_mended_a_word_is_not_in_the_way(clone: Clone) -> None:
    bob = colleague(clone)
    write(bob.root / FILE, bob.read().replace("About one", "Nearly one"))
    bob.git("commit", "-qam", "Words")
    bob.git("push", "-q")

    assert publish(clone, "update", "-m", "Ours.").exit_code == 0

    assert clone.served().count("Nearly one") == clone.served().count("Ours.") == 1


@pytest.mark.parametrize("theirs", [["--stage", "identified"], ["-c", "search=down"]])
def test_an_update_never_makes_the_page_greener_than_somebody_else_just_said(
    clone: Clone, theirs: list[str]
) -> None:
    bob = colleague(clone)
    publish(bob, "update", *theirs, "-m", "It is worse than we thought.")
    head = clone.git("rev-parse", "HEAD")

    result = publish(clone, "resolve", "-m", "It is over.", now="2026-11-22T10:40:00Z")

    assert result.exit_code == 3
    assert "It is worse than we thought." in result.stderr
    assert "would make it look better than they say" in result.stderr
    assert kept(result) == "It is over."
    assert "It is over" not in clone.served()
    assert (clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")) == (head, "")
    branch = f"statuary/{NAME}-20261122t104000z"
    assert "It is over." in clone.git("show", f"{branch}:{FILE}")
    clone.git("pull", "-q")
    assert publish(clone, "resolve", "-m", "It is over.", now="2026-11-22T10:41:00Z").exit_code == 0


def test_what_worsens_gets_through(clone: Clone) -> None:
    bob = colleague(clone)
    publish(bob, "resolve", "-m", "It is over.")

    result = publish(
        clone,
        "update",
        "--stage",
        "identified",
        "-c",
        "checkout=down",
        "-m",
        "All fail.",
        now="2026-11-22T10:33:00Z",
    )

    assert result.exit_code == 0, result.output
    assert parsed(clone.served()).updates[-1].text == "All fail."


def test_the_same_incident_opened_twice(clone: Clone) -> None:
    bob = colleague(clone)
    publish(bob, "open", "Search fails", "-c", "search", "-m", "Theirs.")

    result = publish(clone, "open", "Search fails", "-c", "search", "-m", "Ours.")

    assert result.exit_code == 3
    assert "Theirs." in result.stderr
    assert kept(result) == "Ours."
    assert not (clone.root / NEW).exists()
    assert "Ours." in clone.git("show", f"statuary/2026-11-22-search-fails-20261122t103100z:{NEW}")


def test_own_commits_about_something_else_stay_here(clone: Clone) -> None:
    colleague(clone)
    write(clone.root / "notes.txt", "not for the public yet\n")
    clone.git("commit", "-qam", "Not ready")

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 0, result.output
    assert "1 other commit of yours stayed here" in result.stdout
    assert clone.served("notes.txt") == "one\n"
    assert "Words" in clone.served()
    clone.git("pull", "-q", "--rebase")
    assert clone.git("log", "--format=%s", "origin/main..HEAD") == "Not ready"


def test_own_commits_about_incidents_go_along(clone: Clone) -> None:
    clone.run("open", "Search fails", "-c", "search")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Open")

    assert publish(clone, "update", "search", "-m", "Words").exit_code == 0

    assert "Words" in clone.served(NEW)


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
        (
            [["checkout", "-q", "--detach"]],
            "no branch is checked out here (HEAD is detached): git switch main",
        ),
        (
            [["checkout", "-q", "-b", "feature"]],
            "this is the branch feature, but the page is published from main",
        ),
        ([["update-ref", "-d", "HEAD"]], "nothing was ever committed here"),
    ],
)
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


def test_a_pull_request_leaves_everything_here_alone(clone: Clone) -> None:
    refuse_pushes(clone)
    write(clone.root / "notes.txt", "one\ntwo\n")
    before = clone.git("status", "--porcelain", "--branch")

    result = clone.run("update", "-m", "Words", "--pr")

    assert result.exit_code == 0, result.output
    branch = f"statuary/{NAME}-20261122t103100z"
    assert f"Pushed to the branch {branch}." in result.stdout
    assert clone.git("status", "--porcelain", "--branch") == before
    assert clone.read() == INCIDENT
    remote = str(clone.root.parent / "remote.git")
    assert "Words" in clone.git("--git-dir", remote, "show", f"{branch}:{FILE}")
    assert clone.git("--git-dir", remote, "diff", "--name-only", "main", branch) == FILE


def test_a_pull_request_from_a_detached_head(clone: Clone) -> None:
    clone.git("checkout", "-q", "--detach")

    assert clone.run("update", "-m", "Words", "--pr").exit_code == 0


def test_a_pull_request_through_gh(clone: Clone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(
        tmp_path / "gh",
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/asked\necho https://github.com/o/r/pull/7\n',
    )
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    result = clone.run("open", 'Search "fails" $(now)', "-c", "search", "--pr")

    assert "Pull request: https://github.com/o/r/pull/7\n" in result.stdout
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[asked.index("--title") + 1] == 'Search "fails" $(now): Investigating'
    assert asked[asked.index("--base") + 1] == "main"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("git@github.com:o/r.git", "https://github.com/o/r/compare/main...statuary/x?expand=1"),
        ("https://github.com/o/r", "https://github.com/o/r/compare/main...statuary/x?expand=1"),
        ("https://token@github.com/o/r.git", "https://github.com/o/r/compare/main...statuary/x?expand=1"),
        (
            "ssh://git@github.example.com:22/o/r.git",
            "https://github.example.com/o/r/compare/main...statuary/x?expand=1",
        ),
        (
            "git@gitlab.com:g/sub/r.git",
            "https://gitlab.com/g/sub/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=statuary%2Fx"
            "&merge_request%5Btarget_branch%5D=main",
        ),
        ("git@git.example.com:o/r.git", ""),
        ("/srv/git/r.git", ""),
    ],
)
def test_where_a_pull_request_is_opened(address: str, link: str) -> None:
    assert compare_link(address, "main", "statuary/x") == link


def test_four_people_at_the_same_moment(clone: Clone) -> None:
    """Real processes that race for the remote: every update arrives, once, and the file stays sound."""
    people = [clone, *(colleague(clone, f"person-{number}") for number in range(3))]
    commands = [
        [sys.executable, "-m", "statuary", "-C", str(one.root), "update", "-m", f"Words {number}.", "--now", NOW,
         "--publish", "--no-wait"]
        for number, one in enumerate(people)
    ]  # fmt: skip
    env = environment() | {"PYTHONPATH": os.pathsep.join(sys.path)}
    started = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for command in commands
    ]

    for process in started:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()

    updates = parsed(clone.served()).updates[1:]
    assert sorted(one.text for one in updates) == [f"Words {number}." for number in range(4)]
