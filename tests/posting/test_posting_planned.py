"""`statuary open` for planned work, notices, and what is over already."""

from datetime import UTC, datetime

import pytest

from statuary.model import ComponentStatus, Kind, Stage
from support.posting import NAME, Clone, only


def test_planned_work(calm: Clone) -> None:
    result = calm.run(
        "schedule",
        "Search moves",
        "--starts",
        "2026-12-01 23:00 CET",
        "--ends",
        "2h",
        "-c",
        "search",
        "--auto-complete",
    )

    assert result.exit_code == 0, result.output
    incident = only(calm)
    assert (incident.kind, incident.auto_complete) == (Kind.MAINTENANCE, True)
    assert incident.starts == datetime(2026, 12, 1, 22, tzinfo=UTC)
    assert incident.ends == datetime(2026, 12, 2, 0, tzinfo=UTC)
    assert incident.components == {"search": ComponentStatus.UNDER_MAINTENANCE}
    assert incident.updates[0].stage is Stage.SCHEDULED
    assert incident.updates[0].text.startswith("We will carry out maintenance on Search at")


def test_planned_work_that_ends_before_it_starts(calm: Clone) -> None:
    result = calm.run(
        "schedule", "X", "--starts", "2026-12-01 22:00 UTC", "--ends", "2026-12-01 21:00 UTC", "-c", "search"
    )

    assert result.exit_code == 1
    assert "error[window]" in result.stderr
    assert list((calm.root / "incidents").iterdir()) == []


def test_a_notice(calm: Clone) -> None:
    assert calm.run("notice", "New hours", "-m", "We open at nine.", "--until", "7d").exit_code == 0

    incident = only(calm)
    assert incident.kind is Kind.NOTICE
    assert incident.visible_until == datetime(2026, 11, 29, 10, 31, tzinfo=UTC)
    assert [update.stage for update in incident.updates] == [Stage.NOTICE]
    assert NAME not in calm.read("incidents/2026-11-22-new-hours.md")


def test_one_that_is_over_is_added_afterwards(calm: Clone) -> None:
    result = calm.run(
        "open", "Search was down", "-c", "search=down",
        "--started", "2026-11-20 23:50 UTC", "--ended", "2026-11-21 00:30 UTC",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert calm.read("incidents/2026-11-20-search-was-down.md") == (
        "---\n"
        "title: Search was down\n"
        "components:\n"
        "  search: major_outage\n"
        "started: 2026-11-20 23:50 UTC\n"
        "ended: 2026-11-21 00:30 UTC\n"
        "---\n\n"
        "## 2026-11-22 10:31 UTC — Resolved\n\n"
        "- silent: yes\n\n"
        "Search has been working again since 21 Nov, 00:30 UTC.\n"
        "If something is still not working, contact us: [Support](mailto:help@example.com).\n\n"
        "We are sorry that you could not use Search.\n"
    )
    assert "The page will say:\n  Operational: No known problems." in result.stdout
    assert "no feed announces it" in result.stdout
    assert calm.run("check").exit_code == 0


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--ended", "2026-11-22 09:00 UTC"], 2, "--ended needs --started"),
        (["--started", "2026-11-22 08:00 UTC", "--ended", "2026-11-22 09:00 UTC", "-s", "monitoring"], 2,
         "--stage"),
        (["--started", "2026-11-22 09:00 UTC", "--ended", "2026-11-22 08:00 UTC"], 1, "before it started"),
        (["--started", "2026-11-22 09:00 UTC", "--ended", "2026-11-22 11:00 UTC"], 1, "later than the update"),
        (["--started", "2026-11-22 09:00 UTC", "--ended", "yesterday"], 2,
         "--ended: “yesterday” is not a time"),
    ],
)  # fmt: skip
def test_an_end_that_cannot_be_is_refused(calm: Clone, options: list[str], code: int, words: str) -> None:
    result = calm.run("open", "Search", "-c", "search", *options)

    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr
    assert list((calm.root / "incidents").glob("*search*")) == []
