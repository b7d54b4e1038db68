"""A tolerant build goes without what fails, step by step; only what nobody can do without stops it."""

from pathlib import Path
from typing import NamedTuple

import jinja2

from statuary.building.failures import (
    UNCHANGED,
    BuildFailedError,
    Leniency,
    UnusableConfigError,
    failure,
    template_problem,
)
from statuary.history.file_history import History
from statuary.model import Problem
from statuary.source import read_project
from statuary.source.config import place_in_config
from statuary.source.times import format_time


class Published(NamedTuple):
    """Where the site is, and everything that is to be mended or was left out."""

    folder: Path
    problems: tuple[Problem, ...]


def without(error: BaseException, leniency: Leniency, config_file: Path) -> Problem:
    """Go on without what failed, and say so. Raises BuildFailedError or OSError when nothing is left to leave out."""
    if leniency.templates and (isinstance(error, jinja2.TemplateError) or not leniency.extras):
        leniency.templates = False
        instead = "published with our own templates in place of yours"
    elif leniency.extras:
        leniency.extras = False
        instead = "published without the extra pages of “nav”, hooks, plugins and packages of others"
    elif isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
        raise error
    else:
        raise BuildFailedError(f"{UNCHANGED} {error}") from error
    if isinstance(error, jinja2.TemplateError):
        found = template_problem(error, config_file.parent)
        return found.model_copy(update={"hint": f"{instead}; {found.hint}"})
    return failure(error, config_file).model_copy(update={"hint": instead})


def usable(config_file: Path) -> tuple[Leniency, list[Problem]]:
    """The newest mkdocs.yml that can be used, else as much as can be of the present one; and what is wrong with it.

    Raises UnusableConfigError.
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
        raise UnusableConfigError(tuple(found))
    return Leniency(project), [*found, _unusable(name, "published without what has an error; mend it")]


def _no_folder(root: Path, name: str, folder: str) -> Problem:
    line, column = place_in_config(root, "docs_dir")
    message, hint = f"there is no folder “{folder}”", "make it, or correct “docs_dir”"
    return Problem(path=name, line=line, column=column, rule="config", message=message, hint=hint)


def _unusable(name: str, hint: str) -> Problem:
    return Problem(path=name, rule="config", message="it cannot be used", hint=hint)
