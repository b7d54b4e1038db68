"""`statuary build`: the whole site, or nothing."""

from datetime import datetime
from pathlib import Path

import click

from statuary.cli.errors import CouldNotError
from statuary.cli.mkdocs import config_file, say
from statuary.cli.moment import now_option


@click.command("build")
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes. Default: site."
)
@now_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.pass_obj
def build_command(root: Path, site_dir: Path | None, now: datetime | None, quiet: bool) -> None:
    """Check everything and build the page, its feeds and its data.

    Strict: with any error the exit code is 1, and the folder that is published stays as it is.
    """
    config = config_file(root)
    from statuary.plugin import BuildFailedError, build_site

    try:
        built = build_site(config, now, say, site_dir and root.resolve() / site_dir)
    except BuildFailedError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise CouldNotError(f"the page could not be written: {error}") from error
    if not quiet:
        click.echo(f"Built {built}.")
