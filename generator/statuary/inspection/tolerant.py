"""The repository as it can be published in spite of its errors.

Updates that are dated into the future: what worsens counts at once, and a future end does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from statuary.check import check_structure, present
from statuary.history.file_history import History
from statuary.history.removal_errors import check_past
from statuary.inspection.components_fallback import FallbackComponents
from statuary.inspection.fallback import fallback_update, without_leaks
from statuary.inspection.quarantine import Quarantine
from statuary.inspection.strict import Inspected, inspect_loaded
from statuary.model import (
    ENDED_STAGES,
    ComponentStatus,
    Correction,
    Incident,
    Kind,
    Problem,
    Severity,
    Site,
    Stage,
    Update,
)
from statuary.rules import RuleContext
from statuary.source import Loaded, Project, load_project
from statuary.source.components import is_components_file
from statuary.source.mkdocs_yml import leads_away
from statuary.source.vocabulary import is_in_place, name_of
from statuary.status import CLOCK_SKEW, IncidentState, Standing, incident_state, page_state

FIXED_NOW = "fixed-now"


def inspect_tolerantly(
    project: Project,
    problems: Sequence[Problem],
    now: datetime | None,
    clock: datetime,
    history: History | None = None,
) -> Inspected:
    """Read and check a repository; with errors, its state is what a tolerant build publishes.

    All errors are among the problems, as for a strict build. Moments are those of `inspect_loaded`, but a fixed `now`
    that hides updates does not count. `history` is the repository's own where none is given. Raises OSError when the
    disk fails.
    """
    loaded = load_project(project, list(problems))
    history = history or History(project.root)
    strict = inspect_loaded(loaded, now, clock, history=history)
    if not strict.stopping or loaded.site is None:
        return strict
    return _Tolerant(loaded, strict, clock, history).inspected(now)


class _Tolerant:
    def __init__(self, loaded: Loaded, strict: Inspected, clock: datetime, history: History) -> None:
        if loaded.project is None or loaded.site is None:
            raise ValueError("without a configuration there is no site")
        self._project, self._site = loaded.project, loaded.site
        self._loaded, self._strict, self._clock, self._history = loaded, strict, clock, history
        self._notes: list[Problem] = []

    def inspected(self, now: datetime | None) -> Inspected:
        """The state with everything in it that can be shown, and what was said about it."""
        now = now or self._present()
        latest = max(now, self._clock, self._fixed())
        broken = any(is_components_file(problem.path) for problem in self._strict.errors)
        catalogue = FallbackComponents(self._project, self._site.groups, broken, self._history)
        withdrawn = [one.id for one in self._site.withdrawn]
        quarantine = Quarantine(self._project, catalogue.context, self._history, withdrawn, now)
        frame = RuleContext.of(self._site)
        incidents = [
            without_leaks(without_future(incident, latest), frame) for incident in self._incidents(quarantine)
        ]
        incidents.sort(key=lambda incident: incident.id)
        groups = catalogue.complete(incidents)
        site = self._site.model_copy(update={"groups": groups, "incidents": tuple(incidents)})
        project = self._usable_project()
        site = _without_bad_aliases(site, latest, self._loaded.listing.outputs)
        problems = sorted([*self._strict.problems, *self._notes], key=lambda problem: problem.sort_key)
        return Inspected(project, page_state(site, now), tuple(problems), self._loaded.listing)

    def _fixed(self) -> datetime:
        return present(self._site, self._clock)

    def _present(self) -> datetime:
        """What `mkdocs.yml` fixes, unless it hides updates: that is the page of a company, and not of a story."""
        hides = any(problem.rule == FIXED_NOW for problem in self._strict.errors)
        return self._clock if hides else self._fixed()

    def _incidents(self, quarantine: Quarantine) -> Iterator[Incident]:
        """Those that were read, then what is published in place of the others."""
        taken = {incident.id for incident in self._site.incidents}
        yield from self._site.incidents
        broken, folder = self._broken(), self._project.settings.incidents_dir
        yield from self._replaced([path for path in broken if is_in_place(path, folder)], quarantine, taken)
        for incident in self._recovered(quarantine, taken):
            taken.add(incident.id)
            yield incident
        beside = [path for path in broken if not is_in_place(path, folder) and name_of(path) not in taken]
        yield from self._replaced(beside, quarantine, taken)

    def _replaced(self, paths: Sequence[str], quarantine: Quarantine, taken: set[str]) -> Iterator[Incident]:
        for path in paths:
            replaced = quarantine.replacement_for(path, taken)
            if replaced is not None:
                taken.add(replaced.incident.id)
                self._notes += [replaced.note] if replaced.note else []
                yield replaced.incident

    def _recovered(self, quarantine: Quarantine, taken: set[str]) -> Iterator[Incident]:
        """Those that left the page while they were open; also where a file with an error bore the name of one, but

        nothing is published in its place.
        """
        moments = {self._fixed(), self._clock}
        judged = check_past(self._loaded, taken | quarantine.withdrawn, moments, self._history)
        self._notes += [one for one in judged.problems if one not in self._strict.problems]
        for gone in (one for one in judged.gone if one.id not in taken):
            replaced = quarantine.recover(gone)
            if replaced is not None:
                self._notes += [replaced.note] if replaced.note else []
                yield replaced.incident

    def _broken(self) -> list[str]:
        """The files with an error that were not read, in their order."""
        read = {incident.path for incident in self._site.incidents}
        base = self._project.settings.incidents_dir
        errors = (one for one in self._loaded.problems if one.severity is Severity.ERROR)
        paths = {one.path for one in errors if one.path.startswith(f"{base}/") or one.rule == "file-name"}
        return sorted(path for path in paths - read if not (self._project.root / path).is_dir())

    def _usable_project(self) -> Project:
        """Without the pages of `nav` that cannot be published."""
        usable = self._loaded.listing.pages
        return replace(
            self._project,
            nav=tuple(one for one in self._project.nav if one[1] in usable or leads_away(one[1])),
        )


def _without_bad_aliases(site: Site, latest: datetime, files: Sequence[str]) -> Site:
    """The site without the old addresses that cannot be its own; all others go on leading to their incidents."""
    found = check_structure(site, latest, files)
    bad = {problem.path for problem in found if problem.rule == "alias"}
    for incident in [one for one in site.incidents if one.path in bad]:
        kept: tuple[str, ...] = ()
        for alias in incident.aliases:
            trial = _with_aliases(site, incident, (*kept, alias))
            found = check_structure(trial, latest, files)
            if not any(one.rule == "alias" and one.path == incident.path for one in found):
                kept = (*kept, alias)
        site = _with_aliases(site, incident, kept)
    return site


def _with_aliases(site: Site, incident: Incident, aliases: tuple[str, ...]) -> Site:
    changed = incident.model_copy(update={"aliases": aliases})
    others = (changed if one.id == incident.id else one for one in site.incidents)
    return site.model_copy(update={"incidents": tuple(others)})


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
        kept = kept.model_copy(update={"updates": (fallback_update(latest, opened),)})
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
    hurts = impact is not None or any(one.is_fault for one in components.values())
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
