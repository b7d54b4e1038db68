"""Waiting until readers see an update: on a page that this machine serves."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from statuary.posting import CouldNotPostError, dialogue, publishing
from statuary.posting.publishing import wait_until_live
from statuary.source.times import parse_time
from support.command import build
from support.posting import NAME, Clone, colleague
from support.repository import one_clock


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PAUSE", 0.05)
    monkeypatch.setattr(publishing, "PATIENCE", timedelta(seconds=20))


def deploy(clone: Clone, folder: Path, now: str = "2026-11-22T10:45:00Z") -> None:
    """Build what is on the remote's main branch, as the workflow does."""
    clone.git("clone", "-q", str(clone.root.parent / "remote.git"), str(folder.parent / "runner"))
    runner = Clone(folder.parent / "runner")
    build(runner.root, site=folder.parent / "site", now=now)
    folder.rmdir()
    (folder.parent / "site").rename(folder)


def test_it_says_when_readers_see_it(clone: Clone, host: Path) -> None:
    """From the command to the page, with a deployment that takes a while."""
    pushed = clone.git("rev-parse", "origin/main")

    def when_pushed() -> None:
        while clone.git("ls-remote", "origin", "main").split()[0] == pushed:
            pass
        deploy(clone, host)

    deployment = threading.Thread(target=when_pushed)
    deployment.start()
    result = clone.run("update", "-m", "Words", "--publish")
    deployment.join()

    assert result.exit_code == 0, result.output
    last = result.stdout.splitlines()[-1]
    assert last.startswith("Live after ")
    assert last.endswith(f"/incidents/{NAME}/#u-20261122T103100Z")


def test_a_newer_build_with_somebody_elses_update_shows_ours_too(clone: Clone, host: Path) -> None:
    assert clone.run("update", "-m", "Words", "--publish", "--no-wait").exit_code == 0
    bob = colleague(clone)
    assert (
        bob.run("update", "-m", "More", "--publish", "--no-wait", now="2026-11-22T10:40:00Z").exit_code == 0
    )
    deploy(clone, host)
    url = clone.read("mkdocs.yml").partition("site_url: ")[2].split()[0]
    at = parse_time("2026-11-22 10:31 UTC", {})
    ours = publishing.Awaited(url, NAME, at, "0" * 40, "00000000")

    assert wait_until_live(ours, timedelta(seconds=5)) == 0


def test_a_page_that_stays_old(clone: Clone, host: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy(clone, host)
    monkeypatch.setattr(publishing, "PATIENCE", timedelta(seconds=0.3))

    result = clone.run("update", "-m", "Words", "--publish")

    assert result.exit_code == 3
    assert "after 1 min the page does not show it: it still serves an older build" in result.stderr
    assert "saved in" not in result.stderr, "it is in git"
    assert "Words" in clone.served()


def test_words_about_an_anchor_are_no_update(
    clone: Clone, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone.run("update", "-m", 'Look for `id="u-20261122T103500Z"`.', "--publish", "--no-wait")
    deploy(clone, host)
    url = clone.read("mkdocs.yml").partition("site_url: ")[2].split()[0]
    never = publishing.Awaited(url, NAME, parse_time("2026-11-22 10:35 UTC", {}), "0" * 40, "00000000")

    assert 'id="u-20261122T103500Z"' in (host / f"incidents/{NAME}/index.html").read_text()
    with pytest.raises(CouldNotPostError):
        wait_until_live(never, timedelta(seconds=0.2))


def test_a_page_that_does_not_answer(clone: Clone, host: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", timedelta(seconds=0.3))

    result = clone.run("resolve", "--publish")

    assert result.exit_code == 3
    assert "_build.json" in result.stderr
    assert "the update is safe in git" in result.stderr


def test_what_is_the_matter_is_said_at_once_and_then_now_and_again(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone.lives_at("http://127.0.0.1:9/")
    monkeypatch.setattr(publishing, "PATIENCE", timedelta(seconds=0.6))
    monkeypatch.setattr(publishing, "TOLD_EVERY", 0.2)

    result = clone.run("resolve", "--publish")

    assert result.exit_code == 3
    told = [line for line in result.stderr.splitlines() if "127.0.0.1" in line and "published" not in line]
    assert told[0].startswith("The page cannot be looked at yet: ")
    assert sum(line.startswith("The page cannot") for line in told) == 1
    assert any(line.startswith("Still waiting, after ") for line in told)


@one_clock
def test_only_a_person_is_told_what_takes_long(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogue, "SLOW", 0.01)

    def told(*, has_terminal: bool) -> list[str]:
        lines: list[str] = []
        with dialogue.Dialogue(print, lines.append, has_terminal=has_terminal).meanwhile("Pushing …"):
            until = time.monotonic() + 5 * has_terminal
            while not lines and time.monotonic() < until:
                time.sleep(0.01)
        return lines

    assert (told(has_terminal=True), told(has_terminal=False)) == (["Pushing …"], [])


def test_an_incident_that_was_over_long_ago_is_shown_and_announced_by_nothing(
    clone: Clone, host: Path
) -> None:
    backfill = ["--started", "2026-11-20 09:00 UTC", "--ended", "2026-11-20 10:00 UTC"]
    pushed = clone.git("rev-parse", "origin/main")

    def when_pushed() -> None:
        while clone.git("ls-remote", "origin", "main").split()[0] == pushed:
            pass
        deploy(clone, host)

    deployment = threading.Thread(target=when_pushed)
    deployment.start()
    result = clone.run("open", "Search was down", "-c", "search=down", *backfill, "--publish")
    deployment.join()

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].startswith("Live after ")
    assert "1 hour" in (host / "incidents/2026-11-20-search-was-down/index.html").read_text(encoding="utf-8")
    for feed in ("feed.xml", "atom.xml", "feed.json", "history.rss", "history.atom"):
        assert "Search was down" not in (host / feed).read_text(encoding="utf-8")
