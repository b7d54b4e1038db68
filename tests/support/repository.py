"""A small status repository, as text."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

one_clock = pytest.mark.skipif(
    "FAKETIME" in os.environ,
    reason="under faketime, the processes that it starts see another clock than the test",
)

CONFIG = """\
site_name: Example status
site_url: https://status.example.com/
docs_dir: incidents
theme:
  name: material
  font: false
plugins:
  - statuary:
      now: 2026-11-22T12:00:00Z
      contacts:
        - name: Support
          url: mailto:help@example.com
"""
COMPONENTS = """\
groups:
  - name: Shop
    components:
      - id: checkout
        name: Checkout
        since: 2026-01-01
      - id: search
        name: Search
"""
INCIDENT = """\
---
title: Some card payments fail
impact: major
components:
  checkout: partial_outage
---

## 2026-11-22 10:04 UTC — Investigating

- next update: 30 min
- who: customers who pay by card

About one card payment in five fails.
"""

PLANNED = """\
---
title: Search moves
type: maintenance
starts: 2026-11-23 22:00 UTC
ends: 2026-11-23 23:00 UTC
components:
  - search
---

## 2026-11-20 10:00 UTC — Scheduled

Search may be slow.
"""
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The present in every test that runs in this process: no test may pass or fail by the day on which it runs."""

MakeRepository = Callable[..., Path]


def write(path: Path, content: str | bytes) -> None:
    """Write text or bytes, with the folders above."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files, by their paths."""
    for name, content in files.items():
        write(root / name, content)
    return root


def change(path: Path, old: str, new: str) -> None:
    """Edit a file; what is replaced has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def incident(title: str, *updates: str, **front: str) -> str:
    """An incident's file. An update is `10:04 Investigating; checkout: down`: its time on 22 November 2026 (or a day
    before it), its stage, its attributes; what readers are told stands on the next line."""
    lines = ["---", f"title: {title}", *(f"{key}: {value}" for key, value in front.items()), "---"]
    for update in updates:
        head, told, words = update.partition("\n")
        when, *attributes = head.split("; ")
        day, time, stage = when.split(" ", 2) if "-" in when else ("2026-11-22", *when.split(" ", 1))
        lines += ["", f"## {day} {time} UTC — {stage}", "", *(f"- {one}" for one in attributes), ""]
        lines += [words if told else "Words."]
    return "\n".join(lines) + "\n"


def work(title: str, window: str, *updates: str, **front: str) -> str:
    """Planned work on 22 November 2026, its window as in `07:00-09:00`."""
    starts, ends = (f"2026-11-22 {time} UTC" for time in window.split("-"))
    said = updates or ["2026-11-20 09:00 Scheduled"]
    return incident(title, *said, type="maintenance", starts=starts, ends=ends, **front)
