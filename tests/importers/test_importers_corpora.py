"""Real histories come over whole."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from importers_sources import NOW, corpus, files, page_words, source_words, told, words

from statuary.importers import MisusedError
from statuary.importers.cstate.issue_file import read_file
from statuary.importers.imported import NoteKind, SourceKind
from statuary.importers.whole_import import ImportOutcome, Request, import_into
from statuary.model import Incident
from statuary.source import load

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _request(kind: SourceKind, folder: Path, timezone: str = "") -> Request:
    return Request(kind, str(folder), NOW, timezone=timezone)


def _loaded(root: Path) -> dict[str, Incident]:
    loaded = load(root)
    assert loaded.problems == ()
    assert loaded.site is not None
    return {str(incident.source): incident for incident in loaded.site.incidents}


def _is_idempotent(root: Path, request: Request) -> bool:
    before = files(root)
    again: ImportOutcome = import_into(root, request)
    return files(root) == before and not again.plan.written


@pytest.mark.long
def test_every_word_of_297_cstate_issues(empty_status: Path) -> None:
    folder = corpus("cstate-jenkins")
    request = _request(SourceKind.CSTATE, folder, "UTC")

    outcome = import_into(empty_status, request)

    here = _loaded(empty_status)
    assert len(here) == 297
    for path in (folder / "content" / "issues").glob("*.md"):
        source = read_file(f"content/issues/{path.name}", path.read_bytes())
        made = here[f"cstate:{path.stem}"]
        assert not source_words(_COMMENT.sub(" ", source.body)) - page_words(made.updates), path.name
        assert made.path in outcome.report
    comments = (comment for path in folder.rglob("*.md") for comment in _COMMENT.findall(path.read_text()))
    assert all(not words(comment[4:-3]) - words(outcome.report) for comment in comments)
    assert _is_idempotent(empty_status, request)


@pytest.mark.long
def test_cstate_counts_that_were_measured(empty_status: Path) -> None:
    folder = corpus("cstate-jenkins")

    report = import_into(empty_status, _request(SourceKind.CSTATE, folder, "UTC")).report

    assert "297 incidents in the source: 297 written (601 updates), 0 already here" in report
    urgent, _, rest = report.partition("\nLeft out\n")
    assert urgent.count("before the start (") == 8
    assert urgent.count("at the start (") == 2
    assert rest.count(": date (") == 10 + 1  # and the line that says how many there are
    assert rest.count(": the file name ") == 47 + 1


def test_cstate_without_a_zone_writes_nothing(empty_status: Path) -> None:
    before = files(empty_status)

    with pytest.raises(MisusedError, match="--timezone") as raised:
        import_into(empty_status, _request(SourceKind.CSTATE, corpus("cstate-jenkins")))

    assert str(raised.value).count("\n") == 12  # ten files, that one more has such times, the remedy, the end
    assert files(empty_status) == before


@pytest.mark.long
def test_every_word_of_488_statuspage_incidents(empty_status: Path) -> None:
    folder = corpus("statuspage-github")
    request = _request(SourceKind.STATUSPAGE, folder)

    outcome = import_into(empty_status, request)

    here = _loaded(empty_status)
    assert len(here) == 488
    assert sum(len(incident.updates) for incident in here.values()) == 2849
    assert sum(not incident.components for incident in here.values()) == 204
    for document in json.loads((folder / "incidents.json").read_bytes())["incidents"]:
        made = here[f"statuspage:{document['id']}"]
        for theirs, ours in zip(document["incident_updates"][::-1], made.updates, strict=True):
            assert not source_words(theirs["body"]) - page_words([ours]), (made.path, ours.at)
            assert ours.source_id == theirs["id"]
            assert 0 <= (ours.at - datetime.fromisoformat(theirs["display_at"])).total_seconds() <= 1
        assert made.impact == document["impact"]
    moved = [item for item in outcome.plan.written if "behind another" in told(item, NoteKind.RETIMED)]
    assert len(moved) == 6
    hidden = "- incidents/2026-04-27-disruption-with-some-github-services.md: it is still open"
    assert any(line.startswith(hidden) for line in outcome.report.splitlines())
    assert _is_idempotent(empty_status, request)
