"""Random repositories whose names and titles are hard to speak of, for what must be true of every page."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from statuary.model import (
    ACTIVE_STAGES,
    Component,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Kind,
    Settings,
    Site,
    Stage,
    Update,
)
from statuary.render.frame import page_frame
from statuary.render.wording.sentences import Headline, headline
from statuary.status import PageState

EPOCH = datetime(2026, 10, 23, tzinfo=UTC)  # two days before Berlin's clocks change
DAYS = 5
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu")
NAMES = ("Checkout", "API", "API docs", "Pay", "Payouts", "Mail", "الدفع")
KEYS = tuple(f"c{number}" for number in range(len(NAMES)))
UNKNOWN = "misspelt"
TITLES = (
    "Checkout is down", "API docs are slow", "Payouts and Mail are late!", "Pay, API: errors",
    "He said “it works.”", "Two  spaces;", "Slow (again)...", "الدفع لا يعمل",
    "A long title " + "x" * 300,
)  # fmt: skip

minutes = st.integers(0, DAYS * 1440)
moments = minutes.map(lambda count: EPOCH + timedelta(minutes=count))
statuses = st.sampled_from(ComponentStatus)
named = st.dictionaries(st.sampled_from((*KEYS, UNKNOWN)), statuses, max_size=3)
impacts = st.none() | st.sampled_from(Impact)
titles = st.sampled_from(TITLES)
ids = st.integers(0, 10**9)


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    """An incident whose stages follow each other as `check` allows."""
    times = sorted(draw(st.sets(minutes, min_size=1, max_size=4)))
    active = sorted(ACTIVE_STAGES)
    stages = [draw(st.sampled_from(active))]
    for _ in times[1:]:
        stages.append(draw(st.sampled_from([*active, Stage.RESOLVED, Stage.UPDATE])))
    updates = []
    for time, stage in zip(times, stages, strict=True):
        at = EPOCH + timedelta(minutes=time)
        promised = draw(st.none() | st.integers(1, 300))
        updates.append(
            Update(
                at=at,
                stage=stage,
                components=draw(named),
                impact=draw(impacts),
                next_update=promised and at + timedelta(minutes=promised),
                silent=draw(st.booleans()),
            )
        )
    return Incident(
        id=f"i{draw(ids)}",
        path="incidents/i.md",
        title=draw(titles),
        impact=draw(impacts),
        components=draw(named),
        updates=tuple(updates),
    )


@st.composite
def works(draw: st.DrawFn) -> Incident:
    """Maintenance; its window may be moved, and it may cause faults."""
    times = sorted(draw(st.sets(minutes, min_size=1, max_size=3)))
    stages = [
        Stage.SCHEDULED,
        Stage.SCHEDULED,
        Stage.IN_PROGRESS,
        Stage.VERIFYING,
        Stage.COMPLETED,
        Stage.UPDATE,
    ]
    updates = []
    for time in times:
        moved = draw(st.none() | windows)
        updates.append(
            Update(
                at=EPOCH + timedelta(minutes=time),
                stage=draw(st.sampled_from(stages)),
                components=draw(st.just({}) | named),
                starts=moved and moved[0],
                ends=moved and moved[1],
            )
        )
    starts, ends = draw(windows)
    planned = draw(st.sets(st.sampled_from(KEYS), max_size=2))
    return Incident(
        id=f"m{draw(ids)}",
        path="incidents/m.md",
        title=draw(titles),
        kind=Kind.MAINTENANCE,
        components=dict.fromkeys(sorted(planned), ComponentStatus.UNDER_MAINTENANCE),
        starts=starts,
        ends=ends,
        auto_complete=draw(st.booleans()),
        updates=tuple(updates),
    )


windows = st.tuples(st.integers(0, 2 * DAYS * 1440), st.integers(10, 600)).map(
    lambda pair: (EPOCH + timedelta(minutes=pair[0]), EPOCH + timedelta(minutes=pair[0] + pair[1]))
)


@st.composite
def sites(draw: st.DrawFn, *, most: int = 4) -> Site:
    """A page with none to seven components in none to three groups; some are retired."""
    count = draw(st.integers(0, len(KEYS)))
    retired = draw(st.sets(st.sampled_from(KEYS), max_size=2))
    groups: list[list[Component]] = [[], [], []]
    for key, name in list(zip(KEYS, NAMES, strict=True))[:count]:
        until = date(2026, 1, 1) if key in retired else None
        groups[draw(st.integers(0, 2))].append(Component(id=key, name=name, until=until))
    return Site(
        settings=Settings(
            name="Example",
            url="https://status.example.com/",
            id_domain="status.example.com",
            zone=ZoneInfo(draw(st.sampled_from(ZONES))),
        ),
        groups=tuple(
            Group(id=f"g{index}", name=f"Group {index}", components=tuple(group))
            for index, group in enumerate(groups)
            if group
        ),
        incidents=tuple(draw(st.lists(incidents() | works(), max_size=most, unique_by=lambda one: one.id))),
    )


def posted_by(site: Site, now: datetime) -> Site:
    """The same repository before anything after `now` was written."""
    known = []
    for one in site.incidents:
        updates = tuple(update for update in one.updates if update.at <= now)
        if updates:
            known.append(one.model_copy(update={"updates": updates}))
    return site.model_copy(update={"incidents": tuple(known)})


def top(of: PageState) -> Headline:
    """What a page says first."""
    return headline(page_frame(of))


def all_of(of: PageState) -> dict[str, ComponentStatus]:
    """The worst of everything that is told of each component, slowly and plainly."""
    held = [(key, one) for key, one in of.components.items()]
    held += [pair for item in (*of.active, *of.in_progress) for pair in item.components.items()]
    return {
        key: max((one for name, one in held if name == key), key=lambda one: one.badness) for key, _ in held
    }
