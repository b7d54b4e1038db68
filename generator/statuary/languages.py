"""The languages that a page can be in: one gettext catalogue (`.po`) each, ours or the owner's.

They lie with the templates, in `statuary/languages/`, so that an owner's file wins over ours message by message:
whoever wants another word on the page, or another language, adds a file of that name.
"""

from collections.abc import Iterator, Sequence
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from statuary.model import Problem
from statuary.views.language import SOURCE, Language

FOLDER = "statuary/languages"
TEMPLATE = "messages.pot"
"""Every message there is, without translations: what a catalogue is compared with."""


_MessageId = str | tuple[str, ...] | list[str]


class CatalogueError(Exception):
    """A language that is not there, or a catalogue that cannot be used; `problem` says where and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_language(tag: str, folders: Sequence[Path], config: str = "mkdocs.yml") -> Language:
    """The language of a page. `folders` are those of the templates, the owner's first.

    A regional language (`de-AT`) falls back on its parent (`de`), message by message, and at last on English.
    Raises CatalogueError when CLDR or we do not know the language, or a catalogue is damaged; OSError when the disk
    fails.
    """
    files = list(_files(tag, folders))
    if not files and tag != SOURCE:
        raise CatalogueError(_unknown(tag, folders, config))
    catalogue = NullTranslations()
    for path in reversed(files):
        newer = _translations(path)
        newer.add_fallback(catalogue)
        catalogue = newer
    try:
        return Language(tag, catalogue)
    except (UnknownLocaleError, ValueError) as error:
        message = f"“{tag}” is not a language: {error}"
        raise CatalogueError(_problem(config, message, "write a tag such as de or pt-BR")) from error


def language_problems(tag: str, folders: Sequence[Path]) -> list[Problem]:
    """What keeps a page from speaking this language; nothing where it can."""
    try:
        read_language(tag, folders)
    except CatalogueError as error:
        return [error.problem]
    return []


def shipped(folders: Sequence[Path]) -> list[str]:
    """The tags for which there is a catalogue, and English."""
    found = {path.stem for folder in folders for path in (folder / FOLDER).glob("*.po")}
    return sorted(found | {SOURCE})


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as it stands. Raises CatalogueError, with the line, for one that gettext would misread."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)
        faults = [(message, fault) for message, found in catalogue.check() for fault in found]
    except PoFileError as error:
        raise CatalogueError(
            _problem(str(path), str(error), "mend the line", error.lineno or None)
        ) from error
    except (UnknownLocaleError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueError(_problem(str(path), str(error), "name it by its language: de.po")) from error
    for message, fault in faults:
        said = message.id if isinstance(message.id, str) else message.id[0]
        hint = "keep the %(…)s of the English words"
        raise CatalogueError(_problem(str(path), f"“{said}”: {fault}", hint, message.lineno))
    return catalogue


def missing(path: Path, template: Path) -> list[str]:
    """The messages of the template that a catalogue does not translate (or only guesses: `fuzzy`)."""
    catalogue = read_catalogue(path)
    return [
        _english(message.id)
        for message in read_catalogue(template)
        if message.id and not _is_translated(catalogue, message.id)
    ]


def _is_translated(catalogue: Catalog, message_id: _MessageId) -> bool:
    found = catalogue.get(message_id)
    if found is None or found.fuzzy:
        return False
    forms = found.string if isinstance(found.string, list | tuple) else [found.string]
    return all(forms)


def _english(message_id: _MessageId) -> str:
    return message_id if isinstance(message_id, str) else " / ".join(message_id)


def _files(tag: str, folders: Sequence[Path]) -> Iterator[Path]:
    """The catalogues for a language, the one that wins first."""
    tag = tag.replace("_", "-")
    while tag:
        yield from (path for folder in folders if (path := folder / FOLDER / f"{tag}.po").is_file())
        tag = tag.rpartition("-")[0]


def _translations(path: Path) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(path))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _unknown(tag: str, folders: Sequence[Path], config: str) -> Problem:
    known = ", ".join(shipped(folders))
    hint = f"choose one of {known}, or add overrides/{FOLDER}/{tag}.po; overrides/README.md says how"
    return _problem(config, f"the page has no words in the language “{tag}”", hint)


def _problem(path: str, message: str, hint: str, line: int | None = None) -> Problem:
    return Problem(path=path, line=line, rule="language", message=message, hint=hint)
