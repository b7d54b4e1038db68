"""`statuary status`: what the page says now, in the terminal."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from statuary.cli.errors import CouldNotError, FilesError
from statuary.cli.moment import clock, now_option
from statuary.inspection import inspect
from statuary.status import IncidentState, PageState
from statuary.views.sentences import headline
from statuary.views.times import Times, iso
from statuary.views.words import STAGE_WORD, STATUS_WORD


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@now_option
@click.pass_obj
def status_command(root: Path, as_json: bool, now: datetime | None) -> None:
    """Say what the page says now.

    The sentence at its top, what is open and planned, and every component.
    """
    try:
        inspected = inspect(root, now, clock())
    except OSError as error:
        raise CouldNotError(str(error)) from error
    if inspected.state is None or inspected.errors:
        raise FilesError(inspected.errors, "with these errors nobody can say what the status is")
    click.echo(_json(inspected.state) if as_json else _text(inspected.state), nl=False)


def _text(state: PageState) -> str:
    names = {component.id: component.name for component in state.site.components}
    times = Times(state.site.settings.zone)
    top = headline(state, names, times)
    lines = [f"{top.word}: {top.plain}", f"As of {times.moment(state.now).text}.", ""]
    for item in (*state.active, *state.in_progress):
        lines.append(f"{STAGE_WORD[item.stage]}: {item.incident.title} ({item.incident.id})")
    for item in state.planned:
        lines.append(f"Planned: {item.incident.title}, {times.moment(item.start).text} ({item.incident.id})")
    if lines[-1]:
        lines.append("")
    width = max((len(name) for name in names.values()), default=0)
    lines += [
        f"{names.get(key, key):<{width}}  {STATUS_WORD[status]}" for key, status in state.components.items()
    ]
    return "\n".join(lines).rstrip() + "\n"


def _json(state: PageState) -> str:
    names = {component.id: component.name for component in state.site.components}
    document = {
        "now": iso(state.now),
        "indicator": state.indicator,
        "description": headline(state, names, Times(state.site.settings.zone)).plain,
        "components": state.components,
        "incidents": [_open(item) for item in state.active],
        "maintenance": [_open(item) for item in (*state.in_progress, *state.planned)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _open(item: IncidentState) -> dict[str, Any]:
    return {
        "id": item.incident.id,
        "title": item.incident.title,
        "stage": item.stage,
        "impact": item.impact,
        "components": item.components or item.incident.components,
        "start": iso(item.start),
        "next_update": iso(item.next_update) if item.next_update else None,
    }
