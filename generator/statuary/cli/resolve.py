"""`statuary resolve`: say that it is over."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting.complete import complete_incident
from statuary.cli.posting.desk import open_desk
from statuary.cli.posting.draft import next_update
from statuary.cli.posting.finish import finish
from statuary.cli.posting.options import Given, publish_options, text_options
from statuary.posting.choose import END_OF
from statuary.posting.posting_errors import PostingError


@click.command("resolve")
@click.argument("incident", metavar="[ID]", required=False, shell_complete=complete_incident)
@text_options
@publish_options
@click.pass_obj
def resolve_command(root: Path, /, incident: str | None, **options: Any) -> None:
    """Say that incident ID is over; without ID, the one that is open. A maintenance is completed.

    All its components are operational again.
    """
    with open_desk(root, Given(**options)) as desk:
        item = desk.incident(incident)
        stage = END_OF.get(item.incident.kind)
        if stage is None:
            raise PostingError(f"a notice ends by “until:” in its front matter: {item.incident.path}")
        finish(desk, item.incident, next_update(desk, item, stage))
