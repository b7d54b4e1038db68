"""The build that publishes whatever can be published: a broken file never stops the page."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from statuary.model import Problem
from statuary.past import History
from statuary.plugin.configured import config_problems, configure
from statuary.plugin.failures import UNCHANGED, failure, said_problems, template_problem
from statuary.plugin.leniency import Leniency
from statuary.plugin.run import BuildFailedError, Say, listen, run_build
from statuary.source import read_project
from statuary.source.times import format_time


class Published(NamedTuple):
    """Where the site is, and everything that is to be mended or was left out."""

    folder: Path
    problems: tuple[Problem, ...]


class UnusableConfigError(BuildFailedError):
    """Neither mkdocs.yml nor an earlier version of it can be used; `problems` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(UNCHANGED)
        self.problems = problems


def build_tolerantly(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None
) -> Published:
    """Build the site in spite of errors, and return its folder with all problems; see `statuary.tolerant`.

    What fails is left out: settings that MkDocs refuses, the owner's templates (ours are used), the extra pages of
    `nav` with all that works on them. Raises BuildFailedError when nothing can be published, and OSError when the disk
    fails.
    """
    said: list[str] = []

    def heard(level: int, message: str) -> None:
        said.append(message)
        say(level, message)

    listen(heard)
    leniency, problems = _usable(config_file)
    while True:
        try:
            config, left_out = _load(config_file, leniency, site_dir)
            folder = run_build(config, now)
        except (Exception, SystemExit) as error:  # whatever an owner's page, template, hook or plugin raises
            problems.append(_without(error, leniency, config_file))
        else:
            problems += said_problems(config_file, said) if leniency.strict else []
            found = dict.fromkeys((*problems, *left_out, *leniency.problems))
            return Published(folder, tuple(sorted(found, key=lambda problem: problem.sort_key)))


def _without(error: BaseException, leniency: Leniency, config_file: Path) -> Problem:
    """Go on without what failed, and say so. Raises BuildFailedError or OSError when nothing is left to leave out."""
    if leniency.templates and (isinstance(error, jinja2.TemplateError) or not leniency.extras):
        leniency.templates = False
        instead = "published with our own templates in place of yours"
    elif leniency.extras:
        leniency.extras = False
        instead = "published without the extra pages of “nav”, hooks and plugins of others"
    elif isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
        raise error
    else:
        raise BuildFailedError(f"{UNCHANGED} {error}") from error
    if isinstance(error, jinja2.TemplateError):
        found = template_problem(error, config_file.parent)
        return found.model_copy(update={"hint": f"{instead}; {found.hint}"})
    return failure(error, config_file).model_copy(update={"hint": instead})


def _usable(config_file: Path) -> tuple[Leniency, list[Problem]]:
    """The newest mkdocs.yml that can be used, else as much as can be of the present one; and what is wrong with it."""
    root, name = config_file.parent, config_file.name
    project, found = read_project(root, name)
    if project is not None and project.incidents_dir.is_dir():
        return Leniency(project), []
    if project is not None:
        message = f"there is no folder “{project.settings.incidents_dir}”"
        found += config_problems(config_file, [("docs_dir", message)], "make it, or correct “docs_dir”")
    for version in History(root).versions(name):
        project, _ = read_project(root, name, version.content)
        if project is not None and project.incidents_dir.is_dir():
            hint = f"published with its version of {format_time(version.at)}; mend it"
            return Leniency(project, version.content), [*found, _unusable(name, hint)]
    project, _ = read_project(root, name, salvage=True)
    if project is None:
        raise UnusableConfigError(tuple(found))
    return Leniency(project), [*found, _unusable(name, "published without what has an error; mend it")]


def _unusable(name: str, hint: str) -> Problem:
    return Problem(path=name, rule="config", message="it cannot be used", hint=hint)


def _load(config_file: Path, leniency: Leniency, site_dir: Path | None) -> tuple[MkDocsConfig, list[Problem]]:
    config, left_out = configure(config_file, leniency, site_dir)
    plugin: Any = config.plugins["statuary"]
    plugin.leniency = leniency
    return config, left_out
