"""What a broken file says of whether it is open: nothing becomes better by a mistake."""

from pathlib import Path

import pytest

from support.git import commit
from support.past import FILE, PLANNED, RESOLVED, inspected, state_of
from support.repository import INCIDENT, MakeRepository


@pytest.mark.parametrize(
    ("good", "broken", "expected"),
    [
        (INCIDENT, RESOLVED + "\n##\n", "active investigating"),
        (
            INCIDENT,
            RESOLVED.replace("one card payment", "<!-- ? --> one card payment"),
            "active investigating",
        ),
        (INCIDENT, b"\xff\xfe\x00", "active investigating"),
        (RESOLVED, RESOLVED.replace("one card payment", "<!-- ? --> one card payment"), "past resolved"),
        (RESOLVED, RESOLVED.replace("major", "majr"), "past resolved"),
        (
            RESOLVED,
            RESOLVED + "\n## 2026-11-22 11:20 UTC — Postmortem\n\n## What happened\n\nA link.\n",
            "past resolved",
        ),
        (
            RESOLVED,
            RESOLVED + "\n## 2026-11-22 11:20 UTC — Investigating\n\n- x-y: down\n",
            "active investigating",
        ),
        (RESOLVED, RESOLVED + "\n## 2026-11-22 11:20 UTC — Identfied\n", "active investigating"),
        (RESOLVED, RESOLVED + "\n## 11:20 — It fails again\n", "active investigating"),
        (
            RESOLVED,
            RESOLVED + "\n## 2026-11-22 11:20 UTC — Update\n\n- checkout: down\n",
            "active investigating",
        ),
        (
            RESOLVED,
            RESOLVED.replace("## 2026-11-22 10:52 UTC — Resolved", "##Resolved"),
            "active investigating",
        ),
        (RESOLVED, RESOLVED + "\n<<<<<<< HEAD\n=======\n>>>>>>> fix\n", "active investigating"),
        (RESOLVED, RESOLVED.replace("## 2026-11-22 10:04", "## 2026-11-22 11:04"), "active investigating"),
        (RESOLVED, b"", "active investigating"),
        (RESOLVED, RESOLVED.encode("utf-16"), "past resolved"),
        (RESOLVED, RESOLVED.replace("\n", "\r"), "past resolved"),
    ],
)
def test_what_is_open_and_what_is_over(cards: Path, good: str, broken: str | bytes, expected: str) -> None:
    commit(cards, {FILE: good})
    commit(cards, {FILE: broken}, at="2026-11-22T11:30:00Z")

    assert state_of(cards) == expected


@pytest.mark.parametrize(
    ("added", "status"),
    [
        ("- checkout: major_outage\n- chekout: down\n", "major_outage"),
        ("- checkout: majr_outage\n", "major_outage"),
        ("- checkout: operational\n- who:\n", "partial_outage"),
        ("- checkout: degraded\n- who:\n", "partial_outage"),
    ],
)
def test_what_a_broken_text_adds_for_the_worse_counts(cards: Path, added: str, status: str) -> None:
    commit(cards, {FILE: f"{INCIDENT}\n## 2026-11-22 11:20 UTC — Identified\n\n{added}"})

    state = inspected(cards).state

    assert state is not None
    assert state.components["checkout"] == status


def test_a_fix_that_does_not_hold_is_not_told_to_hold(cards: Path) -> None:
    good = INCIDENT + "\n## 2026-11-22 10:31 UTC — Monitoring\n\nFixed.\n"
    commit(cards, {FILE: good})
    commit(cards, {FILE: good + "\n## 2026-11-22 11:20 UTC — Investigating\n\n- next update:\n"})

    assert state_of(cards) == "active investigating"


def test_old_files_that_a_stricter_reader_refuses_are_no_alarm(cards: Path) -> None:
    """As after a new version of Statuary: nothing in git can be read, but all headings say that it is long over."""
    old = RESOLVED.replace("2026-11-22", "2025-11-20").replace("impact: major", "severity: major")
    commit(cards, {"incidents/2025-11-20-old.md": old})

    state = inspected(cards).state

    assert state is not None
    assert state.by_id["2025-11-20-old"].standing == "past"


WORK = "incidents/2026-11-22-search-moves.md"


def maintenance(root: Path) -> str:
    state = inspected(root).state
    assert state is not None
    item = state.by_id["2026-11-22-search-moves"]
    return f"{item.standing} {item.stage} {state.components['search']} {state.indicator}"


@pytest.mark.parametrize(
    ("starts", "ends", "auto", "added", "expected"),
    [
        ("13:00", "14:00", "", "wrong: yes\n", "planned scheduled operational none"),
        ("11:00", "13:00", "", "wrong: yes\n", "active in_progress under_maintenance maintenance"),
        ("11", "13:00", "", "", "active in_progress under_maintenance maintenance"),
    ],
)
def test_a_card_for_planned_work(
    repository: MakeRepository, starts: str, ends: str, auto: str, added: str, expected: str
) -> None:
    root = repository({})
    text = PLANNED.format(starts=starts, ends=ends, auto=added + auto)
    commit(root, {WORK: text})

    assert maintenance(root) == expected


def test_work_that_was_prolonged_is_not_over_by_itself(repository: MakeRepository) -> None:
    good = PLANNED.format(starts="10:00", ends="11:30", auto="auto: complete\n")
    root = repository({})
    commit(root, {WORK: good})
    assert maintenance(root).startswith("past completed")

    commit(
        root, {WORK: good + "\n## 2026-11-22 11:20 UTC — Update\n\n- ends: 2026-11-22 14:00 UTC\n- who:\n"}
    )

    assert maintenance(root) == "active in_progress under_maintenance maintenance"


def test_a_fault_in_planned_work_counts_at_once(repository: MakeRepository) -> None:
    good = PLANNED.format(starts="13:00", ends="14:00", auto="")
    root = repository({})
    commit(root, {WORK: good})
    commit(root, {WORK: good + "\n## 2026-11-22 11:20 UTC — In progress\n\n- search: down\n- serch: down\n"})

    assert maintenance(root) == "active in_progress major_outage critical"


GOOD = PLANNED.format(starts="11:00", ends="14:00", auto="")


OUTAGE = GOOD.replace("  - search", "  search: major_outage")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (OUTAGE, OUTAGE + "\n## 2026-11-22 11:20 UTC — Update\n\n- search: down\n- serch: down\n"),
        (OUTAGE, OUTAGE + "\n## 2026-11-22 10:55 UTC — Update\n\n- search: down\n- serch: down\n"),
        (GOOD, GOOD + "\n## 2026-11-22 11:20 UTC — Update\n\n- impact: critical\n- serch: down\n"),
        (
            GOOD.replace("22 11:00", "22 13:00"),
            GOOD.replace("22 11:00", "22 13:00") + "\n## 2026-11-22 13:20 UTC — Update\n\n- search: down\n",
        ),
        (
            GOOD + "\n## 2026-11-22 11:20 UTC — Update\n\n- search: down\n",
            GOOD
            + "\n## 2026-11-22 11:20 UTC — Update\n\n- search: down\n\n## 2026-11-22 11:30 UTC — Cancelled\n",
        ),
        ("", OUTAGE + "\n## 2026-11-22 11:20 UTC — Update\n\n- serch: down\n"),
    ],
    ids=["as planned", "before it begins", "impact", "in the future", "called off", "no good version"],
)
def test_a_fault_in_planned_work_is_not_taken_for_the_plan(
    repository: MakeRepository, good: str, bad: str
) -> None:
    root = repository({})
    if good:
        commit(root, {WORK: good})
    commit(root, {WORK: bad})

    said = maintenance(root)
    assert said.startswith("active in_progress ") and said.endswith(" critical")


def test_a_notice_that_becomes_an_incident(repository: MakeRepository) -> None:
    good = "---\ntitle: Office closed\ntype: notice\n---\n\n## 2026-11-20 10:00 UTC — Notice\n\nClosed.\n"
    root = repository({})
    commit(root, {FILE: good})
    commit(root, {FILE: good + "\n## 2026-11-22 11:20 UTC — Investigating\n\n- checkout: down\n"})

    state = inspected(root).state

    assert state is not None
    assert state.indicator == "critical"
