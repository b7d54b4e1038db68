"""cState's rules, one by one."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from importers_sources import NOW, cstate, issue, stages, told

from statuary.importers import MisusedError, UnreadableError
from statuary.importers.imported import Item, NoteKind, Reading
from statuary.model import ComponentStatus, Impact, Incident, Kind

RULES = Reading(NOW)


def _item(body: str = "It broke.", rules: Reading = RULES, **front_matter: str) -> Item:
    return cstate(rules, issue(body, **front_matter)).items[0]


def _texts(made: Incident) -> list[str]:
    return [one.text for one in made.updates]


def test_one_text_stands_with_the_start() -> None:
    made = _item("It broke.\n\nBadly.").incident

    assert stages(made) == ["investigating", "resolved"]
    assert _texts(made) == ["It broke.\n\nBadly.", ""]
    assert made.updates[1].silent
    assert made.updates[1].at - made.updates[0].at == timedelta(hours=1)
    assert made.source == "cstate:2026-03-01-broken"
    assert made.aliases == ("/issues/2026-03-01-broken/",)


@pytest.mark.parametrize(
    ("severity", "impact", "status"),
    [
        ("notice", Impact.NONE, ComponentStatus.OPERATIONAL),
        ("disrupted", Impact.MINOR, ComponentStatus.DEGRADED_PERFORMANCE),
        ("down", Impact.MAJOR, ComponentStatus.MAJOR_OUTAGE),
        ("dwon", Impact.MINOR, ComponentStatus.DEGRADED_PERFORMANCE),
    ],
)
def test_severities(severity: str, impact: Impact, status: ComponentStatus) -> None:
    made = _item(severity=severity).incident

    assert made.impact is impact
    assert made.components == {"checkout": status}


def test_map_overrides_the_severity() -> None:
    rules = Reading(
        NOW, statuses={"down": ComponentStatus.PARTIAL_OUTAGE, "odd": ComponentStatus.MAJOR_OUTAGE},
        impacts={"down": Impact.CRITICAL},
    )  # fmt: skip

    down, odd = (_item(rules=rules, severity=word).incident for word in ("down", "odd"))

    assert (down.impact, down.components["checkout"]) == (Impact.CRITICAL, ComponentStatus.PARTIAL_OUTAGE)
    assert (odd.impact, odd.components["checkout"]) == (None, ComponentStatus.MAJOR_OUTAGE)


TRACKED = """
*Resolved* - All is well. {{< track "2026-03-01 11:00:00" >}}

*Monitoring* - It seems to work.

Two paragraphs. {{< track "2026-03-01 10:30:00" >}}

*Investigating* - We look. {{< track "2026-03-01 10:00:00" >}}
"""


def test_tracked_messages_become_updates() -> None:
    made = _item(TRACKED, Reading(NOW, UTC)).incident

    assert stages(made) == ["investigating", "monitoring", "resolved"]
    assert _texts(made) == ["We look.", "It seems to work.\n\nTwo paragraphs.", "All is well."]


def test_tracked_messages_without_a_zone_need_one() -> None:
    with pytest.raises(MisusedError, match="--timezone"):
        _item(TRACKED)


def test_messages_without_a_time_stand_with_the_start_or_the_end() -> None:
    body = "[Final message]\nFixed.\n\n[Update]\nStill.\n\n[Initial message]\nIt broke."

    item = _item(body)

    assert _texts(item.incident) == [
        "[Initial message]\nIt broke.",
        "[Final message]\nFixed.\n\n[Update]\nStill.",
    ]
    assert "no time was recognised for 3 messages" in told(item, NoteKind.ASSUMED)


def test_messages_with_and_without_a_time() -> None:
    update = "[Update - 2026-03-01 10h30 UTC]\nStill."
    body = f"[Final message]\nFixed.\n\n{update}\n\n[Initial message]\nIt broke."

    made = _item(body).incident

    assert stages(made) == ["investigating", "update", "resolved"]
    assert _texts(made)[1] == update
    assert [_texts(made)[0], _texts(made)[2]] == ["[Initial message]\nIt broke.", "[Final message]\nFixed."]


def test_a_message_after_the_end_explains_and_opens_nothing() -> None:
    made = _item("*Monitoring* - Later. {{< track '2026-03-01T12:00:00Z' >}}").incident

    assert (stages(made), made.started) == (["resolved", "update"], NOW.replace(month=3, day=1, hour=10))


def test_a_resolution_at_another_time_does_not_end_it() -> None:
    item = _item("*Resolved* - Done. {{< track '2026-03-01T10:20:00Z' >}}")

    assert stages(item.incident) == ["investigating", "update", "resolved"]
    assert "says Resolved" in told(item, NoteKind.CHANGED)


def test_links_and_code_are_no_markers() -> None:
    body = "[Discussion](https://x.example)\n\n```\n[Final message]\n```\n\n**Note** - read this."

    assert _texts(_item(body).incident)[0] == body


def test_commented_messages_are_reported_and_not_taken() -> None:
    item = _item("<!--\n[Final message]\nFixed.\n-->\nIt broke.")

    assert _texts(item.incident)[0] == "It broke."
    assert "[Final message]\nFixed." in told(item, NoteKind.LEFT_OUT)


@pytest.mark.parametrize(
    ("front_matter", "kind", "note"),
    [
        (
            {"resolved": "false", "resolvedWhen": "", "severity": "notice"},
            NoteKind.HIDDEN,
            "showed it as green",
        ),
        ({"resolved": '"false"', "resolvedWhen": ""}, NoteKind.HIDDEN, "showed this as resolved"),
        ({"resolved": "false"}, NoteKind.LEFT_OUT, "resolvedWhen: 2026-03-01T11:00:00Z"),
        ({"severity": "dwon"}, NoteKind.UNREAD, "taken as disrupted"),
        ({"severity": ""}, NoteKind.UNREAD, "there is no severity"),
        ({"severity": "dwon"}, NoteKind.HIDDEN, "showed all as working"),
        ({"section": ""}, NoteKind.HIDDEN, "did not show it at all"),
        ({"resolvedWhen": ""}, NoteKind.ASSUMED, "no resolvedWhen"),
        ({"resolvedWhen": "2026-03-01T09:00:00Z"}, NoteKind.RETIMED, "before the start"),
        ({"resolvedWhen": "2029-03-01T09:00:00Z"}, NoteKind.RETIMED, "lies in the future"),
        ({"title": "Maintenance on it"}, NoteKind.ASSUMED, "speaks of maintenance"),
        ({"title": ""}, NoteKind.ASSUMED, "there is no title"),
        ({"date": "2026-03-01"}, NoteKind.ASSUMED, "has no zone"),
        ({"date": ""}, NoteKind.ASSUMED, "the file name gives 2026-03-01"),
        ({"pin": "true"}, NoteKind.LEFT_OUT, "pin: true"),
        ({"extra": "{a: [b, c]}"}, NoteKind.LEFT_OUT, "extra: {a: [b, c]}"),
        ({"affected": "[Checkout, checkout]"}, NoteKind.CHANGED, "named twice"),
    ],
)
def test_what_is_reported(front_matter: dict[str, str], kind: NoteKind, note: str) -> None:
    assert note in told(_item(rules=Reading(NOW, UTC), **front_matter), kind)


@pytest.mark.parametrize("resolved", ["false", '"false"', ""])
def test_what_is_not_resolved_stays_open(resolved: str) -> None:
    made = _item("[Update]\nOne.\n\n[Initial message]\nTwo.", resolved=resolved, resolvedWhen="").incident

    assert stages(made) == ["investigating"]
    assert made.updates[0].text == "[Update]\nOne.\n\n[Initial message]\nTwo."


def test_names_with_dots_and_capitals_become_slugs() -> None:
    made = cstate(RULES, issue(name="2026-03-01-CI.example.com down")).items[0].incident

    assert made.id == "2026-03-01-ci-example-com-down"
    assert made.source == "cstate:2026-03-01-CI.example.com down"
    assert made.aliases == ("/issues/2026-03-01-ci.example.com-down/",)


def test_an_informational_issue_is_a_notice() -> None:
    item = _item(informational="true", severity="notice")
    made = item.incident

    assert (made.kind, made.components, stages(made)) == (Kind.NOTICE, {}, ["notice"])
    assert item.affected == ("Checkout",)
    assert made.visible_until == made.updates[0].at + timedelta(hours=1)


@pytest.mark.parametrize(("end", "hours"), [("2027-03-01T14:00:00Z", 4), ("", 1)])
def test_a_date_in_the_future_is_planned_work(end: str, hours: int) -> None:
    made = _item(date="2027-03-01T10:00:00Z", resolved="false", resolvedWhen=end).incident

    assert made.kind is Kind.MAINTENANCE
    assert stages(made) == ["scheduled"]
    assert made.updates[0].at == NOW
    assert made.starts and made.ends
    assert made.ends - made.starts == timedelta(hours=hours)


def test_components_that_only_incidents_name_are_retired() -> None:
    old = issue(name="old", affected="[Gone, Checkout]")
    still = issue(name="still", affected="[Broken]", resolved="false", resolvedWhen="")

    imported = cstate(RULES, old, still)

    names = {group.name: [one.name for one in group.components] for group in imported.groups}
    assert names == {"Shop": ["Checkout"], "": ["API"], "Named in past incidents": ["Gone", "Broken"]}
    gone, broken = imported.groups[-1].components
    assert (str(gone.until), broken.until) == ("2026-03-01", None)


def test_drafts_are_left_out_and_reported() -> None:
    imported = cstate(RULES, issue(draft="true"))

    assert imported.items == ()
    assert any("it is a draft" in note.text for note in imported.notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no front matter", "two lines ---"),
        ("+++\ntitle = \n+++\n", "not TOML"),
        ("---\ntitle: a: b\n---\n", "not YAML"),
        ("---\ntitle: a\ntitle: b\n---\n", "stands there twice"),
        ("---\n- a\n---\n", "key: value"),
        ("---\ntitle: a\n---\n", "there is no date"),
        ("---\ntitle: a\ndate: yesterday\n---\n", "is not a time"),
    ],
)
def test_files_that_stand_in_the_way(text: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        cstate(RULES, ("name", text))


def test_all_faults_are_told_at_once() -> None:
    broken: list[Any] = [issue(name=name, date="soon") for name in ("one", "two")]

    with pytest.raises(UnreadableError, match=r"(?s)one\.md.*two\.md.*nothing was imported"):
        cstate(RULES, *broken)
