"""What subscribers would be told again, or lose, is said before a change is merged, with the line that prevents it."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuary.cli import main
from support.repository import INCIDENT, MakeRepository, write

RESOLVED = f"{INCIDENT}\n## 2026-11-22 10:52 UTC — Resolved\n\nCards work again.\n"
OLD, NEW = "incidents/2026-11-22-cards.md", "incidents/2026-11-22-card-payments-fail.md"


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    folder = repository({"2026-11-22-cards.md": RESOLVED})
    git(folder, "init", "-qb", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "the page")
    git(folder, "checkout", "-qb", "change")
    return folder


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True)


def check(root: Path, *options: str) -> str:
    return CliRunner().invoke(main, ["-C", str(root), "check", "--since", "main", *options]).output


def ids(root: Path) -> list[str]:
    assert CliRunner().invoke(main, ["-C", str(root), "build", "-q"]).exit_code == 0
    return [item["id"] for item in json.loads((root / "site/feed.json").read_text())["items"]]


def test_a_renamed_file_keeps_its_address_and_items_by_one_line(root: Path) -> None:
    before = ids(root)
    git(root, "mv", OLD, NEW)

    told = check(root)
    assert f"{OLD} got another name: its address is lost, and subscribers get 2 items again" in told
    assert "add to the front matter, and both stay: id: 2026-11-22-cards" in told
    assert ids(root) != before

    check(root, "--fix")
    assert (root / NEW).read_text() == RESOLVED.replace("title:", "id: 2026-11-22-cards\ntitle:", 1)
    assert "told-again" not in check(root)
    assert ids(root) == before
    assert (root / "site/incidents/2026-11-22-cards/index.html").is_file()
    assert not (root / "site/incidents/2026-11-22-card-payments-fail").exists()


def test_a_file_may_be_renamed_again_while_the_incident_is_open(root: Path) -> None:
    for number, name in enumerate(("open", "second", "third")):
        text = INCIDENT.replace("title:", "id: open\ntitle:", 1) if number else INCIDENT
        write(root / f"incidents/{name}.md", text)
        git(root, "add", ".")
        git(root, "commit", "-qm", name)
        if name != "third":
            (root / f"incidents/{name}.md").unlink()
    result = CliRunner().invoke(main, ["-C", str(root), "check"])
    assert "error[gone]" not in result.output


@pytest.mark.parametrize("attributes", ["", "- next update: 30 min\n- who: everybody\n\n"])
def test_a_corrected_time_keeps_its_item_by_one_line(root: Path, attributes: str) -> None:
    text = RESOLVED.replace("- next update: 30 min\n- who: customers who pay by card\n\n", attributes)
    write(root / OLD, text)
    git(root, "commit", "-qam", "other attributes")
    git(root, "branch", "-f", "main")
    before = ids(root)
    write(root / OLD, text.replace("10:04", "10:02"))

    told = check(root)
    assert f"{OLD}:8:1: advice[told-again] this update was published as 2026-11-22 10:04 UTC" in told
    assert "subscribers get one item again" in told
    assert "add under the heading: - posted as: 2026-11-22 10:04 UTC" in told

    check(root, "--fix")
    assert "told-again" not in check(root)
    assert ids(root) == before


def test_a_deleted_incident_is_told_with_what_is_lost(root: Path) -> None:
    git(root, "rm", "-q", OLD)
    told = check(root)
    assert "an incident leaves the page: its address and 2 updates are lost" in told
    assert f"to keep it: git checkout main -- {OLD}" in told


def test_new_words_or_a_new_update_are_told_to_nobody_again(root: Path) -> None:
    write(root / OLD, RESOLVED.replace("About one", "One") + "\n## 2026-11-22 11:00 UTC — Update\n\nMore.\n")
    write(root / "incidents/2026-11-21-search.md", RESOLVED.replace("11-22", "11-21"))
    assert "told-again" not in check(root)


@pytest.mark.parametrize(
    ("other", "key", "why"),
    [
        (
            "2026-11-21-b.md",
            "2026-11-22-cards",
            "incidents/2026-11-22-cards.md has the id “2026-11-22-cards”",
        ),
        ("2026-11-21-b.md", "Cards", "“Cards” cannot be an id"),
    ],
)
def test_an_id_is_unique_and_a_slug(root: Path, other: str, key: str, why: str) -> None:
    write(root / "incidents" / other, RESOLVED.replace("title:", f"id: {key}\ntitle:", 1))
    result = CliRunner().invoke(main, ["-C", str(root), "check"])
    assert result.exit_code == 1
    assert why in result.output
