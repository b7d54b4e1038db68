"""`statuary build`: the whole site, or nothing; tolerantly, as much of it as can be read."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from statuary.check.formats import FORMATS
from statuary.cli.builder import builder, config_file, say
from statuary.cli.common import CouldNotError, FilesError, now_option
from statuary.model import Problem, Severity
from statuary.source.config import config_name


@click.command("build")
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes. Default: site."
)
@click.option(
    "--tolerant",
    is_flag=True,
    help="Publish in spite of errors, nothing looking better for them; still exit 1.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "github"]), default="text", help="How problems are shown."
)
@now_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.pass_obj
def build_command(
    root: Path, site_dir: Path | None, tolerant: bool, form: str, now: datetime | None, quiet: bool
) -> None:
    """Check everything and build the page, its feeds and its data.

    Strict: with any error the exit code is 1, and the folder that is published stays as it is.

    With --tolerant the page is published in spite of errors. In place of a file that cannot be read stands its last
    good version from git, marked “being corrected”, or a card with its title; what was open stays open. The exit code
    is 1 all the same.

    With STATUARY_PUBLISH=true in the environment, as where the page goes to readers, a placeholder for an address is
    an error.
    """
    build = _build_tolerantly if tolerant else _build
    try:
        built = build(root, site_dir and root.resolve() / site_dir, form, now)
    except FilesError as error:
        if form == "text":
            raise
        click.echo(FORMATS[form](error.problems), nl=False)
        raise click.ClickException(error.message) from error
    except OSError as error:
        raise CouldNotError(f"the page could not be written: {error}") from error
    if not quiet:
        click.echo(f"Built {built}.")


def _build(root: Path, site_dir: Path | None, form: str, now: datetime | None) -> Path:
    config = config_file(root)
    from statuary.building.failures import BuildFailedError

    def tell(problems: Sequence[Problem]) -> None:
        click.echo(FORMATS[form](problems), nl=False)

    try:
        built: Path = builder().build_site(config, now, say, site_dir, None if form == "text" else tell)
    except BuildFailedError as error:
        raise click.ClickException(str(error)) from error
    return built


def _build_tolerantly(root: Path, site_dir: Path | None, form: str, now: datetime | None) -> Path:
    from statuary.building.failures import BuildFailedError, UnusableConfigError

    try:
        config = root.resolve() / config_name(root)
        folder, problems = builder().build_tolerantly(config, now, say, site_dir)
    except UnusableConfigError as error:
        raise FilesError(error.problems, str(error)) from error
    except BuildFailedError as error:
        raise click.ClickException(str(error)) from error
    if problems:
        click.echo(FORMATS[form](problems), nl=False, err=form == "text")
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise click.ClickException(
            f"{folder} was built in spite of these errors; what they concern is marked."
        )
    return Path(folder)
