"""Calendars, read back with real readers, and by a reader of our own where those let too much pass."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from sample import COMPONENTS, CONFIG, MakeRepository
from statuary.cli import main

WORK = """\
---
title: Search moves; faster, better \\ 🙂 שלום
type: maintenance
starts: 2026-11-23 22:00 UTC
ends: 2026-11-23 23:00 UTC
components:
  - search
---

## 2026-11-20 10:00 UTC — Scheduled

- who: everyone, who searches; often

Search may be slow.

- One thing, and
- another; with a [link](https://example.com/a_b).
"""
MOVED = """
## 2026-11-21 10:00 UTC — Update

- starts: 2026-11-24 22:00 UTC
- ends: 2026-11-24 23:00 UTC

A day later.
"""
BACK_AT_ONCE = """
## 2026-11-21 10:01 UTC — Update

- starts: 2026-11-23 22:00 UTC
- ends: 2026-11-23 23:00 UTC

No, it stays as it was.
"""
CANCELLED = "\n## 2026-11-22 09:00 UTC — Cancelled\n\nWe do not do it.\n"
DONE = """\
---
title: Checkout is renewed
type: maintenance
starts: 2026-11-21 08:00 UTC
ends: 2026-11-21 10:00 UTC
components:
  - checkout
---

## 2026-11-20 10:00 UTC — Scheduled

Checkout rests.

## 2026-11-21 08:40 UTC — Completed

Done early.
"""
NAME = "2026-11-20-search-moves"


def build(root: Path, *arguments: str) -> Path:
    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q", *arguments])
    assert result.exit_code == 0, result.output
    return root / "site"


def events(path: Path) -> list[icalendar.Event]:
    strictly(path.read_bytes())
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def strictly(content: bytes) -> None:
    """What RFC 5545 asks for and icalendar does not."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b"", "the last line ends, too"
    assert not any(b"\n" in line or b"\r" in line for line in lines), "CRLF ends lines and nothing else does"
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two by a fold
    unfolded = content.replace(b"\r\n ", b"").decode().split("\r\n")
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded if line]
    assert names[0] == "BEGIN"
    assert names.count("VERSION") == names.count("PRODID") == 1
    assert "METHOD" not in names
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in unfolded
    assert names.count("BEGIN") > 1, "a calendar holds at least one component"
    for start, name in enumerate(unfolded):
        if name == "BEGIN:VEVENT":
            inside = names[start : unfolded.index("END:VEVENT", start)]
            for required in (
                "UID",
                "DTSTAMP",
                "DTSTART",
                "SUMMARY",
                "SEQUENCE",
                "LAST-MODIFIED",
                "STATUS",
                "URL",
            ):
                assert inside.count(required) == 1, required


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


def test_a_component_has_its_own_and_so_has_recent_maintenance(repository: MakeRepository) -> None:
    root = repository({f"{NAME}.md": WORK, "2026-11-20-checkout.md": DONE})
    site = build(root)

    assert len(events(site / "calendar.ics")) == 2
    for component, name in (("search", NAME), ("checkout", "2026-11-20-checkout")):
        (event,) = events(site / "components" / component / "calendar.ics")
        assert event["UID"] == f"{name}@status.example.com"
        assert events(site / "incidents" / name / "calendar.ics")[0] == event


def test_long_past_maintenance_is_in_the_pages_calendar_alone(repository: MakeRepository) -> None:
    root = repository({"2026-08-20-checkout.md": DONE.replace("2026-11", "2026-08")})
    site = build(root)

    assert len(events(site / "calendar.ics")) == 1
    assert not (site / "incidents" / "2026-08-20-checkout" / "calendar.ics").exists()


def test_without_maintenance_a_calendar_is_valid_all_the_same(repository: MakeRepository) -> None:
    site = build(repository())

    assert events(site / "calendar.ics") == []
    assert "X-WR-CALNAME:Example status: Checkout" in (site / "components/checkout/calendar.ics").read_text()


def test_a_long_history_stays_small(repository: MakeRepository) -> None:
    start = datetime(2024, 1, 1, 8, tzinfo=UTC)
    files: dict[str, str | bytes] = {}
    for number in range(230):
        day = f"{start + timedelta(days=number):%Y-%m-%d}"
        files[f"{day}-checkout.md"] = DONE.replace("2026-11-21", day).replace("2026-11-20", "2023-12-31")
    site = build(repository({**files, f"{NAME}.md": WORK}))

    found = events(site / "calendar.ics")
    assert len(found) == 201
    assert found[0]["DTSTART"].dt == start + timedelta(days=30), "the newest are kept"
    assert found[-1]["UID"] == f"{NAME}@status.example.com"


@pytest.mark.skipif(not shutil.which("khal"), reason="khal is not installed")
def test_khal_imports_and_lists_it(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({f"{NAME}.md": WORK, "2026-11-20-checkout.md": DONE}, components=COMPONENTS)
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[status]]\npath = {tmp_path / 'calendar'}\n[locale]\nlocal_timezone = UTC\n"
        "default_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n[default]\ndefault_calendar = status\n"
    )
    (tmp_path / "calendar").mkdir()

    _khal(config, "import", "--batch", str(build(root) / "calendar.ics"))
    assert _listed(config) == [
        "2026-11-21 08:00-08:40 Checkout is renewed",
        "2026-11-23 22:00-23:00 Search moves",
    ]
    (root / "incidents" / f"{NAME}.md").write_text(WORK + MOVED)
    _khal(config, "import", "--batch", str(build(root) / "calendar.ics"))
    assert _listed(config)[1:] == ["2026-11-24 22:00-23:00 Search moves"], "the same event, moved"


def _listed(config: Path) -> list[str]:
    form = "{start-date} {start-time}-{end-time} {title}"
    lines = _khal(config, "list", "--format", form, "--day-format", "", "2026-11-20", "7d").splitlines()
    return [line.partition(";")[0] for line in lines if line.strip()]


def _khal(config: Path, *arguments: str) -> str:
    environment = os.environ | {"HOME": str(config.parent), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["khal", "-c", str(config), *arguments], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
