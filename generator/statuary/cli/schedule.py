"""`statuary schedule`: announce planned work."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import (
    component_option,
    fact_options,
    impact_option,
    publish_options,
    run,
    text_options,
)
from statuary.posting.actions import schedule_maintenance


@click.command("schedule")
@click.argument("title", required=False)
@click.option(
    "--starts",
    metavar="TIME",
    help="When it starts, such as “tomorrow 22:00” or “2026-12-01 22:00 UTC”.",
)
@click.option("--ends", metavar="TIME", help="When it ends, or how long it takes: 2h.")
@component_option
@impact_option
@click.option("--auto-complete", is_flag=True, help="It ends by itself at its end, without a last update.")
@text_options
@fact_options
@publish_options
@click.pass_obj
def schedule_command(root: Path, /, **options: Any) -> None:
    """Announce planned maintenance, with TITLE in words that customers understand.

    It turns to “in progress” by itself when it starts. `statuary update` moves it or calls it off (--stage cancelled),
    `statuary resolve` says that it is done.
    """
    run(schedule_maintenance, root, **options)
