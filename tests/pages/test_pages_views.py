"""Times, days, bars and lists."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from statuary.model import ComponentStatus, Stage
from statuary.render.frame import not_found_page, page, page_frame
from statuary.render.pages.component_page import bars
from statuary.render.pages.history_page import ROWS, by_month, history_view
from statuary.render.pages.home import ROWS_A_DAY, recent_days
from statuary.render.pages.incident_page import incident_view
from statuary.render.wording.instants import Times, anchor
from statuary.render.wording.language import Language, plain
from statuary.status import component_days
from support.small_site import CARDS, EVERYTHING, NOW, PAST, ended, incident, state, update


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


def test_the_last_days_are_all_there_and_a_day_within_a_long_incident_is_not_quiet() -> None:
    now = state(*EVERYTHING)
    days = list(recent_days(page_frame(now)))
    found = {day.text: [one.row.id for one in day.rows] for day in days}
    assert found == {
        "22 November 2026": ["2026-11-22-cards", "2026-11-22-racks"],
        "20–21 Nov 2026": [],
        "19 November 2026": ["2026-11-19-search"],
        "17–18 Nov 2026": [],
        "16 November 2026": ["2026-11-14-long"],
        "15 November 2026": ["2026-11-14-long"],
        "14 November 2026": ["2026-11-14-long"],
        "9–13 Nov 2026": [],
    }


def test_a_day_with_very_many_incidents_counts_what_it_leaves_out() -> None:
    many = [ended(f"i-{number:02}", "x", "2026-11-20 10:00", 5) for number in range(25)]
    now = state(*many)
    busy = next(day for day in recent_days(page_frame(now)) if day.rows)
    assert (len(busy.rows), busy.left_out) == (ROWS_A_DAY, 25 - ROWS_A_DAY)


def test_months_go_by_the_pages_zone() -> None:
    now = state(*PAST)
    months = by_month(page_frame(now))
    assert [month.slug for month in months] == ["2026-11", "2026-09", "2026-01"]


def test_the_overview_of_the_history_is_bounded() -> None:
    many = [ended(f"i-{number:03}", "x", "2026-10-20 10:00", 5) for number in range(120)]
    now = state(*many, *PAST)
    frame = page_frame(now)
    view = history_view(by_month(frame), frame)
    assert sum(len(recent.rows) for recent in view.recent) == ROWS
    assert view.recent[-1].left_out == 122 - ROWS
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
    assert [(stroke.tone, stroke.path) for stroke in view.strokes] == [("major", "M38 28v-20M346 28v-20")]
    newest = view.problems[0]
    assert (newest.day, newest.word, newest.length) == ("19 November 2026", "Partial outage", "47 minutes")
    assert newest.incidents == (("2026-11-19-search", "Search is down"),)


def test_bars_before_the_first_day_are_unknown() -> None:
    now = state(CARDS)
    days = component_days(now, "search", date(2025, 12, 30), date(2026, 1, 2))
    assert [stroke.tone for stroke in bars(days, {}, Language()).strokes] == ["unknown"]


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
    assert [(line.word, line.note) for line in newest.changes] == [("Operational", "was: Partial outage")]
