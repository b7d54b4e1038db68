"""What commands share: how one ends when it cannot go on, which moment the page shows, and who builds it.

A command that builds takes the configuration, and tells what happens, as all others do.
"""

import logging
import os
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import click

from statuary.check.formats import as_text
from statuary.inspection.strict import faults
from statuary.model import Problem
from statuary.source import read_project
from statuary.source.times import TimeError, parse_time

FILES = 1
"""There are errors in the user's files; they have to be mended first."""
OUTSIDE = 3
"""The disk, the network or another program failed; nothing is wrong with the user's files."""


class CommandError(click.ClickException):
    """A command that cannot go on: what did not happen, and an exit code that tells whose turn it is.

    `problems` of files are printed before. (What was typed wrongly is a click.UsageError, with exit code 2.)
    """

    def __init__(self, message: str, exit_code: int = OUTSIDE, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc,unused-ignore]  # an instance may have its own
        self.problems = tuple(problems)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the problems, then what did not happen because of them."""
        if self.problems:
            click.echo(as_text(self.problems), nl=False, err=True)
        super().show(file)


class TimeType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer Click
    """A time with its zone, as in incident files."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Raises BadParameter with the corrected form."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_time(str(value), {})
        except TimeError as error:
            self.fail(f"{error}; {error.hint}", param, ctx)


now_option = click.option(
    "--now",
    type=TimeType(),
    help="Act as if it were this time, such as 2026-11-22T10:40Z. Default: “now” of mkdocs.yml, else the clock.",
)


def has_mkdocs() -> bool:
    """Whether MkDocs is installed, or its fork ProperDocs; only extra pages and `serve` need it."""
    for name in ("mkdocs", "properdocs"):
        try:
            found = find_spec(name)
        except ImportError:
            continue
        if found is not None and found.origin:
            return True
    return False


def builder() -> Any:
    """`statuary.plugin`, or what has the same functions without MkDocs. Lazy, for both take long to start."""
    if not has_mkdocs():
        from statuary.building import alone

        return alone
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner, which advises another program
    from statuary import plugin

    return plugin


def config_file(root: Path) -> Path:
    """The repository's `mkdocs.yml`. Raises CommandError, with our own explanations, when it cannot be used."""
    project, _ = read_project(root)
    if project is None:
        raise CommandError("nothing was built", FILES, faults(root))
    return project.root / project.file_name


def say(level: int, message: str) -> None:
    """Print a message on standard error; warnings and errors say what they are."""
    prefix = f"{logging.getLevelName(level).capitalize()}: " if level >= logging.WARNING else ""
    click.echo(prefix + message, err=True)
