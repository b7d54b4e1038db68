"""`statuary resolve`: say that it is over."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import complete_incident, publish_options, run, text_options
from statuary.posting.actions import resolve_incident


@click.command("resolve")
@click.argument("incident", metavar="[ID]", required=False, shell_complete=complete_incident)
@text_options
@click.option("--since", metavar="TIME", help="Since when it works, if it did before now: 10:40, 20m.")
@click.option("--data", metavar="TEXT", help="What became of data or orders, in one sentence.")
@click.option("--to-do", metavar="TEXT", help="What is left to do for readers, in one sentence.")
@publish_options
@click.pass_obj
def resolve_command(root: Path, /, **options: Any) -> None:
    """Resolve incident ID, or complete a maintenance; without ID, the one that is open.

    All its components are operational again. On a terminal it asks since when it works, what became of data or orders,
    and what is left to do; options answer in advance, Enter skips, and -m has words of your own.
    """
    run(resolve_incident, root, **options)
