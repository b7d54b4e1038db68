"""Where message templates lie: a folder for each language; a file beside these folders holds for any, and wins.

The page's language decides, and the owner's words come before Statuary's own.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from statuary.model import Problem
from statuary.posting import InvalidError, PostingError
from statuary.posting.templates import ENGLISH, FOLDER, Template, read_template
from statuary.repository_files import is_file_inside, read_inside
from statuary.resources import example
from statuary.source.problems import Findings, suggestion

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class _Place(NamedTuple):
    """A folder of templates in one language; `approved`: it is the repository's own."""

    folder: Path
    language: str
    approved: bool

    def file(self, root: Path, name: str) -> Path | None:
        path = self.folder / f"{name}.md"
        known = is_file_inside(root, path) if self.approved else path.is_file()
        return path if path.parent == self.folder and known and path.name != "README.md" else None

    def read(self, root: Path, path: Path) -> Template:
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        return read_template(
            path.stem, path.read_bytes(), approved=self.approved, language=self.language, path=shown
        )


def _places(root: Path, language: str) -> list[_Place]:
    """The one that wins first. English is what is left where nobody has written in the page's language."""
    theirs, ours = root / FOLDER, example() / FOLDER
    tags = _tags(language)
    found = [_Place(theirs, tags[0], True)]
    for some in (tags, [ENGLISH]):
        found += [_Place(theirs / tag, tag, True) for tag in some]
        found += [_Place(ours / tag, tag, False) for tag in some]
    return list(dict.fromkeys(found))


def _tags(language: str) -> list[str]:
    """A language and those that it is derived from: `de-AT`, then `de`."""
    parts = language.replace("_", "-").split("-")
    return ["-".join(parts[:number]) for number in range(len(parts), 0, -1)]


def find_template(root: Path, language: str, usual: str, asked: str | None = None) -> Template:
    """The template that was asked for, by its name or by what follows the usual one's or its kind; else the usual one.

    One that the repository lacks is Statuary's own. Raises PostingError where there is none of that name, and
    InvalidError where one has errors.
    """
    kind = usual.partition("-")[0]
    names = [asked.removesuffix(".md"), f"{usual}-{asked}", f"{kind}-{asked}"] if asked else [usual]
    for place in _places(root, language):
        for name in names:
            if path := place.file(root, name):
                return place.read(root, path)
    known = sorted({one.name for one in templates(root, language)})
    raise PostingError(f"there is no template “{names[0]}”; {suggestion(names[0], known)}")


def templates(root: Path, language: str) -> Iterator[Template]:
    """Every template for a page of this language, the repository's before ours; those with errors are left out."""
    seen: set[str] = set()
    for place in _places(root, language):
        for path in sorted(place.folder.glob("*.md")):
            if path.stem not in seen and place.file(root, path.stem):
                seen.add(path.stem)
                with suppress(InvalidError, OSError):
                    yield place.read(root, path)


def own_template(language: str, name: str) -> Template:
    """Statuary's own words, for when those of the repository cannot be used."""
    return find_template(example() / "nowhere", language, name)


def has_templates(language: str) -> bool:
    """Whether Statuary has templates in this language, or in that of its region."""
    return any((example() / FOLDER / tag).is_dir() for tag in _tags(language))


def template_problems(root: Path) -> list[Problem]:
    """What is wrong with the repository's own templates, in all languages, for whoever checks it."""
    found: list[Problem] = []
    for path in sorted([*(root / FOLDER).glob("*.md"), *(root / FOLDER).glob("*/*.md")]):
        if path.name == "README.md":
            continue
        shown, folder = path.relative_to(root).as_posix(), path.parent
        if folder != root / FOLDER and not _TAG.fullmatch(folder.name):
            findings = Findings(shown)
            hint = "name the folder by its language, such as de or pt-BR"
            findings.error("language", (1, 1), f"“{folder.name}” is not a language", hint)
            found += findings.problems
        try:
            read_template(path.stem, read_inside(root, path), approved=True, path=shown)
        except InvalidError as error:
            found += error.problems
    return found
