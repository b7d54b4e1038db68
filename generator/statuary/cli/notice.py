"""`statuary notice`: announce something that is no fault and no work."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting.desk import Desk, open_desk
from statuary.cli.posting.draft import first_update, new_incident
from statuary.cli.posting.finish import finish
from statuary.cli.posting.options import Given, publish_options, text_options
from statuary.model import Kind, Stage
from statuary.posting.timing import moment


@click.command("notice")
@click.argument("title", required=False)
@click.option("--from", "begin", metavar="TIME", help="From when on it is shown. Default: at once.")
@click.option("--until", metavar="TIME", help="Until when it is shown, or how long: 7d.")
@text_options
@publish_options
@click.pass_obj
def notice_command(
    root: Path, /, title: str | None, begin: str | None, until: str | None, **options: Any
) -> None:
    """Announce something, with TITLE in a few words. It changes no component."""
    with open_desk(root, Given(**options)) as desk:
        facts: dict[str, object] = {
            "visible_from": _time(desk, begin, "--from"),
            "visible_until": _time(desk, until, "--until"),
        }
        incident = new_incident(desk, Kind.NOTICE, title, **facts)
        finish(desk, incident, first_update(desk, incident, Stage.NOTICE), ask_words=True)


def _time(desk: Desk, text: str | None, option: str) -> Any:
    return moment(text, desk.project.zones, desk.now, option) if text else None
