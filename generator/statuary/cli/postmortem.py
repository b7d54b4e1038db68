"""`statuary postmortem`: what happened, and what was learned from it."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting.complete import complete_incident
from statuary.cli.posting.desk import open_desk
from statuary.cli.posting.draft import next_update
from statuary.cli.posting.finish import finish
from statuary.cli.posting.options import Given, publish_options, text_options
from statuary.model import Stage
from statuary.posting.posting_errors import PostingError


@click.command("postmortem")
@click.argument("incident", metavar="ID", shell_complete=complete_incident)
@text_options
@publish_options
@click.pass_obj
def postmortem_command(root: Path, /, incident: str, **options: Any) -> None:
    """Add a post-mortem to incident ID, which must be resolved.

    Your editor opens on its template; headings under which you write nothing are left out.
    """
    with open_desk(root, Given(**options)) as desk:
        item = desk.incident(incident)
        draft = next_update(desk, item, Stage.POSTMORTEM)
        if not desk.typed and not desk.terminal:
            raise PostingError("a post-mortem needs words: -m - < FILE, or run this on a terminal")
        finish(desk, item.incident, draft, ask_words=True)
