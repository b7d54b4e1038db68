"""Updates that are dated into the future: what worsens counts at once, and a future end does not."""

from datetime import datetime
from typing import Any

from statuary.model import ENDED_STAGES, ComponentStatus, Correction, Incident, Kind, Stage, Update
from statuary.status import CLOCK_SKEW, IncidentState, Standing, incident_state
from statuary.status.faults import is_fault
from statuary.tolerant.standin import stand_in

_WORSE_FIRST = (Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.MONITORING)


def without_future(incident: Incident, latest: datetime) -> Incident:
    """The incident as it stands at `latest`, the present, after which nothing may lie; itself where nothing does.

    A future update that makes it worse counts as if it had been posted now. It keeps its identity and is in no feed:
    whoever corrects its time makes a new one of it, and readers would be told twice.
    """
    later = [update for update in incident.updates if update.at > latest + CLOCK_SKEW]
    if not later:
        return incident
    kept = incident.model_copy(update={"updates": incident.updates[: -len(later)]})
    for update in later:
        state = incident_state(kept, latest) if kept.updates else None
        said = _counted(update, state, incident.kind)
        if said is not None:
            now = {"at": latest, "posted_as": update.identity, "silent": True}
            moved = update.model_copy(update=now | said)
            kept = kept.model_copy(update={"updates": (*kept.updates, moved)})
    if not kept.updates:
        opened = Stage.IN_PROGRESS if incident.kind is Kind.MAINTENANCE else Stage.INVESTIGATING
        kept = kept.model_copy(update={"updates": (stand_in(latest, opened),)})
    return kept.model_copy(update={"being_corrected": incident.being_corrected or Correction()})


def _counted(update: Update, state: IncidentState | None, kind: Kind) -> dict[str, Any] | None:
    """What of an update counts at once, as its new fields; None where nothing does."""
    if update.stage in ENDED_STAGES:
        return None
    if state is None or kind is Kind.NOTICE:
        return {}
    better = _is_better(update.stage, state)
    components = {key: status for key, status in update.components.items() if _is_worse(key, status, state)}
    impact = update.impact if update.impact and update.impact.badness > state.impact.badness else None
    if better and not components and impact is None:
        return None
    hurts = impact is not None or any(map(is_fault, components.values()))
    begun = kind is Kind.MAINTENANCE and state.standing is Standing.PLANNED and hurts
    longer = update.ends and state.window_ends and update.ends > state.window_ends and not better
    stage = Stage.UPDATE if better else update.stage
    return {
        "stage": Stage.IN_PROGRESS if begun else stage,  # a fault before that would be a mere plan
        "components": components,
        "impact": impact,
        "starts": None,
        "ends": update.ends if longer else None,
    }


def _is_better(stage: Stage, state: IncidentState) -> bool:
    if stage in _WORSE_FIRST and state.stage in _WORSE_FIRST:
        return _WORSE_FIRST.index(stage) > _WORSE_FIRST.index(state.stage)
    return stage is Stage.SCHEDULED and state.standing is not Standing.PLANNED


def _is_worse(component: str, status: ComponentStatus, state: IncidentState) -> bool:
    return status.badness > state.components.get(component, ComponentStatus.OPERATIONAL).badness
