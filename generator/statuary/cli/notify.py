"""`statuary notify`: send subscribers what is new, each of them once."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statuary import clock
from statuary.cli.common import FILES, OUTSIDE, CommandError, now_option
from statuary.cli.posting import complete_incident

if TYPE_CHECKING:
    from statuary.notify.telling import Asked


@click.command("notify")
@click.option(
    "-n", "--dry-run", "dry", is_flag=True, help="Show what would be sent, in every length; send nothing."
)
@click.option(
    "--start", "begins", is_flag=True, help="Count all that is on the page as sent, and send nothing."
)
@click.option(
    "--confirm", "confirmed", is_flag=True, help="Send what waits: what is old, or many things at once."
)
@click.option("--again", is_flag=True, help="Send what perhaps got there, too.")
@click.option(
    "--ledger",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Remember in this folder what was sent, in place of the branch status-ledger.",
)
@click.option(
    "--preview",
    is_flag=False,
    flag_value="",
    metavar="[ID]",
    shell_complete=complete_incident,
    help="Print an incident's newest message in every length, from the files here. Default: of what is open.",
)
@click.option("--page", default="", metavar="URL", help="Where readers see the page. Default: site_url.")
@now_option
@click.pass_obj
def notify_command(  # noqa: PLR0913  a parameter for each of its options
    root: Path,
    dry: bool,
    begins: bool,
    confirmed: bool,
    again: bool,
    ledger: Path | None,
    preview: str | None,
    page: str,
    now: datetime | None,
) -> None:
    """Send subscribers what readers see and did not get yet, each of them once.

    “notify” in mkdocs.yml says who gets what; the environment variable STATUARY_NOTIFY says where they are, one line
    NAME=ADDRESS for each. .github/notify.md is the guide. The exit code is 1 where a person has to do something first,
    3 where something could not be sent, or nobody knows whether it was.
    """
    if preview is not None:
        click.echo("\n".join(_preview(root, preview, now)), nl=False)
        return
    _refuse_what_contradicts(dry, begins, confirmed or again, now)
    asked = _asked(
        now=now or clock.present(),
        moment=clock.present,
        page=page,
        folder=ledger,
        dry=dry,
        confirmed=confirmed,
        again=again,
        run=_run_name(),
    )
    if ledger is not None and not dry and not begins:
        click.echo("What others sent meanwhile is not in this folder: it may be sent twice.", err=True)
    raise SystemExit(_start(root, asked) if begins else _tell(root, asked))


def _refuse_what_contradicts(dry: bool, begins: bool, sends: bool, now: datetime | None) -> None:
    """`--start` writes that nothing is left to send: whoever wants to look, or to send, must not get that."""
    if now is not None and not dry:
        raise click.UsageError(
            "--now is for --dry-run and --preview: nothing is sent as if it were another time"
        )
    if begins and (dry or sends):
        raise click.UsageError("--start goes with none of --dry-run, --confirm and --again")


def _preview(root: Path, incident: str, now: datetime | None) -> Iterator[str]:
    from statuary.cli.frame import frame_here
    from statuary.posting import PostingError
    from statuary.posting.choose import find_incident
    from statuary.render.messages import preview

    frame = frame_here(root, now)
    found = [] if incident else [*frame.state.active, *frame.state.in_progress]
    try:
        yield from (preview(item, frame) for item in found or [find_incident(frame.state, incident or None)])
    except PostingError as error:
        raise click.UsageError(str(error)) from error


def _asked(**what: Any) -> "Asked":
    from statuary.channels.secret_addresses import VARIABLE, SecretError, read_secret
    from statuary.notify.telling import Asked

    try:
        return Asked(secret=read_secret(os.environ.get(VARIABLE, "")), **what)
    except SecretError as error:
        raise CommandError(str(error), FILES) from None


def _run_name() -> str:
    """For people who read the ledger: which run of the workflow it was, or that it was none."""
    run = os.environ.get("GITHUB_RUN_ID", "")
    return f"{run}/{os.environ.get('GITHUB_RUN_ATTEMPT', '1')}" if run else "by hand"


def _tell(root: Path, asked: "Asked") -> int:
    from statuary.notify.ledger import LedgerError, NoLedgerError
    from statuary.notify.published_page import NotSeenError
    from statuary.notify.telling import START, tell, wants_nobody

    try:
        if wants_nobody(root):
            click.echo(
                "There is nobody to notify: mkdocs.yml has no “notify”. .github/notify.md says how to begin."
            )
            return 0
        report = tell(root, asked)
    except NoLedgerError as error:
        raise CommandError(f"{error}, so nobody knows what was sent. {START}", FILES) from None
    except (NotSeenError, LedgerError) as error:
        raise CommandError(f"nothing was sent: {error}", OUTSIDE) from None
    click.echo(report.text(), nl=False)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as out:
            out.write(report.markdown())
    return report.exit_code


def _start(root: Path, asked: "Asked") -> int:
    from statuary.notify.ledger import LedgerError
    from statuary.notify.published_page import NotSeenError
    from statuary.notify.telling import start

    try:
        number, where, faults = start(root, asked)
    except (NotSeenError, LedgerError) as error:
        raise CommandError(f"nothing counts as sent by this: {error}", OUTSIDE) from None
    if number:
        click.echo(f"Nothing was sent. All that is on the page counts as sent now; it is written in {where}.")
    else:
        click.echo(f"Nothing was sent. All that is on the page counted as sent already, in {where}.")
    for fault in faults:
        click.echo(f"Error: {fault}", err=True)
    return FILES if faults else 0
