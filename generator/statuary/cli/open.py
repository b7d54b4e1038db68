"""`statuary open`: say that something is wrong."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from statuary.cli.posting.desk import Desk, open_desk
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
@click.option(
    "--ended", metavar="TIME", help="When it was over, with --started: for one that nobody was told of."
)
@text_options
@next_update_option
@fact_options
@publish_options
@click.pass_obj
def open_command(
    root: Path,
    /,
    title: str | None,
    stage: Stage | None,
    started: str | None,
    ended: str | None,
    **options: Any,
) -> None:
    """Open an incident, with TITLE in a few words that customers understand.

    `statuary open "Some orders fail" -c ID --publish` is enough: the text comes from the template of the stage,
    and readers are told when they will hear more. A component without a status has a partial outage.

    With --started and --ended it adds an incident that is over already: Resolved, with its duration and its downtime,
    and in no feed, for it is no news any more.
    """
    over = bool(ended)
    if over and (not started or stage not in (None, Stage.RESOLVED)):
        raise click.UsageError("--ended needs --started, and no other --stage than Resolved")
    with open_desk(root, Given(**options)) as desk:
        facts: dict[str, Any] = {
            "started": _moment(desk, started, "--started"),
            "ended": _moment(desk, ended, "--ended"),
            "impact": desk.given.impact,
            "components": affected(desk, ComponentStatus.PARTIAL_OUTAGE),
        }
        incident = new_incident(desk, Kind.INCIDENT, title, **facts)
        first = first_update(desk, incident, stage or (Stage.RESOLVED if over else Stage.INVESTIGATING))
        finish(desk, incident, first.model_copy(update={"silent": over}))


def _moment(desk: Desk, said: str | None, option: str) -> datetime | None:
    return moment(said, desk.project.zones, desk.now, option) if said else None
