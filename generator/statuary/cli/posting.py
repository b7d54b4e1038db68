"""What all commands that post share: their options, what the Tab key offers for them, and how they run and end.

An empty value of an option means that nothing was said, for forms send such. Completion (bash, zsh and fish) offers ids
of components and incidents, and templates; it is fast, and never an error.
"""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from statuary import clock
from statuary.cli.common import CommandError, TimeType
from statuary.cli.questions import dialogue
from statuary.model import ComponentStatus, Impact, Stage
from statuary.posting import NotPostedError, OptionsError, StoppedError
from statuary.posting.request import PostingRequest
from statuary.posting.session import Caller
from statuary.repository_files import is_file_inside
from statuary.source import vocabulary
from statuary.source.problems import suggestion

_MOST = 200
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)


def _root(ctx: click.Context) -> Path:
    return Path(ctx.find_root().params.get("directory") or ".")


def complete_component(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids from components.yaml; after a whole id, its statuses. Before a comma stands what is typed already."""
    from statuary.source.components import FILE_NAME, read_components

    done, comma, start = incomplete.rpartition(",")
    key, equals, _ = start.partition("=")
    try:
        groups, _ = read_components((_root(ctx) / FILE_NAME).read_bytes())
    except OSError:
        return []
    names = {one.id: one.name for group in groups for one in group.components}
    if key in names:
        choices = [f"{key}={status}" for status in ComponentStatus]
        offered = dict.fromkeys(choices if equals else [key, *choices], names[key])
    else:
        offered = names
    return [
        CompletionItem(done + comma + value, help=text)
        for value, text in offered.items()
        if value.startswith(start)
    ]


def complete_incident(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of incidents, the newest first, with their titles."""
    folder = _root(ctx) / "incidents"
    found = sorted(
        (path for path in folder.rglob("*.md") if path.name != "README.md" and is_file_inside(folder, path)),
        key=lambda one: one.stem,
    )
    fitting = [path for path in reversed(found) if incomplete in path.stem]
    return [CompletionItem(path.stem, help=_title(path)) for path in fitting[:_MOST]]


def _title(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _TITLE.search(file.read(2000))
    except OSError:
        return ""
    return found[1].strip() if found else ""


def complete_template(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names of message templates."""
    return sorted({name for name in _templates(_root(ctx)) if name.startswith(incomplete)})


def _templates(root: Path) -> Iterator[str]:
    from statuary.posting.templates import FOLDER, scenario_of
    from statuary.resources import example

    for folder in (root / FOLDER, example() / FOLDER):
        files = (*folder.glob("*.md"), *folder.glob("*/*.md"))
        names = {path.stem for path in files if path.name != "README.md"}
        yield from (*names, *filter(None, map(scenario_of, names)))


_Command = TypeVar("_Command", bound=Callable[..., Any])


class StageType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer Click
    """A stage in any spelling that files may have."""

    name = "STAGE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Stage | None:
        """Raises BadParameter with the nearest word."""
        if isinstance(value, Stage) or not value:
            return value or None
        stage = vocabulary.stage(str(value))
        if stage is None:
            hinted = " or ".join(f"“{one}”" for one in vocabulary.stage_hints(str(value)))
            hint = f"did you mean {hinted}?" if hinted else suggestion(str(value), Stage)
            self.fail(f"“{value}” is not a stage; {hint}", param, ctx)
        return stage


class ImpactType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer Click
    """none, minor, major or critical."""

    name = "IMPACT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Impact | None:
        """Raises BadParameter with the nearest word."""
        if isinstance(value, Impact) or not value:
            return value or None
        impact = vocabulary.impact(str(value))
        if impact is None:
            self.fail(f"“{value}” is not an impact; {suggestion(str(value), Impact)}", param, ctx)
        return impact


def _all_of(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


approved_option = click.option(
    "--approved-by", metavar="NAME", help="Who has approved these words; the commit says so."
)
text_options = _all_of(
    click.option(
        "-m", "--message", metavar="TEXT", multiple=True,
        help="The text, in Markdown; each further -m is a paragraph. “-” reads standard input.",
    ),
    click.option(
        "-t", "--template", metavar="NAME", shell_complete=complete_template,
        help="Message template from .github/messages/, such as supplier. Default: the one for the stage.",
    ),
    click.option("-e", "--edit", is_flag=True, help="Open your editor on the text first."),
    approved_option,
)  # fmt: skip
component_option = click.option(
    "-c", "--component", metavar="ID[=STATUS]", multiple=True, shell_complete=complete_component,
    help="What is affected, by id or name, and how it is; several with commas or by repeating.",
)  # fmt: skip
impact_option = click.option(
    "--impact",
    type=ImpactType(),
    help="none, minor, major or critical. Default: follows from the components.",
)
next_update_option = click.option(
    "--next-update", metavar="TIME",
    help="When you will post the next update: 30m, 03:30, “tomorrow 22:00”, or none. Default: by the impact.",
)  # fmt: skip
fact_options = _all_of(
    click.option("--who", metavar="TEXT", help="Who is affected, in one line."),
    click.option("--workaround", metavar="TEXT", help="What people can do in the meantime, in one line."),
    click.option("--estimate", metavar="TEXT", help="When you expect it to end, and who gave the estimate."),
)
send_options = _all_of(
    click.option("--pr", is_flag=True, help="Push it on a branch of its own, for a pull request."),
    click.option("--no-wait", is_flag=True, help="Do not wait for the page."),
    click.option("-y", "--yes", is_flag=True, help="Skip all questions."),
    click.option(
        "--result", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
        help="Write what was done to this file, in JSON, for a program.",
    ),
    click.option("--now", type=TimeType(), help="Post as if it were this time. Default: the clock."),
)  # fmt: skip
publish_options = _all_of(
    click.option(
        "--publish", is_flag=True, help="Commit this one file, push it, and wait until the page shows it."
    ),
    click.option("-n", "--dry-run", is_flag=True, help="Preview without writing anything."),
    send_options,
)
stage_option = click.option("-s", "--stage", type=StageType(), help="The stage. Default: it stays as it is.")


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """A closed terminal or a `kill` ends as Ctrl-C does: no lock and no half file is left, and typed words are kept."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before: dict[int, Any] = {}
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):  # Windows has no SIGHUP; only the main thread may
            number = getattr(signal, name)
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(action: Callable[[PostingRequest, Caller], None], root: Path, **options: Any) -> None:
    """Post what the options say, with a person where there is one, at this moment."""
    request = PostingRequest(**options)
    try:
        with _ended_in_order():
            action(request, Caller(root.resolve(), dialogue(yes=request.yes), clock.present))
    except NotPostedError as error:
        raise CommandError(str(error), error.exit_code) from error
    except OptionsError as error:
        raise click.UsageError(str(error)) from error
    except StoppedError as error:
        click.echo(f"{error}", err=True)
        raise click.exceptions.Exit(1) from error
