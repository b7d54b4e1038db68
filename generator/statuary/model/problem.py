"""A bad file is a value, not an exception: loading goes on, and all problems are reported together."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Severity(StrEnum):
    """An error stops a build; advice never changes an exit code."""

    ERROR = "error"
    ADVICE = "advice"


class Fix(BaseModel):
    """What `check --fix` writes in place of one whole line (1-based, without its line end): one line or several."""

    model_config = ConfigDict(frozen=True)

    line: int
    text: str


class Problem(BaseModel):
    """One thing that a person should fix.

    `path` is relative to the repository, with forward slashes. `line` and `column` are 1-based;
    0 means "the file as a whole". `hint` is the remedy, ready to be typed where possible. `component` is the word that
    would be right if `components.yaml` had it: the cause may lie there.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR
    rule: str
    message: str
    hint: str = ""
    fix: Fix | None = None
    component: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """By place, so that a person can work through a file from its top."""
        return (self.path, self.line, self.column, self.rule)
