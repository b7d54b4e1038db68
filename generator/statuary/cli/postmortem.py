"""`statuary postmortem`: what happened, and what was learned from it."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import complete_incident, publish_options, run, text_options
from statuary.posting.actions import add_postmortem


@click.command("postmortem")
@click.argument("incident", metavar="ID", shell_complete=complete_incident)
@text_options
@publish_options
@click.pass_obj
def postmortem_command(root: Path, /, **options: Any) -> None:
    """Add a post-mortem to incident ID, which must be resolved.

    Your editor opens on its template; headings under which you write nothing are left out.
    """
    run(add_postmortem, root, **options)
