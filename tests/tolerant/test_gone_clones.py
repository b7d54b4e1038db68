"""An incident whose file is gone, where git knows less than all: shallow and partial clones, submodules, merges."""

import subprocess
from pathlib import Path

import pytest

from support.command import run
from support.git import commit, git
from support.gone import BROKEN, check, config, errors
from support.past import FILE, KEY, RESOLVED, SEARCH, home, inspected
from support.repository import INCIDENT, MakeRepository

OTHER = "incidents/2026-11-22-search.md"


def clone(cards: Path, target: Path, *how: str) -> Path:
    git(cards, "config", "uploadpack.allowFilter", "true")
    git(target, "clone", "--quiet", *how, f"file://{cards}", "clone")
    return target / "clone"


@pytest.mark.parametrize("command", [["build"], ["build", "--tolerant"]])
def test_a_shallow_clone_is_published_and_told(cards: Path, tmp_path: Path, command: list[str]) -> None:
    commit(cards, {"README.md": "x"})
    root = clone(cards, tmp_path, "--depth=1")

    result = run(root, *command)

    assert result.exit_code == 1
    assert "fetch-depth: 0" in result.output and "git fetch --unshallow" in result.output
    assert "Some card payments fail" in home(root)
    assert "being corrected" not in home(root)
    code, output = check(root)
    assert (code, "fetch-depth: 0" in output) == (1, True)
    assert run(root, "status").exit_code == 0


def test_a_shallow_clone_with_another_error_is_not_published(cards: Path, tmp_path: Path) -> None:
    commit(cards, {FILE: BROKEN})
    root = clone(cards, tmp_path, "--depth=1")

    assert run(root, "build").exit_code == 1
    assert not (root / "site").exists()


@pytest.mark.parametrize("gone", [False, True])
def test_a_partial_clone_does_not_ask_the_network(cards: Path, tmp_path: Path, gone: bool) -> None:
    commit(cards, {FILE: None if gone else RESOLVED})
    root = clone(cards, tmp_path, "--filter=blob:none")
    cards.rename(tmp_path / "away")

    code, output = check(root)

    assert (code, "error[history]" in output) == (int(gone), gone)


@pytest.mark.parametrize("shallow", [False, True])
def test_an_update_is_posted_all_the_same(cards: Path, tmp_path: Path, shallow: bool) -> None:
    commit(cards, {FILE: None})
    root = clone(cards, tmp_path, "--depth=1") if shallow else cards

    result = run(root, "open", "Payouts fail", "-c", "checkout=down", "-y", "--now", "2026-11-22T12:00Z")

    assert result.exit_code == 0
    assert (root / "incidents/2026-11-22-payouts-fail.md").is_file()


def test_without_git_or_a_commit_there_is_nothing_to_judge(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({f"{KEY}.md": INCIDENT})
    assert check(root)[0] == 0
    git(root, "init", "--quiet")
    assert check(root)[0] == 0
    commit(root)
    (root / FILE).unlink()
    monkeypatch.setenv("PATH", str(root))
    assert check(root)[0] == 0


def test_a_submodule_that_is_not_here(cards: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    commit(other, {f"{KEY}.md": INCIDENT}) if other.mkdir() is None else None
    git(cards, "rm", "-r", "--quiet", "incidents")
    git(cards, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "incidents")
    commit(cards)
    config("site_url: https://status", "site_url: https://news")(
        cards
    )  # without the past of the first folder
    commit(cards)

    assert check(cards)[0] == 0
    git(cards, "submodule", "--quiet", "deinit", "--force", "incidents")
    code, output = check(cards)
    assert code == 1
    assert "submodule" in output


def many(root: Path, commits: int) -> None:
    """As many commits, each with an incident that ended; the first of them opened one and the second deleted it."""
    lines = []
    for number in range(commits):
        name, text = f"incidents/2026-01-01-{number}.md", RESOLVED
        changes = [f"M 100644 inline {name}\ndata {len(text.encode())}\n{text}"]
        if number == 0:
            changes.append(f"M 100644 inline {FILE}\ndata {len(INCIDENT.encode())}\n{INCIDENT}")
        if number == 1:
            changes.append(f"D {FILE}")
        head = "from refs/heads/main^0\n" if number == 0 else ""
        lines.append(
            f"commit refs/heads/main\ncommitter T <t@example.com> {1763800000 + number} +0000\ndata 1\nx\n{head}"
            + "\n".join(changes)
        )
    subprocess.run(
        ["git", "-C", str(root), "fast-import", "--quiet"], input="\n".join(lines).encode(), check=True
    )
    git(root, "reset", "--hard", "--quiet")


@pytest.mark.long
def test_a_long_past_is_asked_for_once_and_nothing_is_read_of_what_is_there(
    cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(cards, {FILE: None})
    many(cards, 300)
    asked: list[tuple[str, bytes]] = []
    run = subprocess.run

    def counted(command: list[str], *arguments: object, **options: object) -> object:
        done = run(command, *arguments, **options)  # type: ignore[call-overload]
        asked.append((" ".join(command[3:]), bytes(options.get("input") or b"")))  # type: ignore[call-overload]
        return done

    monkeypatch.setattr("statuary.git.subprocess.run", counted)
    outputs = [check(cards)]
    first, asked[:] = list(asked), []
    outputs.append(check(cards))
    second = list(asked)
    (cards / "incidents/2026-01-01-5.md").unlink()
    commit(cards, {FILE: None} if (cards / FILE).exists() else {"incidents/2026-01-01-7.md": INCIDENT})
    asked.clear()
    outputs.append(check(cards))

    assert [code for code, _ in outputs] == [1, 1, 1]
    assert all(f"{FILE}:1:1: error[gone]" in output for _, output in outputs)
    for calls in (first, second, asked):
        assert len(calls) <= 14
        assert sum(given.count(b"\n") for _, given in calls) <= 8, "blobs"
    logs = [
        [call for call, _ in calls if " log " in f" {call} " and "max-count" not in call]
        for calls in (first, second, asked)
    ]
    assert [len(one) for one in logs] == [1, 0, 1]
    assert "^" in logs[2][0], "only what is new"


@pytest.mark.parametrize(("lost", "expected"), [(True, {(FILE, "gone")}), (False, set())])
def test_a_merge_that_leaves_out_what_the_other_side_published(
    cards: Path, lost: bool, expected: set[tuple[str, str]]
) -> None:
    """After `git pull`, the published line is the merged one; an old branch that knows less brings nothing back."""
    commit(cards, {FILE: RESOLVED})
    git(cards, "switch", "--quiet", "--create", "theirs", *([] if lost else ["HEAD~1"]))
    commit(cards, {"other.txt": "theirs"})
    if lost:
        git(cards, "switch", "--quiet", "main")
        git(cards, "reset", "--quiet", "--hard", "HEAD~1")
        commit(cards, {FILE: None, OTHER: SEARCH})
        git(cards, "checkout", "--quiet", "--orphan", "fresh")
        commit(cards, {"mine.txt": "mine"})
        git(cards, "switch", "--quiet", "theirs")
        commit(cards, {FILE: INCIDENT})
        git(cards, "switch", "--quiet", "fresh")
        git(
            cards,
            "merge",
            "--quiet",
            "--no-ff",
            "--allow-unrelated-histories",
            "--strategy=ours",
            "--message=Pull",
            "theirs",
        )
    else:
        git(cards, "switch", "--quiet", "main")
        commit(cards, {FILE: None})
        git(cards, "merge", "--quiet", "--no-ff", "--message=Merge", "theirs")

    assert errors(inspected(cards)) == expected
