"""Word lists by language, from `words/*.toml`: a rule without a list for the page's language is silent."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Lexicon:
    """The lists of one language: parts of regular expressions by name, and sentences for authors to paste."""

    language: str
    lists: dict[str, list[str]] = field(default_factory=dict)
    paste: dict[str, str] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Whether it has all these lists."""
        return all(name in self.lists for name in names)

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first place in a text where a list matches, in small letters; never, where there is no such list."""
        return _words(self.language, name).search(text.lower()) if name in self.lists else None

    def search_free(self, name: str, text: str) -> re.Match[str] | None:
        """The first match of a list of shapes, which need not be whole words."""
        return _shapes(self.language, name).search(text.lower()) if name in self.lists else None

    def is_all(self, name: str, text: str) -> bool:
        """Whether a whole text is one of a list."""
        return name in self.lists and _shapes(self.language, name).fullmatch(text.lower()) is not None


@cache
def lexicon(language: str) -> Lexicon:
    """That of a language tag such as `de-AT`; without any list where we have none."""
    base = language.partition("-")[0].lower()
    if base not in languages():
        return Lexicon(base)
    said: dict[str, Any] = tomllib.loads((_FOLDER / f"{base}.toml").read_text(encoding="utf-8"))
    return Lexicon(base, said["lists"], said["paste"])


@cache
def languages() -> tuple[str, ...]:
    """Those that have word lists."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def _words(language: str, name: str) -> re.Pattern[str]:
    """Compiled only when asked for: most commands judge few words."""
    return _compiled(rf"(?<!\w)(?:{'|'.join(lexicon(language).lists[name])})(?!\w)")


@cache
def _shapes(language: str, name: str) -> re.Pattern[str]:
    return _compiled("|".join(lexicon(language).lists[name]))


def _compiled(pattern: str) -> re.Pattern[str]:
    """For texts in small letters: without a flag for case, a long list is searched in half the time."""
    return re.compile(
        re.sub(r"\\.|[^\W\d_]", lambda one: one[0] if one[0][0] == "\\" else one[0].lower(), pattern)
    )
