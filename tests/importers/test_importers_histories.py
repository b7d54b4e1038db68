"""Two small histories, invented, with the oddities of real ones: they come over whole and pass the check."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from importers_sources import NOW, files, source_words, words

from statuary.cli.check import check_command
from statuary.cli.init import init_command
from statuary.importers import MisusedError
from statuary.importers.cstate.issue_file import read_file
from statuary.importers.imported import SourceKind
from statuary.importers.whole_import import ImportOutcome, Request, import_into
from statuary.model import Incident, Kind
from statuary.render.incident_text import to_html
from statuary.source import load

HISTORIES = Path(__file__).parent / "histories"
CHECKED = "2026-11-22T12:00Z"
_TRACK = re.compile(r"\{\{<.*?>\}\}")
"""A shortcode whose time became the update's own."""


class Moved(NamedTuple):
    """A history that was brought over, and how to do it again."""

    root: Path
    request: Request
    outcome: ImportOutcome

    @property
    def incidents(self) -> dict[str, Incident]:
        """Everything that is here now, by the id that the source gave it."""
        site = load(self.root).site
        assert site is not None
        return {str(incident.source).partition(":")[2]: incident for incident in site.incidents}


@pytest.fixture(params=[SourceKind.CSTATE, SourceKind.STATUSPAGE])
def moved(request: pytest.FixtureRequest, empty_status: Path) -> Moved:
    """Each of the two."""
    return _moved(empty_status, request.param)


def _moved(root: Path, kind: SourceKind) -> Moved:
    asked = Request(kind, str(HISTORIES / kind), NOW, timezone="Europe/Berlin")
    return Moved(root, asked, import_into(root, asked))


def _cstate_bodies() -> dict[str, str]:
    folder = HISTORIES / "cstate"
    read = [
        read_file(path.relative_to(folder).as_posix(), path.read_bytes())
        for path in (folder / "content").rglob("[0-9h]*.md")
    ]
    return {one.name: f"{one.text('title')}\n{one.body}" for one in read if one.text("draft") != "true"}


def _statuspage_bodies() -> dict[str, str]:
    folder = HISTORIES / "statuspage"
    listed = json.loads((folder / "incidents.json").read_bytes())["incidents"]
    listed += json.loads((folder / "scheduled-maintenances.json").read_bytes())["scheduled_maintenances"]
    return {
        one["id"]: "\n".join([one["name"], *(update["body"] for update in one["incident_updates"])])
        for one in listed
    }


def _page(incident: Incident) -> str:
    """What a reader sees, with the addresses of links and the languages of code."""
    updates = (f"{update.stage.label} {to_html(update.text)}" for update in incident.updates)
    return " ".join([incident.title, *updates])


def test_no_word_is_lost(moved: Moved) -> None:
    bodies = _cstate_bodies() if moved.request.kind is SourceKind.CSTATE else _statuspage_bodies()
    here = moved.incidents

    assert here.keys() == bodies.keys()
    assert len(here) == (11 if moved.request.kind is SourceKind.CSTATE else 12)
    told = {item.incident.path: item.notes for item in moved.outcome.plan.written}
    for source, body in bodies.items():
        lost = source_words(_TRACK.sub("", body)) - words(_page(here[source]))
        notes = told[here[source].path]  # what was left out, the report tells
        assert not lost - words(" ".join(note.text for note in notes)), source
        assert all(note.text.partition("\n")[0] in moved.outcome.report for note in notes)


def test_what_was_imported_passes_the_check(moved: Moved) -> None:
    result = CliRunner().invoke(check_command, ["--now", CHECKED], obj=moved.root)

    assert result.exit_code == 0, result.output


def test_again_nothing_changes(moved: Moved) -> None:
    before = files(moved.root)

    assert not import_into(moved.root, moved.request).plan.written
    assert files(moved.root) == before


@pytest.mark.parametrize("kind", SourceKind)
def test_a_new_repository_keeps_the_old_pages_facts(kind: SourceKind, tmp_path: Path) -> None:
    origin = ["--from", kind, str(HISTORIES / kind), "--timezone", "UTC"]

    result = CliRunner().invoke(init_command, ["new", *origin], obj=tmp_path)

    assert result.exit_code == 0, result.output
    loaded = load(tmp_path / "new")
    assert loaded.site is not None
    settings = loaded.site.settings
    is_cstate = kind is SourceKind.CSTATE
    assert settings.name == ("Lantern Works status" if is_cstate else "Yes")
    assert settings.url == "https://status.lantern.example/"
    assert settings.id_domain == "status.lantern.example"
    assert settings.zone.key == ("UTC" if is_cstate else "Etc/GMT+3")
    assert "in mkdocs.yml is" not in result.output


def test_old_addresses_of_cstate(empty_status: Path) -> None:
    here = _moved(empty_status, SourceKind.CSTATE).incidents

    assert here["2026-01-09-Stoerung im Lager"].aliases == (
        "/alter%20weg/", "/issues/sibling", "/issues/lager/", "/issues/2026-01-09-stoerung-im-lager/",
    )  # fmt: skip
    assert here["2026-01-10-slug-again"].aliases == ("/issues/2026-01-10-slug-again/",)
    assert here["2026/holiday"].aliases == ("/issues/2026/holiday/",)


def test_addresses_that_cannot_lead_here_are_told(empty_status: Path) -> None:
    report = _moved(empty_status, SourceKind.CSTATE).outcome.report

    assert "the old address https://elsewhere.example/x" in report
    assert "the old address /../shelf: " in report
    assert "the old address /issues/lager/: “/issues/lager/” is taken by incidents/2026-01-09-" in report


def test_times_at_the_hour_when_clocks_change(empty_status: Path) -> None:
    moved = _moved(empty_status, SourceKind.CSTATE)

    made = moved.incidents["2026-03-29-clocks"]
    assert [update.at for update in made.updates] == [
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    ]  # fmt: skip
    assert "2026-03-29 02:30 is not one moment" in moved.outcome.report
    assert "2026-10-25 02:30 is not one moment" in moved.outcome.report


def test_cstate_needs_a_zone_for_the_times_without(empty_status: Path) -> None:
    before = files(empty_status)

    with pytest.raises(MisusedError, match="--timezone UTC"):
        import_into(empty_status, Request(SourceKind.CSTATE, str(HISTORIES / "cstate"), NOW))

    assert files(empty_status) == before


def test_kinds_and_standing_of_statuspage(empty_status: Path) -> None:
    moved = _moved(empty_status, SourceKind.STATUSPAGE)
    here = moved.incidents

    assert {name for name, one in here.items() if one.kind is Kind.MAINTENANCE} == {
        "plannedlater", "plannedpast1", "plannedauto1",
    }  # fmt: skip
    assert here["plannedauto1"].auto_complete
    site = load(moved.root).site
    assert site is not None
    retired = {component.name: str(component.until) for component in site.components if component.until}
    # Its window completed the repair of the bridge, though nobody ever said so.
    assert retired == {"Old bridge": "2026-07-01", "Foot bridge": "2026-02-01"}


def test_faults_after_the_end_are_told(empty_status: Path) -> None:
    moved = _moved(empty_status, SourceKind.STATUSPAGE)

    made = moved.incidents["faultatend01"]
    assert [update.stage.value for update in made.updates] == ["investigating", "resolved", "update"]
    assert made.updates[2].components == {}
    assert "says Resolved, and yet lamp partial_outage" in moved.outcome.report
    assert "says Resolved, and yet lamp-south degraded_performance" in moved.outcome.report
