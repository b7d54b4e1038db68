"""What readers are owed in a repository at one moment, in spite of errors in its files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from statuary.building.outcome import usable_project
from statuary.inspection.strict import Inspected
from statuary.inspection.tolerant import inspect_tolerantly
from statuary.model import Problem, Settings
from statuary.source.config import config_name
from statuary.status import Due, DueKind, IncidentState, due


class UnusableError(Exception):
    """No version of the configuration can be used, so nobody can say what is due. `problems` tell why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("what is due is not known, because the configuration cannot be used")
        self.problems = problems


@dataclass(frozen=True)
class Overview:
    """`dues` are all that may come, the worst first. `errors` are those of files that cannot be read."""

    now: datetime
    settings: Settings
    states: tuple[IncidentState, ...]
    dues: tuple[Due, ...]
    errors: tuple[Problem, ...] = ()

    @property
    def overdue(self) -> tuple[Due, ...]:
        """What readers already wait for."""
        return tuple(one for one in self.dues if one.is_overdue(self.now))

    def soon(self, within: timedelta) -> tuple[Due, ...]:
        """What is due by then, and not overdue."""
        limit = self.now + within
        return tuple(one for one in self.dues if one.at <= limit and not one.is_overdue(self.now))


def overview(root: Path, now: datetime | None, clock: datetime) -> Overview:
    """Read the repository at `root`. `now` is what was asked for, else what the page fixes, else `clock`.

    In place of a file that cannot be read counts what readers see: its last good version. Raises UnusableError, and
    OSError when the disk fails.
    """
    leniency, problems = usable_project(root.resolve() / config_name(root))
    if leniency is None:
        raise UnusableError(tuple(problems))
    found = inspect_tolerantly(leniency.project, problems, now, clock)
    if found.state is None:
        raise UnusableError(found.errors)
    state, unread = found.state, _unread(found, problems)
    return of_states(state.by_id.values(), state.now, state.site.settings, unread)


def _unread(found: Inspected, configuration: Sequence[Problem]) -> tuple[Problem, ...]:
    """The errors for which something else counts than what the files say: they may hold a promise."""
    assert found.state is not None
    site = found.state.site
    read = {one.path for one in site.incidents if one.being_corrected is None}
    folder = f"{site.settings.incidents_dir}/"
    return tuple(
        one
        for one in found.stopping
        if one in configuration or (one.path.startswith(folder) and one.path not in read)
    )


def of_states(
    states: Iterable[IncidentState], now: datetime, settings: Settings, errors: tuple[Problem, ...] = ()
) -> Overview:
    """What is due of these."""
    states = tuple(states)
    found = (due(one, now, settings.rhythm, settings.zone) for one in states)
    dues = sorted(
        (one for one in found if one and one.kind.value not in settings.words.off),
        key=lambda one: _rank(one, now),
    )
    return Overview(now, settings, states, tuple(dues), errors)


def _rank(one: Due, now: datetime) -> tuple[bool, bool, int, datetime, str]:
    """What is open before what is over; then by impact; then what has been due for longest."""
    over = one.kind is DueKind.POSTMORTEM
    return not one.is_overdue(now), over, -one.state.impact.badness, one.at, one.state.incident.id
