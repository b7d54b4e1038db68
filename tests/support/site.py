"""A site as it was built, read as its readers read it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
from bs4 import BeautifulSoup

from support.repository import files


@dataclass(frozen=True)
class BuiltSite:
    """The folder that a build made."""

    folder: Path

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def files(self) -> dict[str, bytes]:
        """Everything in it, by its path."""
        return files(self.folder)

    def text(self, name: str = "index.html") -> str:
        """A file as it is."""
        return (self / name).read_text(encoding="utf-8")

    def page(self, address: str = "/") -> BeautifulSoup:
        """The page at an address of the site, such as `/history/`."""
        name = address.lstrip("/")
        return BeautifulSoup(
            self.text(name + "index.html" if name[-1:] in ("", "/") else name), "html.parser"
        )

    def words(self, name: str = "index.html") -> str:
        """A page's text, as a reader has it."""
        shown = re.sub(r"<(style|script|template|svg)\b.*?</\1>", "", self.text(name), flags=re.DOTALL)
        return " ".join(re.sub(r"<[^>]*>", " ", shown).split())

    def feed(self, name: str = "feed.xml") -> feedparser.FeedParserDict:
        """A feed as a feed reader has it; it has to be without a fault."""
        return parse_feed((self / name).read_bytes())

    def api(self, name: str = "summary.json") -> Any:
        """A document of the API."""
        return self.json(f"api/v2/{name}")

    def json(self, name: str = "_build.json") -> Any:
        """What a JSON file says."""
        return json.loads((self / name).read_bytes())


def parse_feed(content: bytes) -> feedparser.FeedParserDict:
    """RSS or Atom, which has to be without a fault."""
    found = feedparser.parse(content)
    assert not found.bozo, found.get("bozo_exception")
    return found
