"""What a rule is, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Required, TypedDict, Unpack

from statuary.model import Impact, Stage
from statuary.rules.case import Case


class Family(StrEnum):
    """What a rule is about; waivers, documents and SARIF name it."""

    LEAK = "leak"
    STRUCTURE = "structure"
    WORDS = "words"
    TITLE = "title"
    RHYTHM = "rhythm"


class Scope(StrEnum):
    """What a rule reads."""

    TITLE = "title"
    UPDATE = "update"
    INCIDENT = "incident"
    MAINTENANCE = "maintenance"


class Force(StrEnum):
    """What a rule may do. `BLOCKS`: an error. `SPEAKS`: advice. `INFORMS`: told only where somebody asks for all."""

    BLOCKS = "blocks"
    SPEAKS = "speaks"
    INFORMS = "informs"


class Found(NamedTuple):
    """One finding: the line in the file, what is wrong, and the remedy, ready to be pasted where possible."""

    line: int
    message: str
    hint: str


class Example(NamedTuple):
    """A text or title that a rule passes or finds; the rest is what else must be so for it to matter."""

    text: str
    title: str = "Search fails"
    stage: Stage = Stage.INVESTIGATING
    before: tuple[str, ...] = ()
    impact: Impact = Impact.MAJOR
    who: str = "everyone"
    next_update: bool = True


Finds = Iterator[Found]


@dataclass(frozen=True)
class Rule:
    """One thing that good outage communication has, or has not.

    `finds` is pure: it sees a `Case`, and neither a clock nor a file. `id` is permanent, for people waive rules by it.
    `needs` names the word lists without which it is silent. `early`: it speaks on the first update of an outage, too.
    `lasts`: it is about facts, and speaks of more than fresh words. `stronger` are rules whose finding makes this one
    needless. `by_count`: decided by counting or by a fact of the file, so no reader's verdict is needed.
    `rare`: too rare on real pages to be measured there; cases built for it stand in for them.
    `waivable`: a reason in the file lets its findings pass. `instance` is a good and a bad case for people, in words,
    where no text of an update shows it.
    An example that is only a text is one of a first update.
    """

    id: str
    family: Family
    scope: Scope
    says: str
    finds: Callable[[Case], Finds]
    good: tuple[str | Example, ...] = ()
    bad: tuple[str | Example, ...] = ()
    sources: str = ""
    force: Force = Force.SPEAKS
    needs: tuple[str, ...] = ()
    early: bool = False
    lasts: bool = False
    by_count: bool = False
    rare: bool = False
    waivable: bool = True
    instance: tuple[str, str] | None = None
    stronger: tuple[str, ...] = ()


class Declared(TypedDict, total=False):
    """What a rule may say of itself beside its name; see `Rule`."""

    says: Required[str]
    good: tuple[str | Example, ...]
    bad: tuple[str | Example, ...]
    sources: str
    force: Force
    needs: tuple[str, ...]
    early: bool
    lasts: bool
    by_count: bool
    rare: bool
    waivable: bool
    instance: tuple[str, str]
    stronger: tuple[str, ...]


def rule(
    id: str, family: Family, scope: Scope, **declared: Unpack[Declared]
) -> Callable[[Callable[[Case], Finds]], Rule]:
    """Make the function below it a rule."""
    return lambda finds: Rule(id=id, family=family, scope=scope, finds=finds, **declared)
