"""How a build ended, as a value, and what failed in it: a problem with a place instead of a traceback.

The same with MkDocs and without it, strict and tolerant.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jinja2

from statuary.building.extensions import ExtensionError
from statuary.inspection.strict import Inspected
from statuary.model import Problem
from statuary.source import Project, read_project


def template_problem(error: jinja2.TemplateError, root: Path) -> Problem:
    """Where a template fails, as far as Jinja tells; `root` is the repository."""
    path, line = _place(error)
    name = Path(path)
    shown = name.relative_to(root).as_posix() if name.is_relative_to(root) else path
    message = error.message or type(error).__name__
    if isinstance(error, jinja2.TemplateNotFound):
        message = f"there is no template “{error.name}”"
    hint = "mend it, or delete your copy and ours is used; overrides/README.md says what a template can use"
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
