"""Whatever is posted, and whenever a reader looks: a calendar that changed is never taken for the one before."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from statuary.model import Component, ComponentStatus, Group, Incident, Kind, Settings, Site, Stage, Update
from statuary.render.calendar import CalendarEvent, calendars
from statuary.render.frame import page_frame
from statuary.status import page_state

START = datetime(2026, 11, 20, 10, tzinfo=UTC)
STAGES = [Stage.SCHEDULED, Stage.IN_PROGRESS, Stage.VERIFYING, Stage.COMPLETED, Stage.CANCELLED, Stage.UPDATE]
SETTINGS = Settings(name="Example", url="https://e.example/", id_domain="e.example", zone=ZoneInfo("UTC"))
GROUPS = (Group(id="shop", name="Shop", components=(Component(id="search", name="Search"),)),)
minutes = st.integers(min_value=-300, max_value=600)
posts = st.tuples(
    st.integers(min_value=1, max_value=300),
    st.sampled_from(STAGES),
    st.none() | minutes,
    st.none() | minutes,
    st.none() | st.sampled_from(list(ComponentStatus)),
)


def event(updates: list[Update], now: datetime, *, auto: bool) -> CalendarEvent:
    incident = Incident(
        id="work",
        path="incidents/work.md",
        kind=Kind.MAINTENANCE,
        title="Work",
        starts=START + timedelta(hours=2),
        ends=START + timedelta(hours=4),
        auto_complete=auto,
        components={"search": ComponentStatus.UNDER_MAINTENANCE},
        updates=tuple(updates),
    )
    state = page_state(Site(settings=SETTINGS, groups=GROUPS, incidents=(incident,)), now)
    return next(calendars(page_frame(state))).events[0]


@given(st.lists(posts, min_size=1, max_size=6), st.booleans())
def test_the_sequence_moves_with_what_it_counts(chosen: list[tuple], auto: bool) -> None:
    at, updates = START, [Update(at=START, stage=Stage.SCHEDULED)]
    seen = [event(updates, at, auto=auto)]
    for gap, stage, starts, ends, status in chosen:
        at += timedelta(minutes=gap)
        seen.append(event(updates, at - timedelta(seconds=1), auto=auto))
        moved = {
            name: at + timedelta(minutes=value)
            for name, value in (("starts", starts), ("ends", ends))
            if value
        }
        changed = {"search": status} if status else {}
        updates.append(Update(at=at, stage=stage, components=changed, **moved))
        seen.append(event(updates, at, auto=auto))
    seen.append(event(updates, at + timedelta(days=2), auto=auto))

    for before, after in pairwise(seen):
        face_before = (before.starts, before.ends, before.cancelled)
        changed_face = face_before != (after.starts, after.ends, after.cancelled)
        assert after.sequence > before.sequence if changed_face else after.sequence >= before.sequence
        assert after.changed >= before.changed
        assert after.uid == before.uid
        assert after.ends is None or after.ends > after.starts
