"""The situations that customers meet: what the page says first, from real files."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from click.testing import CliRunner
from pages_site import CARDS, at, ended, incident, state, update

from sample import CONFIG, MakeRepository
from statuary.cli import main
from statuary.model import ComponentStatus, Correction, Impact, Indicator, Kind, Stage
from statuary.render.frame import page_frame
from statuary.render.wording.language import plain
from statuary.render.wording.sentences import Headline, headline
from statuary.status import PageState, page_state

ELSEWHERE = "No known problems elsewhere."
HEAD = re.compile(r"Example status\n\n(?P<head>.*?)\nAs of ", re.DOTALL)
Say = Callable[..., str]


def file(title: str, *updates: str, **front: str) -> str:
    """An incident file; an update is `10:04 Investigating`, and its attributes behind semicolons."""
    lines = ["---", f"title: {title}", *(f"{key}: {value}" for key, value in front.items()), "---"]
    for said in updates:
        when, _, rest = said.partition(" ")
        stage, *attributes = rest.split("; ")
        day = "2026-11-20" if stage == "Scheduled" else "2026-11-22"
        lines += ["", f"## {day} {when} UTC — {stage}", "", *(f"- {one}" for one in attributes), "", "Words."]
    return "\n".join(lines) + "\n"


def work(title: str, window: str, *updates: str, **front: str) -> str:
    """Planned work on 22 November, its window as in `07:00-09:00`."""
    starts, ends = (f"2026-11-22 {time} UTC" for time in window.split("-"))
    return file(
        title, *(updates or ["09:00 Scheduled"]), type="maintenance", starts=starts, ends=ends, **front
    )


@pytest.fixture
def say(repository: MakeRepository) -> Say:
    """What `statuary status` says first of these files at a time on 22 November."""

    def run(*files: str, now: str = "11:00", names: str = "Checkout Search Mail") -> str:
        parts = [f"      - {{id: {name.lower()}, name: {name}}}\n" for name in names.split()]
        components = "groups:\n  - name: Shop\n    components:\n" + "".join(parts)
        config = CONFIG.replace("12:00:00Z", f"{now}:00Z")
        root = repository(
            {f"{index}.md": text for index, text in enumerate(files)}, config=config, components=components
        )
        result = CliRunner().invoke(main, ["-C", str(root), "status"])
        assert result.exit_code == 0, result.output
        found = HEAD.match(result.output)
        assert found is not None
        return " ".join(found["head"].split())

    return run


DOWN, SLOW = "{checkout: down}", "{search: degraded}"
CHECKOUT_DOWN = file("Checkout is down", "10:52 Investigating; next update: 42 min", components=DOWN)
SEARCH_SLOW = file("'Search is degraded: results load slowly'", "10:52 Investigating", components=SLOW)
WATCHED = file(
    "Card payments fail",
    "10:10 Investigating",
    "10:52 Monitoring; checkout: operational; next update: 38 min",
    components=DOWN,
)
WRONG = work(
    "Checkout moves",
    "10:00-12:00",
    "09:00 Scheduled",
    "10:30 In progress; checkout: down; impact: critical",
    components="{search: under_maintenance}",
)
FALSE_ALARM = file("A false alarm", "10:00 Investigating", impact="none")
SIX = " ".join(f"C{number}" for number in range(8))


@pytest.mark.parametrize(
    ("files", "more", "said"),
    [
        ([], {}, "Operational: No known problems. All 3 components are reported operational."),
        (
            [],
            {"names": "Checkout"},
            "Operational: No known problems. The one component is reported operational.",
        ),
        (
            [SEARCH_SLOW],
            {},
            "Minor problem: Search is degraded: results load slowly. No known problems elsewhere.",
        ),
        (
            [CHECKOUT_DOWN],
            {},
            "Critical problem: Checkout is down. No known problems elsewhere. Next update by 11:34 UTC.",
        ),
        (
            [CHECKOUT_DOWN],
            {"names": "Checkout"},
            "Critical problem: Checkout is down. We are investigating. Next update by 11:34 UTC.",
        ),
        (
            [
                file(
                    "Nothing works",
                    "10:04 Investigating",
                    components="{checkout: down, search: down, mail: down}",
                )
            ],
            {},
            "Critical problem: Nothing works. All 3 components are down. We are investigating.",
        ),
        (
            [WATCHED],
            {},
            "Critical problem: A fix is in place for Checkout; we are watching whether it holds. "
            "What was reported: Card payments fail. Next update by 11:30 UTC.",
        ),
        (
            [WATCHED, SEARCH_SLOW],
            {},
            "Critical problem: Search is degraded: results load slowly. We are investigating. "
            "1 more incident is open.",
        ),
        (
            [
                file(
                    "Cards fail",
                    "09:00 Investigating",
                    "09:30 Resolved",
                    "10:00 Investigating",
                    impact="critical",
                )
            ],
            {},
            "Critical problem: Cards fail. We are investigating.",
        ),
        (
            [file("Some card payments failed at checkout", "10:00 Investigating", "10:52 Resolved")],
            {},
            "Operational: No known problems. Resolved at 10:52 UTC: Some card payments failed at checkout. "
            "All 3 components are reported operational.",
        ),
        (
            [
                CHECKOUT_DOWN,
                file("Mail was late", "10:00 Investigating", "10:52 Resolved; mail: operational"),
            ],
            {},
            "Critical problem: Checkout is down. No known problems elsewhere. Next update by 11:34 UTC.",
        ),
        (
            [
                file(
                    "Checkout is slow", "10:00 Investigating", "10:30 Update; checkout: down", components=DOWN
                )
            ],
            {},
            "Critical problem: Checkout is slow. No known problems elsewhere.",
        ),
        (
            [
                file(
                    "Checkout is slow",
                    "10:00 Investigating",
                    "10:30 Update; checkout: down",
                    components="{checkout: degraded}",
                )
            ],
            {},
            "Critical problem: Checkout is slow. Major outage: Checkout. No known problems elsewhere.",
        ),
        (
            [file("Payments are late", "10:00 Investigating", components="{pay: down}")],
            {"names": "Pay Mail"},
            "Critical problem: Payments are late. Major outage: Pay. No known problems elsewhere.",
        ),
        (
            [
                file(
                    "Trouble",
                    "10:00 Investigating",
                    components="{c0: down, c1: down, c2: down, c3: down, c4: down, c5: degraded}",
                )
            ],
            {"names": SIX},
            "Critical problem: Trouble. Major outage: C0, C1, C2 and 2 more. Degraded performance: C5. "
            "No known problems elsewhere.",
        ),
        (
            [CHECKOUT_DOWN, file("Some pages are slow", "10:30 Investigating")],
            {},
            "Critical problem: Checkout is down. We are investigating. 1 more incident is open. "
            "Next update by 11:34 UTC.",
        ),
        (
            [work("Checkout", "10:00-12:00", components="{checkout: under_maintenance}")],
            {},
            "Maintenance in progress: Checkout, 22 Nov, 10:00–12:00 UTC. No known problems elsewhere.",
        ),
        (
            [work("New racks", "08:00-10:00", components="{checkout: under_maintenance}")],
            {},
            "Maintenance in progress: New racks, 22 Nov, 08:00–10:00 UTC. Planned to end at 10:00 UTC; not yet "
            "confirmed. Under maintenance: Checkout. No known problems elsewhere.",
        ),
        (
            [
                work("First", "09:00-12:00", components="{checkout: under_maintenance}"),
                work("Second", "09:30-10:00", components="{search: under_maintenance}"),
            ],
            {},
            "Maintenance in progress: Second, 22 Nov, 09:30–10:00 UTC. Planned to end at 10:00 UTC; not yet confirmed. "
            "1 more maintenance is in progress. Under maintenance: Checkout and Search. No known problems elsewhere.",
        ),
        (
            [work("New racks", "10:00-12:00")],
            {},
            "Maintenance in progress: New racks, 22 Nov, 10:00–12:00 UTC. All 3 components are reported operational.",
        ),
        (
            [WRONG],
            {},
            "Critical problem: Major outage: Checkout. Under maintenance: Search. "
            "Maintenance has caused a problem: Checkout moves, 22 Nov, 10:00–12:00 UTC. "
            "No known problems elsewhere.",
        ),
        (
            [work("Checkout moves", "10:00-12:00", "09:00 Scheduled", "10:30 Update; impact: major")],
            {},
            "Major problem: Maintenance has caused a problem: Checkout moves, 22 Nov, 10:00–12:00 UTC.",
        ),
        (
            [WRONG, file("Mail is late", "10:00 Investigating"), FALSE_ALARM],
            {},
            "Critical problem: Major outage: Checkout. Under maintenance: Search. "
            "Maintenance has caused a problem: Checkout moves, 22 Nov, 10:00–12:00 UTC. 2 incidents are open.",
        ),
        (
            [WRONG, CHECKOUT_DOWN, work("New racks", "10:00-12:00")],
            {},
            "Critical problem: Checkout is down. Major outage: Checkout. Under maintenance: Search. "
            "Maintenance has caused a problem: Checkout moves, 22 Nov, 10:00–12:00 UTC. "
            "1 more maintenance is in progress. No known problems elsewhere. Next update by 11:34 UTC.",
        ),
        (
            [work("New racks", "10:00-12:00", components="{search: under_maintenance}"), SEARCH_SLOW],
            {},
            "Minor problem: Search is degraded: results load slowly. "
            "Maintenance in progress: New racks, 22 Nov, 10:00–12:00 UTC. No known problems elsewhere.",
        ),
        (
            [
                work(
                    "New racks",
                    "10:00-12:00",
                    "09:00 Scheduled",
                    "10:40 In progress; next update: 30 min",
                    components="{search: under_maintenance}",
                )
            ],
            {},
            "Maintenance in progress: New racks, 22 Nov, 10:00–12:00 UTC. Under maintenance: Search. "
            "No known problems elsewhere. Next update by 11:10 UTC.",
        ),
        (
            [work("Checkout maintenance", "22:00-23:00")],
            {},
            "Operational: No known problems. All 3 components are reported operational. "
            "Planned: Checkout maintenance, 22 Nov, 22:00–23:00 UTC.",
        ),
        (
            [file("Cards fail", "09:00 Investigating; next update: 30 min", impact="minor")],
            {},
            "Minor problem: Cards fail. We are investigating. Next update was promised for 09:30 UTC.",
        ),
        (
            [file("Cards fail", "09:00 Identified; next update: 30 min", "09:40 Update; silent: yes")],
            {},
            "Minor problem: Cards fail. We know the cause and are working on a fix.",
        ),
        (
            [FALSE_ALARM, file("One more", "10:00 Identified", impact="none")],
            {},
            "Operational: Open, without impact: A false alarm. 1 more incident is open. "
            "All 3 components are reported operational.",
        ),
        (
            [FALSE_ALARM, CHECKOUT_DOWN],
            {},
            "Critical problem: Checkout is down. 1 more incident is open. No known problems elsewhere. "
            "Next update by 11:34 UTC.",
        ),
        (
            [FALSE_ALARM, work("New racks", "10:00-12:00", components="{search: under_maintenance}")],
            {},
            "Maintenance in progress: New racks, 22 Nov, 10:00–12:00 UTC. Under maintenance: Search. "
            "Open, without impact: A false alarm. No known problems elsewhere.",
        ),
        (
            [
                file(
                    "Cards fail",
                    "10:00 Investigating",
                    impact="critical",
                    components="{checkout: operational}",
                ),
                file("One more", "10:00 Monitoring", impact="none"),
            ],
            {},
            "Critical problem: Cards fail. We are investigating. 1 more incident is open.",
        ),
        (
            [
                file(
                    "Cards fail",
                    "09:00 Investigating",
                    "09:30 Resolved; checkout: operational",
                    "10:00 Monitoring; checkout: operational",
                    components=DOWN,
                )
            ],
            {},
            "Critical problem: A fix is in place for Checkout; we are watching whether it holds. "
            "What was reported: Cards fail.",
        ),
    ],
)
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
    assert say(file(title, "10:00 Investigating")) == f"Minor problem: {said} We are investigating."


def top(of: PageState) -> Headline:
    return headline(page_frame(of))


def test_what_was_resolved_last_is_named_even_if_it_began_first() -> None:
    old = ended("old", "Old and long", "2026-11-20 09:00", 2 * 1440 + 80, impact=Impact.MAJOR)
    young = ended("young", "Young and short", "2026-11-22 09:00", 30, impact=Impact.MAJOR)
    assert plain(top(state(old, young)).detail).startswith("Resolved at 11:20 CET: Old and long.")


def test_a_report_that_is_being_corrected_may_reach_further_than_it_says() -> None:
    broken = CARDS.model_copy(update={"being_corrected": Correction(version=at("2026-11-22 10:31"))})
    found = top(state(broken))
    assert ELSEWHERE not in found.plain
    assert found.plain.endswith(
        "This report is being corrected. Shown is the version of 22 November 2026, 11:31 CET."
    )


def test_components_speak_where_no_incident_does() -> None:
    """So are the data of some other pages: their indicator even forgets a fault of one component among many."""
    well = state()
    for indicator in (Indicator.NONE, Indicator.MINOR):
        slow = {**well.components, "search": ComponentStatus.DEGRADED_PERFORMANCE}
        found = top(well.model_copy(update={"components": slow, "indicator": indicator}))
        assert found.plain == "Degraded performance: Search. The other 2 components are reported operational."
    assert plain(top(well.model_copy(update={"indicator": Indicator.MINOR})).text) == "Minor problem."


@pytest.mark.parametrize("ends", [None, at("2026-11-22 07:00")])
def test_work_of_which_the_end_is_unknown_has_a_start_alone(ends: datetime | None) -> None:
    starts = at("2026-11-22 08:00")
    broken = incident(
        "w",
        "Racks",
        update("2026-11-20 09:00", Stage.SCHEDULED),
        kind=Kind.MAINTENANCE,
        starts=starts,
        ends=ends,
    )
    assert plain(top(state(broken)).text) == "Maintenance in progress: Racks, 22 Nov, 09:00 CET."


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Mail is down", True),
        ("We cannot send e-mail; mail: down", True),
        ("Mail's servers are down", True),
        ("Mail-room doors are stuck", False),
        ("mail.example.com cannot be reached", False),
        ("Mailing lists are off", False),
        ("Webmail is down", False),
    ],
)
def test_a_title_names_a_component_only_with_its_whole_name(title: str, is_told: bool) -> None:
    down = {"mail": ComponentStatus.MAJOR_OUTAGE}
    found = top(state(incident("x", title, update("2026-11-22 10:00", Stage.IDENTIFIED), components=down)))
    assert plain(found.detail) == (ELSEWHERE if is_told else f"Major outage: Mail. {ELSEWHERE}")


def test_a_longer_name_is_not_a_shorter_one() -> None:
    """API is down, too, or alone: a title that names its documentation has not said so."""
    shop = state().site.groups[0]
    named = [
        part.model_copy(update={"name": name})
        for part, name in zip(shop.components, ("API", "API docs"), strict=True)
    ]
    site = state().site.model_copy(update={"groups": (shop.model_copy(update={"components": tuple(named)}),)})
    for keys in (("checkout",), ("checkout", "search")):
        down = dict.fromkeys(keys, ComponentStatus.DEGRADED_PERFORMANCE)
        slow = incident(
            "x", "API docs are slow", update("2026-11-22 10:00", Stage.IDENTIFIED), components=down
        )
        said = top(page_state(site.model_copy(update={"incidents": (slow,)}), at("2026-11-22 10:33"))).plain
        assert "Degraded performance: API" in said


def test_all_components_are_those_of_the_page() -> None:
    """A name that the page does not know is none of its three."""
    keys = ("checkout", "search", "mail", "misspelt")
    down = incident("d", "Nothing works", update("2026-11-22 10:00", Stage.INVESTIGATING))
    hurt = down.model_copy(update={"components": dict.fromkeys(keys, ComponentStatus.MAJOR_OUTAGE)})
    assert "Major outage: Checkout, Search, Mail and misspelt." in top(state(hurt)).plain
    well = down.model_copy(
        update={"components": {"misspelt": ComponentStatus.OPERATIONAL}, "impact": Impact.NONE}
    )
    assert "All 3 components are reported operational." in top(state(well)).plain
