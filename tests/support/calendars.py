"""Calendars, read back with real readers, and by a reader of our own where those let too much pass."""

from pathlib import Path

import icalendar

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
