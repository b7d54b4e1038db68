"""What people notice of a fault, made from components and their statuses: a title, a first sentence, words for the end.

Each is a whole message, for a name cannot be put into any sentence: English asks whether it stands for several things,
German for its case, Arabic for its gender. Where our words do not fit, a component has words of its own.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from statuary.model import Component, ComponentStatus
from statuary.render.wording.labels import as_phrase, as_sentence
from statuary.render.wording.language import Language, marked

_NAMED = 3
"""So many are named. Of more, two are, for a title is read on a phone, and the page lists all beside it."""
_PLURAL = re.compile(r"[a-hj-rtv-z]s$")
"""What “are” goes with, as far as a name tells: Payments, Order emails; not Status, Access or DNS."""


class _Messages(NamedTuple):
    """What is said of one status. Of two messages, the second is for several things."""

    title: tuple[str, str]
    sentence: tuple[str, str]
    sorry: tuple[str, str]
    was_sorry: tuple[str, str]


def _alike(message: str) -> tuple[str, str]:
    return message, message


MESSAGES: Mapping[ComponentStatus, _Messages] = MappingProxyType(
    {
        ComponentStatus.DEGRADED_PERFORMANCE: _Messages(
            (
                marked("%(components)s is slow or unreliable"),
                marked("%(components)s are slow or unreliable"),
            ),
            _alike(marked("You may notice delays or errors with %(components)s.")),
            _alike(marked("We are sorry for the delays and errors with %(components)s.")),
            _alike(marked("We are sorry for the delays and errors with %(components)s.")),
        ),
        ComponentStatus.PARTIAL_OUTAGE: _Messages(
            (
                marked("%(components)s fails for some of you"),
                marked("%(components)s fail for some of you"),
            ),
            (
                marked("%(components)s fails for some of you."),
                marked("%(components)s fail for some of you."),
            ),
            _alike(marked("We are sorry that some of you cannot use %(components)s.")),
            _alike(marked("We are sorry that some of you could not use %(components)s.")),
        ),
        ComponentStatus.MAJOR_OUTAGE: _Messages(
            (marked("%(components)s is down"), marked("%(components)s are down")),
            _alike(marked("You cannot use %(components)s at the moment.")),
            _alike(marked("We are sorry that you cannot use %(components)s.")),
            _alike(marked("We are sorry that you could not use %(components)s.")),
        ),
    }
)
OTHERS = marked("%(first)s, %(second)s and others")
SORRY = marked("We are sorry for the disruption.")
RECOVERED = (
    marked("%(components)s has been working again since %(time)s."),
    marked("%(components)s have been working again since %(time)s."),
)
RECOVERED_SOMEWHEN = (
    marked("%(components)s works again."),
    marked("%(components)s work again."),
)
NO_WORKAROUND = marked("None known")
ALL_RECOVERED = marked("Everything has been working again since %(time)s.")
ALL_RECOVERED_SOMEWHEN = marked("Everything works again.")


def reads_as_several(name: str) -> bool:
    """Whether one name stands for several things."""
    return _PLURAL.search(name) is not None


class Symptoms:
    """Says it in one language. `mark` makes a name or an owner's sentence what the text is written in."""

    def __init__(
        self, components: Iterable[Component], language: Language, mark: Callable[[str], str] = str
    ) -> None:
        known = {one.id: one for one in components}
        self._names = {key: one.name for key, one in known.items()}
        self._words = {key: one.words for key, one in known.items()}
        self._language, self._mark = language, mark

    def title(self, statuses: Mapping[str, ComponentStatus]) -> str:
        """The worst of it, without a mark at its end; empty where nothing has a fault."""
        for status, keys in _by_status(statuses):
            own = self._own(keys, status)
            return as_phrase(own[0]) if own else self._say(MESSAGES[status].title, keys)
        return ""

    def text(self, statuses: Mapping[str, ComponentStatus], *, sorry: bool = False) -> str:
        """All of it, the worst first; `sorry` where people are told for the first time of something serious."""
        said: list[str] = []
        for status, keys in _by_status(statuses):
            own = self._own(keys, status)
            rest = [key for key in keys if status not in self._words.get(key, {})]
            names_trouble = sorry and not said and not own
            messages = MESSAGES[status].sorry if names_trouble else MESSAGES[status].sentence
            sorry = sorry and not names_trouble
            said += [self._mark(as_sentence(one, self._language)) for one in own]
            said += [self._say(messages, rest)] if rest else []
        if said and sorry:
            said.append(self._language.gettext(SORRY))
        return self._language.together(*said)

    def apology(self, statuses: Mapping[str, ComponentStatus]) -> str:
        """Of what is over: it names the trouble that people had, never “any inconvenience”."""
        for status, keys in _by_status(statuses):
            return self._say(MESSAGES[status].was_sorry, keys)
        return self._language.gettext(SORRY)

    def recovery(self, keys: Iterable[str], time: str = "") -> str:
        """That it works again, and since when, where somebody knows that."""
        listed = list(keys)
        if listed:
            return self._say(RECOVERED if time else RECOVERED_SOMEWHEN, listed, time=time)
        return self._language.gettext(ALL_RECOVERED if time else ALL_RECOVERED_SOMEWHEN, time=time)

    def _own(self, keys: Iterable[str], status: ComponentStatus) -> list[str]:
        """The owner's words for these, each once."""
        words = (self._words.get(key, {}).get(status) for key in keys)
        return list(dict.fromkeys(one for one in words if one))

    def _say(self, messages: tuple[str, str], keys: list[str], **values: str) -> str:
        names = [self._mark(self._names.get(key, key)) for key in keys]
        several = len(names) > 1 or reads_as_several(names[0])
        return self._language.gettext(messages[several], components=self._listed(names), **values)

    def _listed(self, names: list[str]) -> str:
        if len(names) <= _NAMED:
            return self._language.listed(names)
        return self._language.gettext(OTHERS, first=names[0], second=names[1])


def for_script(components: Iterable[Component], language: Language) -> dict[str, Any]:
    """The same for the composer's script: each message with slots, statuses from the worst on, the owner's words.

    Of two messages that are alike, only one.
    """
    known = list(components)

    def say(pair: tuple[str, str]) -> list[str]:
        said = (language.gettext(one, components="{components}", time="{time}") for one in pair)
        return list(dict.fromkeys(said))

    return {
        "faults": {
            status: [say(pair) for pair in MESSAGES[status]]
            for status in sorted(MESSAGES, key=lambda one: -one.badness)
        },
        "others": language.gettext(OTHERS, first="{first}", second="{second}"),
        "sorry": language.gettext(SORRY),
        "joined": language.together("{first}", "{second}"),
        "recovered": [
            say(pair) for pair in (RECOVERED_SOMEWHEN, RECOVERED, (ALL_RECOVERED_SOMEWHEN, ALL_RECOVERED))
        ],
        "several": [one.id for one in known if reads_as_several(one.name)],
        "own": {
            one.id: {key: [as_phrase(text), as_sentence(text, language)] for key, text in one.words.items()}
            for one in known
            if one.words
        },
    }


def _by_status(statuses: Mapping[str, ComponentStatus]) -> list[tuple[ComponentStatus, list[str]]]:
    """Components by their fault, the worst first."""
    faults = sorted({one for one in statuses.values() if one.is_fault}, key=lambda one: -one.badness)
    return [(fault, [key for key, one in statuses.items() if one is fault]) for fault in faults]
