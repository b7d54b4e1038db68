"""Words of which one must stand in a text for a pattern to match: most texts have none, and need no search."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

_python: Any = import_module("re._parser")  # it has no types
_SHORTEST, _MOST = 3, 20
"""Shorter pieces stand in most texts; more of them take as long to look for as the pattern."""

Literals = frozenset[str]
_UNKNOWN: Literals = frozenset()


@cache
def literals(pattern: str) -> tuple[str, ...]:
    """One of these stands in every text that matches; empty where no such list is known, or it is of no use."""
    found = _any_of(_python.parse(pattern))
    kept = {one for one in found if not any(other != one and other in one for other in found)}
    useful = all(len(one) >= _SHORTEST for one in kept) and len(kept) <= _MOST
    return tuple(sorted(kept)) if useful else ()


def _any_of(nodes: Sequence[Any]) -> Literals:
    """Of what stands one after the other, each piece must be there: the one that tells most is taken."""
    pieces, letters = [], ""
    for kind, what in nodes:
        if str(kind) == "LITERAL":
            letters += chr(what)
            continue
        pieces += [frozenset({letters}), _of_node(str(kind), what)]
        letters = ""
    known = [one for one in (*pieces, frozenset({letters})) if one and "" not in one]
    return max(known, key=_tells, default=_UNKNOWN)


def _tells(found: Literals) -> tuple[bool, bool, int]:
    shortest = min(len(one.strip()) for one in found)
    return shortest >= _SHORTEST, shortest > _SHORTEST, -len(found)


def _of_node(kind: str, what: Any) -> Literals:
    match kind:
        case "BRANCH":
            return _united(map(_any_of, what[1]))
        case "SUBPATTERN":
            return _any_of(what[3])
        case "MAX_REPEAT" | "MIN_REPEAT" if what[0] > 0:
            return _any_of(what[2])
    return _UNKNOWN


def _united(found: Iterable[Literals]) -> Literals:
    """Each alternative must be known: a text can match any of them."""
    alternatives = list(found)
    return frozenset().union(*alternatives) if all(alternatives) else _UNKNOWN
