"""`statuary drill`: the whole path of an update, the day before the outage."""

import io
import signal
import textwrap
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path

import click

from statuary import clock
from statuary.cli.common import CommandError, builder, config_file, now_option
from statuary.cli.open import open_command
from statuary.cli.questions import is_terminal
from statuary.cli.resolve import resolve_command
from statuary.cli.update import update_command
from statuary.drill import Drill, Fault, Log, Outcome, Step, StepError, Wanted
from statuary.git import Git

_COMMANDS = {"open": open_command, "update": update_command, "resolve": resolve_command}
_UNTRIED = """\
Not tried: whether contacts, links and the ways to subscribe answer; whether the host deploys what is pushed; the form
“Post an update”; whether people know who writes. .github/go-live.md lists that."""


@click.command("drill")
@click.option(
    "--local", is_flag=True, help="Run on this machine only: do not contact the remote or the live page."
)
@now_option
@click.pass_obj
def drill_command(root: Path, /, local: bool, now: datetime | None) -> None:
    """Test the whole way of an update with an incident that nobody sees.

    In a copy of the repository in a temporary folder it opens a fictional incident, updates and resolves it, and builds
    the page each time. Then it pushes a branch with nothing but that incident to the remote and deletes it again, and
    looks at the page on the web. Your files and the main branch stay as they are; nothing is published.

    Exit codes: 0 fine; 1 something in the files is wrong; 3 git, the host or the network failed.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it wants it cleaned up, too
    log = Log(_tell)
    wanted = Wanted(Git(root.resolve(), asks=is_terminal()), now or clock.present(), local)
    seconds = Drill(wanted, log, _post, _build).go()
    click.echo()
    if seconds is not None:
        click.echo(f"Time from posting to built page: {seconds:.1f} s.")
    failed = len(log.failed)
    click.echo(f"{failed} of {len(log.steps)} steps failed." if failed else "All steps passed.")
    click.echo(_UNTRIED)
    raise SystemExit(log.exit_code)


def _tell(step: Step) -> None:
    """`ok      0.4 s  what: words`; of a failure, the reason and the remedy below it."""
    took = "" if step.outcome is Outcome.NOTE else f"{step.seconds:.1f} s"
    first, *rest = step.words.strip().split("\n")
    colon = ": " if first else ""
    click.echo(f"{step.outcome:<6} {took:>7}  {step.what}{colon}{first}")
    if rest:
        click.echo(textwrap.indent("\n".join(rest), " " * 16))


def _post(root: Path, arguments: Sequence[str]) -> None:
    """The very command that people use, without a terminal. Raises StepError with what it said."""
    name, *rest = arguments
    said, wrong = io.StringIO(), io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(wrong):
            _COMMANDS[name].main(rest, prog_name=f"statuary {name}", obj=root, standalone_mode=False)
    except click.ClickException as error:
        fault = Fault.OUTSIDE if error.exit_code == Fault.OUTSIDE else Fault.FILES
        raise StepError(f"{wrong.getvalue()}{error.format_message()}", fault) from error


def _build(root: Path, now: datetime, folder: Path) -> None:
    """As the deployment builds it: in spite of errors elsewhere, which a step before tells. Raises StepError."""
    said: list[str] = []
    try:
        config = config_file(root)
    except CommandError as error:
        raise StepError(error.message, Fault.FILES) from error
    built = builder().build_tolerantly(config, now, lambda _, message: said.append(message), folder)
    if built.folder is None:
        raise StepError("\n".join([*said, built.failure]), Fault.FILES)
