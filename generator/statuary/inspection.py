"""One room behind every door: read a repository, check it, say what may be published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statuary.check import advise, check_structure
from statuary.model import Problem, Settings, Severity
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


def inspect(root: Path, choose_now: Callable[[Settings], datetime], clock: datetime) -> Inspected:
    """Read and check the repository at `root`.

    `choose_now` picks the moment that the page shows, once the settings are known; `clock` is the present.
    Raises OSError when the disk fails.
    """
    return inspect_loaded(load(root), choose_now, clock)


def inspect_loaded(loaded: Loaded, choose_now: Callable[[Settings], datetime], clock: datetime) -> Inspected:
    """The same for what was read already."""
    found = list(loaded.problems)
    state = None
    if loaded.site is not None:
        state = page_state(loaded.site, choose_now(loaded.site.settings))
        fixed = loaded.site.settings.now or clock
        found += check_structure(loaded.site, max(state.now, clock, fixed))
        found += advise(state)
    return Inspected(loaded.project, state, tuple(sorted(found, key=lambda problem: problem.sort_key)))
