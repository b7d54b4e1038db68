"""`statuary open`: say that something is wrong."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import (
    StageType,
    component_option,
    fact_options,
    impact_option,
    next_update_option,
    publish_options,
    run,
    text_options,
)
from statuary.posting.actions import open_incident


@click.command("open")
@click.argument("title", required=False)
@component_option
@impact_option
@click.option("-s", "--stage", type=StageType(), help="Default: Investigating.")
@click.option("--started", metavar="TIME", help="When the incident started, if earlier than now.")
@click.option(
    "--ended", metavar="TIME", help="When it ended, with --started: for an incident that was never posted."
)
@text_options
@next_update_option
@fact_options
@publish_options
@click.pass_obj
def open_command(root: Path, /, **options: Any) -> None:
    """Open an incident, with TITLE in a few words that customers understand.

    `statuary open -c ID=down --publish` is enough: title and first sentence are made from the component and its status,
    the rest comes from the template of the stage, and the next update is promised. A component without a status has a
    partial outage.

    With --started and --ended it adds an incident that is over already: Resolved, with its duration and its downtime,
    and in no feed, for it is no news any more.
    """
    run(open_incident, root, **options)
