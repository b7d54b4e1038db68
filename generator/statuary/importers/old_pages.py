"""Pages of the old site that are no incidents: each becomes a page of the owner's own, at its old address."""

import json
import re
from collections.abc import Iterable, Iterator

from statuary.importers.imported import FoundPage
from statuary.source.config import Project

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
