"""`statuary build`: the whole site, or nothing."""

from datetime import datetime
from pathlib import Path

import click

from statuary.cli.errors import CouldNotError
from statuary.cli.moment import now_option
from statuary.cli.site import mkdocs_config


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
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        config = mkdocs_config(root, now, quiet=quiet, site_dir=site_dir)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise CouldNotError(f"the page could not be written: {error}") from error
