"""A command that posts: from its options to one call of `statuary.posting.actions`, and to its exit code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from statuary import clock
from statuary.cli.common import CommandError
from statuary.cli.posting.questions import dialogue
from statuary.posting.posting_errors import NotPostedError, OptionsError, StoppedError
from statuary.posting.request import PostingRequest
from statuary.posting.session import Caller


def run(action: Callable[[PostingRequest, Caller], None], root: Path, **options: Any) -> None:
    """Post what the options say, with a person where there is one, at this moment."""
    request = PostingRequest(**options)
    try:
        action(request, Caller(root.resolve(), dialogue(yes=request.yes), clock.present))
    except NotPostedError as error:
        raise CommandError(str(error), error.exit_code) from error
    except OptionsError as error:
        raise click.UsageError(str(error)) from error
    except StoppedError as error:
        click.echo(f"{error}", err=True)
        raise click.exceptions.Exit(1) from error
