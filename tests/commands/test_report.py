"""`statuary report`: how well readers were informed, with counts, and with what nobody can know."""

import json
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from support.command import outcome, run
from support.record import CARDS, STORY
from support.repository import CONFIG, INCIDENT, MakeRepository


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    return repository(dict(STORY))


def report(root: Path, *arguments: str) -> str:
    result = run(root, "report", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def said(root: Path, *arguments: str) -> str:
    """Without the places where lines end."""
    return " ".join(report(root, *arguments).split())


def numbers(root: Path, *arguments: str) -> Any:
    return json.loads(report(root, "--format", "json", *arguments))


def test_each_figure_by_impact_with_its_counts(root: Path) -> None:
    text = said(root)

    assert "Example status: Communication record 25 Aug – 22 Nov 2026" in text
    assert "4 incidents began in this period." in text
    for figure in (
        "Critical impact: Start known: 1 of 2 · In time: 1 of 1 · Time of 1: 10 minutes",
        "Minor impact: Start known: 1 of 1 · In time: 0 of 1 · Time of 1: 2 hours 10 minutes",
        "All: Start known: 2 of 4 · In time: 1 of 2 · Times of 2: 10 minutes and 2 hours 10 minutes",
        "Critical impact: Made: 2 · Kept: 1 of 2 · Missed: 1 of 2 · Longest delay: 52 minutes",
        "Major impact: Made: 1 · Not due yet: 1",
        "Minor impact: Longest: 8 hours 30 minutes · Too long: 1 of 1",
        "Critical impact: Resolved: 2 of 2 · Time of 1: 2 hours",
        "All: Resolved: 3 of 4 · Times of 2: 2 hours and 10 hours 40 minutes",
        "Critical impact: Owed: 2 · Published in time: 1 of 2 · Missing: 1 of 2",
        "Some card payments fail: Published on 7 October 2026.",
        "https://status.example.com/incidents/2026-10-05-cards/#u-20261007T120000Z",
        "November 2026 1 not due yet October 2026 1 of 2 kept September 2026 None made",
        "October 2026 1 incident · 2 hours",
    ):
        assert figure in text
    assert "%" not in text


def test_what_nobody_can_know_stands_beside_the_figure(root: Path) -> None:
    text = said(root)
    for words in (
        "1 incident has no start time on this page. 1 incident ended before our first update.",
        "2 incidents have no promise.",
        "1 incident is still open. We reported 1 incident only after its end.",
        "1 maintenance window is not counted.",
        "The first entry on this page is from 5 October 2026.",
        "not from automatic monitoring.",
    ):
        assert words in text


def test_limits_are_those_of_the_page(repository: MakeRepository) -> None:
    config = CONFIG.replace(
        "      contacts:",
        "      rhythm: {silence: {minor: 10 h, major: none}, postmortem: {critical: none, major: 1}}\n      contacts:",
    )
    text = said(repository(dict(STORY), config=config))

    assert "Minor impact: Longest: 8 hours 30 minutes · Too long: 0 of 1" in text
    assert "more than: 30 minutes (Critical impact) and 10 hours (Minor impact)." in text
    assert "Major impact: owed within 1 working day after the end." in text
    assert "No post-mortem was owed in this period. 1 post-mortem was published that was not owed." in text


def test_markdown_for_a_mail(root: Path) -> None:
    text = report(root, "--format", "markdown").replace("\u2009", " ")
    html = MarkdownIt().enable("table").render(text)

    assert text.startswith("# Example status: Communication record\n\n**25 Aug – 22 Nov 2026.** 4 incidents")
    assert "<td>1 of 2 kept</td>" in html
    night = "The shop was | down #1 [in the night]"
    assert f'<a href="https://status.example.com/incidents/2026-11-04-night/">{night}</a>' in html
    assert html.count("<h2>") == 7


def test_numbers_for_programs(root: Path) -> None:
    document = numbers(root)

    assert (document["from"], document["to"], document["zone"]) == ("2026-08-25", "2026-11-22", "UTC")
    assert document["all"]["promises"]["made"] == 3
    assert document["by_impact"]["critical"]["postmortems"] == {
        "owed": 2, "in_time": 1, "late": 0, "waived": 0, "not_due": 0, "missing": 1, "besides": 0, "imported": 0,
    }  # fmt: skip
    cards = document["incidents"][0]
    assert (cards["id"], cards["first_update"], cards["resolved_after"]) == ("2026-10-05-cards", 600, 7200)
    assert [one["kept"] for one in cards["promises"]] == [True, False]
    assert document["months"]["2026-09"]["incidents"] == 0


def test_from_one_day_to_another(root: Path) -> None:
    october = numbers(root, "--from", "2026-10-01", "--to", "2026-10-31")
    assert [one["id"] for one in october["incidents"]] == ["2026-10-05-cards"]
    assert list(october["months"]) == ["2026-10"]
    assert numbers(root, "--to", "2026-10-05")["from"] == "2026-07-08"
    assert numbers(root, "--from", "2026-11-22", "--to", "2027-12-31")["to"] == "2026-11-22"


def test_another_moment(root: Path) -> None:
    document = numbers(root, "--now", "2026-11-22T13:00Z")
    assert document["by_impact"]["major"]["promises"]["missed"] == 1
    assert numbers(root, "--now", "2026-10-05T10:20Z")["all"]["incidents"] == 1


def test_an_empty_period_says_so(root: Path) -> None:
    text = said(root, "--from", "2026-11-10", "--to", "2026-11-12")
    assert "10–12 Nov 2026 No incident began in this period." in text
    assert "Made" not in text and "median" not in text.lower()
    assert numbers(root, "--from", "2026-11-10", "--to", "2026-11-12")["incidents"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "2026-11-23"), "--from is later than today (2026-11-22)"),
        (("--from", "2026-11-02", "--to", "2026-11-01"), "--from is later than --to (2026-11-01)"),
        (("--from", "yesterday"), "Invalid value for '--from'"),
        (("Card payments fail",), "To report an incident: statuary open TITLE"),
    ],
)
def test_wrong_usage(root: Path, arguments: tuple[str, ...], words: str) -> None:
    code, text = outcome(root, "report", *arguments)
    assert code == 2
    assert words in text


def test_files_with_errors_are_no_base_for_figures(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-a.md": INCIDENT.replace("Investigating", "Investigatin")})
    code, text = outcome(root, "report")
    assert code == 1
    assert "Investigatin" in text


def test_another_page_s_history_is_said_to_be_one(repository: MakeRepository) -> None:
    text = said(
        repository({"2026-10-05-cards.md": CARDS.replace("impact:", "source: statuspage:abc\nimpact:")})
    )
    assert "1 incident comes from another page. A promise in its text is not counted." in text
    assert "1 owed post-mortem is of an incident from another page, and may be there." in text


def test_in_the_language_of_the_page(repository: MakeRepository) -> None:
    config = CONFIG.replace("  name: material", "  name: material\n  language: de")
    assert "Eingehalten: 1 von 2" in said(repository(dict(STORY), config=config))
