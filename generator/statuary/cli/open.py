"""`statuary open`: say that something is wrong."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting.desk import open_desk
from statuary.cli.posting.draft import affected, first_update, new_incident
from statuary.cli.posting.finish import finish
from statuary.cli.posting.options import (
    Given,
    StageType,
    component_option,
    fact_options,
    impact_option,
    next_update_option,
    publish_options,
    text_options,
)
from statuary.model import ComponentStatus, Kind, Stage
from statuary.posting.timing import moment


@click.command("open")
@click.argument("title", required=False)
@component_option
@impact_option
@click.option("-s", "--stage", type=StageType(), help="Default: Investigating.")
@click.option("--started", metavar="TIME", help="When the fault began, if that was earlier.")
@text_options
@next_update_option
@fact_options
@publish_options
@click.pass_obj
def open_command(
    root: Path, /, title: str | None, stage: Stage | None, started: str | None, **options: Any
) -> None:
    """Open an incident, with TITLE in a few words that customers understand.

    `statuary open "Card payments fail" -c checkout --publish` is enough: the text comes from the template of the stage,
    and readers are told when they will hear more. A component without a status has a partial outage.
    """
    with open_desk(root, Given(**options)) as desk:
        begun = moment(started, desk.project.zones, desk.now, "--started") if started else None
        components = affected(desk, ComponentStatus.PARTIAL_OUTAGE)
        facts = {"impact": desk.given.impact, "components": components, "started": begun}
        incident = new_incident(desk, Kind.INCIDENT, title, **facts)
        finish(desk, incident, first_update(desk, incident, stage or Stage.INVESTIGATING))
