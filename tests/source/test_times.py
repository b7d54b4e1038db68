"""Times as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuary.source.times import TimeError, format_time, parse_duration, parse_time

ZONES = {"cet": ZoneInfo("Europe/Berlin"), "america/new_york": ZoneInfo("America/New_York")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-22 10:04 UTC", "2026-11-22 10:04 UTC"),
        ("2026-11-22T10:04:31Z", "2026-11-22 10:04:31 UTC"),
        ("2026-11-22 9:04 utc", "2026-11-22 09:04 UTC"),
        ("2026-11-22 10:04 +02:00", "2026-11-22 08:04 UTC"),
        ("2026-11-22 10:04 -0330", "2026-11-22 13:34 UTC"),
        ("2026-11-22 10:04-00:00", "2026-11-22 10:04 UTC"),
        ("2026-07-22 10:04 CET", "2026-07-22 08:04 UTC"),
        ("2026-11-22 23:30 America/New_York", "2026-11-23 04:30 UTC"),
    ],
)
def test_a_time_is_read_as_one_instant(text: str, expected: str) -> None:
    assert format_time(parse_time(text, ZONES)) == expected


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2026-11-22 10:04", "time zone", "2026-11-22 10:04 UTC"),
        ("2026-02-30 10:04 UTC", "does not exist", "day"),
        ("2026-11-22 24:04 UTC", "does not exist", "hour"),
        ("2026-11-22 10:04 XYZ", "“XYZ”", "mkdocs.yml"),
        ("2026-11-22 10:04 +15:00", "offset", "+14:00"),
        ("10:04 UTC", "not a time", "2026-11-22 10:04 UTC"),
        ("22.11.2026 10:04 UTC", "not a time", "2026-11-22 10:04 UTC"),
        ("2026-10-25 02:30 CET", "not one moment", "UTC"),
        ("2026-03-29 02:30 CET", "not one moment", "UTC"),
    ],
)
def test_what_is_no_time_says_how_to_write_one(text: str, message: str, hint: str) -> None:
    with pytest.raises(TimeError) as caught:
        parse_time(text, ZONES)

    assert message in str(caught.value)
    assert hint in caught.value.hint


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_the_canonical_form_reads_back(moment: datetime) -> None:
    second = moment.replace(microsecond=0, tzinfo=UTC)

    assert parse_time(format_time(second), {}) == second


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30 min", 30),
        ("30m", 30),
        ("in 45 minutes", 45),
        ("1 h 30", 90),
        ("1 h 30 min", 90),
        ("2 hours", 120),
        ("1 day", 1440),
        ("30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    assert parse_duration(text) == (None if minutes is None else timedelta(minutes=minutes))
