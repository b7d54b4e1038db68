"""`statuary drill` in real git repositories: it finds what does not work, and leaves nothing behind."""

import json
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import Result
from posting_site import CONFIG, FILE, Clone, environment, make

from sample import write
from statuary.drill.reachability import refusal

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Temporary folders of this test alone, without `gh`; nothing may be left in them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr("shutil.which", lambda name: None)
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture
def gone(clone: Clone) -> Clone:
    """A repository whose page is at an address that nobody serves."""
    return _at(clone, "http://127.0.0.1:9/")


def _at(clone: Clone, url: str) -> Clone:
    write(clone.root / "mkdocs.yml", CONFIG.replace("https://status.example.com/", url))
    clone.git("commit", "-qam", "Address")
    clone.git("push", "-q")
    return clone


def drill(clone: Clone, *arguments: str) -> Result:
    return clone.run("drill", *arguments)


def failed(result: Result) -> list[str]:
    """What did not work, without its reasons."""
    lines = [line for line in result.stdout.splitlines() if line.startswith("FAILED")]
    return [line.split("  ")[-1].partition(": ")[0] for line in lines]


def branches(clone: Clone) -> list[str]:
    """Branches at the remote."""
    listed = clone.git("ls-remote", "--heads", str(clone.root.parent / "remote.git"))
    return [line.split("refs/heads/")[1] for line in listed.splitlines()]


def everything(clone: Clone) -> list[str]:
    """All of the repository that could be changed: branches, commits, index, files."""
    refs = clone.git("for-each-ref", "--format=%(refname) %(objectname)")
    config = (clone.root / ".git/config").read_text()
    paths = sorted(path for path in clone.root.glob("**/*.*") if path.is_file() and ".git" not in path.parts)
    files = [f"{path} {path.read_bytes()!r}" for path in paths]
    return [refs, config, clone.git("status", "--porcelain", "--ignored"), *files]


def hook(folder: Path, name: str, script: str) -> None:
    write(folder / name, f"#!/bin/sh\n{script}\n")
    (folder / name).chmod((folder / name).stat().st_mode | stat.S_IXUSR)


def test_all_is_well_on_this_machine(clone: Clone) -> None:
    before = everything(clone)

    result = drill(clone, "--local")

    assert result.exit_code == 0, result.output
    assert "From typing to a page that could be served: " in result.stdout
    assert "Everything that was tried works." in result.stdout
    assert "ok" in result.stdout and "it is resolved" in result.stdout
    assert everything(clone) == before


def test_all_is_well_as_far_as_the_remote(clone: Clone, served: Path) -> None:
    before = everything(clone)

    result = drill(clone)

    assert result.exit_code == 0, result.output
    assert "a branch with the incident is pushed: origin/statuary-drill-" in result.stdout
    assert "the branch is deleted again" in result.stdout
    assert branches(clone) == ["main"]
    assert everything(clone) == before


@pytest.fixture
def served(clone: Clone) -> Iterator[Path]:
    """The page on a web server of this machine, built from what was committed."""
    folder = clone.root.parent / "served"
    folder.mkdir()
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    _at(clone, f"http://127.0.0.1:{server.server_address[1]}/")
    commit = clone.git("rev-parse", "HEAD")
    manifest = {"version": "1", "commit": commit, "content": "0", "now": "2026-01-01T10:00:00Z", "news": {}}
    write(folder / "_build.json", json.dumps(manifest))
    yield folder
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Silence."""


def test_it_says_how_old_the_page_is(clone: Clone, served: Path) -> None:
    first = drill(clone)
    clone.git("commit", "-q", "--allow-empty", "-m", "Later")

    second = drill(clone)

    assert "ago from the commit that is here (" in first.stdout
    assert "1 later ones are here and not there" in second.stdout


@pytest.mark.parametrize("content", ["<p>Hello</p>", "[]", '{"commit": "1"}'])
def test_an_address_where_something_else_lives(clone: Clone, served: Path, content: str) -> None:
    write(served / "_build.json", content)

    result = drill(clone)

    assert result.exit_code == 1
    assert "what answers there is not a page of ours" in result.stdout


def test_a_page_that_does_not_answer(gone: Clone) -> None:
    result = drill(gone)

    assert result.exit_code == 3
    assert failed(result) == ["http://127.0.0.1:9/ answers"]
    assert "(site_url, mirrors)" in result.stdout


def test_unpushed_commits_never_leave(clone: Clone, served: Path) -> None:
    """What goes to the remote for a moment is the incident's file and nothing else."""
    remote = clone.root.parent / "remote.git"
    seen = clone.root.parent / "seen"
    listed = 'git log --format=%an%n%s --name-only "$new"'
    hook(
        remote / "hooks",
        "pre-receive",
        f'while read old new ref; do echo "$ref"; {listed}; done >> {seen} 2>&1; exit 0',
    )
    write(clone.root / "secret.txt", "not yet\n")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Private")

    assert drill(clone).exit_code == 0

    pushed = seen.read_text().splitlines()
    assert "Private" not in pushed and "secret.txt" not in pushed
    assert [line for line in pushed if line.startswith("incidents/")] == [_drilled(pushed)]
    assert "refs/heads/main" not in pushed


def _drilled(lines: list[str]) -> str:
    return next(line for line in lines if line.endswith("-a-drill-nothing-is-wrong.md"))


def test_a_remote_that_refuses(clone: Clone, served: Path) -> None:
    hook(clone.root.parent / "remote.git/hooks", "pre-receive", "echo 'Ask the platform team.' >&2; exit 1")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["a branch with the incident is pushed"]
    assert "Ask the platform team." in result.stdout
    assert "must let people who post through" in result.stdout
    assert "would take a commit, as far as git can tell" in result.stdout


def test_a_remote_that_lets_nobody_delete(clone: Clone, served: Path) -> None:
    clone.git("--git-dir", str(clone.root.parent / "remote.git"), "config", "receive.denyDeletes", "true")
    before = everything(clone)

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["the branch is deleted again", "nothing is left at the remote"]
    assert "delete it by hand: git push origin --delete statuary-drill-" in result.stdout
    assert everything(clone) == before


def test_a_hook_here_that_refuses_a_commit(clone: Clone, served: Path) -> None:
    hook(clone.root / ".git/hooks", "commit-msg", "echo 'No ticket number.' >&2; exit 1")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["your hooks let it be committed"]
    assert "commit-msg refused it:\n" in result.stdout and "No ticket number." in result.stdout


def test_a_hook_here_that_lets_it_through_sees_the_file(clone: Clone, served: Path) -> None:
    seen = clone.root.parent / "seen"
    hook(clone.root / ".git/hooks", "pre-commit", f"git diff --cached --name-only > {seen}")

    assert drill(clone).exit_code == 0
    assert seen.read_text().strip().endswith("-a-drill-nothing-is-wrong.md")


def test_a_hook_here_that_refuses_a_push(clone: Clone, served: Path) -> None:
    hook(clone.root / ".git/hooks", "pre-push", "echo 'Tests fail.' >&2; exit 1")

    result = drill(clone)

    assert result.exit_code == 3
    assert "there is a pre-push hook" in result.stdout and "Tests fail." in result.stdout
    assert len(failed(result)) == 2


def test_no_repository(tmp_path: Path) -> None:
    for name, text in {"mkdocs.yml": CONFIG, "components.yaml": "groups: []\n"}.items():
        write(tmp_path / "page" / name, text)
    (tmp_path / "page/incidents").mkdir()

    result = drill(Clone(tmp_path / "page"), "--local")

    assert result.exit_code == 3
    assert "begin with git init -b main && git add . && git commit" in result.stdout


def test_nothing_was_committed(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "page")], check=True)
    write(tmp_path / "page/mkdocs.yml", CONFIG)

    result = drill(Clone(tmp_path / "page"), "--local")

    assert result.exit_code == 3
    assert "nothing was ever committed here" in result.stdout


def test_no_remote(clone: Clone, served: Path) -> None:
    clone.git("remote", "remove", "origin")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["--publish knows where to push to from here"]
    assert "git remote add origin URL" in result.stdout
    assert "the page says that it is over" in result.stdout


def test_a_remote_that_is_not_there(clone: Clone, served: Path) -> None:
    clone.git("remote", "set-url", "origin", str(clone.root.parent / "nowhere.git"))

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["origin answers"]
    assert "check the address: git remote -v" in result.stdout


def test_a_host_that_is_not_there(clone: Clone, served: Path) -> None:
    clone.git("remote", "set-url", "origin", "http://127.0.0.1:9/status.git")

    result = drill(clone)

    assert "origin answers" in failed(result)
    assert "check the network, and that the remote is up" in result.stdout


def test_a_detached_head(clone: Clone, served: Path) -> None:
    clone.git("checkout", "-q", "--detach")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["--publish knows where to push to from here"]
    assert "(HEAD is detached): git switch main" in result.stdout
    assert "the branch is deleted again" in result.stdout


def test_a_dirty_tree_is_not_looked_at(clone: Clone) -> None:
    write(clone.root / FILE, "broken")

    result = drill(clone, "--local")

    assert result.exit_code == 0, result.output
    assert "1 file is not committed: the drill uses what is committed (HEAD)" in result.stdout


def test_errors_in_a_file_are_told_and_the_rest_goes_on(clone: Clone) -> None:
    write(clone.root / FILE, clone.read().replace("partial_outage", "partial_outtage"))
    clone.git("commit", "-qam", "Slip")

    result = drill(clone, "--local")

    assert result.exit_code == 1
    assert failed(result) == ["the files have no errors"]
    assert "did you mean" in result.stdout and FILE in result.stdout


def test_a_configuration_that_cannot_be_read(clone: Clone) -> None:
    write(clone.root / "mkdocs.yml", "site_name: [")
    clone.git("commit", "-qam", "Slip")

    result = drill(clone)

    assert result.exit_code == 1
    assert "mkdocs.yml" in result.stdout


def test_workflows_of_which_one_is_missing(clone: Clone) -> None:
    write(clone.root / ".github/workflows/check.yml", "on: push\n")
    write(clone.root / ".github/workflows/post.yml", "on: push\n")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Workflows")

    result = drill(clone, "--local")

    assert result.exit_code == 1
    assert "has no deploy.yml, publish.yml: statuary init in an empty folder writes them" in result.stdout


def test_from_a_folder_within_a_repository(tmp_path: Path) -> None:
    whole = make(tmp_path)
    (whole.root / "page").mkdir()
    for name in ("mkdocs.yml", "components.yaml", "incidents"):
        whole.git("mv", name, "page/")
    whole.git("commit", "-qm", "Move")

    result = drill(Clone(whole.root / "page"), "--local")

    assert result.exit_code == 0, result.output


def test_a_name_that_only_this_repository_knows(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(key)
    clone.git("config", "user.name", "Ann")
    clone.git("config", "user.email", "ann@example.com")

    assert drill(clone, "--local").exit_code == 0


def test_gh_that_knows_of_a_rule(clone: Clone, served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(clone.root.parent / "bin", "gh", '[ "$1" = auth ] || echo pull_request')
    program = str(clone.root.parent / "bin/gh")
    monkeypatch.setattr("shutil.which", lambda name: program)

    result = drill(clone)

    assert result.exit_code == 0, result.output
    assert "main asks for pull requests: so use --pr in place of --publish" in result.stdout


def test_ctrl_c_leaves_nothing_behind(clone: Clone, served: Path, tmp_path: Path) -> None:
    """Interrupted while the remote has taken the branch, and still holds the line."""
    remote, marker = clone.root.parent / "remote.git", clone.root.parent / "taken"
    once = f"[ -e {marker} ] || {{ touch {marker}; sleep 3; }}"
    hook(remote / "hooks", "post-receive", once)
    command = [sys.executable, "-m", "statuary", "-C", str(clone.root), "drill"]
    env = environment() | {"TMPDIR": str(tmp_path / "temporary")}
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    while not marker.exists() and process.poll() is None:
        pass
    process.terminate()

    said, _ = process.communicate(timeout=60)

    assert process.returncode not in (0, None), said
    assert branches(clone) == ["main"]
    assert "statuary-drill" not in clone.git("for-each-ref")
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        (
            "fatal: could not read Username for 'https://example.com': terminal prompts disabled",
            "may write there",
        ),
        (
            "remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://example.com/a/b.git/': "
            "The requested URL returned error: 403",
            "may write there",
        ),
        ("ERROR: The key you are authenticating with has been marked as read only.", "may write there"),
        ("fatal: remote error: access denied or repository not exported: /x", "may write there"),
        (
            "fatal: unable to access 'https://example.com/': Could not resolve host: example.com",
            "the network",
        ),
        ("ERROR: Repository not found.", "git remote -v"),
    ],
)
def test_what_git_says_gets_a_remedy(said: str, remedy: str) -> None:
    assert remedy in refusal(subprocess.CompletedProcess([], 1, b"", said.encode())).splitlines()[-1]
