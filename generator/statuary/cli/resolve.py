"""`statuary resolve`: say that it is over."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import complete_incident, publish_options, run, text_options
from statuary.posting.actions import resolve_incident


@click.command("resolve")
@click.argument("incident", metavar="[ID]", required=False, shell_complete=complete_incident)
@text_options
@publish_options
@click.pass_obj
def resolve_command(root: Path, /, **options: Any) -> None:
    """Say that incident ID is over; without ID, the one that is open. A maintenance is completed.

    All its components are operational again.
    """
    run(resolve_incident, root, **options)
