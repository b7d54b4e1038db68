"""How the command ends when it cannot go on.

Which moment the page shows: the option `--now`.
"""

from datetime import datetime
from typing import Any

import click

from statuary.check.formats import as_text
from statuary.model import Problem
from statuary.source.times import TimeError, parse_time


class CouldNotError(click.ClickException):
    """The disk, the network or another program failed; nothing is wrong with the user's files."""

    exit_code = 3


class FilesError(click.ClickException):
    """There are errors in the user's files; they have to be mended first."""

    exit_code = 1

    def __init__(self, problems: tuple[Problem, ...], what: str) -> None:
        super().__init__(what)
        self.problems = problems

    def show(self, file: object = None) -> None:
        """Print the problems, then what did not happen because of them."""
        click.echo(as_text(self.problems), nl=False, err=True)
        click.echo(f"Error: {self.message}", err=True)


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
