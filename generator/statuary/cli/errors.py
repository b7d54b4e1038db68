"""How the command ends when it cannot go on."""

import click

from statuary.check.report import as_text
from statuary.model import Problem


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
