"""The situations that customers meet: what the page says first, from real files."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from support.command import run
from support.repository import CONFIG, MakeRepository, incident, work

HEAD = re.compile(r"Example status\n\n(?P<head>.*?)\nAs of ", re.DOTALL)
Say = Callable[..., str]


@pytest.fixture
def say(repository: MakeRepository) -> Say:
    """What `statuary status` says first of these files at a time on 22 November."""

    def said(*files: str, now: str = "11:00", names: str = "Checkout Search Mail") -> str:
        parts = [f"      - {{id: {name.lower()}, name: {name}}}\n" for name in names.split()]
        components = "groups:\n  - name: Shop\n    components:\n" + "".join(parts)
        config = CONFIG.replace("12:00:00Z", f"{now}:00Z")
        root = repository(
            {f"{index}.md": text for index, text in enumerate(files)}, config=config, components=components
        )
        result = run(root, "status")
        assert result.exit_code == 0, result.output
        found = HEAD.match(result.output)
        assert found is not None
        return " ".join(found["head"].split())

    return said


DOWN, SLOW = "{checkout: down}", "{search: degraded}"
CHECKOUT_DOWN = incident("Checkout is down", "10:52 Investigating; next update: 42 min", components=DOWN)
SEARCH_SLOW = incident("'Search is degraded: results load slowly'", "10:52 Investigating", components=SLOW)
WATCHED = incident(
    "Card payments fail",
    "10:10 Investigating",
    "10:52 Monitoring; checkout: operational; next update: 38 min",
    components=DOWN,
)
WRONG = work(
    "Checkout moves",
    "10:00-12:00",
    "2026-11-20 09:00 Scheduled",
    "10:30 In progress; checkout: down; impact: critical",
    components="{search: under_maintenance}",
)
FALSE_ALARM = incident("A false alarm", "10:00 Investigating", impact="none")
SIX = " ".join(f"C{number}" for number in range(8))


@pytest.mark.parametrize(
    ("files", "more", "said"),
    [
        ([], {}, "Operational: No known problems. All 3 components are operational."),
        ([], {"names": "Checkout"},
         "Operational: No known problems. The component is operational."),
        ([SEARCH_SLOW], {},
         "Minor incident: Search is degraded: results load slowly. No known problems elsewhere."),
        ([CHECKOUT_DOWN], {},
         "Critical incident: Checkout is down. No known problems elsewhere. Next update: 11:34 UTC."),
        ([CHECKOUT_DOWN], {"names": "Checkout"},
         "Critical incident: Checkout is down. Next update: 11:34 UTC."),
        ([
            incident("Nothing works", "10:04 Investigating",
                components="{checkout: down, search: down, mail: down}"),
        ], {}, "Critical incident: Nothing works. All 3 components are down."),
        ([WATCHED], {},
         "Critical incident: A fix is in place, and we are monitoring the results. Affected: Checkout. Originally "
         "reported: Card payments fail. Next update: 11:30 UTC."),
        ([WATCHED, SEARCH_SLOW], {},
         "2 open incidents (Critical impact): Search is degraded: results load slowly. 1 other incident is "
         "open."),
        ([
            incident("Cards fail", "09:00 Investigating", "09:30 Resolved", "10:00 Investigating",
                impact="critical"),
        ], {}, "Critical incident: Cards fail."),
        ([incident("Some card payments failed at checkout", "10:00 Investigating", "10:52 Resolved")], {},
         "Operational: No known problems. Resolved at 10:52 UTC: Some card payments failed at checkout. All 3 "
         "components are operational."),
        ([CHECKOUT_DOWN, incident("Mail was late", "10:00 Investigating", "10:52 Resolved; mail: operational")], {},
         "Critical incident: Checkout is down. No known problems elsewhere. Next update: 11:34 UTC."),
        ([incident("Checkout is slow", "10:00 Investigating", "10:30 Update; checkout: down", components=DOWN)], {},
         "Critical incident: Checkout is slow. No known problems elsewhere."),
        ([
            incident("Checkout is slow", "10:00 Investigating", "10:30 Update; checkout: down",
                components="{checkout: degraded}"),
        ], {}, "Critical incident: Checkout is slow. Major outage: Checkout. No known problems elsewhere."),
        ([incident("Payments are late", "10:00 Investigating", components="{pay: down}")], {"names": "Pay Mail"},
         "Critical incident: Payments are late. Major outage: Pay. No known problems elsewhere."),
        ([
            incident("Trouble", "10:00 Investigating",
                components="{c0: down, c1: down, c2: down, c3: down, c4: down, c5: degraded}"),
        ], {"names": SIX},
         "Critical incident: Trouble. Major outage: C0, C1, C2 and 2 more. Degraded performance: C5. No known "
         "problems elsewhere."),
        ([CHECKOUT_DOWN, incident("Some pages are slow", "10:30 Investigating")], {},
         "Critical incident: Checkout is down. 1 other incident is open. Next update: "
         "11:34 UTC."),
        ([work("Checkout", "10:00-12:00", components="{checkout: under_maintenance}")], {},
         "Maintenance in progress: Checkout, 22 Nov, 10:00–12:00 UTC. No known problems elsewhere."),
        ([work("New racks", "08:00-10:00", components="{checkout: under_maintenance}")], {},
         "Maintenance in progress: New racks, 22 Nov, 08:00–10:00 UTC. Scheduled end: 10:00 UTC. Completion not yet "
         "confirmed. Under maintenance: Checkout. No known problems elsewhere."),
        ([
            work("First", "09:00-12:00", components="{checkout: under_maintenance}"),
            work("Second", "09:30-10:00", components="{search: under_maintenance}"),
        ], {},
         "Maintenance in progress: Second, 22 Nov, 09:30–10:00 UTC. Scheduled end: 10:00 UTC. Completion not yet "
         "confirmed. 1 other maintenance window is in progress. Under maintenance: Checkout and Search. No known "
         "problems elsewhere."),
        ([work("New racks", "10:00-12:00")], {},
         "Maintenance in progress: New racks, 22 Nov, 10:00–12:00 UTC. All 3 components are "
         "operational."),
        ([WRONG], {},
         "Critical incident: Major outage: Checkout. Under maintenance: Search. Maintenance has caused a "
         "problem: Checkout moves, 22 Nov, 10:00–12:00 UTC. No known problems elsewhere."),
        ([work("Checkout moves", "10:00-12:00", "2026-11-20 09:00 Scheduled", "10:30 Update; impact: major")], {},
         "Major incident: Maintenance has caused a problem: Checkout moves, 22 Nov, 10:00–12:00 UTC."),
        ([WRONG, incident("Mail is late", "10:00 Investigating"), FALSE_ALARM], {},
         "Critical incident: Major outage: Checkout. Under maintenance: Search. Maintenance has caused a "
         "problem: Checkout moves, 22 Nov, 10:00–12:00 UTC. 2 incidents are open."),
        ([WRONG, CHECKOUT_DOWN, work("New racks", "10:00-12:00")], {},
         "Critical incident: Checkout is down. Major outage: Checkout. Under maintenance: Search. Maintenance "
         "has caused a problem: Checkout moves, 22 Nov, 10:00–12:00 UTC. 1 other maintenance window is in progress. No "
         "known problems elsewhere. Next update: 11:34 UTC."),
        ([work("New racks", "10:00-12:00", components="{search: under_maintenance}"), SEARCH_SLOW], {},
         "Minor incident: Search is degraded: results load slowly. Maintenance in progress: New racks, 22 Nov, "
         "10:00–12:00 UTC. No known problems elsewhere."),
        ([
            work("New racks", "10:00-12:00", "2026-11-20 09:00 Scheduled", "10:40 In progress; next update: 30 min",
                components="{search: under_maintenance}"),
        ], {},
         "Maintenance in progress: New racks, 22 Nov, 10:00–12:00 UTC. Under maintenance: Search. No known "
         "problems elsewhere. Next update: 11:10 UTC."),
        ([work("Checkout maintenance", "22:00-23:00")], {},
         "Operational: No known problems. All 3 components are operational. Scheduled maintenance: Checkout "
         "maintenance, 22 Nov, 22:00–23:00 UTC."),
        ([incident("Cards fail", "09:00 Investigating; next update: 30 min", impact="minor")], {},
         "Minor incident: Cards fail. Next update overdue: due by 09:30 UTC."),
        ([incident("Cards fail", "09:00 Identified; next update: 30 min", "09:40 Update; silent: yes")], {},
         "Minor incident: Cards fail."),
        ([FALSE_ALARM, incident("One more", "10:00 Identified", impact="none")], {},
         "Operational: Also open, with no impact: A false alarm. 1 other incident is open. All 3 components are "
         "operational."),
        ([FALSE_ALARM, CHECKOUT_DOWN], {},
         "Critical incident: Checkout is down. 1 other incident is open. No known problems elsewhere. Next "
         "update: 11:34 UTC."),
        ([FALSE_ALARM, work("New racks", "10:00-12:00", components="{search: under_maintenance}")], {},
         "Maintenance in progress: New racks, 22 Nov, 10:00–12:00 UTC. Under maintenance: Search. Also open, "
         "with no impact: A false alarm. No known problems elsewhere."),
        ([
            incident("Cards fail", "10:00 Investigating", impact="critical", components="{checkout: operational}"),
            incident("One more", "10:00 Monitoring", impact="none"),
        ], {}, "Critical incident: Cards fail. 1 other incident is open."),
        ([
            incident("Cards fail", "09:00 Investigating", "09:30 Resolved; checkout: operational",
                "10:00 Monitoring; checkout: operational", components=DOWN),
        ], {},
         "Critical incident: A fix is in place, and we are monitoring the results. Affected: Checkout. Originally "
         "reported: Cards fail."),
    ],
)  # fmt: skip
def test_what_a_customer_reads(say: Say, files: list[str], more: dict[str, str], said: str) -> None:
    assert say(*files, **more) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("'He said \"it works.\"'", 'He said "it works."'),
        ("Is it down?", "Is it down?"),
        ("'Errors:'", "Errors."),
        ("Two   spaces", "Two spaces."),
        ("100% of %(title)s and %s fail", "100% of %(title)s and %s fail."),
        ("Zahlungen schlagen fehl …", "Zahlungen schlagen fehl …"),
        ("الدفع لا يعمل", "الدفع لا يعمل."),
        ("'---'", "---."),
    ],
)
def test_a_title_is_one_sentence(say: Say, title: str, said: str) -> None:
    assert say(incident(title, "10:00 Investigating")) == f"Minor incident: {said}"


@pytest.mark.parametrize(
    ("now", "label"), [("operational", "Affected"), ("degraded_performance", "Affected now")]
)
def test_what_works_again_is_not_called_affected_now(
    repository: MakeRepository, now: str, label: str
) -> None:
    updates = ("10:04 Investigating", f"10:31 Monitoring; checkout: {now}")
    text = incident("Orders fail", *updates, impact="major", components="{checkout: major_outage}")
    root = repository({"a.md": text})
    result = run(root, "build")
    assert result.exit_code == 0, result.output
    page = BeautifulSoup((root / "site/incidents/a/index.html").read_text(), "html.parser")
    assert label in [one.get_text() for one in page.select("dt")]
