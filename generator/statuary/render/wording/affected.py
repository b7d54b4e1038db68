"""How the components are, all together, in words: who has what, what works, and whether a title has said it already."""

import re
from collections.abc import Callable, Iterable, Mapping

from statuary.model import ComponentStatus, Indicator
from statuary.render.frame import Frame
from statuary.render.wording.labels import STATUS_WORD
from statuary.render.wording.language import Sentence

NAMES_SHOWN = 4
"""So many components are named in one clause; the rest are counted."""

_JOINS = r"[-./@&+]"
"""What makes one word of two: a title about `pay-outs` or `api.example.com` does not speak of Pay or API."""

_TAKEN = "\N{NULL}"
"""Stands in a title for a name that was found."""


class Affected:
    """The worst status of each component of the page, and of those that open work names though it does not know them.

    `faulty` and `well` say whether any has a fault (planned work is none), and whether any is operational.
    """

    def __init__(self, frame: Frame) -> None:
        self._known, self._names, self._language = frame.state.components, frame.names, frame.language
        self._statuses = frame.state.statuses
        self._is_calm = frame.state.indicator.badness <= Indicator.MAINTENANCE.badness
        self.faulty = any(one.is_fault for one in self._statuses.values())
        self.well = ComponentStatus.OPERATIONAL in self._statuses.values()

    def called(self, keys: Iterable[str]) -> str:
        """These components in a sentence, by their names."""
        return self._language.listed([self._language.name(self._name(key)) for key in keys], NAMES_SHOWN)

    def _name(self, key: str) -> str:
        return self._names.get(key, key)

    def shows(self, keys: Iterable[str], status: ComponentStatus) -> bool:
        """Whether any of these has this status, all work together."""
        return any(self._statuses[key] is status for key in keys)

    def sentence(self) -> Sentence:
        """Who has what, the worst first; empty where all are operational."""
        return self._language.joined([self.faults(), self.planned()])

    def faults(self) -> Sentence:
        """The part of it that nobody planned."""
        if self._is_all_down():
            count = len(self._statuses)
            words = self._language.ngettext(
                "%(count)s component is down.", "All %(count)s components are down.", count
            )
            return (words,)
        return self._language.joined(
            [self._having(status) for status in reversed(ComponentStatus) if status.is_fault]
        )

    def planned(self) -> Sentence:
        """The part of it that is planned work."""
        return self._having(ComponentStatus.UNDER_MAINTENANCE)

    def _is_all_down(self) -> bool:
        is_known = self._statuses.keys() == self._known.keys()
        down = set(self._statuses.values()) == {ComponentStatus.MAJOR_OUTAGE}
        return is_known and down and len(self._statuses) > 1

    def _having(self, status: ComponentStatus) -> Sentence:
        keys = self._keys(lambda other: other is status)
        if not keys:
            return ()
        word = self._language.gettext(STATUS_WORD[status])
        return (self._language.gettext("%(status)s: %(names)s.", status=word, names=self.called(keys)),)

    def _keys(self, wanted: Callable[[ComponentStatus], bool]) -> list[str]:
        return [key for key, status in self._statuses.items() if wanted(status)]

    def operational(self) -> Sentence:
        """ "Reported", for the page repeats what people wrote; it measures nothing. Empty where none is.

        That all are operational is not said beside a problem that no component shows: one of the two would be wrong.
        """
        well = sum(self._statuses[key] is ComponentStatus.OPERATIONAL for key in self._known)
        is_mixed = bool(self._keys(lambda status: status is not ComponentStatus.OPERATIONAL))
        if not well or not (is_mixed or self._is_calm):
            return ()
        if is_mixed:
            words = self._language.ngettext(
                "The other component is operational.",
                "The other %(count)s components are operational.",
                well,
            )
        else:
            words = self._language.ngettext(
                "The component is operational.",
                "All %(count)s components are operational.",
                well,
            )
        return (words,)

    def is_mentioned(self, title: str, meant: Mapping[str, ComponentStatus]) -> bool:
        """Whether a title tells of all that is not operational.

        It does where it names each, and each still has the status that was `meant` when the title was written: a
        title is seldom written anew, and a component may be worse by now, or better.
        """
        keys = self._keys(lambda status: status is not ComponentStatus.OPERATIONAL)
        if not all(meant.get(key) is self._statuses[key] for key in keys):
            return False
        wanted = set(map(self._name, keys))
        return wanted <= _named_in(title, wanted.union(self._names.values()))


def _named_in(title: str, names: Iterable[str]) -> set[str]:
    """The names that stand in a title as whole words. The longest take theirs first: "API docs" does not name API."""
    rest = title.casefold()
    found = set()
    for name in sorted(names, key=len, reverse=True):
        word = name.casefold()
        if word in rest:
            whole = rf"(?<!\w)(?<!\w{_JOINS}){re.escape(word)}(?!\w|{_JOINS}\w)"
            rest, count = re.subn(whole, _TAKEN, rest)
            found |= {name} if count else set()
    return found
