"""A template or a configuration that fails, told as a problem with a place instead of a traceback."""

import traceback
from pathlib import Path

import jinja2

from statuary.model import Problem
from statuary.source import read_project


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


def any_problem(error: BaseException, config_file: Path) -> list[Problem]:
    """What went wrong in a build, whatever it was."""
    if isinstance(error, jinja2.TemplateError):
        return [template_problem(error, config_file.parent)]
    _, problems = read_project(config_file.parent, config_file.name)
    if problems:
        return problems
    return [Problem(path=config_file.name, rule="build", message=str(error) or type(error).__name__)]
