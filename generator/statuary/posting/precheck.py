"""The whole repository, checked as it would be with one file changed: before anything is written."""

from dataclasses import dataclass, replace
from datetime import datetime

from statuary.inspection.strict import Inspected, inspect_loaded
from statuary.model import Incident, Problem, Severity, Update
from statuary.posting.draft import Draft
from statuary.posting.posting_errors import InvalidError
from statuary.source import Loaded
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context

_WRITTEN = (
    "at",
    "stage",
    "components",
    "next_update",
    "no_next_update",
    "impact",
    "starts",
    "ends",
    "silent",
)
"""What must read back exactly as it was meant; text and single lines are compared by the tests of the writer."""


@dataclass(frozen=True)
class Verified:
    """The repository with the new file in it. `here` and `elsewhere` are problems in that file and in all others."""

    incident: Incident
    inspected: Inspected
    here: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]


def verify(loaded: Loaded, draft: Draft, now: datetime | None, clock: datetime) -> Verified:
    """Check what `draft` would make of the repository.

    Raises InvalidError when its own file would have an error. Errors elsewhere are only told: they must not keep
    anybody from saying that there is an outage.
    """
    assert loaded.project is not None and loaded.site is not None
    context = Context.of(loaded.project.zones, loaded.site.components, loaded.site.groups)
    incident, problems = read_incident(draft.path, draft.content, context)
    others = [one for one in loaded.site.incidents if one.path != draft.path]
    changed = sorted([*others, *([incident] if incident else [])], key=lambda one: one.id)
    kept = [one for one in loaded.problems if one.path != draft.path]
    after = replace(
        loaded,
        site=loaded.site.model_copy(update={"incidents": tuple(changed)}),
        problems=(*kept, *problems),
    )
    inspected = inspect_loaded(after, now, clock)
    here = tuple(one for one in inspected.problems if one.path == draft.path)
    # Of a cause elsewhere, `inspected` tells alone.
    told = here if incident is not None else (*here, *problems)
    errors = [one for one in dict.fromkeys(told) if one.severity is Severity.ERROR]
    if errors or incident is None:
        raise InvalidError(errors, "with this update the file would have errors, so nothing was written")
    _check_meaning(draft, incident)
    elsewhere = tuple(one for one in inspected.problems if one.path != draft.path)
    return Verified(incident, inspected, here, elsewhere)


def _check_meaning(draft: Draft, incident: Incident) -> None:
    """The last net: what was typed must have become one update and nothing else."""
    before = draft.incident.updates
    new = [one for one in incident.updates if one.identity == draft.update.at]
    others = tuple(_meant(one) for one in incident.updates if one.identity != draft.update.at)
    if len(new) != 1 or _meant(new[0]) != _meant(draft.update) or others != tuple(map(_meant, before)):
        raise InvalidError((), "these words would change the meaning of the file, so nothing was written")


def _meant(update: Update) -> tuple[object, ...]:
    return tuple(getattr(update, name) for name in _WRITTEN)
