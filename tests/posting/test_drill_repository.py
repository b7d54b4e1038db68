"""`statuary drill` in repositories that are not as they should be."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from statuary.drill.reachability import refusal
from support.posting import CONFIG, FILE, Clone, branches, drill, failed, hook, make
from support.repository import tree, write


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Temporary folders of this test alone, without `gh`; nothing may be left in them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr("shutil.which", lambda name: None)
    yield
    assert list(folder.iterdir()) == []


def test_no_repository(tmp_path: Path) -> None:
    tree(tmp_path / "page", {"mkdocs.yml": CONFIG, "components.yaml": "groups: []\n"})
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


@pytest.mark.long
def test_no_remote(clone: Clone, served: Path) -> None:
    clone.git("remote", "remove", "origin")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["--publish knows where to push to from here"]
    assert "git remote add origin URL" in result.stdout
    assert "the page says that it is over" in result.stdout


@pytest.mark.long
def test_a_remote_that_is_not_there(clone: Clone, served: Path) -> None:
    clone.git("remote", "set-url", "origin", str(clone.root.parent / "nowhere.git"))

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["origin answers"]
    assert "check the address: git remote -v" in result.stdout


@pytest.mark.long
def test_a_host_that_is_not_there(clone: Clone, served: Path) -> None:
    clone.git("remote", "set-url", "origin", "http://127.0.0.1:9/status.git")

    result = drill(clone)

    assert "origin answers" in failed(result)
    assert "check the network, and that the remote is up" in result.stdout


@pytest.mark.long
def test_a_detached_head(clone: Clone, served: Path) -> None:
    clone.git("checkout", "-q", "--detach")

    result = drill(clone)

    assert result.exit_code == 3
    assert failed(result) == ["--publish knows where to push to from here"]
    assert "(HEAD is detached): git switch main" in result.stdout
    assert "the branch is deleted again" in result.stdout


@pytest.mark.long
def test_a_dirty_tree_is_not_looked_at(clone: Clone) -> None:
    write(clone.root / FILE, "broken")

    result = drill(clone, "--local")

    assert result.exit_code == 0, result.output
    assert "1 file is not committed: the drill uses what is committed (HEAD)" in result.stdout


@pytest.mark.long
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


@pytest.mark.long
def test_workflows_of_which_one_is_missing(clone: Clone) -> None:
    write(clone.root / ".github/workflows/check.yml", "on: push\n")
    write(clone.root / ".github/workflows/post.yml", "on: push\n")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Workflows")

    result = drill(clone, "--local")

    assert result.exit_code == 1
    assert "has no deploy.yml, publish.yml: statuary init in an empty folder writes them" in result.stdout


@pytest.mark.long
def test_from_a_folder_within_a_repository(tmp_path: Path) -> None:
    whole = make(tmp_path)
    (whole.root / "page").mkdir()
    for name in ("mkdocs.yml", "components.yaml", "incidents"):
        whole.git("mv", name, "page/")
    whole.git("commit", "-qm", "Move")

    result = drill(Clone(whole.root / "page"), "--local")

    assert result.exit_code == 0, result.output


@pytest.mark.long
def test_a_name_that_only_this_repository_knows(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(key)
    clone.git("config", "user.name", "Ann")
    clone.git("config", "user.email", "ann@example.com")

    assert drill(clone, "--local").exit_code == 0


@pytest.mark.long
def test_gh_that_knows_of_a_rule(clone: Clone, served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(clone.root.parent / "bin", "gh", '[ "$1" = auth ] || echo pull_request')
    program = str(clone.root.parent / "bin/gh")
    monkeypatch.setattr("shutil.which", lambda name: program)

    result = drill(clone)

    assert result.exit_code == 0, result.output
    assert "main asks for pull requests: so use --pr in place of --publish" in result.stdout


@pytest.mark.long
def test_ctrl_c_leaves_nothing_behind(clone: Clone, served: Path, tmp_path: Path) -> None:
    """Interrupted while the remote has taken the branch, and still holds the line."""
    remote, marker = clone.root.parent / "remote.git", clone.root.parent / "taken"
    once = f"[ -e {marker} ] || {{ touch {marker}; sleep 3; }}"
    hook(remote / "hooks", "post-receive", once)
    command = [sys.executable, "-m", "statuary", "-C", str(clone.root), "drill"]
    env = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
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
        ("fatal: could not read Username for 'https://example.com': terminal prompts disabled",
         "may write there"),
        (
            "remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://example.com/a/b.git/': "
            "The requested URL returned error: 403",
            "may write there",
        ),
        ("ERROR: The key you are authenticating with has been marked as read only.", "may write there"),
        ("fatal: remote error: access denied or repository not exported: /x", "may write there"),
        ("fatal: unable to access 'https://example.com/': Could not resolve host: example.com", "the network"),
        ("ERROR: Repository not found.", "git remote -v"),
    ],
)  # fmt: skip
def test_what_git_says_gets_a_remedy(said: str, remedy: str) -> None:
    assert remedy in refusal(subprocess.CompletedProcess([], 1, b"", said.encode())).splitlines()[-1]
