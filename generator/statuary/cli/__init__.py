"""The command `statuary`. One module a command; each is imported only when it is asked for."""

import importlib
from pathlib import Path
from typing import Any

import click

from statuary import __version__
from statuary.cli.common import CouldNotError
from statuary.cli.streams import guard_streams

_COMMANDS = {
    "init": "statuary.cli.init:init_command",
    "upgrade": "statuary.cli.upgrade:upgrade_command",
    "check": "statuary.cli.check:check_command",
    "build": "statuary.cli.build:build_command",
    "serve": "statuary.cli.serve:serve_command",
    "status": "statuary.cli.status:status_command",
    "verify": "statuary.cli.verify:verify_command",
    "open": "statuary.cli.open:open_command",
    "update": "statuary.cli.update:update_command",
    "resolve": "statuary.cli.resolve:resolve_command",
    "postmortem": "statuary.cli.postmortem:postmortem_command",
    "schedule": "statuary.cli.schedule:schedule_command",
    "notice": "statuary.cli.notice:notice_command",
    "drill": "statuary.cli.drill:drill_command",
    "import": "statuary.cli.import_:import_command",
    "rules": "statuary.cli.rules:rules_command",
    "schema": "statuary.cli.schema:schema_command",
    "languages": "statuary.cli.languages:languages_command",
}

# With its colours left alone, Click takes no escape sequence away unseen: `guard_streams` shows it.
_SETTINGS = {"help_option_names": ["-h", "--help"], "color": True}


class _Lazy(click.Group):
    """Finds commands by name, so that `statuary check` never pays for what only `build` needs."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """The door to a terminal, whoever opens it."""
        guard_streams()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a disk or a pipe that fails is told in a line (exit 3), never in a traceback."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CouldNotError(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.command(cls=_Lazy, context_settings=_SETTINGS)
@click.version_option(__version__, package_name="statuary")
@click.option(
    "-C",
    "directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Work in this directory; relative paths start there.",
)
@click.pass_context
def main(ctx: click.Context, directory: Path) -> None:
    """A status page from Markdown files: check them, build the page, serve it.

    Run it in a status repository. Exit codes: 0 fine; 1 errors in your files; 2 wrong usage; 3 could not do it
    (network, disk).
    """
    ctx.obj = directory
