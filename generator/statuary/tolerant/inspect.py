"""The repository as it can be published in spite of its errors."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from statuary.check import check_structure, present
from statuary.inspection import Inspected, inspect_loaded
from statuary.model import Incident, Problem, Severity, Site
from statuary.past import History
from statuary.past.check import check_past
from statuary.source import Loaded, Project, load_project
from statuary.source.components import is_components_file
from statuary.source.ids import is_in_place, name_of
from statuary.source.nav import leads_away
from statuary.status import page_state
from statuary.tolerant.catalogue import Catalogue
from statuary.tolerant.later import without_future
from statuary.tolerant.mend import Mender

FIXED_NOW = "fixed-now"


def inspect_tolerantly(
    project: Project,
    problems: Sequence[Problem],
    asked: datetime | None,
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
    strict = inspect_loaded(loaded, asked, clock, history=history)
    if not strict.stopping or loaded.site is None:
        return strict
    return _Tolerant(loaded, strict, clock, history).inspected(asked)


class _Tolerant:
    def __init__(self, loaded: Loaded, strict: Inspected, clock: datetime, history: History) -> None:
        if loaded.project is None or loaded.site is None:
            raise ValueError("without a configuration there is no site")
        self._project, self._site = loaded.project, loaded.site
        self._loaded, self._strict, self._clock, self._history = loaded, strict, clock, history
        self._notes: list[Problem] = []

    def inspected(self, asked: datetime | None) -> Inspected:
        """The state with everything in it that can be shown, and what was said about it."""
        now = asked or self._present()
        latest = max(now, self._clock, self._fixed())
        broken = any(is_components_file(problem.path) for problem in self._strict.errors)
        catalogue = Catalogue(self._project, self._site.groups, broken, self._history)
        withdrawn = [one.id for one in self._site.withdrawn]
        mender = Mender(self._project, catalogue.context, self._history, withdrawn, now)
        incidents = [without_future(incident, latest) for incident in self._incidents(mender)]
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

    def _incidents(self, mender: Mender) -> Iterator[Incident]:
        """Those that were read, then what is published in place of the others."""
        taken = {incident.id for incident in self._site.incidents}
        yield from self._site.incidents
        broken, folder = self._broken(), self._project.settings.incidents_dir
        yield from self._mended([path for path in broken if is_in_place(path, folder)], mender, taken)
        for incident in self._recovered(mender, taken):
            taken.add(incident.id)
            yield incident
        beside = [path for path in broken if not is_in_place(path, folder) and name_of(path) not in taken]
        yield from self._mended(beside, mender, taken)

    def _mended(self, paths: Sequence[str], mender: Mender, taken: set[str]) -> Iterator[Incident]:
        for path in paths:
            mended = mender.mend(path, taken)
            if mended is not None:
                taken.add(mended.incident.id)
                self._notes += [mended.note] if mended.note else []
                yield mended.incident

    def _recovered(self, mender: Mender, taken: set[str]) -> Iterator[Incident]:
        """Those that left the page while they were open; also where a file with an error bore the name of one, but

        nothing is published in its place.
        """
        moments = {self._fixed(), self._clock}
        judged = check_past(self._loaded, taken | mender.withdrawn, moments, self._history)
        self._notes += [one for one in judged.problems if one not in self._strict.problems]
        for gone in (one for one in judged.gone if one.id not in taken):
            mended = mender.recover(gone)
            if mended is not None:
                self._notes += [mended.note] if mended.note else []
                yield mended.incident

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
            if not any(_is_about(problem, incident) for problem in check_structure(trial, latest, files)):
                kept = (*kept, alias)
        site = _with_aliases(site, incident, kept)
    return site


def _with_aliases(site: Site, incident: Incident, aliases: tuple[str, ...]) -> Site:
    changed = incident.model_copy(update={"aliases": aliases})
    others = (changed if one.id == incident.id else one for one in site.incidents)
    return site.model_copy(update={"incidents": tuple(others)})


def _is_about(problem: Problem, incident: Incident) -> bool:
    return problem.rule == "alias" and problem.path == incident.path
