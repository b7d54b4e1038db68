"""A tolerant build goes without what fails, step by step; only what nobody can do without stops it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jinja2

from statuary.building.outcome import UNCHANGED, Built, Leniency, failure, template_problem
from statuary.history.file_history import History
from statuary.model import Problem, Severity
from statuary.source import read_project
from statuary.source.config import place_in_config
from statuary.source.times import format_time

Attempt = Callable[[Leniency], Built]
"""One build that goes so far. It may raise whatever an owner's page, template, hook or plugin raises."""


def tolerantly(config_file: Path, attempt: Attempt) -> Built:
    """Build, each time without what failed, until something can be published. Raises OSError when the disk fails."""
    leniency, problems = _usable(config_file)
    if leniency is None:
        return Built(None, tuple(problems), UNCHANGED)
    while True:
        try:
            built = attempt(leniency)
        except (Exception, SystemExit) as error:
            less = _without(error, leniency)
            if less is None:
                return Built(None, (), f"{UNCHANGED} {error}")
            leniency, instead = less
            problems.append(_left_out(error, instead, config_file))
        else:
            return _marked(built, problems)


def _marked(built: Built, problems: list[Problem]) -> Built:
    every = dict.fromkeys((*problems, *built.problems))
    found = tuple(sorted(every, key=lambda problem: problem.sort_key))
    failed = any(problem.severity is Severity.ERROR for problem in found)
    marked = f"{built.folder} was built in spite of these errors; what they concern is marked."
    return Built(built.folder, found, marked if failed else "")


def _without(error: BaseException, leniency: Leniency) -> tuple[Leniency, str] | None:
    """How to go on without what failed, and the words for it; None when nothing is left. Raises OSError."""
    if leniency.templates and (isinstance(error, jinja2.TemplateError) or not leniency.extras):
        instead = "published with our own templates in place of yours"
        return replace(leniency, templates=False), instead
    if leniency.extras:
        instead = "published without the extra pages of “nav”, hooks, plugins and packages of others"
        return replace(leniency, extras=False), instead
    if isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
        raise error
    return None


def _left_out(error: BaseException, instead: str, config_file: Path) -> Problem:
    if isinstance(error, jinja2.TemplateError):
        found = template_problem(error, config_file.parent)
        return found.model_copy(update={"hint": f"{instead}; {found.hint}"})
    return failure(error, config_file).model_copy(update={"hint": instead})


def _usable(config_file: Path) -> tuple[Leniency | None, list[Problem]]:
    """The newest mkdocs.yml that can be used, else as much as can be of the present one; and what is wrong with it.

    None where no version of it can be used.
    """
    root, name = config_file.parent, config_file.name
    project, found = read_project(root, name)
    if project is not None and project.incidents_dir.is_dir():
        return Leniency(project), []
    if project is not None:
        found.append(_no_folder(root, name, project.settings.incidents_dir))
    for version in History(root).versions(name):
        project, _ = read_project(root, name, version.content)
        if project is not None and project.incidents_dir.is_dir():
            hint = f"published with its version of {format_time(version.at)}; mend it"
            return Leniency(project, version.content), [*found, _unusable(name, hint)]
    project, _ = read_project(root, name, salvage=True)
    if project is None:
        return None, found
    return Leniency(project), [*found, _unusable(name, "published without what has an error; mend it")]


def _no_folder(root: Path, name: str, folder: str) -> Problem:
    line, column = place_in_config(root, "docs_dir")
    message, hint = f"there is no folder “{folder}”", "make it, or correct “docs_dir”"
    return Problem(path=name, line=line, column=column, rule="config", message=message, hint=hint)


def _unusable(name: str, hint: str) -> Problem:
    return Problem(path=name, rule="config", message="it cannot be used", hint=hint)
