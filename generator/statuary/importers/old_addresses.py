"""Permanent names made from what the source called things, and old addresses that shall lead to the new pages.

Pages of the old site that are no incidents become pages of the owner's own, at their old addresses.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, unquote

from statuary.check import check_structure
from statuary.importers.imported import FoundPage, Item, Notes
from statuary.model import Problem, Site
from statuary.source.attributes import KEYS, key_of
from statuary.source.config import Project
from statuary.source.vocabulary import kept_slug

_LONGEST = 70


def short_slug(text: str) -> str:
    """A slug of whole words that leaves room for a date and a number in a file name."""
    words = kept_slug(text)
    return words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]


def component_slug(name: str) -> str:
    """A component's id. One that reads like an attribute (`impact`) would be taken for it under a heading."""
    words = kept_slug(name) or "component"
    return f"{words}-component" if key_of(words) in KEYS else words


def unique(wanted: str, taken: Iterable[str]) -> str:
    """The wanted id, or with -2, -3 and so on behind it where that is taken."""
    used = taken if isinstance(taken, Set | Mapping) else set(taken)
    number, found = 1, wanted
    while found in used:
        number += 1
        found = f"{wanted}-{number}"
    return found


def hugo_path(stem: str) -> str:
    """The address that Hugo gives to a file below `content`, without leading and trailing slash."""
    return encoded(re.sub(r"[^\w./+~@%#-]", "", re.sub(r"\s", "-", stem.lower())))


def encoded(path: str) -> str:
    """A path as it stands in an address: what is not a plain letter or sign there is percent-encoded."""
    return quote(path, safe="/~@+.-_", errors="replace")


_RULE = "alias"


def with_usable_addresses(items: Iterable[Item], site: Site, latest: datetime) -> Iterator[Item]:
    """The items without the aliases that cannot stand, or that lead elsewhere already; each has a note.

    `check` itself is asked, so that the two never differ. `latest` is the present, as `check_structure` wants it.
    """
    listed = [_without_repetition(item) for item in items]
    together = (*site.incidents, *(item.incident for item in listed))
    problems = list(check_structure(site.model_copy(update={"incidents": together}), latest))
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    for item in listed:
        yield _with_usable(item, by_path.get(item.incident.path, ()))


def _without_repetition(item: Item) -> Item:
    """Two spellings of one address are one place."""
    places = {unquote(alias).strip("/"): alias for alias in reversed(item.incident.aliases)}
    aliases = tuple(places.values())[::-1]
    if aliases == item.incident.aliases:
        return item
    return replace(item, incident=item.incident.model_copy(update={"aliases": aliases}))


def _with_usable(item: Item, problems: Sequence[Problem]) -> Item:
    if not problems:
        return item
    notes = Notes()
    kept: list[str] = []
    for alias in item.incident.aliases:
        # A problem has no field for the alias that it is about, but its message quotes it.
        told = [one for one in problems if one.rule == _RULE and f"“{alias}”" in one.message]
        kept += [] if told else [alias]
        for problem in told:
            notes.left_out(f"the old address {alias}: {problem.message}")
    incident = item.incident.model_copy(update={"aliases": tuple(kept)})
    return replace(item, incident=incident, notes=(*item.notes, *notes))


_FOLDER = "pages"
_NAV = re.compile(
    r"^nav:[ \t]*(?:#.*)?\n(?P<items>(?:[ \t]*-.*\n|[ \t]+.*\n|[ \t]*#.*\n|[ \t]*\n)*)", re.MULTILINE
)
_BEFORE = re.compile(r"^plugins:", re.MULTILINE)


def new_pages(project: Project, pages: Iterable[FoundPage]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Files by their path in the repository, and the entries of `nav` that make pages of them."""
    here = {target for _, target in project.nav}
    files: dict[str, str] = {}
    entries: list[tuple[str, str]] = []
    for page in pages:
        target = f"{_FOLDER}/{page.path}.md"
        path = (project.incidents_dir / target).relative_to(project.root).as_posix()
        if target in here or (project.root / path).exists():
            continue
        head = "" if page.text.startswith(f"# {page.title}\n") else f"# {page.title}\n\n"
        files[path] = f"{head}{page.text}\n"
        entries.append((page.title, target))
    return files, entries


def with_nav(config: str, entries: list[tuple[str, str]]) -> str:
    """`mkdocs.yml` with these entries at the end of `nav`; the text as it was where that cannot be extended."""
    found = _NAV.search(config)
    if found is not None:
        items = found["items"].rstrip("\n")
        first = re.match(r"(?:[ \t]*(?:#.*)?\n)*(?P<indent>[ \t]*)-", items)
        indent = first["indent"] if first else "  "
        at = found.start("items") + len(items)
        added = "".join(f"\n{line}" for line in _lines(entries, indent))
        return config[:at].rstrip("\n") + added + config[at:]
    place = _BEFORE.search(config)
    if place is None or re.search(r"^nav:", config, re.MULTILINE):
        return config
    block = "\n".join(["nav:", *_lines(entries, "  ")])
    return f"{config[: place.start()]}{block}\n\n{config[place.start() :]}"


def _lines(entries: Iterable[tuple[str, str]], indent: str) -> Iterator[str]:
    for title, target in entries:
        yield f"{indent}- {json.dumps(title, ensure_ascii=False)}: {json.dumps(target, ensure_ascii=False)}"
