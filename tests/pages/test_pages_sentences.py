"""The sentences at the top of the page, case by case: none may be calmer than the facts."""

from datetime import timedelta

import pytest
from pages_site import (
    CARDS,
    LATE_WORK,
    NOTICE,
    NOW,
    PAST,
    WORK,
    at,
    incident,
    state,
    update,
)

from statuary.model import ComponentStatus, Impact, Incident, Stage
from statuary.views.frame import page_frame
from statuary.views.incident import incident_view
from statuary.views.sentences import Headline, headline, listed
from statuary.views.words import Tone

BARE = incident("bare", "Something is wrong", update("2026-11-22 10:00", Stage.INVESTIGATING, "We look."))
HARMLESS = incident(
    "harmless", "A false alarm", update("2026-11-22 10:00", Stage.INVESTIGATING, "x"), impact=Impact.NONE
)
QUIET_FAULT = incident(
    "quiet",
    "Search is slow",
    update("2026-11-22 10:00", Stage.IDENTIFIED, "x"),
    impact=Impact.NONE,
    components={"search": ComponentStatus.DEGRADED_PERFORMANCE},
)
UNKNOWN = incident(
    "unknown",
    "A misspelt component is down",
    update("2026-11-22 10:00", Stage.IDENTIFIED, "x"),
    components={"chekout": ComponentStatus.MAJOR_OUTAGE},
)


def top(*incidents: Incident, **values: int) -> Headline:
    now = state(*incidents, **values)
    frame = page_frame(now)
    return headline(now, frame.names, frame.times)


WELL = "All 3 components are reported operational."


@pytest.mark.parametrize(
    ("incidents", "tone", "word", "text", "detail"),
    [
        ([], Tone.OK, "Operational", "No known problems", WELL),
        (PAST, Tone.OK, "Operational", "No known problems", WELL),
        ([NOTICE], Tone.OK, "Operational", "No known problems", WELL),
        (
            [WORK],
            Tone.OK,
            "Operational",
            "No known problems",
            f"{WELL} Maintenance is planned: Database upgrade, 28 November 2026, 03:00 to 05:00 CET.",
        ),
        (
            [CARDS],
            Tone.CRITICAL,
            "Critical problem",
            "Some card payments fail at checkout",
            "Major outage: Checkout. The other 2 components are reported operational.",
        ),
        ([BARE], Tone.MINOR, "Minor problem", "Something is wrong", ""),
        (
            [BARE, CARDS],
            Tone.CRITICAL,
            "Critical problem",
            "Some card payments fail at checkout",
            "Major outage: Checkout. The other 2 components are reported operational. "
            "1 more incident is open.",
        ),
        (
            [HARMLESS],
            Tone.OK,
            "Operational",
            "No problem that affects you is known",
            f"{WELL} Open, without impact: A false alarm",
        ),
        (
            [QUIET_FAULT],
            Tone.MINOR,
            "Minor problem",
            "Search is slow",
            "Degraded performance: Search. The other 2 components are reported operational.",
        ),
        (
            [UNKNOWN],
            Tone.CRITICAL,
            "Critical problem",
            "A misspelt component is down",
            "Major outage: chekout. The other 3 components are reported operational.",
        ),
        (
            [LATE_WORK],
            Tone.MAINTENANCE,
            "Planned maintenance",
            "Planned maintenance: New racks",
            "It is past its planned end and not yet confirmed to be complete. "
            "Under maintenance: Search. The other 2 components are reported operational.",
        ),
    ],
)
def test_headline(incidents: list[Incident], tone: Tone, word: str, text: str, detail: str) -> None:
    assert top(*incidents)[:4] == (tone, word, text, detail)


def test_counts_in_words() -> None:
    assert top(groups=1).detail == "Both components are reported operational."
    assert top(groups=0).detail == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"


@pytest.mark.parametrize(
    ("minutes", "words", "text"),
    [
        (0, "by", "12:00 CET"),
        (27, "by", "12:00 CET"),
        (28, "was promised for", "12:00 CET"),
        (60 * 24, "was promised for", "22 November 2026, 12:00 CET"),
    ],
)
def test_the_promise_of_the_next_update(minutes: int, words: str, text: str) -> None:
    now = state(CARDS, now=NOW + timedelta(minutes=minutes))
    frame = page_frame(now)
    found = headline(now, frame.names, frame.times).promise
    assert found is not None
    assert (found.words, found.text) == (words, text)


def test_no_promise_is_no_sentence() -> None:
    assert top(BARE).promise is None


def test_late_maintenance_says_that_its_end_is_not_confirmed() -> None:
    now = state(LATE_WORK)
    view = incident_view(now.by_id[LATE_WORK.id], page_frame(now))
    assert view.sentence == "Planned to end at 10:00 CET; not yet confirmed."
    assert view.facts.duration == "2 hours"


def test_what_is_over_does_not_look_alarming() -> None:
    now = state(*PAST, now=at("2026-11-22 10:00"))
    view = incident_view(now.by_id["2025-12-31-after"], page_frame(now))
    assert (view.tone, view.label, view.word) == (Tone.OK, "Resolved", "Minor impact")
    assert view.postmortem is not None
    assert [one.label for one in view.updates] == ["Resolved", "Investigating"]
