"""The numbers of the old page's history.atom: read, kept, and never in the way of an import."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from importers_sources import NOW, incident, statuspage, update

from statuary.cli import main
from statuary.importers import UnreadableError
from statuary.importers.imported import Reading
from statuary.importers.statuspage.api_shape import read_numbers
from statuary.model import Incident, Stage, Update

FEED = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
ENTRY = "<entry><id>{}</id><link {} href='{}'/></entry>"
ID = "tag:status.example.com,2005:Incident/21148992"
ADDRESS = "https://status.example.com/incidents/abc123def456"


def feed(*entries: str) -> bytes:
    """An Atom feed with these entries."""
    return FEED.format("".join(entries)).encode()


@pytest.mark.parametrize(
    ("entry", "numbers"),
    [
        ((ID, "rel='alternate'", ADDRESS), {"abc123def456": "21148992"}),
        ((f"\n{ID} ", "", f"{ADDRESS}/?utm=1"), {"abc123def456": "21148992"}),
        ((ID, "rel='self'", ADDRESS), {}),
        (("tag:status.example.com,2005:Incident/abc123def456", "rel='alternate'", ADDRESS), {}),
        (("urn:uuid:1", "rel='alternate'", ADDRESS), {}),
        ((ID, "rel='alternate'", "http://[broken"), {"": "21148992"}),
    ],
)
def test_numbers_of_entries(entry: tuple[str, str, str], numbers: dict[str, str]) -> None:
    assert read_numbers("x", feed(ENTRY.format(*entry))) == numbers


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        b"not XML",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed>&b;</feed>',
        b"<rss><channel/></rss>",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(document: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^x .*(not an Atom feed|document type)"):
        read_numbers("x", document)


def test_the_source_keeps_the_number() -> None:
    one = incident(update("resolved", "2026-03-01T10:00:00Z"))
    made = statuspage(Reading(NOW), one, numbers={"abc123def456": "21148992"})

    assert made.incidents[0].source == "statuspage:abc123def456/21148992"
    assert made.incidents[0].aliases == ("/incidents/abc123def456",)
    assert made.notes == ()


def test_what_is_lost_without_them_is_reported() -> None:
    made = statuspage(Reading(NOW), incident(update("resolved", "2026-03-01T10:00:00Z")), numberless="gone")

    assert made.incidents[0].source == "statuspage:abc123def456"
    assert ["history.atom names incidents (gone)" in note.text for note in made.notes] == [True]


def test_an_incident_is_known_again_with_its_number_and_without(tmp_path: Path) -> None:
    source, root = tmp_path / "old", tmp_path / "new"
    source.mkdir()
    one = incident(update("resolved", "2026-03-01T10:00:00Z"))
    (source / "incidents.json").write_text(json.dumps({"incidents": [one]}))

    assert "1 written" in run("init", str(root), "--from", "statuspage", str(source))
    (source / "history.atom").write_bytes(feed(ENTRY.format(ID, "rel='alternate'", ADDRESS)))
    assert "0 written (0 updates), 1 already here" in run(
        "-C", str(root), "import", "statuspage", str(source)
    )

    file = next((root / "incidents").glob("2026-*.md"))
    assert 'source: "statuspage:abc123def456"\n' in file.read_text()
    file.unlink()
    assert "1 written" in run("-C", str(root), "import", "statuspage", str(source))
    assert 'source: "statuspage:abc123def456/21148992"\n' in file.read_text()
    (source / "history.atom").unlink()
    assert "0 written (0 updates), 1 already here" in run(
        "-C", str(root), "import", "statuspage", str(source)
    )


def run(*arguments: str) -> str:
    """The output of a command that must succeed."""
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("source", "code", "number", "key"),
    [
        (None, None, None, None),
        ("statuspage:abc", "abc", None, "statuspage:abc"),
        ("statuspage:abc/12", "abc", "12", "statuspage:abc"),
        ("statuspage:abc#2", None, None, "statuspage:abc#2"),
        ("statuspage:abc/12#2", None, None, "statuspage:abc#2"),
        ("statuspage:a/b", None, None, "statuspage:a/b"),
        ("cstate:content/issues/1", None, None, "cstate:content/issues/1"),
    ],
)
def test_a_source_taken_apart(
    source: str | None, code: str | None, number: str | None, key: str | None
) -> None:
    first = Update(at=NOW, stage=Stage.RESOLVED)
    one = Incident(id="x", path="incidents/x.md", title="It broke", source=source, updates=(first,))

    assert (one.statuspage_code, one.statuspage_number, one.source_key) == (code, number, key)
