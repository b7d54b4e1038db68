"""`statuary build` and `mkdocs build`: the whole site, or the published folder stays as it was."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from sample import CONFIG, INCIDENT, MakeRepository
from statuary.cli import main

TYPO = INCIDENT.replace("partial_outage", "major_outtage")
PAGE = "incidents/2026-11-22-cards/index.html"


GOLDEN = """
404.html _build.json _headers .nojekyll index.html robots.txt sitemap.xml
history/index.html history/2026-11/index.html history/search.json maintenance/index.html subscribe/index.html
feed.xml atom.xml feed.json incidents/feed.xml maintenance/feed.xml history.rss history.atom
api/v2/summary.json api/v2/status.json api/v2/components.json
api/v2/incidents.json api/v2/incidents/unresolved.json
api/v2/scheduled-maintenances.json api/v2/scheduled-maintenances/upcoming.json
api/v2/scheduled-maintenances/active.json
calendar.ics badge.svg badge.json embed.js status.txt status.md post/index.html post/worker.js
"""
"""The addresses that every site has: a promise. Some may be added, none may go."""


def build(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(root), "build", *arguments])
    return result.exit_code, result.output


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_output_paths_are_those_that_were_promised(repository: MakeRepository) -> None:
    root = repository({"2026/2026-11-22-cards.md": INCIDENT, "README.md": "not published"})

    assert build(root)[0] == 0

    components = {"index.html", "feed.xml", "calendar.ics", "badge.svg", "badge.json"}
    assert set(tree(root / "site")) == {
        PAGE,
        "incidents/2026-11-22-cards/feed.xml",
        *(f"components/{key}/{name}" for key in ("checkout", "search") for name in components),
        *GOLDEN.split(),
    }


def test_an_open_incident_is_what_the_page_says(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    build(root)

    home = (root / "site" / "index.html").read_text()
    assert "Some card payments fail" in home
    assert "No known problems." not in home
    assert json.loads((root / "site" / "_build.json").read_text())["indicator"] == "major"


def test_an_error_leaves_the_published_folder_alone(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    build(root)
    before = tree(root / "site")
    (root / "incidents" / "2026-11-22-cards.md").write_text(TYPO)

    code, output = build(root)

    assert code == 1
    assert "error[component-status]" in output
    assert tree(root / "site") == before
    assert [path.name for path in root.glob(".site*")] == []


def test_a_failure_while_writing_leaves_the_published_folder_alone(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    build(root)
    before = tree(root / "site")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("statuary.plugin.hooks.publish", full)
    code, output = build(root)

    assert code == 3
    assert "no space left" in output
    assert tree(root / "site") == before
    assert [path.name for path in root.glob(".site*")] == []


def test_a_killed_build_leaves_the_published_folder_alone(repository: MakeRepository) -> None:
    incidents = {f"2026-11-22-cards-{number}.md": INCIDENT for number in range(400)}
    root = repository(incidents)
    build(root)
    before = tree(root / "site")
    killed = 0
    for delay in (0.2, 0.45, 0.6, 0.8):
        process = subprocess.Popen(
            [sys.executable, "-m", "statuary", "-C", str(root), "build", "-q"], start_new_session=True
        )
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        killed += process.wait() != 0
        assert tree(root / "site") == before
    assert killed
    assert build(root)[0] == 0
    assert [path.name for path in root.glob(".site*")] == [], "what a dead build left is removed"


@pytest.mark.parametrize("site_dir", [".", "incidents", "..", "mine", "incidents/new"])
def test_a_build_never_takes_the_place_of_somebodys_files(repository: MakeRepository, site_dir: str) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    (root / "mine").mkdir()
    (root / "mine" / "thesis.txt").write_text("years of work")
    before = tree(root.parent)

    code, _ = build(root, "--site-dir", site_dir)

    assert code == 1
    assert tree(root.parent) == before


def test_a_site_behind_a_link_is_replaced_where_it_is(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    (tmp_path / "www").mkdir()
    (root / "site").symlink_to(tmp_path / "www")

    assert build(root)[0] == 0
    assert build(root)[0] == 0

    assert (root / "site").is_symlink()
    assert (tmp_path / "www" / "index.html").exists()


def test_a_file_that_was_there_before_is_gone_after_a_build(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    build(root)
    (root / "site" / "stale.html").write_text("old")

    build(root)

    assert not (root / "site" / "stale.html").exists()


def test_the_same_commit_and_now_give_the_same_bytes(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    build(root, "--site-dir", "one")
    build(root, "--site-dir", "two")

    assert tree(root / "one") == tree(root / "two")


def test_mkdocs_build_gives_the_same_site(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    build(root, "--site-dir", "ours")

    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")],
        check=True,
        cwd=root.parent,
    )

    assert tree(root / "site") == tree(root / "ours")


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


def test_a_page_in_nav_can_keep_the_look_of_its_theme(repository: MakeRepository) -> None:
    config = (
        CONFIG.replace("      now:", "      extra_pages: theme\n      now:")
        + "nav:\n  - About us: about.md\n"
    )
    root = repository({"about.md": "# About us\n\nWords.", "2026-11-22-cards.md": INCIDENT}, config=config)

    assert build(root)[0] == 0

    about = (root / "site" / "about" / "index.html").read_text()
    assert "mkdocs-material" in about
    assert 'href="./about/"' in (root / "site" / "index.html").read_text()


def test_an_owner_can_override_a_template(repository: MakeRepository) -> None:
    config = CONFIG.replace("name: material", "name: material\n  custom_dir: overrides")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)
    (root / "overrides" / "statuary").mkdir(parents=True)
    (root / "overrides" / "statuary" / "brand.html").write_text("<b>My own brand</b>")

    assert build(root)[0] == 0

    assert "<b>My own brand</b>" in (root / "site" / PAGE).read_text()


def test_a_broken_template_is_told_with_its_place(repository: MakeRepository) -> None:
    config = CONFIG.replace("name: material", "name: material\n  custom_dir: overrides")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)
    home = root / "overrides" / "statuary" / "home.html"
    home.parent.mkdir(parents=True)

    for text, message in [
        ("\n{{ frame.nmae }}", "home.html:2:1: error[template]"),
        ("{% if %}", "home.html:1:1: error[template]"),
        ('{% extends "foo.html" %}', "there is no template “foo.html”"),
    ]:
        home.write_text(text)
        code, output = build(root)
        assert code == 1
        assert message in output
        assert "Traceback" not in output


def test_another_moment_can_be_shown(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    build(root, "--now", "2026-11-22T09:00Z")

    assert json.loads((root / "site" / "_build.json").read_text())["indicator"] == "none"
    assert not (root / "site" / PAGE).exists(), "it had not been posted by then"


def test_old_addresses_lead_to_the_new_pages(repository: MakeRepository) -> None:
    aliases = "aliases:\n  - /issues/2024-old-name/\n  - /incidents/abc123\n  - /old.html\n  - /issues/st%C3%B6rung/\n"
    root = repository(
        {"2026-11-22-cards.md": INCIDENT.replace("impact: major\n", f"impact: major\n{aliases}")}
    )

    assert build(root)[0] == 0

    site = root / "site"
    for path in (
        "issues/2024-old-name/index.html",
        "incidents/abc123/index.html",
        "old.html",
        "issues/störung/index.html",
    ):
        target = re.search(r'url=([^"]+)"', (site / path).read_text())
        assert target is not None
        assert ((site / path).parent / target[1] / "index.html").resolve() == (site / PAGE).resolve()


@pytest.mark.parametrize(
    "alias",
    [
        "/",
        "/index.html",
        "/feed.xml",
        "/incidents/2026-11-22-cards/",
        "/components/checkout/",
        "/a/../b",
        "/%2e%2e/b",
        "/a b",
    ],
)
def test_an_alias_takes_no_page_of_ours(repository: MakeRepository, alias: str) -> None:
    text = INCIDENT.replace("impact: major\n", f"impact: major\naliases:\n  - {alias}\n")

    code, output = build(repository({"2026-11-22-cards.md": text}))

    assert code == 1
    assert "error[alias]" in output
