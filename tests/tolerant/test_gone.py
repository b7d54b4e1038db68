"""An incident that was open must not leave the page by mistake, however it left; case by case, in git."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tolerant_repository import build, commit, git, home, inspected, manifest

from sample import COMPONENTS, CONFIG, INCIDENT, MakeRepository, write
from statuary.cli import main
from statuary.inspection.strict import Inspected
from statuary.model import Severity

KEY = "2026-11-22-cards"
FILE = f"incidents/{KEY}.md"
OTHER = "incidents/2026-11-22-search.md"
SEARCH = INCIDENT.replace("Some card payments fail", "Search is slow").replace("checkout:", "search:")
OVER = INCIDENT + "\n## 2026-11-22 10:52 UTC — Resolved\n\nCard payments work again.\n"
PLANNED = """\
---
title: Search moves
type: maintenance
starts: 2026-11-22 {starts} UTC
ends: 2026-11-22 23:00 UTC
components: [checkout]
---

## 2026-11-22 09:00 UTC — Scheduled

Search moves.
"""
NOTICE = "---\ntitle: New hours\ntype: notice\n---\n\n## 2026-11-22 09:00 UTC — Notice\n\nUntil eight.\n"
WITHDRAWN = "---\nwithdrawn: it named a customer\n---\n"
BROKEN = INCIDENT.replace("Investigating", "Investigatting")
UNREADABLE = INCIDENT.replace("10:04", "10:07").replace("- who", "- whom")
READABLE = INCIDENT.replace("10:04", "10:07")

Change = Callable[[Path], None]


@pytest.fixture
def page(repository: MakeRepository) -> Path:
    root = repository({f"{KEY}.md": INCIDENT, "2026-11-22-search.md": SEARCH})
    commit(root)
    return root


def move(new: str) -> Change:
    def change(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / FILE).rename(root / new)

    return change


def config(old: str, new: str) -> Change:
    def change(root: Path) -> None:
        write(root / "mkdocs.yml", (root / "mkdocs.yml").read_text().replace(old, new))

    return change


def put(name: str, content: str | bytes) -> Change:
    return lambda root: write(root / name, content)


def replace(old: str, new: str, content: str) -> Change:
    def change(root: Path) -> None:
        (root / old).unlink()
        write(root / new, content)

    return change


def delete(root: Path) -> None:
    (root / FILE).unlink()


def after(*changes: Change) -> Change:
    """Each of them committed, but the last."""

    def change(root: Path) -> None:
        for one in changes[:-1]:
            one(root)
            commit(root)
        changes[-1](root)

    return change


def both(*changes: Change) -> Change:
    """All of them at once."""

    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def into_a_folder(root: Path) -> None:
    delete(root)
    write(root / FILE / "README.md", "Nothing.\n")


def to_docs(root: Path) -> None:
    write(root / "docs/README.md", "Nothing.\n")
    config("docs_dir: incidents", "docs_dir: docs")(root)


def rename_folder(root: Path) -> None:
    (root / "incidents").rename(root / "status")


def check(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(root), "check", *arguments])
    return result.exit_code, result.output


def errors(found: Inspected) -> set[tuple[str, str]]:
    return {(one.path, one.rule) for one in found.problems if one.severity is Severity.ERROR}


WAYS: dict[str, Change] = {
    "deleted": delete,
    "moved out of the folder": move(f"old/{KEY}.md"),
    "renamed": move("incidents/2026-11-22-card-payments.md"),
    "into a hidden folder": move(f"incidents/.old/{KEY}.md"),
    "another docs_dir": to_docs,
    "a narrower docs_dir": after(
        move(f"incidents/2025/{KEY}.md"),
        both(config("docs_dir: incidents", "docs_dir: incidents/2026"), put("incidents/2026/README.md", "")),
    ),
    "the folder was renamed": rename_folder,
    "an extra page": after(
        put(FILE, "An ordinary page.\n"), config("docs_dir:", "nav: [{About: 2026-11-22-cards.md}]\ndocs_dir:")
    ),
    "a folder of that name": into_a_folder,
    "broken, then deleted": after(put(FILE, BROKEN), delete),
    "renamed, and renamed again without the first alias": after(
        move("incidents/2026-11-22-b.md"),
        put("incidents/2026-11-22-b.md", OVER.replace("impact:", f"aliases: [/incidents/{KEY}/]\nimpact:")),
        put("incidents/2026-11-22-b.md", OVER),
    ),
    "its component left, too": after(
        put("components.yaml", COMPONENTS.replace("id: checkout", "id: cart")), delete
    ),
    "over, broken with a new fault, deleted": after(
        put(FILE, OVER),
        put(FILE, OVER + "\n## 2026-11-22 11:30 UTC — Investigating\n\n- chekout: down\n- who: all\n\nAgain.\n"),
        delete,
    ),
    "under a deleted configuration": after(
        lambda root: (root / "mkdocs.yml").unlink(), put("mkdocs.yml", CONFIG), delete
    ),
}  # fmt: skip


@pytest.mark.parametrize("committed", [False, True], ids=["uncommitted", "committed"])
@pytest.mark.parametrize("way", WAYS)
def test_an_open_incident_does_not_leave(page: Path, way: str, committed: bool) -> None:
    WAYS[way](page)
    if committed:
        commit(page)

    code, output = check(page)
    found = inspected(page)

    assert code == 1
    assert "error[gone]" in output
    assert KEY in {Path(path).stem for path, rule in errors(found) if rule == "gone"}
    assert found.state is not None
    shown = found.state.by_id[KEY]
    assert shown in found.state.active
    assert shown.incident.being_corrected
    assert found.state.indicator in ("major", "minor")


@pytest.mark.parametrize(
    "name",
    [f".{KEY}.md", f"{KEY}.markdown", f"{KEY}.MD", f"{KEY}.md.txt", f"{KEY}.html", "2026-11-22-Cards.md"],
)
def test_under_a_name_that_is_an_error_it_keeps_its_address(page: Path, name: str) -> None:
    move(f"incidents/{name}")(page)
    commit(page)

    found = inspected(page)

    assert errors(found) == {(f"incidents/{name}", "file-name")}, "one mistake is one error"
    assert [one.incident.id for one in found.state.active] == [KEY, "2026-11-22-search"]  # type: ignore[union-attr]


def test_an_alias_counts_while_its_file_is_broken(page: Path) -> None:
    renamed = INCIDENT.replace("impact:", f"aliases: [/incidents/{KEY}/index.html]\nimpact:")
    replace(FILE, "incidents/2026-11-22-b.md", renamed)(page)
    commit(page)
    commit(page, {"incidents/2026-11-22-b.md": renamed + "\n## Resolved\n"})

    found = inspected(page)

    assert errors(found) == {("incidents/2026-11-22-b.md", "heading")}
    assert [one.incident.id for one in found.state.active] == ["2026-11-22-b", "2026-11-22-search"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLANNED.format(starts="11:00"), True),
        (PLANNED.format(starts="22:00"), True),
        (PLANNED.format(starts="22:00").replace("Scheduled", "Cancelled"), False),
        (OVER, False),
        (NOTICE, False),
        ("Ideas\n", False),
        (BROKEN, False),
        (UNREADABLE, True),
    ],
    ids=[
        "under way",
        "planned",
        "cancelled",
        "over",
        "notice",
        "no incident",
        "no heading",
        "never readable, open",
    ],
)
def test_what_may_leave(page: Path, text: str, expected: bool) -> None:
    commit(page, {"incidents/2026-11-22-more.md": text})
    commit(page, {"incidents/2026-11-22-more.md": None})

    code, output = check(page)

    assert ("error[gone]" in output, code) == (expected, int(expected))


NO_ALARM: dict[str, Change] = {
    "an alias": after(
        move("incidents/2026-11-22-b.md"),
        put("incidents/2026-11-22-b.md", INCIDENT.replace("impact:", f"aliases: [/incidents/{KEY}]\nimpact:")),
    ),
    "an alias in a file that ended and is gone": after(
        move("incidents/2026-11-22-b.md"),
        put("incidents/2026-11-22-b.md", OVER.replace("impact:", f"aliases: [/incidents/{KEY}]\nimpact:")),
        lambda root: (root / "incidents/2026-11-22-b.md").unlink(),
    ),
    "an alias in a file that is withdrawn": after(
        move("incidents/2026-11-22-b.md"),
        put("incidents/2026-11-22-b.md", INCIDENT.replace("impact:", f"aliases: [/incidents/{KEY}]\nimpact:")),
        put("incidents/2026-11-22-b.md", WITHDRAWN),
    ),
    "a folder by year": move(f"incidents/2026/{KEY}.md"),
    "the folder and docs_dir": after(rename_folder, config("docs_dir: incidents", "docs_dir: status")),
    "withdrawn": put(FILE, WITHDRAWN),
    "withdrawn, then deleted": after(put(FILE, WITHDRAWN), delete),
    "withdrawn, broken, deleted": after(put(FILE, WITHDRAWN), put(FILE, "---\nwithdrawn:\n---\n"), delete),
    "withdrawn and moved": after(put(FILE, WITHDRAWN), move(f"incidents/2026/{KEY}.md")),
    "another page": both(config("status.example.com", "status.acme.example"), delete),
    "another page by its id_domain": after(
        delete, config("      now:", "      id_domain: acme.example\n      now:")
    ),
    "mended under another name": after(
        put("incidents/2026-11-22-b.md", UNREADABLE),
        replace("incidents/2026-11-22-b.md", "incidents/2026-11-22-c.md", READABLE),
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", NO_ALARM)
def test_no_alarm(page: Path, way: str) -> None:
    NO_ALARM[way](page)
    commit(page)

    code, output = check(page)

    assert "error[" not in output
    assert code == 0


def test_the_ways_out_are_told_and_work(page: Path) -> None:
    commit(page, {FILE: None})
    _, output = check(page)

    assert f"“id: {KEY}”" in output
    assert "“withdrawn: why”" in output
    command = next(line for line in output.split("; ")[0].splitlines() if "git checkout" in line)
    subprocess.run(command.partition(": ")[2], shell=True, cwd=page, check=True, capture_output=True)
    assert check(page)[0] == 0


def test_a_tolerant_build_shows_it_and_a_strict_one_publishes_nothing(page: Path) -> None:
    commit(page, {FILE: None}, at="2026-11-22T11:00:00Z")

    strict = CliRunner().invoke(main, ["-C", str(page), "build"])
    assert strict.exit_code == 1
    assert not (page / "site").exists()

    code, output = build(page)
    assert code == 1
    assert "published in its place: its version of 2026-11-22 10:04 UTC" in output
    assert manifest(page)["corrections"] == [KEY]
    assert "Some card payments fail" in home(page)


def test_a_page_without_its_folder_is_published(page: Path) -> None:
    rename_folder(page)
    commit(page)

    assert build(page)[0] == 1
    assert "Some card payments fail" in home(page)


ODD_NAMES = {"log.showSignature": "true", "log.follow": "true", "log.showRoot": "false", "diff.renames": "copies",
             "diff.orderFile": "nowhere", "core.quotePath": "true", "color.ui": "always", "diff.relative": "false",
             "log.diffMerges": "off", "diff.external": "false", "core.abbrev": "5"}  # fmt: skip


def test_git_as_others_have_set_it_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the top of a repository, in a folder with an odd name, merged, and with settings of one's own."""
    top = tmp_path / "the top"
    root = top / "status – Zähler “1”"
    write(root / "mkdocs.yml", CONFIG.replace("docs_dir: incidents", "docs_dir: Störungen heute"))
    write(root / "components.yaml", COMPONENTS)
    write(root / "Störungen heute/2026 – Q4" / f"{KEY}.md", INCIDENT)
    write(root / "Störungen heute" / "2026-11-22-search.md", SEARCH)
    write(top / FILE, SEARCH)
    commit(top)
    git(top, "switch", "--quiet", "--create", "side")
    (root / "Störungen heute/2026 – Q4" / f"{KEY}.md").unlink()
    write(root / "Störungen heute" / "2026-11-22-side.md", INCIDENT)
    commit(top)
    (root / "Störungen heute" / "2026-11-22-side.md").unlink()
    commit(top)
    git(top, "switch", "--quiet", "main")
    commit(top, {"other": "x"})
    git(top, "merge", "--quiet", "--no-ff", "side")
    write(
        tmp_path / "config",
        "".join(
            f"[{key.split('.')[0]}]\n\t{key.split('.')[1]} = {value}\n" for key, value in ODD_NAMES.items()
        ),
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("LANGUAGE", "de")

    found = inspected(root)

    assert errors(found) == {(f"Störungen heute/2026 – Q4/{KEY}.md", "gone")}
    assert KEY in found.state.by_id  # type: ignore[union-attr]
    assert f"-- 'Störungen heute/2026 – Q4/{KEY}.md'" in check(root)[1]


def test_since_compares_with_that_commit_too(page: Path) -> None:
    """What is resolved and deleted in one change is not told to readers."""
    git(page, "switch", "--quiet", "--create", "change")
    commit(page, {FILE: OVER})
    commit(page, {FILE: None})

    assert check(page)[0] == 0
    assert "error[gone]" in check(page, "--since", "main")[1]


@pytest.mark.parametrize(
    "present",
    [
        "---\nwithdrawn:\n---\n",
        WITHDRAWN + INCIDENT.partition("---\n\n")[2],
        INCIDENT.replace("title:", "withdrawn: it named a customer\ntitle:"),
        "<<<<<<< HEAD\n" + WITHDRAWN + "=======\n" + INCIDENT + ">>>>>>> other\n",
        "",
    ],
    ids=["no reason", "a body", "other keys", "a conflict", "empty"],
)
def test_what_was_withdrawn_is_never_shown_again(page: Path, present: str) -> None:
    commit(page, {FILE: INCIDENT.replace("About one card", "SECRET: about one card")})
    commit(page, {FILE: WITHDRAWN})
    for place in (FILE, f"incidents/2026/{KEY}.md"):
        commit(page, {place: present})

        code, _ = build(page)

        assert code == 1
        texts = [path.read_text() for path in (page / "site").rglob("*") if path.is_file()]
        assert not [text for text in texts if "SECRET" in text or "Some card payments" in text]
        (page / place).unlink()


def test_a_reviewer_is_told_what_is_withdrawn(page: Path) -> None:
    git(page, "switch", "--quiet", "--create", "change")
    commit(page, {FILE: WITHDRAWN})

    code, output = check(page, "--since", "main", "--summary", "summary.md")

    assert code == 0
    assert (
        f"{FILE}:1:1: advice[withdrawn] this takes the incident off the page for good: it named a customer"
        in output
    )
    assert "**It is withdrawn: it named a customer.**" in (page / "summary.md").read_text()
    assert "withdrawn" not in check(page)[1]


def clone(page: Path, target: Path, *how: str) -> Path:
    git(page, "config", "uploadpack.allowFilter", "true")
    git(target, "clone", "--quiet", *how, f"file://{page}", "clone")
    return target / "clone"


@pytest.mark.parametrize("command", [["build"], ["build", "--tolerant"]])
def test_a_shallow_clone_is_published_and_told(page: Path, tmp_path: Path, command: list[str]) -> None:
    commit(page, {"README.md": "x"})
    root = clone(page, tmp_path, "--depth=1")

    result = CliRunner().invoke(main, ["-C", str(root), *command])

    assert result.exit_code == 1
    assert "fetch-depth: 0" in result.output and "git fetch --unshallow" in result.output
    assert "Some card payments fail" in home(root)
    assert "being corrected" not in home(root)
    code, output = check(root)
    assert (code, "fetch-depth: 0" in output) == (1, True)
    assert CliRunner().invoke(main, ["-C", str(root), "status"]).exit_code == 0


def test_a_shallow_clone_with_another_error_is_not_published(page: Path, tmp_path: Path) -> None:
    commit(page, {FILE: BROKEN})
    root = clone(page, tmp_path, "--depth=1")

    assert CliRunner().invoke(main, ["-C", str(root), "build"]).exit_code == 1
    assert not (root / "site").exists()


@pytest.mark.parametrize("gone", [False, True])
def test_a_partial_clone_does_not_ask_the_network(page: Path, tmp_path: Path, gone: bool) -> None:
    commit(page, {FILE: None if gone else OVER})
    root = clone(page, tmp_path, "--filter=blob:none")
    page.rename(tmp_path / "away")

    code, output = check(root)

    assert (code, "error[history]" in output) == (int(gone), gone)


@pytest.mark.parametrize("shallow", [False, True])
def test_an_update_is_posted_all_the_same(page: Path, tmp_path: Path, shallow: bool) -> None:
    commit(page, {FILE: None})
    root = clone(page, tmp_path, "--depth=1") if shallow else page

    result = CliRunner().invoke(
        main,
        ["-C", str(root), "open", "Payouts fail", "-c", "checkout=down", "-y", "--now", "2026-11-22T12:00Z"],
    )

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


def test_a_submodule_that_is_not_here(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    commit(other, {f"{KEY}.md": INCIDENT}) if other.mkdir() is None else None
    git(page, "rm", "-r", "--quiet", "incidents")
    git(page, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "incidents")
    commit(page)
    config("site_url: https://status", "site_url: https://news")(page)  # without the past of the first folder
    commit(page)

    assert check(page)[0] == 0
    git(page, "submodule", "--quiet", "deinit", "--force", "incidents")
    code, output = check(page)
    assert code == 1
    assert "submodule" in output


def many(root: Path, commits: int) -> None:
    """As many commits, each with an incident that ended; the first of them opened one and the second deleted it."""
    lines = []
    for number in range(commits):
        name, text = f"incidents/2026-01-01-{number}.md", OVER
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


def test_a_long_past_is_asked_for_once_and_nothing_is_read_of_what_is_there(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(page, {FILE: None})
    many(page, 300)
    asked: list[tuple[str, bytes]] = []
    run = subprocess.run

    def counted(command: list[str], *arguments: object, **options: object) -> object:
        done = run(command, *arguments, **options)  # type: ignore[call-overload]
        if "user.name=Test" not in command:
            asked.append((" ".join(command[3:]), bytes(options.get("input") or b"")))  # type: ignore[call-overload]
        return done

    monkeypatch.setattr("statuary.git.subprocess.run", counted)
    outputs = [check(page)]
    first, asked[:] = list(asked), []
    outputs.append(check(page))
    second, asked[:] = list(asked), []
    (page / "incidents/2026-01-01-5.md").unlink()
    commit(page, {FILE: None} if (page / FILE).exists() else {"incidents/2026-01-01-7.md": INCIDENT})
    outputs.append(check(page))

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
    page: Path, lost: bool, expected: set[tuple[str, str]]
) -> None:
    """After `git pull`, the published line is the merged one; an old branch that knows less brings nothing back."""
    commit(page, {FILE: OVER})
    git(page, "switch", "--quiet", "--create", "theirs", *([] if lost else ["HEAD~1"]))
    commit(page, {"other.txt": "theirs"})
    if lost:
        git(page, "switch", "--quiet", "main")
        git(page, "reset", "--quiet", "--hard", "HEAD~1")
        commit(page, {FILE: None, OTHER: SEARCH})
        git(page, "checkout", "--quiet", "--orphan", "fresh")
        commit(page, {"mine.txt": "mine"})
        git(page, "switch", "--quiet", "theirs")
        commit(page, {FILE: INCIDENT})
        git(page, "switch", "--quiet", "fresh")
        git(
            page,
            "merge",
            "--quiet",
            "--no-ff",
            "--allow-unrelated-histories",
            "--strategy=ours",
            "--message=Pull",
            "theirs",
        )
    else:
        git(page, "switch", "--quiet", "main")
        commit(page, {FILE: None})
        git(page, "merge", "--quiet", "--no-ff", "--message=Merge", "theirs")

    assert errors(inspected(page)) == expected
