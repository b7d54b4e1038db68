"""How a build ended, as a value: with MkDocs and without it, strict and tolerant."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from statuary.inspection.strict import Inspected
from statuary.model import Problem

Say = Callable[[int, str], None]
"""Takes a level of `logging` and a message."""
UNCHANGED = "Nothing was published; the page is as it was."
UNCHECKED = "The page was built, but not all of it could be checked."


@dataclass(frozen=True)
class Built:
    """`folder` is where the site is, None where nothing was published. `problems` are to be mended, or were left out.

    `failure` says why not all is well, and is empty where it is.
    """

    folder: Path | None
    problems: tuple[Problem, ...] = ()
    failure: str = ""


def to_tell(found: Inspected) -> tuple[Problem, ...]:
    """What a strict build tells of what was found: errors, and advice only where there is none to be missed in it."""
    return found.errors or found.problems


def strictly(folder: Path, found: Inspected) -> Built:
    """The end of a strict build that published."""
    return Built(folder, to_tell(found), UNCHECKED if found.errors else "")
