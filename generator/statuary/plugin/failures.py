"""A template or a configuration that fails, told as a problem with a place instead of a traceback."""

import logging
import traceback
from collections.abc import Iterable
from pathlib import Path

import jinja2
from mkdocs.utils import CountHandler

from statuary.model import Problem
from statuary.source import read_project

MOST = 20
"""So many messages of MkDocs are told."""
UNCHANGED = "Nothing was published; the page is as it was."


def warnings_of_mkdocs() -> int:
    """How many warnings MkDocs gave in this build; it counts them where `strict` is set."""
    handlers = [one for one in logging.getLogger("mkdocs").handlers if isinstance(one, CountHandler)]
    return sum(count for one in handlers for _, count in one.get_counts())


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


def said_problems(config_file: Path, said: Iterable[str]) -> list[Problem]:
    """What MkDocs said, of which each is an error: where `strict` is set, every warning."""
    hint = "correct it; where it is only a warning, “strict: false” in mkdocs.yml lets it pass"
    return [
        Problem(path=config_file.name, rule="build", message=f"MkDocs: {message}", hint=hint)
        for message in list(dict.fromkeys(said))[:MOST]
    ]


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
    message = f"the build fails: {type(error).__name__}: {error}"
    hint = "correct the page, hook, plugin or setting that it comes from, or leave it out"
    return Problem(path=config_file.name, rule="build", message=message, hint=hint)
