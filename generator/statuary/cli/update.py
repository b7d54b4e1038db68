"""`statuary update`: say what is new, or that nothing is."""

import shlex
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
    as_options,
    component_option,
    fact_options,
    impact_option,
    next_update_option,
    publish_options,
    stage_option,
    text_options,
)
from statuary.model import ENDED_STAGES, Stage
from statuary.posting.choose import next_stages, opened_again
from statuary.posting.posting_errors import PostingError
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

    A part of an id will do. The update is added to the file, and nothing else in it is touched. Of an incident that
    is over, say with --stage whether it still is (update) or not (investigating); on a terminal you are asked.
    """
    with open_desk(root, Given(**options)) as desk:
        item = desk.incident(incident)
        draft = next_update(desk, item, stage or _stage(desk, item))
        finish(desk, item.incident, draft, ask_words=True)


def _stage(desk: Desk, item: IncidentState) -> Stage:
    """A person without words of their own yet is asked what has happened; otherwise the stage stays.

    What is over is not silently over still: whoever writes about it may mean that it is back.
    """
    if item.stage in ENDED_STAGES:
        return _over_or_open(desk, item)
    open_question = desk.asks and not desk.typed and not desk.given.template
    return ask.which_stage(next_stages(item)) if open_question else Stage.UPDATE


def _over_or_open(desk: Desk, item: IncidentState) -> Stage:
    name, opened = item.incident.id, opened_again(item)
    if desk.asks:
        return ask.over_or_open(item.stage, opened)
    lines = (_command(desk, name, Stage.UPDATE, "still over"), _command(desk, name, opened, "open again"))
    raise PostingError(
        f"{name} is {item.stage.label.lower()}. Is it still over, or open again? " + "".join(lines)
    )


def _command(desk: Desk, name: str, stage: Stage, meaning: str) -> str:
    folder = [] if desk.root == Path.cwd() else ["-C", str(desk.root)]
    words = ["statuary", *folder, "update", name, "--stage", stage.label.lower(), *as_options(desk.given)]
    return f"\n  {meaning}:  {shlex.join(words)}"
