"""An incident that one file cannot hold comes over whole, in several."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from importers_sources import COMPONENTS, NOW, files, incident, issue, page_words, source_words, update

from statuary.check import check_structure
from statuary.importers.imported import SourceKind
from statuary.importers.whole_import import ImportOutcome, Request, import_into
from statuary.model import Incident, Kind, Stage
from statuary.source import load
from statuary.source.incident_file import MAX_BYTES
from statuary.status import Standing, incident_state
from support.examples import whole

START = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
_STATED = {"code": "c1", "name": "API", "old_status": "operational", "new_status": "major_outage"}


def _updates(number: int, last: str = "resolved", body: str = "Word") -> list[dict[str, Any]]:
    """A minute apart; the first one says that the API is down."""
    words = [*["investigating"] * (number - 1), last]
    listed = [
        update(word, (START + timedelta(minutes=index)).isoformat(), f"{body} number{index} " + "more " * 210)
        for index, word in enumerate(words)
    ]
    listed[0]["affected_components"] = [_STATED]
    return listed


def _import(root: Path, *incidents: dict[str, Any]) -> ImportOutcome:
    document = {"incidents": list(incidents), "components": COMPONENTS}
    (root / "old.json").write_text(json.dumps(document))
    return import_into(root, Request(SourceKind.STATUSPAGE, "old.json", NOW, root))


def _loaded(root: Path) -> list[Incident]:
    loaded = load(root)
    assert loaded.problems == ()
    assert loaded.site is not None
    assert list(check_structure(loaded.site, NOW)) == []
    assert all(path.stat().st_size <= MAX_BYTES for path in (root / "incidents").glob("*.md"))
    return list(loaded.site.incidents)


@pytest.mark.parametrize("last", ["resolved", whole("monitoring")])
def test_thousands_of_updates(empty_status: Path, last: str) -> None:
    ended = last == "resolved"
    whole = incident(*_updates(600, last), status=last)

    outcome = _import(empty_status, whole, incident(update("resolved", "2026-04-01T10:00:00Z"), id="other"))

    parts = [one for one in _loaded(empty_status) if one.updates[0].at.month == 3]
    assert [one.id for one in parts] == ["2026-03-01-it-broke", *(f"2026-03-01-it-broke-{n}" for n in (2, 3))]
    assert [one.source for one in parts] == ["statuspage:abc123def456" + end for end in ("", "#2", "#3")]
    assert [one.title for one in parts] == ["It broke", "It broke (2)", "It broke (3)"]
    bodies = " ".join(one["body"] for one in whole["incident_updates"])
    assert not source_words(bodies) - page_words(one for part in parts for one in part.updates)
    states = [incident_state(one, NOW) for one in parts]
    assert [one is not None and one.standing is Standing.PAST for one in states] == [True, True, ended]
    assert all(one.components["api"] == "major_outage" for one in parts)
    assert "2 incidents in the source: 2 written" in outcome.report
    assert "2 files more, for incidents too large for one" in outcome.report


def test_parts_follow_each_other_without_a_gap(empty_status: Path) -> None:
    _import(empty_status, incident(*_updates(600)))

    first, second, _ = _loaded(empty_status)

    assert first.updates[-1].stage is Stage.RESOLVED
    assert first.updates[-1].text.startswith("*This file was full")
    assert second.updates[0].text.startswith("*This continues “It broke”")
    assert timedelta(0) <= first.updates[-1].at - second.updates[0].at <= timedelta(seconds=1)


def test_again_it_is_known(empty_status: Path) -> None:
    whole = incident(*_updates(600))
    _import(empty_status, whole)
    before = files(empty_status)

    again = _import(empty_status, whole)

    assert files(empty_status) == before
    assert "0 written (0 updates), 1 already here" in again.report
    assert "compare them" not in again.report


def test_a_part_that_is_missing_is_written(empty_status: Path) -> None:
    whole = incident(*_updates(600))
    _import(empty_status, whole)
    before = files(empty_status)
    (empty_status / "incidents" / "2026-03-01-it-broke.md").unlink()

    _import(empty_status, whole)

    assert files(empty_status) == before


@pytest.mark.parametrize("sign", ["word ", "é", "語", "\U0001f525"])
def test_one_huge_text(empty_status: Path, sign: str) -> None:
    body = sign * (300_000 // len(sign.encode()))

    _import(
        empty_status, incident(update("investigating", "2026-03-01T10:00:00Z", body), status="investigating")
    )

    text = "".join(one.text for part in _loaded(empty_status) for one in part.updates)
    assert text.count(sign.strip()) == body.count(sign.strip())


def test_a_huge_post_mortem_follows_the_end(empty_status: Path) -> None:
    dates = {"postmortem_published_at": "2026-03-02T10:00:00Z"}
    body = "\U0001f525" * 100_000

    _import(empty_status, incident(update("resolved", "2026-03-01T10:00:00Z"), postmortem_body=body, **dates))

    parts = _loaded(empty_status)
    assert parts[1].updates[0].stage is Stage.RESOLVED
    assert sum(one.text.count("\U0001f525") for part in parts for one in part.updates) == 100_000


def test_a_long_maintenance(empty_status: Path) -> None:
    listed = _updates(600, "completed")
    for one in listed[:-1]:
        one["status"] = "in_progress"
    times = {"scheduled_for": "2026-03-01T10:00:00Z", "scheduled_until": "2026-03-03T10:00:00Z"}

    _import(empty_status, incident(*listed, status="completed", impact="maintenance", **times))

    assert [one.updates[-1].stage for one in _loaded(empty_status)] == [Stage.COMPLETED] * 3


def test_a_maintenance_that_has_not_begun(empty_status: Path) -> None:
    listed = _updates(600, "scheduled")
    for one in listed:
        one |= {"status": "scheduled", "affected_components": []}
    times = {"scheduled_for": "2026-12-01T10:00:00Z", "scheduled_until": "2026-12-03T10:00:00Z"}

    _import(empty_status, incident(*listed, status="scheduled", components=[COMPONENTS[1]], **times))

    states = [incident_state(one, NOW) for one in _loaded(empty_status)]
    assert [one.standing for one in states if one] == [Standing.PAST, Standing.PAST, Standing.PLANNED]


def test_a_long_notice(empty_status: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old" / "content" / "issues"
    folder.mkdir(parents=True)
    (folder.parents[1] / "config.yml").write_text("title: Old\n")
    (folder / "a.md").write_text(issue("More words. " * 25_000, informational="true", affected="")[1])

    import_into(empty_status, Request(SourceKind.CSTATE, "../old", NOW, empty_status))

    assert [(one.id, one.kind) for one in _loaded(empty_status)] == [("a", Kind.NOTICE), ("a-2", Kind.NOTICE)]
