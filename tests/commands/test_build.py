"""`statuary build` and `mkdocs build`: the whole site, or the published folder stays as it was."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.command import outcome
from support.repository import INCIDENT, MakeRepository, files

TYPO = INCIDENT.replace("partial_outage", "major_outtage")
GOLDEN = """
404.html _build.json _headers .nojekyll index.html robots.txt sitemap.xml
history/index.html history/2026-11/index.html history/search.json maintenance/index.html subscribe/index.html
feed.xml atom.xml feed.json incidents/feed.xml maintenance/feed.xml history.rss history.atom
api/v2/summary.json api/v2/status.json api/v2/components.json
api/v2/incidents.json api/v2/incidents/unresolved.json
api/v2/scheduled-maintenances.json api/v2/scheduled-maintenances/upcoming.json
api/v2/scheduled-maintenances/active.json
calendar.ics badge.svg badge.json embed.js embed.json status.txt status.md metrics metrics.txt
apple-touch-icon.png favicon.ico post/index.html post/worker.js
"""
"""The addresses that every site has: a promise. Some may be added, none may go."""

PAGE = "incidents/2026-11-22-cards/index.html"


def test_the_output_paths_are_those_that_were_promised(repository: MakeRepository) -> None:
    root = repository({"2026/2026-11-22-cards.md": INCIDENT, "README.md": "not published"})

    assert outcome(root, "build")[0] == 0

    components = {"index.html", "feed.xml", "calendar.ics", "badge.svg", "badge.json"}
    assert set(files(root / "site")) == {
        PAGE,
        "incidents/2026-11-22-cards/feed.xml",
        *(f"components/{key}/{name}" for key in ("checkout", "search") for name in components),
        *GOLDEN.split(),
    }


def test_an_open_incident_is_what_the_page_says(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    outcome(root, "build")

    home = (root / "site" / "index.html").read_text()
    assert "Some card payments fail" in home
    assert "No known problems." not in home
    assert json.loads((root / "site" / "_build.json").read_text())["indicator"] == "major"


def test_an_error_leaves_the_published_folder_alone(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    outcome(root, "build")
    before = files(root / "site")
    (root / "incidents" / "2026-11-22-cards.md").write_text(TYPO)

    code, output = outcome(root, "build")

    assert code == 1
    assert "error[component-status]" in output
    assert files(root / "site") == before
    assert [path.name for path in root.glob(".site*")] == []


def test_a_failure_while_writing_leaves_the_published_folder_alone(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    outcome(root, "build")
    before = files(root / "site")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("statuary.plugin.hooks.publish", full)
    code, output = outcome(root, "build")

    assert code == 3
    assert "no space left" in output
    assert files(root / "site") == before
    assert [path.name for path in root.glob(".site*")] == []


@pytest.mark.long
def test_a_killed_build_leaves_the_published_folder_alone(repository: MakeRepository) -> None:
    incidents = {f"2026-11-22-cards-{number}.md": INCIDENT for number in range(400)}
    root = repository(incidents)
    outcome(root, "build")
    before = files(root / "site")
    killed = 0
    for delay in (0.2, 0.45, 0.6, 0.8):
        process = subprocess.Popen(
            [sys.executable, "-m", "statuary", "-C", str(root), "build", "-q"], start_new_session=True
        )
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        killed += process.wait() != 0
        assert files(root / "site") == before
    assert killed
    assert outcome(root, "build")[0] == 0
    assert [path.name for path in root.glob(".site*")] == [], "what a dead build left is removed"


@pytest.mark.parametrize("site_dir", [".", "incidents", "..", "mine", "incidents/new"])
def test_a_build_never_takes_the_place_of_somebodys_files(repository: MakeRepository, site_dir: str) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    (root / "mine").mkdir()
    (root / "mine" / "thesis.txt").write_text("years of work")
    before = files(root.parent)

    code, _ = outcome(root, "build", "--site-dir", site_dir)

    assert code == 1
    assert files(root.parent) == before


def test_a_site_behind_a_link_is_replaced_where_it_is(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    (tmp_path / "www").mkdir()
    (root / "site").symlink_to(tmp_path / "www")

    assert outcome(root, "build")[0] == 0
    assert outcome(root, "build")[0] == 0

    assert (root / "site").is_symlink()
    assert (tmp_path / "www" / "index.html").exists()


def test_a_file_that_was_there_before_is_gone_after_a_build(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    outcome(root, "build")
    (root / "site" / "stale.html").write_text("old")

    outcome(root, "build")

    assert not (root / "site" / "stale.html").exists()


def test_the_same_commit_and_now_give_the_same_bytes(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    outcome(root, "build", "--site-dir", "one")
    outcome(root, "build", "--site-dir", "two")

    assert files(root / "one") == files(root / "two")


def test_mkdocs_build_gives_the_same_site(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    outcome(root, "build", "--site-dir", "ours")

    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")],
        check=True,
        cwd=root.parent,
    )

    assert files(root / "site") == files(root / "ours")


@pytest.mark.long
def test_mkdocs_build_is_as_strict(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": TYPO})

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(root / "mkdocs.yml")],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "error[component-status]" in done.stderr
    assert not (root / "site").exists()
