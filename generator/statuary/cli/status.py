"""`statuary status`: what the page says now, in the terminal."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from statuary import clock
from statuary.cli.common import CommandError, now_option
from statuary.cli.frame import frame_here
from statuary.render.frame import Frame, page_frame
from statuary.render.incident_text import to_plain
from statuary.render.status_text import status_text
from statuary.render.wording.instants import iso
from statuary.render.wording.sentences import headline
from statuary.status import IncidentState
from statuary.status.maintenance import as_planned


@click.command("status")
@click.argument("url", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@now_option
@click.pass_obj
def status_command(root: Path, url: str | None, as_json: bool, now: datetime | None) -> None:
    """Show the current status.

    The sentence at its top, what is open and planned, and every component: from the files here or, with URL, from a
    page on the web that speaks Atlassian Statuspage's API v2, as pages of Statuary do.
    """
    if url is not None and now is not None:
        raise click.UsageError("a page on the web tells only its present: leave out --now, or the URL")
    frame = frame_here(root, now) if url is None else _from_web(url)
    click.echo(_json(frame) if as_json else status_text(frame), nl=False)


def _from_web(url: str) -> Frame:
    # Lazy: none of this is needed for the files, and it takes longer to start than to read them.
    from statuary.http import NoAnswerError
    from statuary.remote import AddressError, ask, root_of

    try:
        return page_frame(ask(root_of(url), clock.present()))
    except AddressError as error:
        raise click.BadParameter(f"“{url}”: {error}", param_hint="URL") from error
    except NoAnswerError as error:
        raise CommandError(str(error)) from error


def _json(frame: Frame) -> str:
    document = {
        "page": {"name": frame.settings.name, "url": frame.settings.url},
        "now": iso(frame.now),
        "indicator": frame.state.indicator,
        "description": headline(frame).plain,
        "components": frame.state.components,
        "names": {key: frame.names[key] for key in frame.state.components},
        "incidents": [_open(item, frame) for item in frame.state.active],
        "maintenance": [_open(item, frame) for item in (*frame.state.in_progress, *frame.state.planned)],
        "notices": [_open(item, frame) for item in frame.state.notices],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _open(item: IncidentState, frame: Frame) -> dict[str, Any]:
    return {
        "id": item.incident.id,
        "url": f"{frame.settings.url}incidents/{item.incident.id}/",
        "title": item.incident.title,
        "stage": item.stage,
        "unconfirmed": item.unconfirmed,
        "impact": item.impact,
        "components": item.components or as_planned(item.planned) or item.incident.components,
        "start": iso(item.start),
        "ends": iso(item.window_ends) if item.window_ends else None,
        "next_update": iso(item.next_update) if item.next_update else None,
        "newest": {
            "at": iso(item.newest.at),
            "stage": item.newest.stage,
            "text": to_plain(item.newest.text),
        },
    }
