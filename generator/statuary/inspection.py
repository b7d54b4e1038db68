"""One room behind every door: read a repository, check it, say what may be published."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statuary.check import advise, check_fixed_now, check_structure
from statuary.model import Problem, Severity
from statuary.source import Loaded, Project, load
from statuary.status import PageState, page_state


@dataclass(frozen=True)
class Inspected:
    """A repository as it stands at one moment. `project` and `state` are None when the configuration is unusable."""

    project: Project | None
    state: PageState | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops a build."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def inspect(root: Path, asked: datetime | None, clock: datetime) -> Inspected:
    """Read and check the repository at `root`; see `inspect_loaded`. Raises OSError when the disk fails."""
    return inspect_loaded(load(root), asked, clock)


def inspect_loaded(loaded: Loaded, asked: datetime | None, clock: datetime) -> Inspected:
    """Check what was read.

    The moment that the page shows is the one that was asked for, else what `mkdocs.yml` fixes, else `clock`, the
    present.
    """
    found = list(loaded.problems)
    state = None
    if loaded.site is not None:
        fixed = loaded.site.settings.now or clock
        state = page_state(loaded.site, asked or fixed)
        pages = [url for _, url in loaded.project.pages] if loaded.project else []
        found += check_structure(loaded.site, max(state.now, clock, fixed), pages)
        if asked is None:
            found += check_fixed_now(loaded.site, clock)
        found += advise(state)
    if loaded.project is not None:
        found += _check_language(loaded.project)
    return Inspected(loaded.project, state, tuple(sorted(found, key=lambda problem: problem.sort_key)))


def _check_language(project: Project) -> list[Problem]:
    """That the page can speak its language; our own English it always can, and nothing is loaded for that."""
    own = project.custom_dir / "statuary/languages/en.po" if project.custom_dir else None
    if project.settings.language == "en" and not (own and own.is_file()):
        return []
    from statuary.languages import language_problems  # lazy: Babel takes 40 ms to start

    return language_problems(project)
