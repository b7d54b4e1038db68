"""`statuary notice`: announce something that is no fault and no work."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import publish_options, run, text_options
from statuary.posting.actions import announce_notice


@click.command("notice")
@click.argument("title", required=False)
@click.option("--from", "visible_from", metavar="TIME", help="From when on it is shown. Default: at once.")
@click.option("--until", "visible_until", metavar="TIME", help="Until when it is shown, or how long: 7d.")
@text_options
@publish_options
@click.pass_obj
def notice_command(root: Path, /, **options: Any) -> None:
    """Publish a notice, with TITLE in a few words. Component statuses do not change."""
    run(announce_notice, root, **options)
