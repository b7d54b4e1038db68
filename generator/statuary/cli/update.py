"""`statuary update`: say what is new, or that nothing is."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import ask
from statuary.cli.posting.complete import complete_incident
from statuary.cli.posting.desk import Desk, open_desk
from statuary.cli.posting.draft import next_update
from statuary.cli.posting.finish import finish
from statuary.cli.posting.options import (
    Given,
    component_option,
    fact_options,
    impact_option,
    next_update_option,
    publish_options,
    stage_option,
    text_options,
)
from statuary.model import Stage
from statuary.posting.choose import next_stages
from statuary.status import IncidentState


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
def update_command(root: Path, /, incident: str | None, stage: Stage | None, **options: Any) -> None:
    """Post an update of incident ID; without ID, of the one that is open.

    A part of an id will do. The update is added to the file, and nothing else in it is touched.
    """
    with open_desk(root, Given(**options)) as desk:
        item = desk.incident(incident)
        draft = next_update(desk, item, stage or _stage(desk, item))
        finish(desk, item.incident, draft, ask_words=True)


def _stage(desk: Desk, item: IncidentState) -> Stage:
    """A person without words of their own yet is asked what has happened; otherwise the stage stays."""
    open_question = desk.asks and not desk.typed and not desk.given.template
    return ask.which_stage(next_stages(item)) if open_question else Stage.UPDATE
