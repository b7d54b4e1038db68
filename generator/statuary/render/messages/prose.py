"""An update's words as sentences: for messages that have room for a few of them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from statuary.render.incident_text import to_html
from statuary.render.messages.counting import LINK
from statuary.rules.lexicon import sentences

_MASK = "\ue000"
"""No language uses it."""
_LEFT_OUT = "details, pre, table, h3, h4, h5, h6"
"""What is for the page: technical details, and what cannot be read without its layout."""


class SaidSentence(NamedTuple):
    """A sentence, and whether a paragraph or a point of a list begins with it."""

    text: str
    begins: bool


@lru_cache(maxsize=256)
def said_sentences(text: str, language: str) -> tuple[SaidSentence, ...]:
    """The sentences of a Markdown text in their order. A link keeps its address behind its words."""
    return tuple(
        SaidSentence(one, not place)
        for block in _blocks(text)
        for place, one in enumerate(_sentences(block, language))
    )


def _sentences(block: str, language: str) -> Iterator[str]:
    """A mark within an address ends no sentence, so another character stands for each address meanwhile."""
    links = iter(LINK.findall(block))
    for one in sentences(LINK.sub(_MASK, block.replace(_MASK, "")), language):
        yield re.sub(_MASK, lambda _: next(links), one)


def _blocks(text: str) -> Iterator[str]:
    soup = BeautifulSoup(str(to_html(text)), "html.parser")
    for one in soup.select(_LEFT_OUT):
        one.decompose()
    for link in soup.select("a[href]"):
        _with_address(link)
    for block in soup.select("p, li"):
        if block.name == "p" or not block.select("p"):
            for inner in block.select("ul, ol"):
                inner.extract()
            yield " ".join(block.get_text().split())


def _with_address(link: Tag) -> None:
    address = str(link["href"])
    if link.get_text() not in (address, address.removeprefix("mailto:").removeprefix("tel:")):
        link.append(f" ({address})")
