"""What may leave the page, and what tells of it."""

import subprocess
from pathlib import Path

import pytest

from support.command import run
from support.examples import some
from support.git import commit, git
from support.gone import (
    BROKEN,
    WITHDRAWN,
    Change,
    after,
    both,
    check,
    config,
    delete,
    errors,
    move,
    put,
    rename_folder,
    replace,
)
from support.past import FILE, KEY, RESOLVED, SEARCH, home, inspected, manifest, tolerant_build
from support.repository import COMPONENTS, CONFIG, INCIDENT, write

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


UNREADABLE = INCIDENT.replace("10:04", "10:07").replace("- who", "- whom")


READABLE = INCIDENT.replace("10:04", "10:07")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLANNED.format(starts="11:00"), True),
        (PLANNED.format(starts="22:00"), True),
        (PLANNED.format(starts="22:00").replace("Scheduled", "Cancelled"), False),
        (RESOLVED, False),
        (NOTICE, False),
        ("Ideas\n", False),
        (BROKEN, False),
        (UNREADABLE, True),
    ],
    ids=[
        "under way", "planned", "cancelled", "over", "notice", "no incident", "no heading",
        "never readable, open",
    ],
)  # fmt: skip
def test_what_may_leave(cards: Path, text: str, expected: bool) -> None:
    commit(cards, {"incidents/2026-11-22-more.md": text})
    commit(cards, {"incidents/2026-11-22-more.md": None})

    code, output = check(cards)

    assert ("error[gone]" in output, code) == (expected, int(expected))


NO_ALARM: dict[str, Change] = {
    "an alias": after(
        move("incidents/2026-11-22-b.md"),
        put("incidents/2026-11-22-b.md", INCIDENT.replace("impact:", f"aliases: [/incidents/{KEY}]\nimpact:")),
    ),
    "an alias in a file that ended and is gone": after(
        move("incidents/2026-11-22-b.md"),
        put("incidents/2026-11-22-b.md", RESOLVED.replace("impact:", f"aliases: [/incidents/{KEY}]\nimpact:")),
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


@pytest.mark.parametrize("way", some(NO_ALARM, 3))
def test_no_alarm(cards: Path, way: str) -> None:
    NO_ALARM[way](cards)
    commit(cards)

    code, output = check(cards)

    assert "error[" not in output
    assert code == 0


def test_the_ways_out_are_told_and_work(cards: Path) -> None:
    commit(cards, {FILE: None})
    _, output = check(cards)

    assert f"“id: {KEY}”" in output
    assert "“withdrawn: why”" in output
    command = next(line for line in output.split("; ")[0].splitlines() if "git checkout" in line)
    subprocess.run(command.partition(": ")[2], shell=True, cwd=cards, check=True, capture_output=True)
    assert check(cards)[0] == 0


def test_a_tolerant_build_shows_it_and_a_strict_one_publishes_nothing(cards: Path) -> None:
    commit(cards, {FILE: None}, at="2026-11-22T11:00:00Z")

    strict = run(cards, "build")
    assert strict.exit_code == 1
    assert not (cards / "site").exists()

    code, output = tolerant_build(cards)
    assert code == 1
    assert "published in its place: its version of 2026-11-22 10:04 UTC" in output
    assert manifest(cards)["corrections"] == [KEY]
    assert "Some card payments fail" in home(cards)


def test_a_page_without_its_folder_is_published(cards: Path) -> None:
    rename_folder(cards)
    commit(cards)

    assert tolerant_build(cards)[0] == 1
    assert "Some card payments fail" in home(cards)


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


def test_since_compares_with_that_commit_too(cards: Path) -> None:
    """What is resolved and deleted in one change is not told to readers."""
    git(cards, "switch", "--quiet", "--create", "change")
    commit(cards, {FILE: RESOLVED})
    commit(cards, {FILE: None})

    assert check(cards)[0] == 0
    assert "error[gone]" in check(cards, "--since", "main")[1]
