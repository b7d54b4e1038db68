"""`statuary init`: a page of one's own in one step."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import click

from statuary import clock
from statuary.cli.common import CommandError
from statuary.cli.init_options import InOrder, answer_options, answers_of, asked
from statuary.scaffold import Answers, Fill, OccupiedError, scaffold
from statuary.source import read_project
from statuary.vendor import PackError


@click.command("init", cls=InOrder)
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@answer_options
@click.option("--example", is_flag=True, help="A story to try things out: a company's page, moved to today.")
@click.option("--bare", is_flag=True, help="Skip all questions; the address is a placeholder.")
@click.option(
    "--from",
    "origin",
    nargs=2,
    metavar="cstate|statuspage SOURCE",
    help="Bring another page's components and incidents: a folder, a file, a git repository or a page's URL. "
    "--timezone is then the zone of dates that name none, and the page's where the old one has none.",
)
@click.option(
    "--skip", metavar="FILE", multiple=True, help="With --from cstate: leave out this file; may be repeated."
)
@click.option("--report", type=click.Path(path_type=Path), help="With --from: write the report here too.")
@click.pass_obj
def init_command(
    root: Path,
    /,
    directory: Path,
    example: bool,
    bare: bool,
    origin: tuple[str, str] | None,
    skip: tuple[str, ...],
    report: Path | None,
    **said: Any,
) -> None:
    """Create a status page repository in DIR.

    On a terminal it asks for what no option says. What stays open, check tells with the line to fill in. Nothing that
    exists is overwritten.
    """
    _check_together(example, bare, origin, (report, skip), said)
    target = root / directory
    answers = None if example else _answers(target, said, bare, origin)
    fill = _importer(root, origin, said, report, skip) if origin else None
    try:
        files = scaffold(target, clock.present(), answers, bare=bare or origin is not None, fill=fill)
    except OccupiedError as error:
        names = "\n".join(f"  {name}" for name in error.paths)
        raise click.UsageError(f"these files exist already, and nothing was written:\n{names}") from error
    except PackError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{target} could not be written: {error}") from error
    where = "here" if directory == Path() else f"to {directory}"
    click.echo(f"Wrote {len(files)} files {where}.\n\n{_next_steps(target, directory, answers)}")
    for remark in _remarks(files, answers):
        click.echo(remark)


def _check_together(
    example: bool,
    bare: bool,
    origin: tuple[str, str] | None,
    importing: tuple[Path | None, tuple[str, ...]],
    said: dict[str, Any],
) -> None:
    report, skip = importing
    if (report or skip) and not origin:
        raise click.UsageError(f"--{'report' if report else 'skip'} goes with --from")
    if example and (bare or origin or any(said.values())):
        raise click.UsageError("--example tells a story of its own; leave it out for a page of yours")


def _answers(target: Path, said: dict[str, Any], bare: bool, origin: tuple[str, str] | None) -> Answers:
    """What was said and, on a terminal, asked; what is imported fills the rest."""
    from statuary.cli.questions import is_terminal

    if origin and said["timezone"] not in available_timezones():
        said = said | {"timezone": None}  # dates in a source may have an offset, a page's days have a zone
    answers = answers_of(None if bare else target, **said)
    if bare:
        return answers
    return (asked(answers) if is_terminal() and not origin else answers).with_address()


def _importer(
    root: Path, origin: tuple[str, str], said: dict[str, Any], report: Path | None, skip: tuple[str, ...]
) -> Fill:
    from statuary.cli.import_ import fill_from

    keys = {"name": "site_name", "url": "site_url", "language": "language"}
    answered = {key for option, key in keys.items() if said[option]}
    given = {"timezone": said["timezone"], "answered": answered, "skip": skip}
    return fill_from(*origin, base=root, report_file=report, **given)


def _next_steps(target: Path, directory: Path, answers: Answers | None) -> str:
    """The few commands that lead on, to be pasted as they stand."""
    into = "" if directory == Path() else f" -C {shlex.quote(str(directory))}"
    init = "" if (target / ".git").exists() else f"git{into} init -b main && "
    steps = {
        f"{_program()}{into} serve": "look at it on http://127.0.0.1:8000",
        f"{init}git{into} add . && git{into} commit -m 'A status page'": "",
    }
    if read_project(target)[0] is None:
        steps = {str(directory / "mkdocs.yml"): "write “site_url” first: nothing is built without it"} | steps
    listed = "\n".join(f"  {step}  {what}".rstrip() for step, what in steps.items())
    return (
        f"Next:\n{listed}\n\n"
        f"{_program()}{into} check tells what is still open. How to go live: {directory / '.github/go-live.md'}"
    )


def _remarks(files: list[str], answers: Answers | None) -> Iterator[str]:
    """What was not done, and would be missed at night."""
    from statuary.posting.template_files import has_templates  # lazy: it knows much of posting

    if "README.md" not in files:
        yield "Your README.md stays as it is: put a link to incidents/README.md at its top, for posting at night."
    if answers is not None and answers.language and not has_templates(answers.language):
        tag = answers.language
        yield f"The message templates are English: translate .github/messages/en/ into .github/messages/{tag}/."


def _program() -> str:
    """The command as it can be called here: one in a virtual environment by its path."""
    started = Path(sys.argv[0])
    if started.name != "statuary" or shutil.which("statuary") == str(started.absolute()):
        return "statuary"
    return shlex.quote(str(started))
