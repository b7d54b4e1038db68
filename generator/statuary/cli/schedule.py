"""`statuary schedule`: announce planned work."""

from pathlib import Path
from typing import Any

import click

from statuary.cli.posting import ask
from statuary.cli.posting.desk import open_desk
from statuary.cli.posting.draft import affected, first_update, new_incident, window
from statuary.cli.posting.finish import finish
from statuary.cli.posting.options import (
    Given,
    component_option,
    fact_options,
    impact_option,
    publish_options,
    text_options,
)
from statuary.model import ComponentStatus, Kind, Stage
from statuary.posting.posting_errors import PostingError


@click.command("schedule")
@click.argument("title", required=False)
@click.option("--starts", metavar="TIME", help="When the work starts, such as “2026-12-01 22:00 UTC”.")
@click.option("--ends", metavar="TIME", help="When it ends, or how long it takes: 2h.")
@component_option
@impact_option
@click.option("--auto-complete", is_flag=True, help="It ends by itself at its end, without a last update.")
@text_options
@fact_options
@publish_options
@click.pass_obj
def schedule_command(root: Path, /, title: str | None, auto_complete: bool, **options: Any) -> None:
    """Announce planned maintenance, with TITLE in words that customers understand.

    It turns to “in progress” by itself when it starts. `statuary update` moves it or calls it off (--stage cancelled),
    `statuary resolve` says that it is done.
    """
    with open_desk(root, _asked(options)) as desk:
        starts, ends = window(desk, desk.now)
        if starts is None or ends is None:
            raise PostingError("say when: --starts “2026-12-01 22:00 UTC” --ends 2h (or a time)")
        components = affected(desk, ComponentStatus.UNDER_MAINTENANCE)
        facts: dict[str, object] = {
            "impact": desk.given.impact,
            "components": components,
            "starts": starts,
            "ends": ends,
            "auto_complete": auto_complete,
        }
        incident = new_incident(desk, Kind.MAINTENANCE, title, **facts)
        finish(desk, incident, first_update(desk, incident, Stage.SCHEDULED))


def _asked(options: dict[str, Any]) -> Given:
    """What was said, and on a terminal what was left out of the window."""
    if ask.is_terminal() and not options["yes"]:
        for key, question in (("starts", "Starts (with its zone)"), ("ends", "Ends, or how long (2h)")):
            options[key] = options[key] or ask.line(question)
    return Given(**options)
