"""`statuary publish`: publish what was written here."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import approved_option, complete_incident, run, send_options
from statuary.posting.written import publish_written


@click.command("publish")
@click.argument("incident", metavar="[ID]", required=False, shell_complete=complete_incident)
@approved_option
@send_options
@click.pass_obj
def publish_command(root: Path, /, **options: Any) -> None:
    """Publish the incidents that were written or changed here; with ID, that one alone.

    What was written without --publish, or could not be pushed, gets to readers so. It is checked and shown first.
    """
    run(publish_written, root, **options)
