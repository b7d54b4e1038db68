"""Composing, checking and publishing one update: the whole way from what was asked for to what readers see.

Each command is one call of `actions`. Whom to ask, where to tell, and the clock are handed in: see `dialogue`. Here is
why an update was not posted: the message says what to do, and `exit_code` is what the command returns.
"""

from collections.abc import Sequence

from statuary.model import Problem
from statuary.status import IncidentState


class OptionsError(Exception):
    """Things were asked for that do not go together; nothing was read yet, so nothing can be lost."""


class StoppedError(Exception):
    """A person said no; the message says what did not happen."""


class NotPostedError(Exception):
    """The last word of a command that failed: why, and where the typed text is kept now."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class PostingError(Exception):
    """What was asked for makes no sense, or something is missing that nobody can guess."""

    exit_code = 2


class SeveralError(PostingError):
    """More than one incident may be meant: `items`. Where somebody is asked, they can choose."""

    def __init__(self, items: Sequence[IncidentState]) -> None:
        listed = "\n".join(f"  {item.incident.id}  {item.incident.title}" for item in items)
        super().__init__(f"more than one may be meant; name it by its id, or a part of it:\n{listed}")
        self.items = tuple(items)


class InvalidError(PostingError):
    """The file would have errors, or has them already; nothing was written."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem], what: str) -> None:
        super().__init__(what)
        self.problems = tuple(problems)


class CouldNotPostError(PostingError):
    """The disk, git or the network failed."""

    exit_code = 3


class ConflictError(CouldNotPostError):
    """Somebody else posted to the same incident in the meantime, and only a person can tell what is so now.

    `theirs` is what stands there now, as text, where there is something to show.
    """

    def __init__(self, message: str, theirs: str = "") -> None:
        super().__init__(message)
        self.theirs = theirs
