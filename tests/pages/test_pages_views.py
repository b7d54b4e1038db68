"""Times, days, bars and lists."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from statuary.model import ComponentStatus, Impact, Stage
from statuary.render.frame import not_found_page, page, page_frame
from statuary.render.pages.bars import STEP, Picture, bars
from statuary.render.pages.history_page import NEWEST, by_month, history_view
from statuary.render.pages.home import MOST_ROWS, recent_rows
from statuary.render.pages.incident_page import incident_view
from statuary.render.wording.instants import Times, anchor
from statuary.render.wording.language import Language, plain
from statuary.status import component_days
from support.small_site import CARDS, EVERYTHING, NOW, OUTAGE, PAST, ended, incident, state, update


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=65), "1 hour 5 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=3, hours=1, minutes=59), "3 days 1 hour"),
        (timedelta(days=2, minutes=5), "2 days"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_duration(length: timedelta, text: str) -> None:
    assert Language().duration(length) == text


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("UTC", "22 November 2026, 10:33 UTC"),
        ("Europe/Berlin", "22 November 2026, 11:33 CET"),
        ("America/Sao_Paulo", "22 November 2026, 07:33 UTC-3"),
        ("Pacific/Auckland", "22 November 2026, 23:33 NZDT"),
    ],
)
def test_a_time_names_its_zone(zone: str, text: str) -> None:
    moment = Times(ZoneInfo(zone), Language()).moment(NOW)
    assert (moment.iso, moment.text) == ("2026-11-22T10:33:00Z", text)


def test_a_window_names_a_day_and_a_zone_once_unless_the_clocks_change() -> None:
    times = Times(ZoneInfo("Europe/Berlin"), Language())
    same = times.window(NOW, NOW + timedelta(hours=1))
    assert plain(same) == "22 November 2026, 11:33 to 12:33 CET"
    change = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    both = times.window(change, change + timedelta(hours=2))
    assert plain(both) == "25 October 2026, 02:30 CEST to 03:30 CET"
    other = times.window(NOW, NOW + timedelta(days=1))
    assert plain(other) == "22 November 2026, 11:33 CET to 23 November 2026, 11:33 CET"
    assert plain(times.window(NOW, None)) == "22 November 2026, 11:33 CET"


def test_a_time_in_a_sentence_is_as_short_as_it_can_be() -> None:
    times = Times(ZoneInfo("Europe/Berlin"), Language())
    assert times.near(NOW, NOW).text == "11:33 CET"
    assert times.near(NOW, NOW + timedelta(days=1)).text == "22 Nov, 11:33 CET"
    assert times.brief(NOW, NOW + timedelta(days=60)).text == "22 Nov 2026, 11:33 CET"
    hour, day = (times.brief_window(NOW, NOW + timedelta(hours=length), NOW) for length in (1, 24))
    assert plain(hour) == "22 Nov, 11:33–12:33 CET"
    assert plain(day) == "22 Nov, 11:33 CET–23 Nov, 11:33 CET"


def test_days() -> None:
    days = Language().days
    assert days(date(2026, 11, 9), date(2026, 11, 9)) == "9 November 2026"
    assert days(date(2026, 11, 9), date(2026, 11, 21)) == "9–21 Nov 2026"
    assert days(date(2026, 10, 30), date(2026, 11, 1)) == "30 Oct\u2009–\u20091 Nov 2026"
    assert days(date(2025, 12, 31), date(2026, 1, 1)) == "31 Dec 2025\u2009–\u20091 Jan 2026"


def test_an_anchor_is_the_permanent_instant() -> None:
    assert anchor(datetime(2026, 11, 22, 10, 4, tzinfo=UTC)) == "u-20261122T100400Z"


def test_direction() -> None:
    assert {Language(tag).direction for tag in ("en", "de-AT", "fr_CA")} == {"ltr"}
    assert {Language(tag).direction for tag in ("ar-EG", "he", "fa_IR")} == {"rtl"}


def test_roots() -> None:
    frame = page_frame(state())
    assert page(frame, "index.html", "t", "d").root == "./"
    assert page(frame, "history/2026-11/index.html", "t", "d").root == "../../"
    assert not_found_page(frame, "404.html", "t", "d").root == "/shop/"


def test_the_last_days_have_one_row_for_each_incident_however_long_it_was() -> None:
    now = state(*EVERYTHING)
    rows, left_out = recent_rows(page_frame(now))
    assert [(one.row.id, one.over) for one in rows] == [
        ("2026-11-22-cards", False),
        ("2026-11-22-racks", False),
        ("2026-11-19-search", True),
        ("2026-11-14-long", True),
    ]
    assert left_out == 0


def test_what_goes_on_for_months_is_one_row_and_comes_first() -> None:
    old = incident("old", "Old", update("2026-05-02 10:00", Stage.INVESTIGATING), impact=Impact.MINOR)
    worked_on = old.model_copy(
        update={"updates": (*old.updates, update("2026-11-21 10:00", Stage.UPDATE, "Still."))}
    )
    rows, _ = recent_rows(page_frame(state(worked_on, *PAST)))
    assert [one.row.id for one in rows] == ["old", "2026-11-19-search", "2026-11-14-long"]
    assert plain(rows[0].row.times) == "since 2 May 2026, 12:00 CEST"
    assert "old" not in [one.row.id for one in recent_rows(page_frame(state(old)))[0]], "nobody knows of it"


def test_very_many_incidents_are_counted_and_the_worst_stay() -> None:
    many = [ended(f"i-{number:02}", "x", "2026-11-20 10:00", 5) for number in range(40)]
    bad = ended("bad", "x", "2026-11-10 10:00", 5, impact=Impact.CRITICAL)
    rows, left_out = recent_rows(page_frame(state(*many, bad)))
    assert (len(rows), left_out) == (MOST_ROWS, 41 - MOST_ROWS)
    assert rows[-1].row.id == "bad"


def test_months_go_by_the_pages_zone() -> None:
    now = state(*PAST)
    months = by_month(page_frame(now))
    assert [month.slug for month in months] == ["2026-11", "2026-09", "2026-01"]


def test_the_overview_of_the_history_is_bounded() -> None:
    many = [ended(f"i-{number:03}", "x", "2026-10-20 10:00", 5) for number in range(120)]
    now = state(*many, *PAST)
    frame = page_frame(now)
    view = history_view(by_month(frame), frame)
    assert sum(len(recent.rows) for recent in view.recent) == NEWEST
    assert view.recent[-1].left_out == 122 - NEWEST
    counts = [month.summary for month in view.years[0].months]
    assert counts == ["2 incidents", "120 incidents", "1 incident", "1 incident"]


def test_bars_say_in_text_what_they_draw() -> None:
    now = state(CARDS, *PAST)
    frame = page_frame(now)
    first = frame.today - timedelta(days=89)
    view = bars(
        component_days(now, "search", first, frame.today),
        {"2026-11-19-search": "Search is down"},
        frame.language,
    )
    assert view.summary == "2 days with problems"
    assert [(stroke.tone, stroke.path) for stroke in view.picture.strokes] == [
        ("major", "M38 28v-20M346 28v-20")
    ]
    newest = view.problems[0]
    assert (newest.day, newest.word, newest.length) == ("19 November 2026", "Partial outage", "47 minutes")
    assert newest.incidents == (("2026-11-19-search", "Search is down"),)


def test_days_before_the_first_are_no_bars() -> None:
    now = state(CARDS)

    def drawn(first: date, last: date) -> Picture:
        return bars(component_days(now, "search", first, last), {}, Language()).picture

    assert drawn(date(2025, 12, 30), date(2025, 12, 31)) == Picture((), "", "")
    first = (90 - 2) * STEP
    assert drawn(date(2025, 12, 30), date(2026, 1, 2)) == Picture((), f"M{first}.5 14H360", f"M0 27H{first}")
    assert drawn(date(2026, 8, 24), date(2026, 11, 21)) == Picture((), "M.5 14H360", "")


@pytest.mark.parametrize(
    ("status", "summary"),
    [
        (ComponentStatus.DEGRADED_PERFORMANCE, "1 day with problems (not counted as downtime)"),
        (ComponentStatus.PARTIAL_OUTAGE, "1 day with problems"),
    ],
)
def test_a_day_with_problems_beside_100_percent_has_its_reason(status: ComponentStatus, summary: str) -> None:
    now = state(ended("one", "One", "2026-11-20 10:00", 60, components={"search": status}))
    days = component_days(now, "search", date(2026, 11, 1), date(2026, 11, 22))
    assert bars(days, {}, Language()).summary == summary


def test_days_that_differ_in_nothing_are_one_entry() -> None:
    slow = {"search": ComponentStatus.DEGRADED_PERFORMANCE}
    long = ended("long", "Slow", "2026-11-10 12:00", 5 * 1440, components=slow)
    short = ended("short", "Down", "2026-11-12 12:00", 60, components=OUTAGE)
    now = state(long, short)
    days = component_days(now, "search", date(2026, 11, 1), date(2026, 11, 22))
    found = bars(days, {}, Language()).problems
    assert [(one.day, one.iso, one.last, one.length, len(one.incidents)) for one in found] == [
        ("13–15 Nov 2026", "2026-11-13", "2026-11-15", "2 days 13 hours", 1),
        ("12 November 2026", "2026-11-12", "", "1 hour", 2),
        ("10–11 Nov 2026", "2026-11-10", "2026-11-11", "1 day 11 hours", 1),
    ]


def test_an_update_shows_only_what_it_changes() -> None:
    again = incident(
        "again",
        "x",
        update("2026-11-22 10:00", Stage.INVESTIGATING),
        update("2026-11-22 10:05", Stage.UPDATE, components={"search": ComponentStatus.PARTIAL_OUTAGE}),
        update("2026-11-22 10:10", Stage.UPDATE, components={"search": ComponentStatus.OPERATIONAL}),
        components={"search": ComponentStatus.PARTIAL_OUTAGE},
    )
    now = state(again)
    newest, middle, first = incident_view(now.by_id["again"], page_frame(now)).updates
    assert [line.word for line in first.changes] == ["Partial outage"]
    assert middle.changes == ()
    assert [(line.word, line.note) for line in newest.changes] == [
        ("Operational", "previously: Partial outage")
    ]
