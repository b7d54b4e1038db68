"""How whoever posts is asked and told. What to ask is decided here; a person at a terminal answers, or nobody."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Timer
from typing import ClassVar

SLOW = 2.0
"""Seconds after which somebody at a terminal wonders whether anything happens."""


class Decision(StrEnum):
    """What a person says to something that is ready."""

    YES = "yes"
    EDIT = "edit"
    NO = "no"


def _no_editor(_: Path) -> None:
    """Nobody is there who could use one."""


@dataclass(frozen=True)
class Dialogue:
    """Nobody answers: for programs, and for people who want no questions. What is told has its two places.

    `tell` is for what was asked for, `warn` for what somebody must know beside it. `read_input` gives all that was
    piped in; `edit` lets a person change a file, and raises CouldNotPostError. `has_terminal`: a person is there, so
    that an editor can be opened and git may ask for a password.
    """

    tell: Callable[[str], None]
    warn: Callable[[str], None]
    read_input: Callable[[], bytes] = bytes
    edit: Callable[[Path], None] = _no_editor
    has_terminal: bool = False
    questions: list[str] = field(default_factory=list)
    """Those that were asked so far, but for whether to go on with what is ready: few are answered in an outage."""

    asks: ClassVar[bool] = False
    """Whether questions are answered. A subclass with a person answers all of those below."""

    def progress(self, text: str) -> None:
        """Tell what has just been reached, or is waited for, on a way that takes a while."""
        self.tell(text)

    @contextmanager
    def meanwhile(self, text: str) -> Iterator[None]:
        """Tell a person what takes long, once it does; a program is not told."""
        timer = Timer(SLOW, self.warn, [text])
        timer.daemon = True
        if self.has_terminal:
            timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def choose(
        self, question: str, choices: Sequence[tuple[str, str]], default: int | None = 1
    ) -> int | None:
        """The index of a choice, each a word with an explanation; `default` is a number from 1. None: no answer."""
        return None

    def choose_several(self, question: str, names: Mapping[str, str]) -> list[str]:
        """Some of these keys, in the order in which they were named, each as it is or with `=STATUS`; or none."""
        return []

    def confirm(self, question: str, default: Decision = Decision.YES) -> Decision | None:
        """Whether to go on with something that was shown; `default` for Enter. None: no answer."""
        return None

    def ask_text(self, question: str) -> str:
        """One line of text, asked again until there is one; empty where nobody answers."""
        return ""

    def ask_line(self, question: str, why_not: Callable[[str], str] = lambda _: "") -> str:
        """One line, or nothing. Asked again while `why_not` names a reason against the answer."""
        return ""
