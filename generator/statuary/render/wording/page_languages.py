"""The languages that a page can be in: one gettext catalogue (`.po`) each, ours or the owner's.

They lie with the templates, in `statuary/languages/`, so that an owner's file wins over ours message by message:
whoever wants another word on the page, or another language, adds a file of that name.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message

from statuary.model import Problem, Severity
from statuary.render.wording.catalogue_files import (
    CatalogueError,
    as_translations,
    in_all_contexts,
    is_translated,
    problem,
    read_catalogue,
    words_of,
)
from statuary.render.wording.language import SOURCE, Language
from statuary.render.wording.subtags import nearest
from statuary.repository_files import is_file_inside
from statuary.resources import overrides, template_folders
from statuary.source import Project
from statuary.source.config import FILE_NAME, place_in_config

FOLDER = "statuary/languages"
TEMPLATE = "messages.pot"
"""Every message there is, without translations: what a catalogue is compared with."""


def read_language(tag: str, folders: Sequence[Path], root: Path | None = None) -> Language:
    """The language of a page. `folders` are those of the templates, the owner's first.

    A regional language (`de-AT`) falls back on its parent (`de`), message by message, and at last on English.
    Paths in problems are relative to `root`. Raises CatalogueError when CLDR or we do not know the language, or a
    catalogue is damaged; OSError when the disk fails.
    """
    files = catalogue_files(tag, folders, root)
    if not files and re.split("[-_]", tag)[0] != SOURCE:
        raise CatalogueError([_unknown(tag, folders)])
    catalogue = NullTranslations()
    for path in reversed(files):
        read = read_catalogue(path, shown(path, root))
        newer = as_translations(read if is_ours(path) else in_all_contexts(read, template()))
        newer.add_fallback(catalogue)
        catalogue = newer
    try:
        return Language(tag, catalogue)
    except (UnknownLocaleError, ValueError) as error:
        message = f"“{tag}” is not a language: {error}"
        raise CatalogueError([problem(FILE_NAME, 0, message, "write a tag such as de or pt-BR")]) from error


def language_problems(project: Project) -> list[Problem]:
    """What keeps a page from speaking its language and those of listeners, and what in catalogues has no effect."""
    settings = project.settings
    tags = dict.fromkeys([settings.language, *(one.language for one in settings.notify if one.language)])
    return [problem for tag in tags for problem in _of_language(tag, project)]


def _of_language(tag: str, project: Project) -> list[Problem]:
    folders = template_folders(project.custom_dir)
    try:
        read_language(tag, folders, project.root)
        own = [path for path in catalogue_files(tag, folders, project.root) if not is_ours(path)]
        return [one for path in own for one in useless(path, project.root)]
    except CatalogueError as error:
        return [_placed(one, project.root) for one in error.problems]


def _placed(found: Problem, root: Path) -> Problem:
    """A problem with mkdocs.yml gets the line that names the language."""
    if found.path != FILE_NAME:
        return found
    line, column = place_in_config(root, "language")
    return found.model_copy(update={"line": line, "column": column})


def _unknown(tag: str, folders: Sequence[Path]) -> Problem:
    known = ", ".join(shipped(folders))
    hint = f"choose one of {known}, or add overrides/{FOLDER}/{tag}.po; overrides/README.md says how"
    return problem(FILE_NAME, 0, f"the page has no words in the language “{tag}”", hint)


def shipped(folders: Sequence[Path]) -> list[str]:
    """The tags for which there is a catalogue, and English."""
    found = {path.stem for folder in folders for path in (folder / FOLDER).glob("*.po")}
    return sorted(found | {SOURCE})


def catalogue_files(tag: str, folders: Sequence[Path], root: Path | None = None) -> list[Path]:
    """The catalogues for a language, the one that wins first: of the language itself, then of its parents.

    Those of an owner lie in the repository at `root`, links followed.
    """
    found: list[Path] = []
    for name in nearest(tag.replace("_", "-")):
        paths = ((folder, folder / FOLDER / f"{name}.po") for folder in folders)
        found += (path for folder, path in paths if _may_be_read(path, folder, root))
    return list(dict.fromkeys(path.resolve() for path in found))


def _may_be_read(path: Path, folder: Path, root: Path | None) -> bool:
    return path.is_file() if folder == overrides() else is_file_inside(root or folder, path)


def is_ours(path: Path) -> bool:
    """Whether a catalogue came with the program; all others are the owner's."""
    return path.is_relative_to(overrides().resolve())


def shown(path: Path, root: Path | None) -> str:
    """A path as problems tell it: from the repository on where it lies there."""
    root = root.resolve() if root else None
    return path.relative_to(root).as_posix() if root and path.is_relative_to(root) else str(path)


def template() -> Catalog:
    """Every message there is. Raises OSError."""
    path = overrides() / FOLDER / TEMPLATE
    return read_catalogue(path, str(path))


def useless(path: Path, root: Path | None) -> Iterator[Problem]:
    """Advice on what an owner's catalogue translates though no page says it: misspelt, or of another version.

    Words of the owner's own templates are none of that. Raises CatalogueError and OSError as `read_catalogue` does.
    """
    name, known = shown(path, root), {(one.id, one.context) for one in template()}
    folder = path.parents[2]
    pages = [one for one in sorted(folder.rglob("*.html")) if is_file_inside(root or folder, one)]
    own = "".join(one.read_text(encoding="utf-8", errors="replace") for one in pages)
    known |= {(words, None) for words, _ in known}  # said of the word wherever it stands
    texts = [words_of(message)[0] for message in template() if message.id]
    for message in read_catalogue(path, name):
        words = words_of(message)[0]
        if words and (message.id, message.context) not in known and f'"{words}"' not in own:
            near = difflib.get_close_matches(words, texts, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"all messages are in {FOLDER}/{TEMPLATE}"
            said = problem(name, message.lineno or 0, f"no page says “{words}” (any more)", hint)
            yield said.model_copy(update={"severity": Severity.ADVICE})


class Coverage(NamedTuple):
    """How far a language is translated. `files` are its catalogues, the one that wins first.

    `missing` are the messages that are said in English, of `total`.
    """

    files: tuple[Path, ...]
    missing: tuple[Message, ...]
    total: int


def coverage(tag: str, folders: Sequence[Path], root: Path | None) -> Coverage:
    """Compare a language with the messages there are. Raises CatalogueError and OSError."""
    files = catalogue_files(tag, folders, root)
    catalogues = [read_catalogue(path, shown(path, root)) for path in files]
    messages = [message for message in template() if message.id]
    missing = [one for one in messages if not any(is_translated(each, one) for each in catalogues)]
    try:
        english = Locale.parse(tag.replace("_", "-"), sep="-").language == SOURCE
    except (UnknownLocaleError, ValueError) as error:
        name = shown(files[0], root) if files else tag
        hint = "name it by its language, such as de.po or pt-BR.po"
        raise CatalogueError([problem(name, 0, f"“{tag}” is not a language", hint)]) from error
    return Coverage(tuple(files), () if english else tuple(missing), len(messages))
