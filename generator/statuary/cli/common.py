"""How the command ends when it cannot go on.

Which moment the page shows: the option `--now`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

import click

from statuary.check.formats import as_text
from statuary.model import Problem
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
