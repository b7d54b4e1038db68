"""What readers are owed at a given `now`: one thing an incident, and what says most of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from statuary.model import Impact, Incident, Rhythm, Stage, Update
from statuary.status import Due, DueKind, due
from statuary.status.rhythm import end_of_workday
from support.models import (
    IDENTIFIED,
    INVESTIGATING,
    MONITORING,
    POSTMORTEM,
    RESOLVED,
    UPDATE,
    at,
    incident,
    maintenance,
    notice,
    post,
    state_at,
)

MAJOR = {"impact": Impact.MAJOR}
CRITICAL = {"impact": Impact.CRITICAL}
USUAL = Rhythm()
BERLIN = ZoneInfo("Europe/Berlin")


def owed(work: Incident, now: str, day: int = 22, rhythm: Rhythm = USUAL, zone: str = "UTC") -> Due | None:
    return due(state_at(work, at(now, day)), at(now, day), rhythm, ZoneInfo(zone))


def told(work: Incident, now: str, day: int = 22) -> tuple[str, str, bool] | None:
    found = owed(work, now, day)
    return found and (found.kind.value, f"{found.at:%d %H:%M}", found.is_overdue(at(now, day)))


PROMISED = post("10:00", INVESTIGATING, next_update="10:30")
NONE = post("10:00", INVESTIGATING, no_next_update=True)


@pytest.mark.parametrize(
    ("updates", "now", "expected"),
    [
        ([PROMISED], "10:20", ("promise-missed", "22 10:30", False)),
        ([PROMISED], "10:35", ("promise-missed", "22 10:30", False)),
        ([PROMISED], "10:36", ("promise-missed", "22 10:30", True)),
        # An earlier update renews the promise; one just before the time keeps it; one long before leaves it.
        ([PROMISED, post("10:10", UPDATE, next_update="11:00")], "10:40", ("promise-missed", "22 11:00", False)),
        ([PROMISED, post("10:28", UPDATE)], "10:40", ("silence", "22 11:28", False)),
        ([PROMISED, post("10:10", UPDATE)], "10:40", ("promise-missed", "22 10:30", True)),
        ([PROMISED, post("10:28", RESOLVED)], "12:00", None),
        # Nothing was promised: the impact decides.
        ([post("10:00", INVESTIGATING)], "10:59", ("silence", "22 11:00", False)),
        ([post("10:00", INVESTIGATING)], "11:01", ("silence", "22 11:00", True)),
        ([post("10:00", INVESTIGATING), post("12:00", UPDATE)], "13:30", ("silence", "22 14:00", False)),
        ([post("10:00", MONITORING)], "11:30", ("silence", "22 12:00", False)),
        ([post("10:00", INVESTIGATING), post("12:00", MONITORING)], "13:00", ("silence", "22 16:00", False)),
        # Opened again: readers wait as in the beginning, and what was promised before the end is over.
        ([PROMISED, post("10:20", RESOLVED), post("14:00", IDENTIFIED)], "14:30", ("silence", "22 15:00", False)),
        # None was promised, in so many words: only to be forgotten is too much.
        ([NONE], "20:00", ("stale", "25 10:00", False)),
        ([NONE, post("10:10", UPDATE)], "20:00", ("stale", "25 10:10", False)),
        ([NONE, post("10:10", UPDATE, next_update="10:40")], "10:50", ("promise-missed", "22 10:40", True)),
    ],
)  # fmt: skip
def test_an_open_incident(updates: list[Update], now: str, expected: tuple[str, str, bool] | None) -> None:
    assert told(incident(*updates, **MAJOR), now) == expected


def test_what_was_forgotten_says_more_than_what_was_promised() -> None:
    assert told(incident(PROMISED, **MAJOR), "10:01", day=25) == ("stale", "25 10:00", True)


def test_without_an_impact_only_a_promise_counts() -> None:
    assert told(incident(PROMISED, impact=Impact.NONE), "10:40") == ("promise-missed", "22 10:30", True)
    quiet = incident(post("10:00", INVESTIGATING), impact=Impact.NONE)
    assert told(quiet, "23:00") == ("stale", "25 10:00", False)


def test_a_waiver_leaves_the_next_weaker_thing() -> None:
    waived = incident(PROMISED, waive={"promise-missed": "a test"}, **MAJOR)
    assert told(waived, "11:00") == ("stale", "25 10:00", False)
    assert told(waived.model_copy(update={"waive": {"stale": "a supplier's fault"}}), "11:00", day=26) == (
        "promise-missed",
        "22 10:30",
        True,
    )


def test_words_of_ours_answer_no_promise() -> None:
    broken = post("10:31", UPDATE, is_fallback=True, silent=True)
    assert told(incident(PROMISED, broken, **MAJOR), "10:40") == ("promise-missed", "22 10:30", True)
    assert state_at(incident(PROMISED, broken, **MAJOR), "10:40").next_update == at("10:30")
    over = post("10:31", RESOLVED, is_fallback=True, silent=True)
    assert told(incident(PROMISED, over, **MAJOR), "10:40") is None


def test_what_is_dated_later_has_not_been_said() -> None:
    assert told(incident(PROMISED, post("12:00", RESOLVED), **MAJOR), "10:40") == (
        "promise-missed",
        "22 10:30",
        True,
    )


SCHEDULED = post("09:00", Stage.SCHEDULED)


@pytest.mark.parametrize(
    ("work", "now", "expected"),
    [
        (maintenance(SCHEDULED), "10:50", ("unconfirmed", "22 11:00", False)),
        (maintenance(SCHEDULED), "11:01", ("unconfirmed", "22 11:00", True)),
        (maintenance(SCHEDULED, post("10:50", UPDATE, ends="12:00")), "11:30", ("unconfirmed", "22 12:00", False)),
        (maintenance(SCHEDULED, post("11:05", Stage.COMPLETED)), "11:30", None),
        (maintenance(SCHEDULED, auto_complete=True), "10:50", None),
        (maintenance(SCHEDULED, auto_complete=True), "11:30", None),
        (maintenance(SCHEDULED, post("10:20", UPDATE, impact=Impact.MAJOR), auto_complete=True), "11:30",
         ("unconfirmed", "22 11:00", True)),
        (maintenance(SCHEDULED, post("10:20", UPDATE, next_update="10:40")), "10:50",
         ("promise-missed", "22 10:40", True)),
        (notice(post("09:00", Stage.NOTICE)), "23:00", None),
    ],
)  # fmt: skip
def test_planned_work(work: Incident, now: str, expected: tuple[str, str, bool] | None) -> None:
    assert told(work, now) == expected


OUTAGE = [post("10:00", INVESTIGATING), post("12:00", RESOLVED)]  # on a Sunday


def test_a_post_mortem_is_owed_after_five_working_days() -> None:
    assert told(incident(*OUTAGE, **CRITICAL), "13:00") == ("postmortem-owed", "28 00:00", False)
    assert told(incident(*OUTAGE, **CRITICAL), "00:01", day=28) == ("postmortem-owed", "28 00:00", True)
    assert told(incident(*OUTAGE, **MAJOR), "00:01", day=28) is None


@pytest.mark.parametrize(
    "why",
    [
        post("09:00", POSTMORTEM, text="A cable."),
        post("13:00", UPDATE, text="Read [our post-mortem](https://blog.example.com/1)."),
        post("13:00", UPDATE, text="[What happened](https://blog.example.com/postmortem-7)"),
    ],
)
def test_a_post_mortem_may_be_elsewhere(why: Update) -> None:
    why = why.model_copy(update={"at": at("09:00", day=24)})
    assert told(incident(*OUTAGE, why, **CRITICAL), "00:01", day=28) is None


def test_no_post_mortem() -> None:
    assert (
        told(incident(*OUTAGE, waive={"postmortem-owed": "as on the 3rd"}, **CRITICAL), "00:01", day=28)
        is None
    )
    late = at("12:01") + timedelta(days=90)
    assert due(state_at(incident(*OUTAGE, **CRITICAL), late), late, Rhythm(), BERLIN) is None


def test_working_days_are_those_of_the_page() -> None:
    late = incident(post("10:00", INVESTIGATING), post("23:30", RESOLVED), **CRITICAL)  # Monday in Berlin
    found = owed(late, "23:40", zone="Europe/Berlin")
    assert found and found.at == at("23:00", day=30)
    gulf = Rhythm(workdays=("sun", "mon", "tue", "wed", "thu"), postmortem={Impact.CRITICAL: 1})
    thursday = incident(OUTAGE[0], post(at("12:00", 26), RESOLVED), **CRITICAL)
    found = owed(thursday, "13:00", day=26, rhythm=gulf)
    assert found and found.at == at("00:00", day=30)


def test_a_working_day_may_have_25_hours() -> None:
    friday = datetime(2026, 10, 23, 12, tzinfo=UTC)  # clocks go back on Sunday
    assert end_of_workday(friday, 1, USUAL, BERLIN) == datetime(2026, 10, 26, 23, tzinfo=UTC)
    assert end_of_workday(friday - timedelta(days=1), 1, USUAL, BERLIN) == datetime(
        2026, 10, 23, 22, tzinfo=UTC
    )


def test_after_it_was_open_again_the_days_count_from_the_newest_end() -> None:
    again = [*OUTAGE, post(at("10:00", 25), IDENTIFIED), post(at("11:00", 25), RESOLVED)]
    assert told(incident(*again[:3], **CRITICAL), "10:10", day=25) == ("silence", "25 10:30", False)
    found = owed(incident(*again, **CRITICAL), "12:00", day=25)
    assert found and found.at == datetime(2026, 12, 3, tzinfo=UTC)


def test_where_nothing_but_its_beginning_could_be_read_readers_wait_since_then() -> None:
    unread = incident(post("10:00", INVESTIGATING, is_fallback=True), **MAJOR)
    assert told(unread, "11:30") == ("silence", "22 11:00", True)


def test_the_rhythm_can_be_set() -> None:
    calm = Rhythm(
        silence={Impact.MAJOR: timedelta(hours=3), Impact.MINOR: None}, postmortem={Impact.CRITICAL: None}
    )
    quiet = incident(post("10:00", INVESTIGATING), **MAJOR)
    found = owed(quiet, "10:10", rhythm=calm)
    assert found and (found.kind, found.at) == (DueKind.SILENCE, at("13:00"))
    minor = owed(incident(post("10:00", INVESTIGATING)), "10:10", rhythm=calm)
    assert minor and minor.kind is DueKind.STALE
    assert owed(incident(*OUTAGE, **CRITICAL), "13:00", rhythm=calm) is None
