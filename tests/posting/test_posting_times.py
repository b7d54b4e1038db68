"""Times as people type them at night, in the page's zone, and shown as they were understood."""

import pytest

from support.posting import Clone
from support.repository import change

NAME = "incidents/2026-11-22-search-fails.md"
OPEN = ("open", "Search fails", "-c", "search")


@pytest.fixture
def berlin(calm: Clone) -> Clone:
    """Here it is 11:31, an hour ahead of UTC."""
    change(calm.root / "mkdocs.yml", "  - statuary:", "  - statuary:\n      timezone: Europe/Berlin")
    return calm


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20", "2026-11-22 10:51"), ("30m", "2026-11-22 11:01"),
        ("12:30", "2026-11-22 11:30"), ("03:30", "2026-11-23 02:30"),
        ("22:00 UTC", "2026-11-22 22:00"), ("10:30 UTC", "2026-11-23 10:30"), ("22:00+02:00", "2026-11-22 20:00"),
        ("tomorrow 22:00", "2026-11-23 21:00"), ("Tonight at 22:00", "2026-11-22 21:00"),
        ("tomorrow 22:00 UTC", "2026-11-23 22:00"), ("2026-11-24 08:00", "2026-11-24 07:00"),
    ],
)  # fmt: skip
def test_when_readers_hear_more(berlin: Clone, typed: str, meant: str) -> None:
    result = berlin.run(*OPEN, "--next-update", typed)

    assert result.exit_code == 0, result.output
    assert f"- next update: {meant} UTC\n" in berlin.read(NAME)
    assert f"--next-update {typed}: " in result.stdout.partition("The page will say")[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("10:15", "2026-11-22 09:15"), ("23:50", "2026-11-21 22:50"), ("20", "2026-11-22 10:11"),
     ("yesterday 23:50", "2026-11-21 22:50")],
)  # fmt: skip
def test_what_began_did_so_before(berlin: Clone, typed: str, meant: str) -> None:
    assert berlin.run(*OPEN, "--started", typed).exit_code == 0
    assert f"started: {meant} UTC\n" in berlin.read(NAME)


def test_planned_work_ends_after_it_starts(berlin: Clone) -> None:
    result = berlin.run("schedule", "Disks", "-c", "search", "--starts", "tomorrow 22:00", "--ends", "01:30")

    assert result.exit_code == 0, result.output
    text = berlin.read("incidents/2026-11-22-disks.md")
    assert "starts: 2026-11-23 21:00 UTC\nends: 2026-11-24 00:30 UTC\n" in text
    assert result.stdout.startswith("--starts tomorrow 22:00: 23 November 2026, 22:00")


def test_a_notice_may_name_days_alone(berlin: Clone) -> None:
    result = berlin.run("notice", "Hours", "-m", "New ones.", "--from", "tomorrow", "--until", "2026-12-24")

    assert result.exit_code == 0, result.output
    text = berlin.read("incidents/2026-11-22-hours.md")
    assert "from: 2026-11-22 23:00 UTC\nuntil: 2026-12-24 23:00 UTC\n" in text, "to the end of that day"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("25:00", "does not exist"), ("soon", "03:30"), ("tomorrow", "03:30"), ("22:00 XYZ", "not a time zone"),
     ("2027-03-28 02:30", "clocks change")],
)  # fmt: skip
def test_what_is_no_time_is_told_with_an_example(berlin: Clone, typed: str, words: str) -> None:
    result = berlin.run(*OPEN, "--next-update", typed)

    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    assert not (berlin.root / NAME).exists()
