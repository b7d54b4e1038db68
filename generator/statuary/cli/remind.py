"""`statuary remind`: what is overdue, and what is due soon."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from statuary import clock
from statuary.cli.common import OUTSIDE, CommandError, now_option
from statuary.cli.questions import is_terminal
from statuary.cli.streams import ring
from statuary.reminders.duty_issue import Duty, requests
from statuary.reminders.formats import FORMATS
from statuary.reminders.overview import Overview, UnusableError, overview
from statuary.source.times import parse_duration


class DurationType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer Click
    """`15m`, `2 h`; a bare number is minutes."""

    name = "DURATION"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Raises BadParameter with the form."""
        if isinstance(value, timedelta):
            return value
        text = str(value).strip()
        duration = parse_duration(f"{text}m" if text.isdigit() else text)
        if duration is None:
            self.fail(f"“{value}” is no duration; write 15m or 2h", param, ctx)
        return duration


_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("remind")
@click.option(
    "--within", type=DurationType(), default="15m", show_default=True, help="How soon is soon, such as 15m."
)
@click.option(
    "--wait", "waits", is_flag=True, help="Stay in this terminal, and speak up whenever something is due."
)
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.option("--issues", type=_FILE, help="For a workflow: the open issues, in JSON as GitHub gives them.")
@click.option(
    "--result", type=_FILE, help="For a workflow: write to this file what GitHub is to be asked for."
)
@click.option("--on-duty", default="", metavar="NAME", help="For a workflow: whom the issue mentions.")
@click.option("--form-url", default="", metavar="URL", help="For a workflow: where to post from a phone.")
@click.option("--every", type=DurationType(), help="For a workflow: how often it runs, which the issue says.")
@now_option
@click.pass_obj
def remind_command(  # noqa: PLR0913  a parameter for each of its options
    root: Path,
    within: timedelta,
    waits: bool,
    form: str,
    issues: Path | None,
    result: Path | None,
    on_duty: str,
    form_url: str,
    every: timedelta | None,
    now: datetime | None,
) -> None:
    """List what is overdue, and what is due soon.

    A promised update that has not come; an incident that nobody has spoken of for longer than its impact allows;
    planned work past its end; a post-mortem that is owed. “rhythm” in mkdocs.yml says how long each may be. The exit
    code is 1 only where something is overdue.
    """
    if waits:
        raise SystemExit(_wait(root, now, within, form))
    found = _found(root, now, form)
    click.echo(FORMATS[form](found, within), nl=False)
    if result is not None:
        _write_requests(root, found, issues, result, Duty(on_duty, form_url, every))
    raise SystemExit(1 if found.overdue else 0)


def _found(root: Path, now: datetime | None, form: str) -> Overview:
    from statuary.check.formats import FORMATS as PROBLEMS

    try:
        return overview(root, now, clock.present())
    except UnusableError as error:
        if form == "text":
            raise CommandError(str(error), OUTSIDE, error.problems) from error
        click.echo(PROBLEMS[form](error.problems), nl=False)
        raise CommandError(str(error), OUTSIDE) from error


def _write_requests(root: Path, found: Overview, issues: Path | None, result: Path, duty: Duty) -> None:
    """Raises BadParameter for a file of issues that is none, and OSError when the disk fails."""
    try:
        known = json.loads((root / issues).read_text(encoding="utf-8")) if issues else []
        asked = requests(found, known, duty)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.BadParameter(f"these are no issues: {error}", param_hint="--issues") from error
    (root / result).write_text(json.dumps(asked, indent=2) + "\n", encoding="utf-8")


def _wait(root: Path, now: datetime | None, within: timedelta, form: str) -> int:
    """The exit code, by what was found last."""
    from statuary.reminders.upstream import Upstream
    from statuary.reminders.waiting import Terminal, Watch, wait

    if form != "text" or not is_terminal():
        raise click.UsageError(
            "--wait is for a person at a terminal; a program runs this when it has to know"
        )
    first, started = _found(root, now, form), clock.present()
    watch = Watch(
        root, lambda: first.now + (clock.present() - started), Terminal(click.echo, ring), Upstream(root)
    )
    try:
        found = wait(watch, within)
    except UnusableError as error:
        raise CommandError(str(error), OUTSIDE, error.problems) from error
    except KeyboardInterrupt:
        click.echo()
        found = watch.last or first
    return 1 if found.overdue else 0
