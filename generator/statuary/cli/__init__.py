"""The command `statuary`. One module a command; each is imported only when it is asked for."""

import difflib
import gc
import importlib
from pathlib import Path
from typing import Any

import click

from statuary import __version__
from statuary.cli.common import CommandError
from statuary.cli.streams import guard_streams

_SECTIONS = {
    "Post": {
        "open": "statuary.cli.open:open_command",
        "update": "statuary.cli.update:update_command",
        "resolve": "statuary.cli.resolve:resolve_command",
        "postmortem": "statuary.cli.postmortem:postmortem_command",
        "publish": "statuary.cli.publish:publish_command",
        "schedule": "statuary.cli.schedule:schedule_command",
        "notice": "statuary.cli.notice:notice_command",
        "drill": "statuary.cli.drill:drill_command",
    },
    "The page": {
        "status": "statuary.cli.status:status_command",
        "answer": "statuary.cli.answer:answer_command",
        "remind": "statuary.cli.remind:remind_command",
        "check": "statuary.cli.check:check_command",
        "build": "statuary.cli.build:build_command",
        "serve": "statuary.cli.serve:serve_command",
        "verify": "statuary.cli.verify:verify_command",
        "notify": "statuary.cli.notify:notify_command",
        "report": "statuary.cli.report:report_command",
        "rules": "statuary.cli.rules:rules_command",
    },
    "Set up": {
        "init": "statuary.cli.init:init_command",
        "import": "statuary.cli.import_:import_command",
        "upgrade": "statuary.cli.upgrade:upgrade_command",
        "languages": "statuary.cli.languages:languages_command",
        "schema": "statuary.cli.schema:schema_command",
    },
}
_COMMANDS = {name: target for commands in _SECTIONS.values() for name, target in commands.items()}
_MEANT = {
    "open": ("create", "new", "post", "incident", "add", "start"),
    "update": ("edit", "post", "change", "comment", "monitor", "identify"),
    "resolve": ("close", "end", "finish", "fix", "complete", "done"),
    "remind": ("overdue", "due", "reminders", "wait"),
    "status": ("list", "ls", "show", "open-incidents", "incidents"),
    "schedule": ("maintenance", "plan"),
    "answer": ("reply", "support", "letter"),
    "notice": ("announce",),
    "publish": ("push", "send", "deploy"),
    "notify": ("tell", "subscribers", "mail", "send"),
    "check": ("lint", "validate", "test"),
    "serve": ("preview", "run", "dev"),
    "build": ("deploy", "generate"),
}
"""What other programs call it, and people under stress."""
_MEANT_OPTIONS = {
    "--status": ("--stage", "--component"),
    "--state": ("--stage", "--component"),
    "--severity": ("--impact",),
    "--from": ("--starts", "--started"),
    "--start": ("--starts", "--started"),
    "--to": ("--ends", "--until", "--ended"),
    "--end": ("--ends", "--until", "--ended"),
    "--text": ("--message",),
    "--body": ("--message",),
}
"""The same for options; each command has some of these."""


# With its colours left alone, Click takes no escape sequence away unseen: `guard_streams` shows it.
_SETTINGS = {"help_option_names": ["-h", "--help"], "color": True}


_MANY_OBJECTS = 50_000
"""Nearly all that one command makes lives to its end: looking through it 70 times less often saves a tenth."""


class _Lazy(click.Group):
    """Finds commands by name, so that `statuary check` never pays for what only `build` needs."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """The door to a terminal, whoever opens it."""
        guard_streams()
        gc.set_threshold(_MANY_OBJECTS)
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a disk or a pipe that fails is told in a line (exit 3), never in a traceback."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            has = {name for one in error.ctx.command.params for name in one.opts} if error.ctx else set()
            meant = [name for name in _MEANT_OPTIONS.get(error.option_name, ()) if name in has]
            if not meant:
                raise
            told = f"There is no option “{error.option_name}”. Did you mean {' or '.join(meant)}?"
            raise click.UsageError(told, error.ctx) from None
        except click.UsageError as error:
            titled = error.ctx and any(one.name == "title" for one in error.ctx.command.params)
            if titled and "unexpected extra argument" in error.message:
                hint = ': put the title in quotes ("Search fails"), and what is affected behind -c'
                raise click.UsageError(error.message + hint, error.ctx) from None
            raise
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CommandError(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """By what somebody came for, each with its whole first sentence."""
        for section, names in _SECTIONS.items():
            commands = {name: self.get_command(ctx, name) for name in names}
            rows = [(name, one.get_short_help_str(limit=200)) for name, one in commands.items() if one]
            with formatter.section(section):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant. Raises UsageError, with the name that a first guess comes near to."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = [name for name, others in _MEANT.items() if args[0] in others]
            near = near or difflib.get_close_matches(args[0], _COMMANDS, n=2)
            hint = (
                f" Did you mean {' or '.join(f'“{name}”' for name in dict.fromkeys(near))}?" if near else ""
            )
            ctx.fail(f"There is no command “{args[0]}”.{hint}")
        return super().resolve_command(ctx, args)

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

    Run it in a status repository. Exit codes: 0 fine; 1 errors in your files, or something is overdue; 2 wrong usage;
    3 could not do it (network, disk).
    """
    ctx.obj = directory
