"""Shortening: whole passages go, the least needed first. No word, number or link is ever cut, and no sentence: half of
one may say the opposite. Only a title that has no room by itself ends early, between words, with an ellipsis.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from wcwidth import iter_graphemes

Fits = Callable[[str], bool]


class Rank(IntEnum):
    """What stays longest comes first: this is the order of sacrifice, from its end."""

    PLAN = 1
    NEWS = 2
    WORKAROUND = 3
    PROMISE = 4
    COMPONENTS = 5
    MORE_NEWS = 6
    MISSED = 7
    REST = 8


class Passage(NamedTuple):
    """A sentence or a line. `glue` stands before it, where it is not the first."""

    text: str
    rank: Rank
    glue: str


class Layout(NamedTuple):
    """How a message is put together: what stands before each group and between passages."""

    head: str
    link: str
    glue: str

    @property
    def bare(self) -> str:
        """Without any passage: what is never left out."""
        return self.head + self.glue + self.link


def fitted(layout: Layout, passages: Sequence[Passage], fits: Fits) -> str:
    """The head, as many of the passages as fit, in their order, and the link.

    Of the news, none is left out before one that is kept: the second sentence leans on the first.
    """
    kept: set[int] = set()
    for rank in Rank:
        if rank is Rank.MORE_NEWS and all(passages[place].rank is not Rank.NEWS for place in kept):
            continue
        for place in (place for place, passage in enumerate(passages) if passage.rank is rank):
            if fits(_joined(layout, passages, kept | {place})):
                kept.add(place)
            elif rank is Rank.MORE_NEWS:
                break
    return _joined(layout, passages, kept)


def _joined(layout: Layout, passages: Sequence[Passage], kept: set[int]) -> str:
    body = layout.head + "".join(
        passage.glue + passage.text for place, passage in enumerate(passages) if place in kept
    )
    return body + layout.glue + layout.link


_LONGEST_WORD = 24
"""What is longer is no word: a sentence in a script without spaces, which may end behind any character."""


def shortened_title(title: str, fits: Fits) -> str:
    """The title, or as many of its words as fit."""
    if fits(title):
        return title
    parts = list(_parts(title))
    for count in range(len(parts) - 1, 0, -1):
        short = "".join(parts[:count]).rstrip(".,;:–— ") + "…"
        if fits(short):
            return short
    return "…"


def _parts(title: str) -> Iterator[str]:
    for word in title.split(" "):
        yield from iter_graphemes(word) if len(word) > _LONGEST_WORD else (word,)
        yield " "
