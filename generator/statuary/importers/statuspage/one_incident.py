"""One incident or scheduled maintenance of Statuspage's API."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from statuary.importers import UnreadableError
from statuary.importers.foreign_text import markdown, title
from statuary.importers.imported import Notes, Reading
from statuary.importers.statuspage.affected_components import (
    Document,
    Naming,
    SourceIncident,
    settle_components,
    stated_statuses,
)
from statuary.importers.update_times import (
    SECOND,
    after_start,
    ascending,
    is_closed,
    legal_stages,
    stage_of,
)
from statuary.model import ENDED_STAGES, Impact, Incident, Kind, Stage, Update
from statuary.source.times import format_time
from statuary.source.write import one_line as single_line
from statuary.status.maintenance import objections

_PLANNED = frozenset({"scheduled", "in_progress", "verifying", "completed"})


def convert(document: Document, naming: Naming, rules: Reading, notes: Notes) -> Incident:
    """The incident without id, path, source and aliases. Raises UnreadableError for an unreadable time."""
    case = SourceIncident(document, naming, rules, notes, kind_of(document))
    impact = _impact(case)
    updates = _updates(case)
    start = settle_components(case, updates, impact)
    placed = ascending(updates, notes)
    if case.kind is Kind.INCIDENT:
        placed = _closed(case, legal_stages(placed, ended=case.ended, notes=notes))
    else:
        placed = _completed(case, placed)
    placed = tuple(_without_late_faults(placed, notes))
    incident = Incident(
        id="",
        path="",
        kind=case.kind,
        title=title(case.text("name"), notes, f"Incident {case.text('id')}"),
        impact=impact,
        components=start,
        updates=placed,
    )
    incident = incident.model_copy(update=_times(case, placed))
    return _agreeing(incident, notes) if case.kind is Kind.MAINTENANCE else incident


def kind_of(document: Document) -> Kind:
    """An incident, or planned work."""
    planned = document.get("scheduled_for") or document.get("status") in _PLANNED
    return Kind.MAINTENANCE if planned or document.get("impact") == "maintenance" else Kind.INCIDENT


def _impact(case: SourceIncident) -> Impact | None:
    word = case.text("impact").lower()
    if word in case.rules.impacts:
        return case.rules.impacts[word]
    if case.kind is Kind.MAINTENANCE and word in ("maintenance", "none", ""):
        return None
    try:
        return Impact(word)
    except ValueError:
        case.notes.unread(f"impact is “{word}”, which is not known: it follows from the components")
        return None


def _updates(case: SourceIncident) -> list[Update]:
    """Oldest first; among those of one instant the source's order holds (it lists the newest first)."""
    listed = [one for one in case.document.get("incident_updates") or [] if isinstance(one, dict)][::-1]
    made = [_update(case, one) for one in listed]
    postmortem = _postmortem(case, listed)
    if postmortem is not None:
        made.append(postmortem)
    if not made:
        at = case.time(case.document, "started_at", "created_at", "updated_at", "scheduled_for")
        if at is None:
            raise UnreadableError(f"incident {case.text('id')}: there is neither an update nor any date")
        case.notes.assumed("it has no update: one without text stands at its start")
        first = Stage.INVESTIGATING if case.kind is Kind.INCIDENT else Stage.SCHEDULED
        made.append(Update(at=min(at, case.rules.now), stage=first))
    return sorted(made, key=lambda update: update.at)


def _update(case: SourceIncident, document: Document) -> Update:
    at = case.time(document, "display_at", "created_at", "updated_at")
    if at is None:
        raise UnreadableError(f"incident {case.text('id')}: an update has no date")
    at = _posted(case, at)
    if document.get("custom_tweet"):
        case.notes.left_out(f"what was posted elsewhere: {document['custom_tweet']}")
    return Update(
        at=at,
        stage=_stage(case, str(document.get("status") or "").lower(), at),
        text=markdown(str(document.get("body") or ""), case.notes, hard_breaks=True),
        silent=document.get("deliver_notifications") is False,
        source_id=_source_id(document),
        components={
            key: status for key, (_, status) in stated_statuses(document, case.naming, case.notes).items()
        },
    )


def _source_id(document: Document) -> str | None:
    """Clients of the API know an update by it."""
    return single_line(str(document.get("id") or "")) or None


def _posted(case: SourceIncident, at: datetime) -> datetime:
    """Nothing can have been posted after the present; the reader of the files would refuse it."""
    if at > case.rules.now:
        case.notes.retimed(
            f"the update of {format_time(at)} lies in the future: it stands at the time of this import"
        )
    return min(at, case.rules.now)


def _stage(case: SourceIncident, word: str, at: datetime) -> Stage:
    stage = stage_of(word, case.kind)
    if stage is None:
        case.notes.unread(f"the update of {format_time(at)} has the status “{word}”: an update")
    return stage or Stage.UPDATE


def _postmortem(case: SourceIncident, updates: list[dict[str, Any]]) -> Update | None:
    """The owner's API holds the post-mortem apart from the updates; an unpublished one stays private."""
    body = markdown(case.text("postmortem_body"), case.notes)
    if not body or any(one.get("status") == "postmortem" for one in updates):
        return None
    at = case.time(case.document, "postmortem_published_at")
    if at is None:
        case.notes.left_out("a post-mortem that was never published")
        return None
    at = _posted(case, at)
    return Update(at=at, stage=_stage(case, "postmortem", at), text=body)


def _closed(case: SourceIncident, updates: tuple[Update, ...]) -> tuple[Update, ...]:
    if not case.ended or is_closed(updates):
        return updates
    last = updates[-1].at
    said = case.time(case.document, "resolved_at", "updated_at") or last
    at = max(min(said, case.rules.now), last + SECOND)
    case.notes.assumed(f"it is resolved, but no update says so: one at {format_time(at)} was added")
    return (*updates, Update(at=at, stage=Stage.RESOLVED, silent=True))


def _completed(case: SourceIncident, updates: tuple[Update, ...]) -> tuple[Update, ...]:
    placed = list(updates)
    if placed[0].stage is Stage.UPDATE:
        placed[0] = placed[0].model_copy(update={"stage": Stage.SCHEDULED})
    for index, update in enumerate(placed):
        if update.stage is Stage.COMPLETED and any(one.stage is Stage.COMPLETED for one in placed[:index]):
            placed[index] = update.model_copy(update={"stage": Stage.UPDATE})
    if case.ended and all(one.stage is not Stage.COMPLETED for one in placed):
        last = placed[-1].at
        planned = case.time(case.document, "resolved_at", "scheduled_until") or last
        at = max(min(planned, case.rules.now), last + SECOND)
        case.notes.assumed(f"it is completed, but no update says so: one at {format_time(at)} was added")
        placed.append(Update(at=at, stage=Stage.COMPLETED, silent=True))
    return tuple(placed)


def _without_late_faults(updates: tuple[Update, ...], notes: Notes) -> Iterator[Update]:
    """What is over means that all works: what the source still called faulty then is not carried over."""
    stage = Stage.UPDATE
    for update in updates:
        stage = stage if update.stage is Stage.UPDATE else update.stage
        faulty = {key: status for key, status in update.components.items() if status.badness}
        if faulty and stage in ENDED_STAGES:
            told = ", ".join(f"{key} {status}" for key, status in faulty.items())
            notes.left_out(f"the update of {format_time(update.at)} says {stage.label}, and yet {told}")
            fine = {key: status for key, status in update.components.items() if not status.badness}
            update = update.model_copy(update={"components": fine})
        yield update


def _agreeing(incident: Incident, notes: Notes) -> Incident:
    """Without what the check would object to: the source may put work back while it calls a component faulty."""
    changed: dict[datetime, Update] = {}
    for one in objections(incident):
        update, when = one.update, format_time(one.update.at)
        if one.too_early:
            notes.left_out(
                f"the update of {when} names a fault before the work began: {', '.join(one.components)}"
            )
            fine = {key: status for key, status in update.components.items() if key not in one.components}
            changed[update.at] = update.model_copy(update={"components": fine})
        else:
            faults = ", ".join(f"{key} {status}" for key, status in one.components.items())
            notes.changed(
                f"the update of {when} said {update.stage.label}, and yet {faults}: it is an update"
            )
            changed[update.at] = update.model_copy(update={"stage": Stage.UPDATE})
    updates = tuple(changed.get(update.at, update) for update in incident.updates)
    return incident.model_copy(update={"updates": updates})


def _times(case: SourceIncident, updates: tuple[Update, ...]) -> dict[str, Any]:
    started = case.time(case.document, "started_at")
    if case.kind is Kind.INCIDENT:
        return {"started": started} if started is not None and started < updates[0].at else {}
    starts = case.time(case.document, "scheduled_for")
    if starts is None:
        starts = started or updates[0].at
        case.notes.assumed(f"there is no scheduled_for: it starts at {format_time(starts)}")
    ends = case.time(case.document, "scheduled_until")
    if ends is None:
        ends = starts + timedelta(hours=1)
        case.notes.assumed("there is no scheduled_until: it ends an hour after its start")
    auto = case.document.get("scheduled_auto_completed") is True
    return {"starts": starts, "ends": after_start(starts, ends, case.notes), "auto_complete": auto}
