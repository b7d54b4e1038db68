"""What a rule is shown: one update as the newest of its incident, with all that was posted before."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from statuary.model import ACTIVE_STAGES, Incident, Kind, Settings, Site, Stage, Update
from statuary.rules.lexicon import Lexicon, lexicon, prose, sentences
from statuary.status import CLOCK_SKEW, Due, IncidentState, Standing, due, incident_state

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
        state = incident_state(self._by_then, self.now, self.frame.settings.cadence)
        assert state is not None  # an update is no later than itself
        return state

    @property
    def _by_then(self) -> Incident:
        """The incident without later updates. The state leaves most of them out by itself, and a copy takes long."""
        later = self.incident.updates[len(self.updates) :]
        if not later or later[0].at > self.now + CLOCK_SKEW:
            return self.incident
        return self.incident.model_copy(update={"updates": tuple(self.updates)})

    @cached_property
    def is_open(self) -> bool:
        """Whether it is an incident that goes on. Most stages tell; for the others, so do those before them."""
        if self.incident.kind is not Kind.INCIDENT or self.is_end:
            return False
        return self.update.stage in ACTIVE_STAGES or self.state.standing is Standing.ACTIVE

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

    @cached_property
    def promises_nothing(self) -> bool:
        """Unresolved, and neither an attribute nor a sentence says when readers hear more."""
        if not self.is_open or self.state.next_update is not None or self.update.no_next_update:
            return False
        words = self.frame.lexicon
        if not words.has("promise", "clock"):
            return not any(letter.isdigit() for letter in self.words)
        return not any(words.find("clock", one) for one, _ in self.sentences_with("promise"))

    @cached_property
    def due(self) -> Due | None:
        """What readers are owed by now."""
        return due(self.state, self.now, self.frame.settings.rhythm, self.frame.settings.zone)

    @cached_property
    def texts(self) -> tuple[tuple[int, str], ...]:
        """Everything that this update says to readers, each with its line; with the first, the title."""
        update = self.update
        title = [(1, self.incident.title)] if update is self.incident.updates[0] else []
        facts = (update.who, update.workaround, update.estimate, update.correction)
        return (*title, (self.line, update.text), *((update.line, one) for one in facts if one))

    @cached_property
    def all_text(self) -> str:
        """The same as one text."""
        return "\n".join(text for _, text in self.texts)

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Each line of it, with its number in the file."""
        return tuple(line for number, text in self.texts for line in enumerate(text.splitlines(), number))

    def lines_with(self, mark: re.Pattern[str]) -> tuple[tuple[int, str], ...]:
        """All lines where something of the kind stands anywhere, else none: most texts have nothing to be looked at."""
        return self.lines if mark.search(self.all_text) else ()

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
