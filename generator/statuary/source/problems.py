"""Collecting problems of one file, with a suggestion where a near word exists.

What a reader of one incident file must know of the rest of the site.
"""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from statuary.model import Component, Fix, Group, Problem, Severity
from statuary.source.encoding import NotTextError
from statuary.source.times import Zones
from statuary.source.yaml_text import Entry, Node, YamlError


class Findings:
    """The problems of one file, in the order in which they were found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def error(
        self, rule: str, place: tuple[int, int], message: str, hint: str = "", *, component: str = ""
    ) -> None:
        """Add an error at (line, column), both 1-based; (0, 0) is the file as a whole.

        `component` is the word that would be right if there were such a component.
        """
        line, column = place
        self.problems.append(
            Problem(
                path=self.path,
                line=line,
                column=column,
                rule=rule,
                message=message,
                hint=hint,
                component=component,
            )
        )

    def advice(self, rule: str, place: tuple[int, int], message: str, hint: str) -> None:
        """Add advice; the file can be used as it is."""
        self.error(rule, place, message, hint)
        self.problems[-1] = self.problems[-1].model_copy(update={"severity": Severity.ADVICE})

    def canonical(self, place: tuple[int, int], was: str, line: str) -> None:
        """Advise the canonical form of a whole line; `check --fix` writes it."""
        self.problems.append(
            Problem(
                path=self.path,
                line=place[0],
                column=place[1],
                severity=Severity.ADVICE,
                rule="canonical-form",
                message=f"“{was}” is understood; its canonical form differs",
                hint=f"statuary check --fix writes: {line.strip()}",
                fix=Fix(line=place[0], text=line),
            )
        )

    def encoding(self, error: NotTextError) -> None:
        """Add that the file is no UTF-8 text."""
        self.error("encoding", error.place, str(error), error.hint)

    def yaml(self, error: YamlError) -> None:
        """Add a fault of the YAML reader."""
        self.error(error.rule, (error.line, error.column), error.message, error.hint)

    @property
    def has_errors(self) -> bool:
        """True when the file cannot be used as it is."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def place(node: Node | Entry) -> tuple[int, int]:
    """Line and column of a piece of YAML."""
    return (node.line, node.column)


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that somebody most likely meant, or None when none is close."""
    matches = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.7)
    return matches[0] if matches else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """A remedy for an unknown word: the near one, or all there are."""
    words = list(known)
    if match := near(word, words):
        return f"did you mean “{match}”?"
    if not words:
        return ""
    listed = ", ".join(words[:20]) + (", …" if len(words) > 20 else "")
    return f"use one of: {listed}"


@dataclass(frozen=True)
class Context:
    """Zones that times may name, and the components that an incident may name (by id, or by name in any case).

    `groups` are their groups' names in lower case: nobody can set the status of a group, but some will try.
    """

    zones: Zones
    components: dict[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    @classmethod
    def of(cls, zones: Zones, components: Iterable[Component], groups: Iterable[Group] = ()) -> "Context":
        """A context for these components and groups; where an id equals another component's name, the id wins.

        A name that two components of these groups have names none.
        """
        listed, shown = list(components), list(groups)
        names = Counter(component.name.lower() for group in shown for component in group.components)
        by_name = {one.name.lower(): one.id for one in listed if names[one.name.lower()] < 2}
        ids = {component.id: component.id for component in listed}
        return cls(zones, by_name | ids, frozenset(group.name.lower() for group in shown if group.name))

    @property
    def component_ids(self) -> list[str]:
        """All ids, for suggestions."""
        return list(dict.fromkeys(self.components.values()))
