"""Everything that follows from the facts at a given `now`, up to the whole page. Pure: `now` is always an argument."""

from collections.abc import Iterable
from datetime import date, datetime

from statuary.model import Component, ComponentStatus, Indicator, Kind, Site
from statuary.status.incidents import CLOCK_SKEW, in_utc, incident_state
from statuary.status.promises import Promise, promises, standing_promise
from statuary.status.rhythm import Due, DueKind, PostmortemOwed, Silence, TrackRecord, due, track_record
from statuary.status.spans import with_silence
from statuary.status.types import IncidentState, PageState, Phase, Span, Standing, Stretch, worst_by_component
from statuary.status.uptime import Day, component_days, first_day, uptime_percent

__all__ = [
    "CLOCK_SKEW",
    "Day",
    "Due",
    "DueKind",
    "IncidentState",
    "PageState",
    "Phase",
    "PostmortemOwed",
    "Promise",
    "Silence",
    "Span",
    "Standing",
    "Stretch",
    "TrackRecord",
    "component_days",
    "due",
    "first_day",
    "incident_state",
    "page_state",
    "promises",
    "standing_promise",
    "track_record",
    "uptime_percent",
    "with_silence",
]


_INDICATOR_OF = {
    ComponentStatus.OPERATIONAL: Indicator.NONE,
    ComponentStatus.UNDER_MAINTENANCE: Indicator.MAINTENANCE,
    ComponentStatus.DEGRADED_PERFORMANCE: Indicator.MINOR,
    ComponentStatus.PARTIAL_OUTAGE: Indicator.MAJOR,
    ComponentStatus.MAJOR_OUTAGE: Indicator.CRITICAL,
}


def page_state(site: Site, now: datetime) -> PageState:
    """Everything that the page says at `now`. Raises ValueError when `now` carries no offset."""
    now = in_utc(now)
    cadence = site.settings.cadence
    found = (incident_state(incident, now, cadence) for incident in site.incidents)
    states = [state for state in found if state]
    active = _select(states, Kind.INCIDENT, Standing.ACTIVE)
    in_progress = _select(states, Kind.MAINTENANCE, Standing.ACTIVE)
    held = worst_by_component(pair for state in (*active, *in_progress) for pair in state.components.items())
    components = _components(site, held, now.astimezone(site.settings.zone).date())
    reported = components or any(state.incident.kind is not Kind.NOTICE for state in states)
    return PageState(
        site=site,
        now=now,
        indicator=_indicator([*active, *in_progress], held),
        components=components,
        active=worst_first(active, now),
        in_progress=silent_last(_oldest_first(in_progress), now),
        planned=_oldest_first(_select(states, Kind.MAINTENANCE, Standing.PLANNED)),
        notices=newest_first(_select(states, Kind.NOTICE, Standing.ACTIVE)),
        past=newest_first(state for state in states if state.standing is Standing.PAST),
        by_id={state.incident.id: state for state in states},
        nothing_reported=not reported,
    )


def _select(states: Iterable[IncidentState], kind: Kind, standing: Standing) -> list[IncidentState]:
    return [state for state in states if state.incident.kind is kind and state.standing is standing]


def _oldest_first(states: Iterable[IncidentState]) -> tuple[IncidentState, ...]:
    return tuple(sorted(states, key=lambda state: (state.start, state.incident.id)))


def worst_first(states: Iterable[IncidentState], now: datetime) -> tuple[IncidentState, ...]:
    """Open incidents as every list has them: the worst, then the newest; what is silent after all that is fresh."""
    return silent_last(sorted(newest_first(states), key=lambda state: -state.impact.badness), now)


def silent_last(states: Iterable[IncidentState], now: datetime) -> tuple[IncidentState, ...]:
    """The same order, but what nobody has spoken of for long comes after the rest."""
    return tuple(sorted(states, key=lambda state: state.is_silent(now)))


def newest_first(states: Iterable[IncidentState]) -> tuple[IncidentState, ...]:
    """By start, the newest first; by id where two began at once, so that the order is always the same."""
    by_id = sorted(states, key=lambda state: state.incident.id)
    return tuple(sorted(by_id, key=lambda state: state.start, reverse=True))


def _components(site: Site, held: dict[str, ComponentStatus], today: date) -> dict[str, ComponentStatus]:
    return {
        component.id: held.get(component.id, ComponentStatus.OPERATIONAL)
        for component in site.components
        if component.id in held or not _is_retired(component, today)
    }


def _is_retired(component: Component, today: date) -> bool:
    return component.until is not None and component.until < today


def _indicator(at_work: Iterable[IncidentState], held: dict[str, ComponentStatus]) -> Indicator:
    """The worst of what the work declares and of what it does.

    A component that the page does not know counts too: a misspelt name must not turn the page green.
    """
    found = [Indicator.NONE, *(_INDICATOR_OF[status] for status in held.values())]
    for state in at_work:
        found.append(Indicator(state.impact.value))
        if state.incident.kind is Kind.MAINTENANCE:
            found.append(Indicator.MAINTENANCE)
    return Indicator.worst(found)
