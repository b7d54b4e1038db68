"""`statuary build --tolerant`: the last good version of a broken file is published, or a card in its place."""

from pathlib import Path

import feedparser
import pytest

from support.command import run
from support.git import commit, git
from support.past import (
    FILE,
    FOLLOW,
    KEY,
    RESOLVED,
    TYPO,
    home,
    inspected,
    manifest,
    state_of,
    tolerant_build,
    unresolved,
)
from support.repository import CONFIG, INCIDENT, MakeRepository

SHOWN = "This update is being corrected. You are seeing the version from"


def test_without_errors_it_is_an_ordinary_build(cards: Path) -> None:
    code, output = tolerant_build(cards)

    assert code == 0
    assert "Built" in output
    assert manifest(cards)["corrections"] == []
    assert "being corrected" not in home(cards)


def test_the_last_good_version_is_published_and_marked(cards: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO}, at="2026-11-22T11:01:00Z")

    code, output = tolerant_build(cards)

    assert code == 1
    assert "error[stage]" in output
    assert "published in its place: its version of 2026-11-22 10:04 UTC" in output
    assert SHOWN in home(cards)
    assert "22 November 2026, 10:04 UTC" in home(cards)
    page = (cards / "site/incidents/2026-11-22-cards/index.html").read_text()
    assert SHOWN in page
    assert "Search is slow" in home(cards)
    assert manifest(cards)["corrections"] == [KEY]
    assert manifest(cards)["indicator"] == "major"


def test_the_mark_is_in_the_pages_language(repository: MakeRepository) -> None:
    words = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nLanguage: de\\n"\n\n'
        'msgid "This update is being corrected. Details to follow."\nmsgstr "Einzelheiten folgen."\n'
    )
    theme = "  name: material\n  language: de\n  custom_dir: overrides\n"
    root = repository({"x.md": "broken"}, config=CONFIG.replace("  name: material\n", theme))
    commit(root, {"overrides/statuary/languages/de.po": words})

    tolerant_build(root)

    assert "Einzelheiten folgen." in home(root)


def test_a_strict_build_stays_strict(cards: Path) -> None:
    (cards / FILE).write_text("broken")

    result = run(cards, "build")

    assert result.exit_code == 1
    assert not (cards / "site").exists()


def test_the_newest_good_version_is_taken(cards: Path) -> None:
    newer = INCIDENT + "\n## 2026-11-22 10:31 UTC — Identified\n\nA faulty network link.\n"
    commit(cards, {FILE: newer}, at="2026-11-22T10:32:00Z")
    commit(cards, {FILE: newer + TYPO}, at="2026-11-22T11:01:00Z")
    commit(cards, {FILE: newer + TYPO + "x"}, at="2026-11-22T11:02:00Z")

    tolerant_build(cards)

    assert "A faulty network link." in home(cards)
    assert "10:32 UTC" in home(cards)


def test_what_a_branch_held_before_it_was_merged_was_never_published(cards: Path) -> None:
    git(cards, "checkout", "--quiet", "-b", "draft")
    commit(cards, {FILE: RESOLVED})
    commit(cards, {FILE: RESOLVED + TYPO})
    git(cards, "checkout", "--quiet", "main")
    git(cards, "merge", "--quiet", "--no-ff", "--message", "Merge", "draft")

    assert state_of(cards) == "active investigating"


def test_an_uncommitted_file_falls_back_on_the_commit(cards: Path) -> None:
    (cards / FILE).write_text(INCIDENT + TYPO)

    assert tolerant_build(cards)[0] == 1
    assert SHOWN in home(cards)


def test_a_file_without_a_past_is_a_card(cards: Path) -> None:
    broken = (
        '---\ntitle: "<b>Payouts</b> fail"\ncomponents:\n  search: down\n---\n\n## 11:10 — Investigating\n'
    )
    commit(cards, {"incidents/2026-11-22-payouts.md": broken}, at="2026-11-22T11:11:00Z")

    code, output = tolerant_build(cards)

    assert code == 1
    assert "git has no version of it that can be read" in output
    assert "&lt;b&gt;Payouts&lt;/b&gt; fail" in home(cards)
    assert FOLLOW in home(cards)
    found = unresolved(cards)["2026-11-22-payouts"]
    assert [one["body"] for one in found["incident_updates"]] == [FOLLOW]
    assert [one["name"] for one in found["components"]] == ["Search"]
    assert inspected(cards).state.components["search"] == "major_outage"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "Payouts fail"),
        (b"title: Payouts\x07 \xe2\x80\xaefail\n", "Payouts fail"),
        (b"---\ntitle: P\xe9rdida de pagos\n---\n", "P\N{REPLACEMENT CHARACTER}rdida de pagos"),
        ("---\ntitle: Payouts\n".encode("utf-16"), "Payouts"),
        (b"---\ntitle: " + b"x" * 500, "x" * 119 + "…"),
        (b"---\ntitle: >-\n  Payouts\n", "Payouts fail"),
        (b"---\rtitle: Payouts\r", "Payouts"),
    ],
)
def test_the_title_is_read_as_far_as_it_can_be(cards: Path, content: bytes, title: str) -> None:
    commit(cards, {"incidents/2026-11-22-payouts-fail.md": content})

    state = inspected(cards).state

    assert state is not None
    assert state.by_id["2026-11-22-payouts-fail"].incident.title == title


def test_a_card_notifies_nobody_and_neither_does_mending_it_twice(cards: Path) -> None:
    name = "incidents/2026-11-22-payouts.md"
    good = INCIDENT.replace("Some card payments fail", "Payouts fail")
    ids = []
    for content in (good.replace("## 2026", "##2026"), good):
        commit(cards, {name: content})
        tolerant_build(cards)
        found = feedparser.parse(cards / "site/feed.xml").entries
        ids.append([one.id for one in found if "payouts" in one.id])
    assert [len(some) for some in ids] == [0, 1]


def test_the_ids_in_feeds_do_not_change(cards: Path) -> None:
    ids = []
    for content in (INCIDENT, INCIDENT + TYPO):
        commit(cards, {FILE: content, "note.txt": content})
        tolerant_build(cards)
        ids.append([one.id for one in feedparser.parse(cards / "site/feed.xml").entries])
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2
