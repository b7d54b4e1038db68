"""`statuary serve`: the page while you write."""

from datetime import datetime
from pathlib import Path

import click

from statuary.cli.common import FILES, CommandError, builder, config_file, has_mkdocs, now_option, say


@click.command("serve")
@click.option("-a", "--dev-addr", metavar="IP:PORT", help="Where to serve. Default: 127.0.0.1:8000.")
@now_option
@click.pass_obj
def serve_command(root: Path, dev_addr: str | None, now: datetime | None) -> None:
    """Serve the page here and rebuild it at every change.

    When a file has an error, the page says so on top and stays as it last was. It needs MkDocs.
    """
    config = config_file(root)
    from statuary.building.alone import INSTALL

    if not has_mkdocs():
        instead = "without it: statuary build, then python -m http.server -d site"
        raise CommandError(f"serve needs MkDocs; install it: {INSTALL}; {instead}")
    try:
        failure: str = builder().serve_site(config, now, say, dev_addr)
    except OSError as error:
        raise CommandError(f"cannot serve: {error}") from error
    if failure:
        raise CommandError(failure, FILES)
