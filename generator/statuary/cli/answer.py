"""`statuary answer`: what to answer a customer who asks."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from statuary.cli.common import now_option
from statuary.cli.frame import frame_here
from statuary.cli.posting import complete_incident
from statuary.model import Kind
from statuary.posting import PostingError
from statuary.posting.choose import find_incident
from statuary.render.frame import Frame
from statuary.render.messages import answer, calm_answer, letter


@click.command("answer")
@click.argument("incident", metavar="[ID]", required=False, shell_complete=complete_incident)
@click.option(
    "--after", is_flag=True, help="The letter after the end; without ID, of the incident that ended last."
)
@now_option
@click.pass_obj
def answer_command(root: Path, incident: str | None, after: bool, now: datetime | None) -> None:
    """Say what to answer a customer who asks.

    In the words of the page, for chat, email and telephone: what is wrong, what helps, when there is more. Without ID,
    of all that is open.
    """
    frame = frame_here(root, now)
    try:
        text = _letter(frame, incident) if after else "\n".join(_answers(frame, incident))
    except (PostingError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(text)


def _answers(frame: Frame, incident: str | None) -> Iterator[str]:
    items = (
        [find_incident(frame.state, incident)]
        if incident
        else [*frame.state.active, *frame.state.in_progress]
    )
    if not items:
        yield calm_answer(frame)
    for item in items:
        said = answer(item, frame)
        for title, text in (("Chat", said.chat), ("Email", said.mail), ("Telephone", said.phone)):
            yield f"{title}\n{'-' * len(title)}\n{text}\n"


def _letter(frame: Frame, incident: str | None) -> str:
    if incident:
        return letter(find_incident(frame.state, incident), frame)
    incidents = [item for item in frame.state.past if item.incident.kind is Kind.INCIDENT]
    over = [(item.end, item.incident.id) for item in incidents if item.end]
    if not over:
        raise PostingError("no incident is over yet")
    return letter(frame.state.by_id[max(over)[1]], frame)
