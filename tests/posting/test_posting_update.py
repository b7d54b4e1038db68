"""`statuary update`, `resolve` and `postmortem`: one more update at the end of a file, and nothing else."""

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuary.model import ComponentStatus, Incident, Stage
from statuary.source import load
from support.posting import CONFIG, FILE, NAME, Clone, make
from support.repository import INCIDENT, write

SECOND = INCIDENT.replace("Some card payments fail", "Search is slow").replace("checkout", "search")
PLANNED = """\
---
title: Search moves
type: maintenance
starts: 2026-11-22 10:00 UTC
ends: 2026-11-22 12:00 UTC
components: [search]
---

## 2026-11-20 10:04 UTC — Scheduled

Search moves.
"""


def read(clone: Clone, name: str = NAME) -> Incident:
    loaded = load(clone.root)
    assert loaded.site is not None
    return next(one for one in loaded.site.incidents if one.id == name)


def test_an_update_is_added_and_nothing_else_changes(clone: Clone) -> None:
    result = clone.run("update", "--stage", "identified", "-m", "A link is broken.", "-c", "checkout=down")

    assert result.exit_code == 0, result.output
    assert clone.read() == (
        INCIDENT + "\n## 2026-11-22 10:31 UTC — Identified\n\n"
        "- next update: 2026-11-22 11:01 UTC\n- checkout: major_outage\n\nA link is broken.\n"
    )
    assert clone.git("status", "--porcelain").split() == ["M", FILE]


@pytest.mark.parametrize("ends", ["", "\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
def test_the_form_of_a_file_stays(clone: Clone, ends: str, bom: bytes, eol: bytes) -> None:
    before = bom + (INCIDENT.rstrip("\n") + ends).encode().replace(b"\n", eol)
    write(clone.root / FILE, before)

    assert clone.run("update", "-m", "One.\nTwo.").exit_code == 0

    after = (clone.root / FILE).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\r\n") == (after.count(b"\n") if eol == b"\r\n" else 0)
    assert [one.text for one in read(clone).updates][1:] == ["One.\nTwo."]


def test_without_words_the_template_of_the_stage_speaks(clone: Clone) -> None:
    assert clone.run("update").exit_code == 0

    update = read(clone).updates[-1]
    assert update.stage is Stage.UPDATE
    assert update.text.startswith("We are still working on this and have no new information yet.")
    assert "You may still have problems with Checkout." in update.text


def test_seconds_only_where_a_minute_is_taken(clone: Clone) -> None:
    for words in ("One.", "Two.", "Three."):
        assert clone.run("update", "-m", words).exit_code == 0

    seconds = [(one.at.minute, one.at.second) for one in read(clone).updates]
    assert seconds == [(4, 0), (31, 0), (31, 20), (31, 21)]


def test_resolve_says_that_it_is_over(clone: Clone) -> None:
    result = clone.run("resolve")

    assert result.exit_code == 0, result.output
    update = read(clone).updates[-1]
    assert (update.stage, update.next_update, update.no_next_update) == (Stage.RESOLVED, None, False)
    assert update.text == (
        "Checkout has been working again since 10:31 UTC.\n"
        "If something is still not working, contact us: [Support](mailto:help@example.com).\n\n"
        "We are sorry that some of you could not use Checkout."
    )
    assert "Operational: " in result.stdout


def test_what_is_resolved_is_not_resolved_again_but_may_be_opened(clone: Clone) -> None:
    clone.run("resolve")

    again = clone.run("resolve", NAME)
    assert (again.exit_code, "Resolved cannot come next" in again.stderr) == (2, True)
    none = clone.run("update", "-m", "x")
    assert (none.exit_code, "no incident is open" in none.stderr) == (2, True)
    assert clone.run("update", "card", "--stage", "investigating", "-m", "It is back.").exit_code == 0
    assert read(clone).updates[-1].next_update is not None


def test_an_update_of_what_is_over_says_whether_it_still_is(clone: Clone) -> None:
    clone.run("resolve")
    before = clone.read()

    result = clone.run("update", "card", "-m", "It's back.", "-c", "checkout=down", "--next-update", "")

    assert result.exit_code == 2
    assert clone.read() == before
    assert f"{NAME} is resolved. Is it still over, or open again?" in result.stderr
    over, opened = re.findall(r"(?:still over|open again):  (.*)", result.stderr)
    assert over.split(" --message")[0].endswith(f" update {NAME} --stage update")
    words = shlex.split(opened)
    assert words[:3] == ["statuary", "-C", str(clone.root)]
    assert clone.run(*words[3:], now=None).exit_code == 0
    update = read(clone).updates[-1]
    assert (update.stage, update.text) == (Stage.INVESTIGATING, "It's back.")
    assert update.components == {"checkout": ComponentStatus.MAJOR_OUTAGE}


@pytest.mark.parametrize(("end", "stage"), [("completed", "in progress"), ("cancelled", "scheduled")])
def test_so_does_one_of_planned_work(clone: Clone, end: str, stage: str) -> None:
    write(clone.root / "incidents/2026-11-20-search-moves.md", PLANNED)
    assert clone.run("update", "moves", "-s", end, "-m", "x").exit_code == 0

    result = clone.run("update", "moves", "-m", "y")

    assert (
        result.exit_code,
        f"--stage '{stage}'" in result.stderr or f"--stage {stage} " in result.stderr,
    ) == (2, True)
    assert clone.run("update", "moves", "-s", "update", "-m", "y").exit_code == 0


@pytest.mark.parametrize("asked", [NAME, "card-payments", "Card Payments", FILE, f"./{FILE}"])
def test_an_incident_is_named_in_many_ways(clone: Clone, asked: str) -> None:
    assert clone.run("update", asked, "-m", "x").exit_code == 0


def test_which_one_is_never_guessed(tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = make(
        tmp_path_factory.mktemp("two"), {"2026-11-22-cards.md": INCIDENT, "2026-11-22-search.md": SECOND}
    )

    result = clone.run("update", "-m", "Words that nobody should lose.")

    assert result.exit_code == 2
    assert "2026-11-22-cards  Some card payments fail" in result.stderr
    assert "2026-11-22-search  Search is slow" in result.stderr
    kept = result.stderr.partition("saved in ")[2].partition(";")[0]
    assert Path(kept).read_text() == "Words that nobody should lose."
    assert clone.git("status", "--porcelain") == ""
    assert clone.run("update", "cards", "-m", "x").exit_code == 0


def test_a_name_that_nothing_has(clone: Clone) -> None:
    result = clone.run("update", "2026-11-22-card-payment-fail", "-m", "x")

    assert result.exit_code == 2
    assert f"did you mean {NAME}?" in result.stderr


def test_a_component_that_is_affected_already_needs_a_status(clone: Clone) -> None:
    assert "say how it is now" in clone.run("update", "-c", "checkout", "-m", "x").stderr
    assert clone.run("update", "-c", "search", "-m", "x").exit_code == 0
    assert read(clone).updates[-1].components == {"search": ComponentStatus.PARTIAL_OUTAGE}


def test_a_broken_file_takes_no_update(clone: Clone) -> None:
    broken = INCIDENT.replace("partial_outage", "dwon")
    write(clone.root / FILE, broken)

    result = clone.run("update", NAME, "-m", "Words")

    assert result.exit_code == 1
    assert "error[component-status]" in result.stderr
    assert clone.read() == broken
    assert "saved in" in result.stderr


def test_beside_a_broken_file_nothing_is_guessed(clone: Clone) -> None:
    write(clone.root / "incidents/2026-11-22-search.md", SECOND.replace("partial_outage", "dwon"))

    guessed = clone.run("update", "-m", "Words")

    assert guessed.exit_code == 1
    assert "this could be the incident that you mean" in guessed.stderr
    assert clone.run("update", "card-payments", "-m", "Words").exit_code == 0


@pytest.mark.parametrize("command", [["resolve"], ["update", "--stage", "completed", "-m", "Done."]])
def test_maintenance_is_completed(tmp_path_factory: pytest.TempPathFactory, command: list[str]) -> None:
    clone = make(tmp_path_factory.mktemp("work"), {"2026-11-20-search-moves.md": PLANNED})

    assert clone.run(*command).exit_code == 0

    update = read(clone, "2026-11-20-search-moves").updates[-1]
    assert (update.stage, update.next_update) == (Stage.COMPLETED, None)


def test_maintenance_is_moved(tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = make(tmp_path_factory.mktemp("work"), {"2026-11-20-search-moves.md": PLANNED})

    result = clone.run("update", "--starts", "2026-11-23 10:00 UTC", "--ends", "2h")

    assert result.exit_code == 0, result.output
    update = read(clone, "2026-11-20-search-moves").updates[-1]
    assert update.ends == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert "This maintenance has been rescheduled: 23 Nov, 10:00 UTC" in update.text
    assert "23 Nov, 10:00 UTC – 23 Nov, 12:00 UTC" in update.text


def test_a_postmortem_needs_a_resolution_and_words(clone: Clone) -> None:
    early = clone.run("postmortem", NAME, "-m", "What happened.")
    assert (early.exit_code, "Postmortem cannot come next" in early.stderr) == (2, True)
    clone.run("resolve")

    assert "needs words" in clone.run("postmortem", NAME).stderr
    assert clone.run("postmortem", NAME, "-m", "-", given="### What happened\n\nA disk.\n").exit_code == 0
    assert read(clone).updates[-1].text == "### What happened\n\nA disk."


def test_an_incident_in_a_folder(clone: Clone) -> None:
    clone.git("mv", FILE, "incidents/x.md")
    (clone.root / "incidents/2026").mkdir()
    clone.git("mv", "incidents/x.md", f"incidents/2026/{NAME}.md")

    assert clone.run("update", "-m", "x").exit_code == 0
    assert clone.read(f"incidents/2026/{NAME}.md").endswith("\nx\n")


def test_a_page_in_another_zone_and_language(clone: Clone) -> None:
    config = CONFIG.replace("  - statuary:", "  - statuary:\n      timezone: Europe/Berlin").replace(
        "  font: false", "  font: false\n  language: de"
    )
    write(clone.root / "mkdocs.yml", config)
    write(
        clone.root / ".github/messages/incident-update.md",
        "Es geht weiter. Nächste Nachricht: {next_update}.\n",
    )

    result = clone.run("update")

    assert result.exit_code == 0, result.output
    assert "Nächste Nachricht: 12:01 MEZ." in read(clone).updates[-1].text
