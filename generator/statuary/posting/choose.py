"""Which incident is meant, and which stage may come next."""

from collections.abc import Sequence

from statuary.model import ENDED_STAGES, STAGES_OF, Kind, Stage
from statuary.posting.posting_errors import PostingError, SeveralError
from statuary.source.problems import near
from statuary.source.vocabulary import slug
from statuary.status import IncidentState, PageState, Standing

END_OF = {Kind.INCIDENT: Stage.RESOLVED, Kind.MAINTENANCE: Stage.COMPLETED}
"""What a kind ends with; a notice ends by its `until`."""
FIRST_OF = {
    Kind.INCIDENT: Stage.INVESTIGATING,
    Kind.MAINTENANCE: Stage.SCHEDULED,
    Kind.NOTICE: Stage.NOTICE,
}
_SHOWN = 9
_LIKELY = (Standing.ACTIVE, Standing.PLANNED, Standing.PAST)


def choose(state: PageState, asked: str | None) -> IncidentState:
    """The incident that was named, or the one that is open.

    A part of an id will do where only one has it, of what is open, else planned, else past; so will the path of its
    file. Without a name: the one open incident, else the one maintenance under way. Raises PostingError, and
    SeveralError.
    """
    if asked:
        return _named(state, asked)
    candidates = state.active or state.in_progress
    if not candidates:
        raise PostingError("no incident is open, so name the one that you mean by its id, or a part of it")
    return _one(candidates)


def _named(state: PageState, asked: str) -> IncidentState:
    name = asked.rstrip("/").rpartition("/")[2].removesuffix(".md")
    if name in state.by_id:
        return state.by_id[name]
    part = slug(name)
    matches = [item for key, item in state.by_id.items() if part and part in key]
    if not matches:
        nearest = near(name, state.by_id)
        raise PostingError(f"there is no incident “{asked}”{f'; did you mean {nearest}?' if nearest else ''}")
    by_standing = [[item for item in matches if item.standing is one] for one in _LIKELY]
    return _one(next(items for items in by_standing if items))


def _one(items: Sequence[IncidentState]) -> IncidentState:
    if len(items) > 1:
        raise SeveralError(sorted(items, key=lambda item: item.start, reverse=True)[:_SHOWN])
    return items[0]


def opened_again(item: IncidentState) -> Stage:
    """The stage of what is over and goes on after all."""
    if item.stage is Stage.CANCELLED:
        return Stage.SCHEDULED
    return Stage.IN_PROGRESS if item.incident.kind is Kind.MAINTENANCE else Stage.INVESTIGATING


def next_stages(item: IncidentState) -> tuple[Stage, ...]:
    """The stages that the next update may have; the first is the one that keeps things as they are."""
    ended = item.stage in ENDED_STAGES
    stages = [stage for stage in STAGES_OF[item.incident.kind] if _may_follow(stage, item.stage, ended)]
    return (Stage.UPDATE, *(stage for stage in stages if stage is not Stage.UPDATE))


def _may_follow(stage: Stage, now: Stage, ended: bool) -> bool:
    if stage is Stage.POSTMORTEM:
        return ended
    return not (ended and stage in ENDED_STAGES) or now is Stage.CANCELLED


def check_stage(item: IncidentState, stage: Stage) -> None:
    """Raises PostingError where this stage cannot come next."""
    legal = next_stages(item)
    if stage not in legal:
        where = f"{item.incident.id} is a {item.incident.kind} in the stage {item.stage.label}"
        raise PostingError(
            f"{where}: {stage.label} cannot come next; use one of: {', '.join(one.label for one in legal)}"
        )
