"""Which pages there are, and when each last changed."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from statuary.status.types import PageState
from statuary.views.frame import Frame
from statuary.views.history import by_month
from statuary.views.times import iso

MOST_URLS = 50_000
"""The limit of the sitemap protocol. The newest incidents come first: only the oldest are left out."""


class Entry(NamedTuple):
    """One page: its path from the site's root, and the instant of its last change, for machines."""

    path: str
    changed: str


def sitemap_entries(state: PageState, frame: Frame) -> Iterator[Entry]:
    """The page, the lists, then the incidents with the newest word first."""
    return (Entry(path, iso(changed)) for path, changed in islice(_pages(state, frame), MOST_URLS))


def _pages(state: PageState, frame: Frame) -> Iterator[tuple[str, datetime]]:
    """What shows the present state changed now; an incident's page changed with its newest update."""
    yield from (
        ("", state.now),
        ("maintenance/", state.now),
        ("history/", state.now),
        ("subscribe/", state.now),
    )
    yield from ((f"components/{component.id}/", state.now) for component in state.site.components)
    for month, items in by_month(state, frame).items():
        yield f"history/{month.slug}/", max(item.newest.at for item in items)
    newest = sorted(state.by_id.values(), key=lambda item: (item.newest.at, item.incident.id), reverse=True)
    yield from ((f"incidents/{item.incident.id}/", item.newest.at) for item in newest)
