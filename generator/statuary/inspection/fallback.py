"""What is published in place of an incident file that cannot be read.

The rules, each on the side of never green:

1. The last good version from git is shown, marked as being corrected.
2. If that is open, it stays open, whatever the broken text says of an end: only a file that can be read closes it.
   What the broken text plainly adds for the worse (a status, an impact, an earlier stage) counts at once.
3. If that is over, it stays over as long as no line came, went or moved that could change its course, or as the last
   stage of the text is still a plain end (`inspection/recovered_text.py`). Otherwise it is open again.
4. Without any good version, a card with the title stands for it, open since its first heading, with the components
   that the text plainly names. Only what ended more than a day ago by plain headings of its own is over: else every
   old file that a stricter reader refuses would be an alarm.

Nothing that is put in is in a feed, and its id does not depend on the time, so that mending notifies nobody twice.

Nor may words be read that hold a secret: then the facts of the incident are published, and those words are not. Readers
must learn of an outage, whatever its author copied into it. The run is red, and says what to take out.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from statuary.inspection.recovered_text import RecoveredText, kind_of
from statuary.inspection.recovery import TITLE_LENGTH
from statuary.model import ACTIVE_STAGES, ComponentStatus, Correction, Impact, Incident, Kind, Stage, Update
from statuary.rules import Case, RuleContext, has_leak
from statuary.source.vocabulary import stem_of
from statuary.status import IncidentState, Standing, incident_state
from statuary.status.stages import UNDER_WAY

_LONG_OVER = timedelta(days=1)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The identity of what is put in: no real update has it, and it stays the same from build to build."""
_STAGE_BADNESS = {Stage.MONITORING: 1, Stage.IDENTIFIED: 2, Stage.INVESTIGATING: 3}


def fallback_update(at: datetime, stage: Stage, number: int = 0, **said: Any) -> Update:
    """An update that no author wrote: silent, without words; `number` tells those of one incident apart."""
    identity = _NEVER + timedelta(seconds=number)
    return Update(at=at, stage=stage, posted_as=identity, silent=True, is_fallback=True, **said)


def from_good(good: Incident, since: datetime, told: RecoveredText, now: datetime) -> Incident:
    """A good version (`being_corrected` says which), as far as the broken text that came `since` lets it stand."""
    shown = good
    state = incident_state(good, now)
    if state is None:
        return shown
    if told.changed and not (state.standing is Standing.PAST and told.is_over(good.kind, now)):
        shown = shown.model_copy(update={"auto_complete": False})
        state = incident_state(shown, now) or state
    worse = _worse(state, told, now)
    if not worse:
        return shown
    kind = Kind.INCIDENT if good.kind is Kind.NOTICE else good.kind
    last = state.newest.at
    at = min(max(_when(told, since, now), last + timedelta(seconds=1)), max(now, last))
    updates = sorted([*good.updates, fallback_update(at, **worse)], key=lambda update: update.at)
    return shown.model_copy(update={"kind": kind, "updates": tuple(updates)})


def _when(told: RecoveredText, since: datetime, now: datetime) -> datetime:
    """Since when it is worse: the new heading's time, else when the broken text came."""
    return min(told.opened_at or since, now)


def _worse(state: IncidentState, told: RecoveredText, now: datetime) -> dict[str, Any]:
    """The fields of an update that says what is worse than the good version has it; empty where nothing is."""
    kind = state.incident.kind
    if kind is Kind.NOTICE:
        open_again = not ACTIVE_STAGES.isdisjoint(told.new_stages)
        return _opened(state, told) if told.statuses or open_again else {}
    if state.standing is Standing.PAST:
        return _opened(state, told) if told.changed and not told.is_over(kind, now) else {}
    components = {key: status for key, status in told.statuses.items() if _is_worse(status, key, state)}
    impact = told.impact if told.impact and told.impact.badness > state.impact.badness else None
    stage = _worse_stage(state, told, wrong=bool(components) or impact is not None)
    if not components and impact is None and stage is Stage.UPDATE:
        return {}
    return {"stage": stage, "components": components, "impact": impact}


def _is_worse(status: ComponentStatus, component: str, state: IncidentState) -> bool:
    held = state.components.get(component, ComponentStatus.OPERATIONAL)
    if state.standing is Standing.PLANNED:
        held = ComponentStatus.UNDER_MAINTENANCE
    return status.badness > held.badness


def _worse_stage(state: IncidentState, told: RecoveredText, *, wrong: bool) -> Stage:
    """Of maintenance, In progress: what is wrong before the work is under way would be a mere plan."""
    if state.incident.kind is Kind.MAINTENANCE:
        begun = not UNDER_WAY.isdisjoint(told.new_stages) and state.standing is Standing.PLANNED
        return Stage.IN_PROGRESS if begun or wrong else Stage.UPDATE
    said = _worst(told.new_stages)
    return said if said and _STAGE_BADNESS[said] > _STAGE_BADNESS.get(state.stage, 0) else Stage.UPDATE


def _worst(stages: Iterable[Stage]) -> Stage | None:
    return max((one for one in stages if one in _STAGE_BADNESS), key=_STAGE_BADNESS.__getitem__, default=None)


def _opened(state: IncidentState, told: RecoveredText) -> dict[str, Any]:
    """What was over goes on. The promises of its past are kept, so none of them is late now."""
    fields: dict[str, Any] = {"components": told.statuses, "impact": told.impact, "no_next_update": True}
    if state.incident.kind is not Kind.MAINTENANCE:
        return fields | {"stage": _worst(told.new_stages) or Stage.INVESTIGATING}
    planned = Stage.SCHEDULED in told.new_stages and not told.goes_on and not _hurts(told)
    if planned and told.starts is not None:
        return fields | {"stage": Stage.SCHEDULED, "starts": told.starts, "ends": told.ends}
    return fields | {"stage": Stage.IN_PROGRESS}


def from_nothing(name: tuple[str, str], told: RecoveredText, since: datetime, now: datetime) -> Incident:
    """A card for a file without any good version. `name` is the id and the path; `since` when the file came."""
    times = [one.at for one in told.headings if one.at <= now]
    first = min([*times, min(since, now)])
    over = told.is_over(kind_of(told.turns, told.kind), now) and max(times, default=now) < now - _LONG_OVER
    stages = _stages(told, over, now)
    # In the front matter of maintenance it would be a plan, and nobody can tell that it is one.
    wrong = {"components": told.statuses, "impact": _impact(told)} if _hurts(told) else {}
    return Incident(
        id=name[0],
        path=name[1],
        kind=told.kind,
        title=told.title or title_of(name[1]),
        impact=_impact(told),
        components={} if told.kind is Kind.NOTICE else told.statuses,
        starts=(told.starts or first) if told.kind is Kind.MAINTENANCE else None,
        ends=told.ends if told.kind is Kind.MAINTENANCE else None,
        source=told.source,
        updates=tuple(
            fallback_update(at, stage, number, **({} if number else wrong))
            for number, (at, stage) in enumerate(
                zip((first, max(times, default=first)), stages, strict=False)
            )
        ),
        being_corrected=Correction(),
    )


def _impact(told: RecoveredText) -> Impact | None:
    """Nobody can tell that a text which cannot be read means it, so “none” does not count."""
    return None if told.impact is Impact.NONE or told.kind is Kind.NOTICE else told.impact


def _stages(told: RecoveredText, over: bool, now: datetime) -> list[Stage]:
    """How it began and, where it is over, how it ended."""
    if told.kind is Kind.NOTICE:
        return [Stage.NOTICE]
    if told.kind is Kind.MAINTENANCE:
        begun = not UNDER_WAY.isdisjoint(told.new_stages) or _hurts(told)
        planned = told.starts is not None and told.starts > now and not begun
        return [Stage.SCHEDULED if planned else Stage.IN_PROGRESS, *([Stage.COMPLETED] if over else [])]
    return [Stage.INVESTIGATING, *([Stage.RESOLVED] if over else [])]


def _hurts(told: RecoveredText) -> bool:
    """Whether a text that tells of maintenance speaks of a fault, too."""
    return told.kind is Kind.MAINTENANCE and (
        _impact(told) is not None or any(one.is_fault for one in told.statuses.values())
    )


def title_of(path: str) -> str:
    """Words from a file's name: `2026-11-22-card-payments-fail.md` is “Card payments fail”."""
    stem = stem_of(path)
    plain = "".join(one if one.isalnum() else " " for one in stem)
    named = " ".join(word for word in plain.split() if not word.isdigit()) or " ".join(plain.split()) or "…"
    return named[:1].upper() + named[1:TITLE_LENGTH]


_WORDS = {"text": "", "who": None, "workaround": None, "estimate": None, "correction": None}


def without_leaks(incident: Incident, frame: RuleContext) -> Incident:
    """The same without the words of each update that leaks, and without a title that does; itself where none does."""
    shown = incident.model_copy(update={"title": _title(incident, frame)})
    shown = shown.model_copy(update={"updates": tuple(_updates(shown, frame))})
    if shown == incident:
        return incident
    return shown.model_copy(update={"being_corrected": incident.being_corrected or Correction()})


def _updates(incident: Incident, frame: RuleContext) -> list[Update]:
    return [
        one.model_copy(update=_WORDS) if has_leak(Case.then(frame, incident, index)) else one
        for index, one in enumerate(incident.updates)
    ]


def _title(incident: Incident, frame: RuleContext) -> str:
    """Its own; else what the file's name says, which is in the address anyway, unless that leaks as well."""
    silent = incident.updates[0].model_copy(update=_WORDS)
    for title in (incident.title, title_of(incident.path)):
        case = Case.then(frame, incident.model_copy(update={"title": title, "updates": (silent,)}), 0)
        if not has_leak(case):
            return title
    return incident.kind.capitalize()
