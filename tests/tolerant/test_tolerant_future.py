"""Updates and moments in the future, in a tolerant build."""

import json
from pathlib import Path

import feedparser
import pytest

from support.command import run
from support.git import commit
from support.past import FILE, PLANNED, home, inspected, manifest, state_of, tolerant_build
from support.repository import CONFIG, INCIDENT, MakeRepository


def test_a_fixed_now_that_hides_an_incident_does_not_count(cards: Path) -> None:
    commit(cards, {"mkdocs.yml": CONFIG.replace("now: 2026-11-22T12", "now: 2026-09-01T12")})

    state = inspected(cards).state

    assert state is not None
    assert state.indicator == "major"


def test_a_fixed_now_in_the_future_ends_nothing(repository: MakeRepository) -> None:
    text = PLANNED.format(starts="10:00", ends="11:30", auto="auto: complete\n").replace("2026-", "2089-")
    config = CONFIG.replace("now: 2026-11-22T12:00:00Z", "now: 2090-01-01T00:00:00Z")
    text = text.replace("## 2089-11-20", "## 2026-11-20")
    root = repository({"2089-11-22-search-moves.md": text, "2026-11-22-cards.md": INCIDENT}, config=config)

    checked = run(root, "check")
    code, _ = tolerant_build(root)

    line = config[: config.index("now:")].count("\n") + 1
    assert checked.exit_code == code == 1
    assert f"mkdocs.yml:{line}:7: error[fixed-now] “now” is in the future" in checked.output
    assert "2090" not in manifest(root)["now"]
    work = json.loads((root / "site/api/v2/scheduled-maintenances/upcoming.json").read_text())
    assert [one["status"] for one in work["scheduled_maintenances"]] == ["scheduled"]


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("## 2026-11-23 10:00 UTC — Resolved\n\nAll is well.\n", "active investigating partial_outage"),
        (
            "## 2026-11-23 10:00 UTC — Monitoring\n\n- checkout: operational\n",
            "active investigating partial_outage",
        ),
        (
            "## 2026-11-23 10:00 UTC — Monitoring\n\n- checkout: major_outage\n",
            "active investigating major_outage",
        ),
        (
            "## 2026-11-23 10:00 UTC — Update\n\n- checkout: major_outage\n",
            "active investigating major_outage",
        ),
    ],
)
def test_an_update_in_the_future(cards: Path, update: str, expected: str) -> None:
    commit(cards, {FILE: f"{INCIDENT}\n{update}"})

    state = inspected(cards).state

    assert state is not None
    assert f"{state_of(cards)} {state.components['checkout']}" == expected


def test_an_incident_that_begins_in_the_future_is_open_now_and_told_once(cards: Path) -> None:
    ids = []
    for day in ("2026-11-23", "2026-11-22"):
        text = INCIDENT.replace("2026-11-22", day).replace("Some card payments fail", "Payouts fail")
        commit(cards, {"incidents/2026-11-22-payouts.md": text})
        tolerant_build(cards)
        assert "Payouts fail" in home(cards)
        found = feedparser.parse(cards / "site/feed.xml").entries
        ids.append([one.id for one in found if "payouts" in one.id])
    assert [len(some) for some in ids] == [0, 1]


def test_an_incident_that_was_only_resolved_in_the_future_is_open(cards: Path) -> None:
    commit(
        cards,
        {FILE: INCIDENT.replace("2026-11-22 10:04 UTC — Investigating", "2027-11-22 10:04 UTC — Resolved")},
    )

    assert state_of(cards) == "active investigating"
