"""What came from Statuspage stays what it was to its clients: ids and words. And there is room for what is new."""

import pytest

from statuary.render.incident_text import as_written
from statuary.source.escape import escape_text
from support.api import Document, documents
from support.repository import MakeRepository

NOW = "2026-11-22T12:00:00+00:00"
IMPORTED = """\
---
title: Two  spaces
source: "statuspage:abc123def456"
---

## 2026-11-20 10:00 UTC — Investigating

- source id: kctbh9vrtdwd

We look into \\_\\_init\\_\\_  and *that*.\x20\x20
Next line.

## 2026-11-20 11:00 UTC — Resolved

- source id: {second}

Over.
"""


def _incident(repository: MakeRepository, second: str) -> Document:
    root = repository({"2026-11-20-two.md": IMPORTED.format(second=second)})
    found: Document = documents(root, NOW)["incidents.json"]["incidents"][0]
    return found


def test_an_update_keeps_its_id_and_its_words(repository: MakeRepository) -> None:
    made = _incident(repository, "m2x4")

    assert made["name"] == "Two  spaces"
    assert [(one["id"], one["body"]) for one in made["incident_updates"]] == [
        ("m2x4", "Over."),
        ("kctbh9vrtdwd", "We look into __init__  and *that*.\nNext line."),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["kctbh9vrtdwd", "../x"])
def test_an_id_that_another_has_or_that_is_none_is_not_used(repository: MakeRepository, code: str) -> None:
    ids = [one["id"] for one in _incident(repository, code)["incident_updates"]]

    assert ids[1] == "kctbh9vrtdwd"
    assert ids[0] not in (code, ids[1])
    assert len(ids[0]) == 12


@pytest.mark.parametrize("text", ["2026-11-22 10:00 UTC: it broke", "- who: all", "a \\ b", "1. one\n2. two"])
def test_what_was_escaped_for_the_file_is_as_it_was(text: str) -> None:
    assert as_written(escape_text(text)) == text


def test_what_nobody_closed_leaves_room_for_the_newest(repository: MakeRepository) -> None:
    files: dict[str, str | bytes] = {
        f"2025-01-01-old-{number}.md": "---\ntitle: Old\n---\n\n"
        f"## 2025-01-01 10:{number:02} UTC — Investigating\n\nLook.\n"
        for number in range(60)
    }
    files["2026-11-22-new.md"] = (
        "---\ntitle: New\n---\n\n## 2026-11-22 10:00 UTC — Investigating\n\nLook.\n\n"
        "## 2026-11-22 11:00 UTC — Resolved\n\nOver.\n"
    )

    incidents = documents(repository(files), NOW)["incidents.json"]["incidents"]

    assert incidents[0]["name"] == "New"
    assert len(incidents) == 61
