"""`statuary update`: say what is new, or that nothing is."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import (
    complete_incident,
    component_option,
    fact_options,
    impact_option,
    next_update_option,
    publish_options,
    run,
    stage_option,
    text_options,
)
from statuary.posting.actions import update_incident


@click.command("update")
@click.argument("incident", metavar="[ID]", required=False, shell_complete=complete_incident)
@stage_option
@text_options
@component_option
@impact_option
@next_update_option
@fact_options
@click.option("--starts", metavar="TIME", help="Maintenance: the new start of the work.")
@click.option("--ends", metavar="TIME", help="Maintenance: its new end, or how long it takes.")
@publish_options
@click.pass_obj
def update_command(root: Path, /, **options: Any) -> None:
    """Post an update of incident ID; without ID, of the one that is open.

    A part of an id will do. The update is added to the file, and nothing else in it is touched. On a terminal it shows
    the promise that is due, and asks one question at most. Of an incident that
    is over, say with --stage whether it still is (update) or not (investigating); on a terminal you are asked.
    """
    run(update_incident, root, **options)
