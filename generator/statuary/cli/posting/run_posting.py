"""A command that posts: from its options to one call of `statuary.posting.actions`, and to its exit code."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from statuary import clock
from statuary.cli.common import CommandError
from statuary.cli.posting.questions import dialogue
from statuary.posting.posting_errors import NotPostedError, OptionsError, StoppedError
from statuary.posting.request import PostingRequest
from statuary.posting.session import Caller


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
