"""`statuary build`: the whole site, or nothing; tolerantly, as much of it as can be read."""

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statuary.check.formats import FORMATS
from statuary.cli.common import FILES, CommandError, builder, config_file, now_option, say
from statuary.model import Problem, Severity
from statuary.source.config import config_name

if TYPE_CHECKING:
    from statuary.building.outcome import Built


@click.command("build")
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes. Default: site."
)
@click.option(
    "--tolerant",
    is_flag=True,
    help="Publish despite errors, and never show a better status because of them; exits 1.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "github"]), default="text", help="How problems are shown."
)
@now_option
@click.option("-q", "--quiet", is_flag=True, help="Show errors only.")
@click.pass_obj
def build_command(
    root: Path, site_dir: Path | None, tolerant: bool, form: str, now: datetime | None, quiet: bool
) -> None:
    """Check everything and build the page, its feeds and its data.

    Strict: with any error the exit code is 1, and the folder that is published stays as it is.

    With --tolerant the page is published despite errors. In place of a file that cannot be read stands its last
    good version from git, marked “being corrected”, or a card with its title; what was open stays open. The exit code
    is 1 all the same.

    With STATUARY_PUBLISH=true in the environment, as where the page goes to readers, a placeholder for an address is
    an error.
    """
    tell = _tell_tolerantly if tolerant else _tell
    try:
        make, config = _builder(root, tolerant)
        built: Built = make(config, now, say, site_dir and root.resolve() / site_dir)
    except CommandError as error:
        if form == "text":
            raise
        click.echo(FORMATS[form](error.problems), nl=False)
        raise CommandError(error.message, FILES) from error
    except OSError as error:
        raise CommandError(f"the page could not be written: {error}") from error
    if built.problems:
        tell(built.problems, form)
    if built.failure:
        raise CommandError(built.failure, FILES)
    if not quiet:
        click.echo(f"Built {built.folder}.")


def _builder(root: Path, tolerant: bool) -> tuple[Any, Path]:
    """What builds, and from which file: strictly, one that can be used. Raises CommandError."""
    if tolerant:
        return builder().build_tolerantly, root.resolve() / config_name(root)
    config = config_file(root)
    return builder().build_site, config


def _tell(problems: Sequence[Problem], form: str) -> None:
    if form != "text":
        click.echo(FORMATS[form](problems), nl=False)
    elif any(problem.severity is Severity.ERROR for problem in problems):
        say(logging.ERROR, FORMATS[form](problems).rstrip())


def _tell_tolerantly(problems: Sequence[Problem], form: str) -> None:
    click.echo(FORMATS[form](problems), nl=False, err=form == "text")
