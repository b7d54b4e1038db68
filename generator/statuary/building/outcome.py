"""How a build ended, as a value, and what failed in it: a problem with a place instead of a traceback.

The same with MkDocs and without it, strict and tolerant. A tolerant build goes without what fails, step by step; only
what nobody can do without stops it.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2

from statuary.building.extensions import ExtensionError
from statuary.history.file_history import History
from statuary.inspection.strict import Inspected
from statuary.model import Problem, Severity
from statuary.source import Project, read_project
from statuary.source.config import place_in_config
from statuary.source.times import format_time


def template_problem(error: jinja2.TemplateError, root: Path) -> Problem:
    """Where a template fails, as far as Jinja tells; `root` is the repository."""
    path, line = _place(error)
    name = Path(path)
    shown = name.relative_to(root).as_posix() if name.is_relative_to(root) else path
    message = error.message or type(error).__name__
    if isinstance(error, jinja2.TemplateNotFound):
        message = f"there is no template “{error.name}”"
    hint = "fix it, or delete your copy and ours is used; overrides/README.md says what a template can use"
    return Problem(path=shown, line=line, rule="template", message=message, hint=hint)


def _place(error: jinja2.TemplateError) -> tuple[str, int]:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name or "overrides", error.lineno
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")
    ]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else ("overrides", 0)


def shown_on_page(problem: Problem) -> Problem:
    """The same for a page, which must be text: names of files, and what is quoted of them, need not be."""
    texts = {key: getattr(problem, key) for key in ("path", "message", "hint")}
    return problem.model_copy(
        update={key: text.encode(errors="replace").decode() for key, text in texts.items()}
    )


def any_problem(error: BaseException, config_file: Path) -> list[Problem]:
    """What went wrong in a build, whatever it was."""
    if isinstance(error, jinja2.TemplateError):
        return [template_problem(error, config_file.parent)]
    _, problems = read_project(config_file.parent, config_file.name)
    if problems:
        return problems
    return [failure(error, config_file)]


def failure(error: BaseException, config_file: Path) -> Problem:
    """What a page, hook, plugin or MkDocs itself raised; what is ours raises nothing but problems."""
    name = "" if isinstance(error, ExtensionError) else f"{type(error).__name__}: "
    message = f"the build fails: {name}{error}"
    hint = "correct the page, hook, plugin, package or setting that it comes from, or leave it out"
    return Problem(path=config_file.name, rule="build", message=message, hint=hint)


@dataclass(frozen=True)
class Leniency:
    """What one attempt of a tolerant build uses.

    `project` is what could be read of `config`, an earlier content of mkdocs.yml, or of the file where that is None.
    Without `templates`, ours take the place of the owner's; without `extras`, the extra pages of `nav` and everything
    that works on them is left out: hooks, plugins, extensions.
    """

    project: Project
    config: bytes | None = None
    templates: bool = True
    extras: bool = True


Say = Callable[[int, str], None]
"""Takes a level of `logging` and a message."""
UNCHANGED = "Nothing was published; the page is as it was."
UNCHECKED = "The page was built, but not all of it could be checked."


@dataclass(frozen=True)
class Built:
    """`folder` is where the site is, None where nothing was published. `problems` are to be mended, or were left out.

    `failure` says why not all is well, and is empty where it is.
    """

    folder: Path | None
    problems: tuple[Problem, ...] = ()
    failure: str = ""


def to_tell(found: Inspected) -> tuple[Problem, ...]:
    """What a strict build tells of what was found: errors, and advice only where there is none to be missed in it."""
    return found.errors or found.problems


def strictly(folder: Path, found: Inspected) -> Built:
    """The end of a strict build that published."""
    return Built(folder, to_tell(found), UNCHECKED if found.errors else "")


Attempt = Callable[[Leniency], Built]
"""One build that goes so far. It may raise whatever an owner's page, template, hook or plugin raises."""


def tolerantly(config_file: Path, attempt: Attempt) -> Built:
    """Build, each time without what failed, until something can be published. Raises OSError when the disk fails."""
    leniency, problems = usable_project(config_file)
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
    marked = f"{built.folder} was built despite these errors; the files with errors are marked."
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


def usable_project(config_file: Path) -> tuple[Leniency | None, list[Problem]]:
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
            hint = f"published with its version of {format_time(version.at)}; fix the file"
            return Leniency(project, version.content), [*found, _unusable(name, hint)]
    project, _ = read_project(root, name, salvage=True)
    if project is None:
        return None, found
    return Leniency(project), [*found, _unusable(name, "published without what has an error; fix it")]


def _no_folder(root: Path, name: str, folder: str) -> Problem:
    line, column = place_in_config(root, "docs_dir")
    message, hint = f"there is no folder “{folder}”", "make it, or correct “docs_dir”"
    return Problem(path=name, line=line, column=column, rule="config", message=message, hint=hint)


def _unusable(name: str, hint: str) -> Problem:
    return Problem(path=name, rule="config", message="it cannot be used", hint=hint)
