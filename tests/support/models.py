"""Short words for building models in tests. Times are on 22 November 2026 in UTC unless a day is given."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from statuary.model import Component, ComponentStatus, Group, Incident, Kind, Settings, Site, Stage, Update
from statuary.status import IncidentState, Standing, incident_state

OK = ComponentStatus.OPERATIONAL
WORK = ComponentStatus.UNDER_MAINTENANCE
DEGRADED = ComponentStatus.DEGRADED_PERFORMANCE
PARTIAL = ComponentStatus.PARTIAL_OUTAGE
MAJOR = ComponentStatus.MAJOR_OUTAGE
PLANNED, ACTIVE, PAST = Standing.PLANNED, Standing.ACTIVE, Standing.PAST

CHECKOUT, SEARCH = "checkout", "search"


def at(clock: str, day: int = 22) -> datetime:
    """`at("10:04")` or `at("10:04:30", day=23)`."""
    return datetime.combine(date(2026, 11, day), datetime.fromisoformat(f"2000-01-01T{clock}").time(), UTC)


def post(when: str | datetime, stage: Stage, components: Any = None, **said: Any) -> Update:
    """An update; clock times in `next_update`, `starts` and `ends` may be strings."""
    return Update(at=_time(when), stage=stage, components=components or {}, **_times(said))


def incident(*updates: Update, id: str = "2026-11-22-fault", **front: Any) -> Incident:
    return Incident(id=id, path=f"incidents/{id}.md", title="A fault", updates=updates, **_times(front))


def maintenance(*updates: Update, **front: Any) -> Incident:
    """Planned from 10:00 to 11:00 unless told otherwise."""
    front = {"id": "2026-11-22-work", "starts": "10:00", "ends": "11:00"} | front
    return incident(*updates, kind=Kind.MAINTENANCE, **front)


def notice(*updates: Update, **front: Any) -> Incident:
    return incident(*updates, kind=Kind.NOTICE, **{"id": "2026-11-22-notice"} | front)


def site(*incidents: Incident, components: tuple[Component, ...] | None = None, **settings: Any) -> Site:
    """A page with checkout and search, in UTC unless `zone` is given."""
    if components is None:
        components = (component(CHECKOUT), component(SEARCH))
    settings["zone"] = ZoneInfo(settings.get("zone", "UTC"))
    known = {"name": "Shop", "url": "https://status.example.com/", "id_domain": "status.example.com"}
    return Site(
        settings=Settings(**known, **settings),
        groups=(Group(id="shop", name="Shop", components=components),),
        incidents=incidents,
    )


def component(id: str, **fields: Any) -> Component:
    return Component(id=id, name=id.capitalize(), **fields)


def state_at(work: Incident, now: str | datetime) -> IncidentState:
    """The state, where one is expected."""
    state = incident_state(work, _time(now))
    assert state is not None
    return state


def spans_of(state: IncidentState) -> list[tuple[str, ComponentStatus, str, str | None]]:
    """Spans in a form that reads well in a test."""
    return [(s.component, s.status, f"{s.start:%H:%M}", s.end and f"{s.end:%H:%M}") for s in state.spans]


def phases_of(state: IncidentState) -> list[tuple[str, Stage]]:
    return [(f"{phase.start:%H:%M}", phase.stage) for phase in state.phases]


def _time(when: str | datetime) -> datetime:
    return at(when) if isinstance(when, str) else when


def _times(fields: dict[str, Any]) -> dict[str, Any]:
    names = ("next_update", "starts", "ends", "started", "visible_from", "visible_until")
    return {key: _time(value) if key in names and value else value for key, value in fields.items()}


INVESTIGATING, IDENTIFIED, MONITORING = Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING
RESOLVED, POSTMORTEM, UPDATE = Stage.RESOLVED, Stage.POSTMORTEM, Stage.UPDATE
