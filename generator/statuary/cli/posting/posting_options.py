"""The options of all commands that post. An empty value means that nothing was said, for forms send such."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from statuary.cli.common import TimeType
from statuary.cli.posting.complete import complete_component, complete_template
from statuary.model import Impact, Stage
from statuary.source import vocabulary
from statuary.source.problems import suggestion

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


text_options = _all_of(
    click.option(
        "-m", "--message", metavar="TEXT", multiple=True,
        help="The text, in Markdown; each further -m is a paragraph. “-” reads standard input.",
    ),
    click.option(
        "-t", "--template", metavar="NAME", shell_complete=complete_template,
        help="The words of this file in .github/messages/. Default: those of the stage.",
    ),
    click.option("-e", "--edit", is_flag=True, help="Open your editor on the text first."),
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
    help="When readers hear more: 30m, 03:30, “tomorrow 22:00”, or none. Default: by the impact.",
)  # fmt: skip
fact_options = _all_of(
    click.option("--who", metavar="TEXT", help="Who notices it, in one line."),
    click.option("--workaround", metavar="TEXT", help="What they can do meanwhile, in one line."),
    click.option("--estimate", metavar="TEXT", help="When it should be over, and who says so."),
)
send_options = _all_of(
    click.option("--pr", is_flag=True, help="Push it on a branch of its own, for a pull request."),
    click.option("--no-wait", is_flag=True, help="Do not wait for the page."),
    click.option("-y", "--yes", is_flag=True, help="Ask nothing."),
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
    click.option("-n", "--dry-run", is_flag=True, help="Show it, and write nothing."),
    send_options,
)
stage_option = click.option("-s", "--stage", type=StageType(), help="The stage. Default: it stays as it is.")
