"""Times as sources write them, and updates in order."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from statuary.importers.imported import NoteKind, Notes
from statuary.importers.read_times import mentioned_time, moment, read_time
from statuary.importers.update_times import after_start, ascending, legal_stages
from statuary.model import Stage, Update
from statuary.source.body import MAX_POSTMORTEM, MAX_UPDATE
from statuary.source.escape import escape_text
from statuary.source.times import TimeError, ZoneMissingError
from support.examples import some

BERLIN = ZoneInfo("Europe/Berlin")
TEN = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2026-03-01T10:00:00-00:00", None, TEN),
        ("2026-03-01T10:00:00.123Z", None, TEN),
        ("2026-03-01 11:00:00 +0100", None, TEN),
        ("2026-03-01T05:00:00-05:00", None, TEN),
        ("2026-03-01T8:30:00Z", None, TEN - timedelta(minutes=90)),
        ("2026-03-01 11:00", BERLIN, TEN),
        ("2026-03-01", UTC, TEN - timedelta(hours=10)),
        ("2026-02-28T24:00:00Z", None, TEN - timedelta(hours=10)),
        ("2026-02-28 24:00", UTC, TEN - timedelta(hours=10)),
        ("20260301T1000Z", None, TEN),
        ("1 March 2026, 10:00 UTC", None, TEN),
    ],
)
def test_times(text: str, zone: ZoneInfo | None, expected: datetime) -> None:
    assert read_time(text, zone, Notes()) == expected


@pytest.mark.parametrize("text", ["soon", "2026-02-30T10:00:00Z", "2026-02-30 10:00", "0001-01-01 00:00", ""])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(TimeError):
        read_time(text, UTC, Notes())


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2026-10-25 02:30", 0), ("2026-03-29 02:30", 1)],  # a time that was twice, and one that never was
)
def test_the_hour_when_clocks_change(text: str, hour: int) -> None:
    notes = Notes()

    moment = read_time(text, BERLIN, notes)

    assert (moment.hour, moment.minute) == (hour, 30)
    assert [note.kind for note in notes] == [NoteKind.ASSUMED]
    assert f"{text} is not one moment" in next(iter(notes)).text


def test_a_plain_hour_is_not_noted() -> None:
    notes = Notes()

    assert read_time("2026-03-01 11:00", BERLIN, notes) == TEN
    assert not list(notes)


def test_a_time_without_a_zone_needs_one() -> None:
    with pytest.raises(ZoneMissingError):
        read_time("2026-03-01 10:00", None, Notes())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Update - 2026-03-01 10h00 UTC]", TEN),
        ("[Update 1st of March 2026 - 10:00 UTC]", TEN),
        ("**Update at 2026-03-01 10:00 UTC**", TEN),
        ("**2026-03-01T10:00:00-00:00**", TEN),
        ("[Update on 2026-03-01]", None),
        ("[Edit - Monday 25th]", None),
    ],
)
def test_times_within_a_line(text: str, expected: datetime | None) -> None:
    assert moment(mentioned_time(text), None, TEN, TEN) == expected


@pytest.mark.parametrize("minutes", [0, -5])
def test_an_end_that_is_not_after_its_start(minutes: int) -> None:
    notes = Notes()

    assert after_start(TEN, TEN + timedelta(minutes=minutes), notes) == TEN + timedelta(minutes=1)
    assert len(list(notes)) == 1


def test_updates_of_one_second_move_on_in_the_sources_order() -> None:
    notes = Notes()
    given = [Update(at=TEN, stage=Stage.INVESTIGATING, text=text) for text in "abc"]
    given.append(Update(at=TEN + timedelta(seconds=1, milliseconds=900), stage=Stage.RESOLVED, text="d"))

    made = ascending(given, notes)

    assert [one.text for one in made] == ["a", "b", "c", "d"]
    assert [(one.at - TEN).total_seconds() for one in made] == [0, 1, 2, 3]
    assert len(list(notes)) == 3


def test_a_text_that_is_too_long_goes_on_in_further_updates() -> None:
    lines = [f"w{number}" for number in range(12_000)]
    text = "\n".join([*lines[:6000], "```", *lines[6000:], "```"])

    made = ascending([Update(at=TEN, stage=Stage.RESOLVED, text=text)], Notes())

    assert [one.stage for one in made] == [Stage.RESOLVED, *[Stage.UPDATE] * (len(made) - 1)]
    assert all(len(one.text) <= MAX_UPDATE and one.text.count("```") % 2 == 0 for one in made)
    assert [word for one in made for word in one.text.split() if word != "```"] == lines


@pytest.mark.parametrize(
    "line",
    some(["- impact: none", "x = down", "# Up", "=", "-", "a <!-- b", "2026-01-01 10:00 UTC - Update"], 6),
)
@pytest.mark.parametrize("stage", [Stage.RESOLVED, Stage.POSTMORTEM])
def test_a_text_is_as_long_as_it_is_written(line: str, stage: Stage) -> None:
    most = MAX_POSTMORTEM if stage is Stage.POSTMORTEM else MAX_UPDATE
    lines = [f"{line}" for _ in range(most // (len(line) + 1))]

    made = ascending([Update(at=TEN, stage=stage, text="\n".join(lines))], Notes())

    assert all(len(escape_text(one.text)) <= most for one in made)
    assert [one for part in made for one in part.text.split("\n") if one] == lines


def test_one_endless_fence_is_cut_too() -> None:
    made = ascending([Update(at=TEN, stage=Stage.INVESTIGATING, text="`" * 50_000 + "\nword")], Notes())

    assert all(len(escape_text(one.text)) <= MAX_UPDATE for one in made)


def test_one_endless_line_is_cut_between_words() -> None:
    made = ascending([Update(at=TEN, stage=Stage.INVESTIGATING, text="word " * 9000)], Notes())

    assert len(made) > 1
    assert set(" ".join(one.text for one in made).split()) == {"word"}


@pytest.mark.parametrize(
    ("given", "ended", "expected"),
    [
        ("ir", True, "ir"),
        ("irp", True, "irp"),
        ("ipr", True, "iur"),
        ("iri", True, "iru"),
        ("iri", False, "iri"),
        ("irir", True, "irir"),
        ("irr", True, "iru"),
        ("ui", False, "ii"),
        ("p", True, "i"),
        ("irpp", True, "irpp"),
        ("irpir", True, "irpir"),
    ],
)
def test_stages_become_legal_and_keep_their_meaning(given: str, ended: bool, expected: str) -> None:
    letters = {"i": Stage.INVESTIGATING, "r": Stage.RESOLVED, "p": Stage.POSTMORTEM, "u": Stage.UPDATE}
    updates = [
        Update(at=TEN + timedelta(minutes=minute), stage=letters[letter])
        for minute, letter in enumerate(given)
    ]

    made = legal_stages(updates, ended=ended, notes=Notes())

    assert [one.stage for one in made] == [letters[letter] for letter in expected]
