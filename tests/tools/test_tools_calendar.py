"""Calendars, read back with real readers, and by a reader of our own where those let too much pass."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from support.calendars import DONE, MOVED, NAME, WORK, events
from support.command import build
from support.repository import CONFIG, MakeRepository

BACK_AT_ONCE = """
## 2026-11-21 10:01 UTC — Update

- starts: 2026-11-23 22:00 UTC
- ends: 2026-11-23 23:00 UTC

No, it stays as it was.
"""
CANCELLED = "\n## 2026-11-22 09:00 UTC — Cancelled\n\nWe do not do it.\n"


def only(root: Path, name: str = "calendar.ics") -> Mapping[str, object]:
    (event,) = events(build(root) / name)
    return {key: getattr(value, "dt", value) for key, value in event.items()}


def test_an_event_says_all_there_is_to_know(repository: MakeRepository) -> None:
    event = only(repository({f"{NAME}.md": WORK}))

    assert event["UID"] == f"{NAME}@status.example.com"
    assert event["SUMMARY"] == "Search moves; faster, better \\ 🙂 שלום"
    assert event["DTSTART"] == datetime(2026, 11, 23, 22, tzinfo=UTC)
    assert event["DTEND"] == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert (
        event["DTSTAMP"]
        == event["LAST-MODIFIED"]
        == event["CREATED"]
        == datetime(2026, 11, 20, 10, tzinfo=UTC)
    )
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (0, "CONFIRMED", "TRANSPARENT")
    assert event["URL"] == f"https://status.example.com/incidents/{NAME}/"
    words = str(event["DESCRIPTION"])
    assert "Search may be slow." in words
    assert "- another; with a link (https://example.com/a_b)." in words
    assert "Search (Under maintenance)" in words
    assert "everyone, who searches; often" in words
    assert str(event["URL"]) in words


def test_a_moved_window_moves_the_event(repository: MakeRepository) -> None:
    before = only(repository({f"{NAME}.md": WORK}))
    after = only(repository({f"{NAME}.md": WORK + MOVED}))

    assert after["UID"] == before["UID"]
    assert after["DTSTART"] == datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"] == datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_two_moves_within_a_minute_are_two(repository: MakeRepository) -> None:
    """Otherwise a reader who saw the first would keep it."""
    event = only(repository({f"{NAME}.md": WORK + MOVED + BACK_AT_ONCE}))

    assert event["SEQUENCE"] == 2
    assert event["DTSTART"] == datetime(2026, 11, 23, 22, tzinfo=UTC)


def test_words_alone_do_not_count_as_a_change_of_time(repository: MakeRepository) -> None:
    event = only(
        repository({f"{NAME}.md": WORK + "\n## 2026-11-21 11:00 UTC — Update\n\nAll is prepared.\n"})
    )

    assert event["SEQUENCE"] == 0
    assert event["LAST-MODIFIED"] == datetime(2026, 11, 21, 11, tzinfo=UTC)
    assert "All is prepared." in str(event["DESCRIPTION"])


def test_cancelled_is_said_in_two_ways(repository: MakeRepository) -> None:
    event = only(repository({f"{NAME}.md": WORK + MOVED + CANCELLED}))

    assert event["STATUS"] == "CANCELLED"
    assert str(event["SUMMARY"]).startswith("Cancelled: Search moves"), "many calendars show no status"
    assert event["SEQUENCE"] == 2
    assert event["DTSTART"] == datetime(2026, 11, 24, 22, tzinfo=UTC)


def test_after_completion_the_event_is_as_long_as_the_work_was(repository: MakeRepository) -> None:
    event = only(repository({"2026-11-20-checkout.md": DONE}))

    assert (event["DTSTART"], event["DTEND"]) == (
        datetime(2026, 11, 21, 8, tzinfo=UTC),
        datetime(2026, 11, 21, 8, 40, tzinfo=UTC),
    )
    assert event["SEQUENCE"] == 1


def test_work_that_was_done_before_its_window_keeps_it(repository: MakeRepository) -> None:
    done = DONE.replace("2026-11-21 08:40 UTC", "2026-11-20 11:00 UTC")
    event = only(repository({"2026-11-20-checkout.md": done}))

    assert event["DTSTART"] < event["DTEND"]  # type: ignore[operator]


def test_time_alone_changes_no_byte(repository: MakeRepository) -> None:
    root = repository(
        {f"{NAME}.md": WORK, "2026-11-20-checkout.md": DONE},
        config=CONFIG.replace("      now: 2026-11-22T12:00:00Z\n", ""),
    )
    times = ["2026-11-22T12:00:00Z", "2026-11-23T22:30:00Z", "2026-11-25T00:00:00Z"]
    built = [(build(root, "--now", at) / "calendar.ics").read_bytes() for at in times]

    assert built[0] == built[1] == built[2], "planned, under way by itself, past its end and not confirmed"
