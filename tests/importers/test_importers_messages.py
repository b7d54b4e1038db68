"""Messages within a cState text: each gets its own time, and none its neighbour's."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from importers_sources import NOW, cstate, issue, told

from statuary.importers.imported import Item, NoteKind, Reading
from statuary.model import Kind

RULES = Reading(NOW, UTC)


def _item(body: str, language: str = "en", zone: str = "UTC", **front_matter: str) -> Item:
    return cstate(Reading(NOW, ZoneInfo(zone), language=language), issue(body, **front_matter)).items[0]


def _told(item: Item) -> list[tuple[str, str, str]]:
    """Each update: its time of day, its stage, its words."""
    return [(f"{one.at:%H:%M}", one.stage.value, one.text) for one in item.incident.updates]


def _track(clock: str) -> str:
    return f'{{{{< track "2026-03-01 {clock}:00" >}}}}'


THREE = [
    ("10:00", "investigating", "Phones are dead."),
    ("10:40", "identified", "A cable was cut."),
    ("11:00", "resolved", "Phones work again."),
]


@pytest.mark.parametrize(
    "label",
    [
        "***{word}*** {track}\n\n{text}",
        "*{word}* {track}\n\n{text}",
        "**{word}** {track}\n{text}",
        "__{word}__ {track}\n\n{text}",
        "**{word}:** {track}\n\n{text}",
        "**{word}**: {track}\n\n{text}",
        "*{word}* - {track}\n\n{text}",
        "*{word}*\n{track}\n\n{text}",
        "*{word}*\n\n{track}\n\n{text}",
        "*{word}* {track} - {text}",
        "*{word}* - {text} {track}",
        "*{word}*: {text}\n{track}",
        "*{word}* {text} {track}",
        "**{word}**:\n{text}\n{track}",
        "---\n\n*{word}* - {text} {track}\n\n---",
    ],
)
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_label_starts_a_message(label: str, newest_first: bool) -> None:
    parts = [label.format(word=word.capitalize(), track=_track(at), text=text) for at, word, text in THREE]

    item = _item("\n\n".join(parts[::-1] if newest_first else parts))

    assert _told(item) == THREE


@pytest.mark.parametrize("text", ["T10:40", "10:40", "2026-03-01T10:40", "March 1, 2026 10:40 AM"])
def test_a_track_says_a_time_in_many_forms(text: str) -> None:
    item = _item(f'Phones are dead.\n\n*Identified* {{{{< track "{text}" >}}}}\n\nA cable was cut.')

    assert _told(item)[:2] == THREE[:2]


def test_what_stands_before_the_first_label_goes_with_the_date() -> None:
    item = _item(f"Phones are dead.\n\n*Identified* {_track('10:40')}\n\nA cable was cut.")

    assert _told(item)[:2] == THREE[:2]


@pytest.mark.parametrize("word", ["Post-mortem", "Postmortem"])
def test_a_post_mortem_alone_on_a_line_is_a_label(word: str) -> None:
    item = _item(
        f"*{word}*\n\nA rat.\n\n---\n\n*Resolved* - Fixed. {_track('11:00')}\n\n*Investigating* - Dead."
    )

    assert [(stage, text) for _, stage, text in _told(item)] == [
        ("investigating", "Dead."), ("resolved", "Fixed."), ("postmortem", "A rat."),
    ]  # fmt: skip


def test_resolved_alone_on_a_line_is_told_at_the_end() -> None:
    assert _told(_item("*Resolved*\n\nFixed.\n\n*Investigating*\n\nDead.")) == [
        ("10:00", "investigating", "Dead."), ("11:00", "resolved", "Fixed."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "at"), [("Identified", "10:00"), ("Update", "11:00"), ("Resolved", "11:00")]
)
def test_a_lone_message_without_a_time(word: str, at: str) -> None:
    item = _item(f"*{word}* - Rats.")

    assert next(when for when, _, text in _told(item) if "Rats." in text) == at
    assert f"with the {'end' if at == '11:00' else 'start'}" in told(item, NoteKind.ASSUMED)


def test_a_line_between_messages_is_no_message() -> None:
    item = _item(f"---\n\nDead. {_track('10:00')}\n\n---\n\n*Update* - Rats. {_track('10:30')}\n\n---\n")

    assert [text for _, _, text in _told(item)] == ["Dead.", "Rats.", ""]


def test_an_end_without_words_is_no_news() -> None:
    last = _item("Dead.").incident.updates[-1]

    assert (last.text, last.silent) == ("", True)


def test_a_start_without_words_is_a_fact_and_no_update() -> None:
    made = _item(f"Dead. {_track('10:30')}").incident

    assert (len(made.updates), made.started) == (2, datetime(2026, 3, 1, 10, tzinfo=UTC))


@pytest.mark.parametrize("time", ["2025-10-01 10:30:00", "2026-03-01 04:30:00"])
def test_a_message_older_than_the_date_does_not_move_the_start(time: str) -> None:
    item = _item(f'Dead.\n\n*Update* - Rats. {{{{< track "{time}" >}}}}')

    assert _told(item)[0] == ("10:00", "investigating", "Dead.\n\n*Update* - Rats.")
    assert "older than the date" in told(item, NoteKind.RETIMED)


@pytest.mark.parametrize(
    ("line", "language", "zone"),
    [
        ("## Update 2026-03-01 10:40", "en", "UTC"),
        ("### 01.03.2026 11:40 Uhr", "de", "Europe/Berlin"),
        ("**Update 01.03.2026, 11:40 Uhr**", "de", "Europe/Berlin"),
        ("**Update 01.03.2026, 11:40 Uhr:**", "de", "Europe/Berlin"),
        ("## Stand 1. März 2026, 11:40 Uhr – Ursache gefunden", "de", "Europe/Berlin"),
        ("#### 1 mars 2026 à 11h40", "fr", "Europe/Paris"),
        ("## 01/03/2026 10:40", "en-GB", "UTC"),
        ("## 03/01/2026 10:40 AM", "en-US", "UTC"),
        ("Update 2026-03-01 10:40\n-----", "en", "UTC"),
        ("[Update 1st of March 2026 - 10:40 UTC]", "en", "UTC"),
        ("## Update 10:40", "en", "UTC"),
        ("## 11:40 Uhr", "de", "Europe/Berlin"),
        ("**10:40**", "en", "UTC"),
    ],
)
def test_times_that_texts_carry(line: str, language: str, zone: str) -> None:
    item = _item(f"Dead.\n\n{line}\n\nRats.", language, zone)

    assert [at for at, _, _ in _told(item)] == ["10:00", "10:40", "11:00"]
    assert ("name no zone" in told(item, NoteKind.ASSUMED)) != ("UTC" in line)
    assert _told(item)[1][2].endswith("Rats.")


@pytest.mark.parametrize(
    "line",
    [
        "## Work on 2026-03-01 from 10:20 to 10:40",
        "## Version 2.40",
        "## What we changed",
        "**Period:** 2026-03-01, 10:20 – 10:40",
        "**Update your client**, please.",
        "[Update](https://x.example) of 10:40",
    ],
)
def test_lines_that_begin_no_message(line: str) -> None:
    assert len(_told(_item(f"Dead.\n\n{line}\n\nRats."))) == 2


def test_a_time_of_day_on_one_of_several_days_is_not_guessed() -> None:
    item = _item("Dead.\n\n## 10:40\n\nRats.", resolvedWhen="2026-03-04T11:00:00Z")

    assert len(_told(item)) == 2
    assert "not one certain moment" in told(item, NoteKind.UNREAD)


@pytest.mark.parametrize("newest_first", [True, False])
def test_what_tells_only_its_day_is_never_told_too_early(newest_first: bool) -> None:
    parts = ["## 2026-03-01\n\nDead.", "## 2026-03-02\n\nRats.", "## 2026-03-03 10:00\n\nCats."]

    item = _item("\n\n".join(parts[::-1] if newest_first else parts), resolvedWhen="2026-03-04T11:00:00Z")

    assert _told(item) == [
        ("10:00", "investigating", "## 2026-03-01\n\nDead."),
        ("10:00", "update", "## 2026-03-03 10:00\n\nCats.\n\n## 2026-03-02\n\nRats."),
        ("11:00", "resolved", ""),
    ]


def test_where_no_time_is_found_the_report_does_not_say_that_there_is_none() -> None:
    assert "no time was recognised" in told(_item("Dead since half past ten."), NoteKind.ASSUMED)


def test_a_track_within_a_sentence_becomes_its_time() -> None:
    item = _item(f"We hope that by {_track('10:45')} all works.")

    assert _told(item)[0] == ("10:00", "investigating", "We hope that by 2026-03-01 10:45 UTC all works.")
    assert "became its time" in told(item, NoteKind.REWORDED)


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("{{< youtube abc >}}", ""),
        ("{{% notice info %}}", ""),
        ('{{< figure src="a.png"\n title="b" >}}', ""),
        ("{{</* track x */>}}", " &#123;{< track x >}}"),
    ],
)
def test_other_shortcodes_do_not_reach_readers(code: str, left: str) -> None:
    item = _item(f"See {code} here.")

    assert _told(item)[0][2] == f"See{left} here."
    assert bool(left) != ("only Hugo understands" in told(item, NoteKind.UNREAD))


def test_an_informational_post_of_the_past_is_over_and_split() -> None:
    item = _item(f"We moved. {_track('10:00')}\n\n*Update* - Done. {_track('10:30')}",
                 informational="true", resolved="", resolvedWhen="", severity="")  # fmt: skip

    assert [(at, stage) for at, stage, _ in _told(item)] == [("10:00", "notice"), ("10:30", "update")]
    assert item.incident.visible_until == datetime(2026, 3, 1, 10, 31, tzinfo=UTC)
    assert not told(item, NoteKind.UNREAD) and not told(item, NoteKind.HIDDEN)


@pytest.mark.parametrize(("pin", "date"), [("true", "2026-03-01T10:00:00Z"), ("", "2026-12-01T10:00:00Z")])
def test_what_is_pinned_or_to_come_is_shown_now(pin: str, date: str) -> None:
    item = _item("Hello.", informational="true", pin=pin, date=date, resolvedWhen="")
    made = item.incident

    assert (made.kind, made.visible_from) == (Kind.NOTICE, None)
    assert made.updates[0].at <= NOW
    assert made.visible_until is None or made.visible_until > NOW
    assert told(item, NoteKind.SHOWN)


def test_the_end_of_an_informational_post_need_not_be_readable() -> None:
    item = _item("Hello.", informational="true", resolvedWhen="some day")

    assert "some day" in told(item, NoteKind.LEFT_OUT)


@pytest.mark.parametrize("word", ["yes", "on", "True"])
def test_yaml_has_several_words_for_true(word: str) -> None:
    assert len(_told(_item("Dead.", resolved=word))) == 2
