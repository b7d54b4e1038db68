"""The cause before its consequences: one fault in what all incidents rest on is one problem, and not dozens."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from statuary.model import Problem, Severity
from statuary.repository_files import read_inside
from statuary.resources import example
from statuary.source.components import FILE_NAME, is_components_file, read_components
from statuary.source.vocabulary import stem_of

_RESTORE = "write what you run, or bring back its last version with git"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}-")


def causes_first(problems: Sequence[Problem], *, nothing_runs: bool = False) -> list[Problem]:
    """The problems without those that one other explains.

    While `components.yaml` has an error, or `nothing_runs`, nobody can tell which components incidents may name. And
    whoever replaced the example's components need not hear of each of its incidents that they are another's.
    """
    cause = next((one for one in problems if _is_cause(one)), None)
    if cause is None:
        problems = _without_example(problems)
        if not (nothing_runs and any(one.component for one in problems)):
            return problems
        cause = Problem(
            path=FILE_NAME, rule="component", message="this file names no component", hint=_RESTORE
        )
        problems = [cause, *problems]
    rest = [one for one in problems if not one.component]
    hidden = len({one.path for one in problems if one.component})
    if hidden:
        files = f"{hidden} incident{'s' * (hidden != 1)}"
        said = f"{cause.hint}; until then, components of {files} cannot be checked"
        rest[rest.index(cause)] = cause.model_copy(update={"hint": said})
    return rest


def _is_cause(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and is_components_file(problem.path)


def _without_example(problems: Sequence[Problem]) -> list[Problem]:
    paths = sorted(
        {one.path for one in problems if one.component and is_of_example(one.path, [one.component])}
    )
    if not paths:
        return list(problems)
    listed = f"{len(paths)} incident{'s' * (len(paths) != 1)}"
    found = Problem(
        path=paths[0].rpartition("/")[0],
        rule="component",
        message=f"{listed} of the example name components that {FILE_NAME} no longer has; they may be deleted",
        hint=f"git rm {' '.join(paths)}",
    )
    return [found, *(one for one in problems if one.path not in paths)]


def is_of_example(path: str, lost: Iterable[str]) -> bool:
    """Whether an incident, by its path or id, is one of the example's, and so one of its `lost` components."""
    names, components = _example()
    return _undated(path) in names and any(one.strip().lower() in components for one in lost)


def runs_example(root: Path) -> bool:
    """Whether what runs, by `components.yaml`, is what the example's company runs. Raises OSError."""
    groups, _ = read_components(read_inside(root, root / FILE_NAME))
    return all(component.id in _example()[1] for group in groups for component in group.components)


def _undated(path: str) -> str:
    """An id without its day, which `init --example` moves."""
    return _DAY.sub("", stem_of(path))


@cache
def _example() -> tuple[frozenset[str], frozenset[str]]:
    """Names of the example's incidents without their days; ids and names of its components."""
    try:
        folder = example()
        groups, _ = read_components((folder / FILE_NAME).read_bytes())
        files: Iterable[str] = [path.name for path in (folder / "incidents").rglob("*.md")]
    except OSError:
        return frozenset(), frozenset()
    listed = [component for group in groups for component in group.components]
    words = {word.lower() for component in listed for word in (component.id, component.name)}
    return frozenset(_undated(name) for name in files), frozenset(words)
