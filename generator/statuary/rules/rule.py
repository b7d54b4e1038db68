"""What a rule is, what it is shown, and what it says.

It is shown a case: one update as the newest of its incident, with all that was said before.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Required, TypedDict, Unpack

from statuary.model import Impact, Incident, Kind, Settings, Site, Stage, Update
from statuary.rules.lexicon import Lexicon, lexicon, prose, sentences
from statuary.status import IncidentState, Standing, incident_state

_DEVELOPERS = re.compile(r"\b(?:APIs?|SDKs?|webhooks?|CLI)\b", re.IGNORECASE)


@dataclass(frozen=True)
class RuleContext:
    """What all cases of a page share. `names` are those of its components, by id."""

    settings: Settings
    names: Mapping[str, str]
    lexicon: Lexicon

    @classmethod
    def of(cls, site: Site) -> "RuleContext":
        """That of a site, with the words of its language."""
        names = {component.id: component.name for component in site.components}
        return cls(site.settings, names, lexicon(site.settings.language))

    @cached_property
    def for_developers(self) -> bool:
        """Whether readers know the words of the trade: the owner says so, else the names of the components."""
        said = self.settings.words.audience
        return said == "developers" if said else any(map(_DEVELOPERS.search, self.names.values()))

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Names of components and the owner's own words, in small letters: they are no jargon."""
        named = (*self.names.values(), *self.settings.words.ours)
        return frozenset(word.lower() for name in named for word in (name, *name.split()))


@dataclass(frozen=True)
class Case:
    """One update, judged as the newest. `updates` are those up to it, `given` their state where it is known."""

    frame: RuleContext
    incident: Incident
    updates: Sequence[Update]
    now: datetime
    given: IncidentState | None = None

    @classmethod
    def then(cls, frame: RuleContext, incident: Incident, index: int) -> "Case":
        """As it was when an update was posted; updates count from the oldest, which is 0."""
        updates = incident.updates[: index + 1]
        return cls(frame, incident, updates, updates[-1].at)

    @property
    def update(self) -> Update:
        """The one that is judged."""
        return self.updates[-1]

    @property
    def before(self) -> Update | None:
        """The one before it."""
        return self.updates[-2] if len(self.updates) > 1 else None

    @cached_property
    def state(self) -> IncidentState:
        """What follows from the updates so far."""
        if self.given is not None:
            return self.given
        told = self.incident.model_copy(update={"updates": tuple(self.updates)})
        state = incident_state(told, self.now, self.frame.settings.cadence)
        assert state is not None  # an update is no later than itself
        return state

    @property
    def is_open(self) -> bool:
        """Whether it is an incident that goes on."""
        return self.incident.kind is Kind.INCIDENT and self.state.standing is Standing.ACTIVE

    @property
    def is_end(self) -> bool:
        """Whether this update says that it is over."""
        return self.update.stage is Stage.RESOLVED

    @property
    def line(self) -> int:
        """Where the update's words stand in the file."""
        return self.update.text_line or self.update.line

    @cached_property
    def words(self) -> str:
        """Its prose: without code, quotes and addresses, and without what a post-mortem says."""
        return "" if self.update.stage is Stage.POSTMORTEM else prose(self.update.text)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of its prose."""
        return tuple(sentences(self.words, self.frame.lexicon.language))

    def sentences_with(self, name: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Each sentence in which a list matches, with the match; nothing is split where the whole text has none."""
        if self.frame.lexicon.find(name, self.words):
            for sentence in self.sentences:
                if found := self.frame.lexicon.find(name, sentence):
                    yield sentence, found

    @property
    def said_so_far(self) -> Iterator[str]:
        """All texts and facts that readers were given until now."""
        for update in self.updates:
            yield from (one for one in (update.text, update.workaround, update.who) if one)

    def paste(self, rule: str) -> str:
        """A sentence for the author to paste, in the page's language where we have one."""
        sentences = self.frame.lexicon.paste or lexicon("en").paste
        touched = next((one for one in self.state.worst_statuses if one in self.frame.names), None)
        return f"“{sentences[rule].format(thing=self.frame.names.get(touched or '', sentences['thing']))}”"


def words_of(incident: Incident, update: Update) -> Iterator[tuple[int, str]]:
    """Everything that an update says to readers, each with its line; with the first, the title."""
    if incident.updates and update is incident.updates[0]:
        yield 1, incident.title
    yield update.text_line or update.line, update.text
    facts = (update.who, update.workaround, update.estimate, update.correction)
    yield from ((update.line, one) for one in facts if one)


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
    stronger: tuple[str, ...]


def rule(
    id: str, family: Family, scope: Scope, **declared: Unpack[Declared]
) -> Callable[[Callable[[Case], Finds]], Rule]:
    """Make the function below it a rule."""
    return lambda finds: Rule(id=id, family=family, scope=scope, finds=finds, **declared)
