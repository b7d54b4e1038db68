"""Old addresses that shall lead to the new pages: only such as `check` accepts, each to one page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import unquote

from statuary.check import check_structure
from statuary.importers.model import Item, Notes
from statuary.model import Problem, Site

_RULE = "alias"


def with_usable_addresses(items: Iterable[Item], site: Site, latest: datetime) -> Iterator[Item]:
    """The items without the aliases that cannot stand, or that lead elsewhere already; each has a note.

    `check` itself is asked, so that the two never differ. `latest` is the present, as `check_structure` wants it.
    """
    listed = [_without_repetition(item) for item in items]
    together = (*site.incidents, *(item.incident for item in listed))
    problems = list(check_structure(site.model_copy(update={"incidents": together}), latest))
    for item in listed:
        yield _with_usable(item, [one for one in problems if one.path == item.incident.path])


def _without_repetition(item: Item) -> Item:
    """Two spellings of one address are one place."""
    places = {unquote(alias).strip("/"): alias for alias in reversed(item.incident.aliases)}
    aliases = tuple(places.values())[::-1]
    return Item(item.origin, item.incident.model_copy(update={"aliases": aliases}), item.notes)


def _with_usable(item: Item, problems: Sequence[Problem]) -> Item:
    notes = Notes()
    kept: list[str] = []
    for alias in item.incident.aliases:
        # A problem has no field for the alias that it is about, but its message quotes it.
        told = [one for one in problems if one.rule == _RULE and f"“{alias}”" in one.message]
        kept += [] if told else [alias]
        for problem in told:
            notes.left_out(f"the old address {alias}: {problem.message}")
    incident = item.incident.model_copy(update={"aliases": tuple(kept)})
    return Item(item.origin, incident, (*item.notes, *notes))
