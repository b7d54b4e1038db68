"""Nothing stands at the beginning of an imported incident that was said later, however its authors mark that."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from importers_sources import NOW, cstate, issue, told

from statuary.importers.imported import Item, NoteKind, Reading


def _item(body: str, language: str = "en", zone: str = "UTC", **front_matter: str) -> Item:
    return cstate(Reading(NOW, ZoneInfo(zone), language=language), issue(body, **front_matter)).items[0]


def _told(item: Item) -> list[tuple[str, str]]:
    """Each update: its time, its words."""
    return [(f"{one.at:%d %H:%M}", one.text) for one in item.incident.updates]


@pytest.mark.parametrize(
    "later",
    [
        "**Update** Rats caught.",
        "**Update** we caught the rats.",
        "**\ufeffUpdate** Rats caught.",
        "*\ufeff*Update** Rats caught.",
        "**Update**\xa0— Rats caught.",
        "* Update *\n\nRats caught.",
        "* Update 2/3/2026 *\n\nRats caught.",
        "\\[Update: 2 mar. 12am]\n\nRats caught.",
        "[Update 1 oct. 10:30]\n\nRats caught.",
        "Update: rats caught.",
        "UPDATE - Rats caught.",
        "Update (1 March 2026): rats caught.",
        "Update 30 foo. 15.00\n\nRats caught.",
        "Solved!\n\nRats caught.",
        "**Complete**\n\nRats caught.",
        "*Risolto* - Rats caught.",
        "*Behoben* - Rats caught.",
        "**Actualización** - Rats caught.",
        "13:00 - Rats caught.",
    ],
)
@pytest.mark.parametrize("first", ["", "Dead.\n\n"])
def test_what_was_said_later_never_stands_with_the_start(later: str, first: str) -> None:
    item = _item(f"{first}{later}")

    early = [
        text
        for at, text in _told(item)
        if at == "01 10:00" and "ats caught" in text.replace("we c", "rats c")
    ]
    assert not early
    assert "caught" in _told(item)[-1][1]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("**10:40** Rats.", "01 10:40"),
        ("10:40 - Rats.", "01 10:40"),
        ("[Update 1 Mar. 10:40]\n\nRats.", "01 10:40"),
        ("[Update March 3 - 10:40]\n\nRats.", "03 10:40"),
        ("[Update 03.03. 10:40]\n\nRats.", "03 10:40"),
        ("**Update 3/3/2026 10:40**\n\nRats.", "03 10:40"),
        ("**Update 4/3/2026 10:40**\n\nRats.", "04 10:40"),
        ('*Sorci* - Rats. {{< track "2026-03-01 10:40:00" >}}', "01 10:40"),
    ],
)
def test_a_time_that_is_told_in_few_words(line: str, at: str) -> None:
    item = _item(f"Dead.\n\n{line}")

    assert [when for when, text in _told(item) if "Rats." in text] == [at]
    assert ("01 10:00", "Dead.") in _told(item)


def test_a_moment_on_top_is_that_of_all_below() -> None:
    assert _told(_item("2026-03-01 10:40\n\nDead."))[0] == ("01 10:40", "2026-03-01 10:40\n\nDead.")


@pytest.mark.parametrize(
    "body",
    [
        "We plan:\n\n10:20 - Pumps stop.\n10:40 - Pumps start.",
        "We plan:\n- 10:20 - Pumps stop.",
        "Over on:\n\n2026-03-01 10:40\n\nRats.",
        "Dead.\nUpdate: rats.",
        "Update your client: it is old.",
        "Updates of rats are on\n[Rats](https://x.example).",
    ],
)
def test_lines_that_are_no_message(body: str) -> None:
    assert [at for at, _ in _told(_item(body))] == ["01 10:00", "01 11:00"]


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ("*Update* - C.\n\n*Investigating* - B.\n\n*Investigating* - A.", "A."),
        ("*Investigating* - A.\n\n*Investigating* - B.\n\n*Update* - C.", "A."),
        ("*Resolved* - C.\n\n*Monitoring* - B.\n\n*Identified* - A.", "A."),
    ],
)
def test_only_one_message_is_the_first(body: str, first: str) -> None:
    assert _told(_item(body))[0] == ("01 10:00", first)


def test_the_oldest_of_several_needs_no_time_to_be_the_first() -> None:
    parts = [
        f'*Monitoraggio* - {text} {{{{< track "2026-03-01 {at}:00" >}}}}'
        for at, text in (("10:40", "C."), ("10:20", "B."))
    ]

    assert [at for at, _ in _told(_item("\n\n".join([*parts, "*Indagine* - A."])))][:3] == [
        "01 10:00",
        "01 10:20",
        "01 10:40",
    ]


def test_a_post_mortem_does_not_take_the_time_of_the_message_below() -> None:
    item = _item('*Postmortem*\n\nA rat.\n\n---\n\n*Risolto* - Fixed. {{< track "2026-03-01 10:50:00" >}}')

    stages = [(f"{one.at:%H:%M:%S}", one.stage.value) for one in item.incident.updates]
    assert stages[1:] == [("10:50:00", "update"), ("11:00:00", "resolved"), ("11:00:01", "postmortem")]


@pytest.mark.parametrize("end", ["2026-03-01T10:00:00Z", "2026-02-01T10:00:00Z"])
@pytest.mark.parametrize(("body", "number"), [("*Update* - Fixed.", 1), ("Dead.", 2)])
def test_an_end_that_the_source_does_not_know_makes_no_duration(end: str, body: str, number: int) -> None:
    item = _item(body, resolvedWhen=end)
    made = item.incident

    assert (len(made.updates), made.started) == (number, None)
    assert made.updates[0].at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert "the end now stands with it" in told(item, NoteKind.RETIMED)


def test_messages_behind_the_end_may_have_another_zone() -> None:
    body = 'Dead.\n\n*Update* - Rats. {{< track "2026-03-01 11:40:00" >}}'

    assert "--timezone" in told(_item(body), NoteKind.ASSUMED)
    assert "--timezone" not in told(_item(body, zone="Europe/Rome"), NoteKind.ASSUMED)


def test_what_editors_leave_behind_is_not_shown() -> None:
    item = _item("R\ufeffats.", title="D\ufeffead")

    assert (item.incident.title, _told(item)[0][1]) == ("Dead", "Rats.")
    assert "U+FEFF" in told(item, NoteKind.LEFT_OUT)
