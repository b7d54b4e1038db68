"""The sentences at the top of the page, case by case: none may be calmer than the facts."""

from datetime import timedelta

import pytest

from statuary.model import ComponentStatus, Impact, Incident, Stage
from statuary.render.frame import page_frame
from statuary.render.pages.incident_page import incident_view
from statuary.render.wording.affected import NAMES_SHOWN
from statuary.render.wording.labels import Tone
from statuary.render.wording.language import Language, plain
from statuary.render.wording.sentences import Headline, headline
from support.small_site import CARDS, LATE_WORK, NOTICE, NOW, PAST, WORK, at, ended, incident, state, update

BARE = incident("bare", "Something is wrong", update("2026-11-22 10:00", Stage.INVESTIGATING, "We look."))
WORDLESS = incident("bare", "Something is wrong", update("2026-11-22 10:00", Stage.INVESTIGATING, ""))
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


def top(*incidents: Incident, **values: object) -> Headline:
    now = state(*incidents, **values)
    frame = page_frame(now)
    return headline(frame)


WELL = "All 3 components are operational."


ELSEWHERE = "No known problems elsewhere."


@pytest.mark.parametrize(
    ("incidents", "tone", "word", "text", "detail"),
    [
        ([], Tone.OK, "Operational", "No known problems.", WELL),
        (PAST, Tone.OK, "Operational", "No known problems.", WELL),
        ([NOTICE], Tone.OK, "Operational", "No known problems.", WELL),
        ([WORK], Tone.OK, "Operational", "No known problems.",
         f"{WELL} Scheduled maintenance: Database upgrade, 28 Nov, 03:00–05:00 CET."),
        ([CARDS], Tone.CRITICAL, "Critical incident", "Some card payments fail at checkout.",
         f"Major outage: Checkout. {ELSEWHERE}"),
        ([BARE], Tone.MINOR, "Minor incident", "Something is wrong.", ""),
        ([WORDLESS], Tone.MINOR, "Minor incident", "Something is wrong.", "We are investigating."),
        ([BARE, CARDS], Tone.CRITICAL, "Critical incident", "Some card payments fail at checkout.",
         "Major outage: Checkout. 1 other incident is open."),
        ([HARMLESS], Tone.OK, "Operational", "Also open, with no impact: A false alarm.", WELL),
        ([QUIET_FAULT], Tone.MINOR, "Minor incident", "Search is slow.", ELSEWHERE),
        ([UNKNOWN], Tone.CRITICAL, "Critical incident", "A misspelt component is down.",
         f"Major outage: chekout. {ELSEWHERE}"),
        ([CARDS, LATE_WORK], Tone.CRITICAL, "Critical incident", "Some card payments fail at checkout.",
         f"Major outage: Checkout. Under maintenance: Search. {ELSEWHERE}"),
        ([LATE_WORK], Tone.MAINTENANCE, "Maintenance in progress",
         "Maintenance in progress: New racks, 22 Nov, 08:00–10:00 CET.",
         f"Scheduled end: 10:00 CET. Completion not yet confirmed. Under maintenance: Search. {ELSEWHERE}"),
    ],
)  # fmt: skip
def test_headline(incidents: list[Incident], tone: Tone, word: str, text: str, detail: str) -> None:
    found = top(*incidents)
    assert (found.tone, found.word, plain(found.text), plain(found.detail)) == (tone, word, text, detail)


def test_the_first_sentence_while_a_fix_is_watched() -> None:
    watched = incident(
        "watched",
        "Search is slow",
        update("2026-11-22 10:00", Stage.MONITORING, "x"),
        components={"search": ComponentStatus.DEGRADED_PERFORMANCE},
    )
    assert (
        plain(top(watched).text) == "A fix is in place, and we are monitoring the results. Affected: Search."
    )
    assert plain(top(watched).detail).startswith(
        "Originally reported: Search is slow. Degraded performance: Search. "
    )


def test_what_was_just_resolved_is_told_for_three_hours_below_that_all_is_well() -> None:
    over = ended("over", "Search is down", "2026-11-22 09:00", 60, impact=Impact.MAJOR)
    harmless = ended("harmless", "A false alarm", "2026-11-22 09:00", 60, impact=Impact.NONE)
    assert plain(top(over).detail) == f"Resolved at 11:00 CET: Search is down. {WELL}"
    assert plain(top(over, now=at("2026-11-22 13:00")).detail) == WELL
    assert plain(top(harmless).detail) == WELL
    assert {plain(top(one).text) for one in (over, harmless)} == {"No known problems."}


def test_counts_in_words() -> None:
    assert plain(top(groups=1).detail) == "All 2 components are operational."
    assert top(groups=0).detail == ()
    assert Language().listed(["A"], NAMES_SHOWN) == "A"
    assert Language().listed(["A", "B", "C"], NAMES_SHOWN) == "A, B and C"
    assert Language().listed(["A", "B", "C", "D", "E"], NAMES_SHOWN) == "A, B, C and 2 more"


def test_the_first_words_say_what_to_do() -> None:
    assert top(CARDS).workaround == (
        'Pay by <a href="https://example.com/pay" rel="noopener nofollow">bank transfer</a>.'
    )


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "Next update: 12:00 CET."),
        (27, "Next update: 12:00 CET."),
        (28, "Next update overdue: due by 12:00 CET."),
        (60 * 24, "Next update overdue: due by 22 Nov, 12:00 CET."),
    ],
)
def test_the_promise_of_the_next_update(minutes: int, text: str) -> None:
    found = top(CARDS, now=NOW + timedelta(minutes=minutes)).promise
    assert found is not None
    assert plain(found.sentence) == text
    assert found.overdue == ("overdue" in text)
    assert found.last.clock == "11:31 CET"


def test_no_promise_is_no_sentence() -> None:
    assert top(BARE).promise is None


def test_late_maintenance_says_that_its_end_is_not_confirmed() -> None:
    now = state(LATE_WORK)
    view = incident_view(now.by_id[LATE_WORK.id], page_frame(now))
    assert plain(view.sentence) == "Scheduled end: 10:00 CET. Completion not yet confirmed."
    assert view.facts.duration == "2 hours"


def test_what_is_over_does_not_look_alarming() -> None:
    now = state(*PAST, now=at("2026-11-22 10:00"))
    view = incident_view(now.by_id["2025-12-31-after"], page_frame(now))
    assert (view.tone, view.label, view.word) == (Tone.OK, "Resolved", "Minor impact")
    assert view.postmortem is not None
    assert [one.label for one in view.updates] == ["Resolved", "Investigating"]
