"""A drill is a list of steps. One that fails is told with its reason and remedy, and the others go on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from statuary.check.formats import as_text
from statuary.git import GitError
from statuary.posting import InvalidError, PostingError


class Outcome(StrEnum):
    """How a step ended; a note is something to know that is no fault."""

    OK = "ok"
    NOTE = "note"
    FAILED = "FAILED"


class Fault(IntEnum):
    """Whose turn it is, as an exit code: the author of the files, or whoever looks after git, host and network."""

    FILES = 1
    OUTSIDE = 3


class StepError(Exception):
    """A step that did not work: why, and what to do."""

    def __init__(self, why: str, fault: Fault = Fault.OUTSIDE) -> None:
        super().__init__(why)
        self.fault = fault


@dataclass(frozen=True)
class Step:
    """`what` was tried, in how many `seconds`; `words` say what was found, or why it failed and what to do."""

    what: str
    outcome: Outcome
    words: str = ""
    seconds: float = 0.0
    fault: Fault | None = None


class Log:
    """Runs the steps and keeps them; `tell` hears of each as soon as it is over."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self.steps: list[Step] = []

    def run(self, what: str, action: Callable[[], str]) -> bool:
        """Try one step, whose action returns what was found; whether it worked."""
        began = time.monotonic()
        fault: Fault | None = None
        try:
            words = action()
        except (StepError, PostingError, GitError, OSError) as error:
            words, fault = _explained(error)
        outcome = Outcome.OK if fault is None else Outcome.FAILED
        self._add(Step(what, outcome, words, time.monotonic() - began, fault))
        return fault is None

    def fail(self, what: str, error: StepError) -> None:
        """Something that failed, and was no step of its own."""
        self._add(Step(what, Outcome.FAILED, str(error), fault=error.fault))

    def note(self, what: str, words: str = "") -> None:
        """Something to know."""
        self._add(Step(what, Outcome.NOTE, words))

    def seconds(self, *whats: str) -> float | None:
        """How long these steps took together; None unless all of them worked."""
        found = {step.what: step.seconds for step in self.steps if step.outcome is Outcome.OK}
        return sum(found[what] for what in whats) if all(what in found for what in whats) else None

    @property
    def failed(self) -> list[Step]:
        """The steps that did not work."""
        return [step for step in self.steps if step.outcome is Outcome.FAILED]

    @property
    def exit_code(self) -> int:
        """0; 1 when something in the files is wrong; 3 when something else failed."""
        return min((step.fault for step in self.failed if step.fault is not None), default=0)

    def _add(self, step: Step) -> None:
        self.steps.append(step)
        self._tell(step)


def _explained(error: Exception) -> tuple[str, Fault]:
    if isinstance(error, StepError):
        return str(error), error.fault
    if isinstance(error, InvalidError):
        return f"{error}\n{as_text(error.problems)}".strip(), Fault.FILES
    if isinstance(error, PostingError):
        return str(error), Fault.OUTSIDE if error.exit_code == Fault.OUTSIDE else Fault.FILES
    return f"git says: {error}" if isinstance(error, GitError) else str(error), Fault.OUTSIDE
