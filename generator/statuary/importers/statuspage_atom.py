"""The numbers by which Statuspage's history.atom names its incidents: its API tells them nowhere.

Readers of that feed hold its entries by these numbers; with any other id the same incident would be news to them.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from statuary.importers.errors import UnreadableError

_ATOM = "{http://www.w3.org/2005/Atom}"
_ID = re.compile(r"tag:[^,]+,\d{4}:Incident/(\d+)")


def read_numbers(where: str, document: bytes) -> dict[str, str]:
    """Each incident's number by its id in the API, which the entry's link ends with.

    Raises UnreadableError for what is not an Atom feed. `where` is what its message names.
    """
    # Entities could blow up a small document; a feed needs none but the five that XML has by itself.
    if b"<!DOCTYPE" in document:
        raise UnreadableError(f"{where} declares a document type, which a feed never does")
    try:
        root = ET.fromstring(document)  # noqa: S314 - without a document type there are no entities to expand
    except ET.ParseError as error:
        raise UnreadableError(f"{where} is not an Atom feed: {error}") from None
    if root.tag != f"{_ATOM}feed":
        raise UnreadableError(f"{where} is not an Atom feed")
    return dict(_pairs(root))


def _pairs(feed: ET.Element) -> Iterator[tuple[str, str]]:
    for entry in feed.iter(f"{_ATOM}entry"):
        number = _ID.fullmatch((entry.findtext(f"{_ATOM}id") or "").strip())
        for link in entry.iter(f"{_ATOM}link"):
            if number and link.get("rel", "alternate") == "alternate":
                yield _last(link.get("href", "")), number[1]


def _last(address: str) -> str:
    try:
        return unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return ""
