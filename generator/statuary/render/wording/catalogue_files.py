"""Catalogues of words (gettext's `.po`): read strictly, written, and compared with the words there are.

Babel reads them leniently: an unclosed quotation mark loses a text in silence, of two translations the first wins,
and a lost `%(time)s` is no fault. On a status page each of these would take something from a reader, so they are
errors here.
"""

import re
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from statuary.model import Problem
from statuary.source.encoding import NotTextError, decoded, unix_lines

_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_LINE = re.compile(rf"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?{_QUOTED}\s*)?")
_TEXTS = rf"\s+((?:{_QUOTED}\s*)+)"
_ENTRY = re.compile(rf"^(?:msgctxt{_TEXTS})?^msgid{_TEXTS}", re.MULTILINE)
_PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
_COUNT = "%(count)s"
"""May be left out of a plural form that says the number in words: "a day", "يومان"."""


class CatalogueError(Exception):
    """A language that is not there, or a catalogue that cannot be used; `problems` say where and what to do."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].message)


def problem(path: str, line: int, message: str, hint: str) -> Problem:
    """What is wrong with a language; `line` is 0 where it is about the file as a whole."""
    return Problem(path=path, line=line, rule="language", message=message, hint=hint)


def read_catalogue(path: Path, shown: str) -> Catalog:
    """The catalogue in a file that is named by its language. `shown` is its path in problems.

    Raises CatalogueError for one that would say something else than its author meant, OSError for the disk.
    """
    try:
        text = unix_lines(decoded(path.read_bytes())).replace("\r", "\n")
    except NotTextError as error:
        raise CatalogueError([problem(shown, error.place[0], str(error), error.hint)]) from error
    faults = [*_line_faults(text, shown), *_twice(text, shown)]
    if faults:
        raise CatalogueError(faults)
    catalogue = _parsed(text, path.stem.replace("-", "_"), shown)
    faults = [fault for message in catalogue for fault in _message_faults(message, shown)]
    if faults:
        raise CatalogueError(faults)
    return catalogue


def _line_faults(text: str, shown: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not _LINE.fullmatch(line):
            hint = 'write msgid "English words" and below it msgstr "yours"; a quotation mark within is \\"'
            yield problem(shown, number, f"this line cannot be read: {line.strip()[:60]}", hint)


def _twice(text: str, shown: str) -> Iterator[Problem]:
    seen = set()
    for entry in _ENTRY.finditer(text):
        context, words = ("".join(re.findall(_QUOTED, one or "")) for one in (entry[1], entry[3]))
        if (context, words) in seen:
            line = text.count("\n", 0, entry.start()) + 1
            yield problem(shown, line, f"“{words[:60]}” is translated twice", "delete one of the two")
        seen.add((context, words))


def _parsed(text: str, locale: str, shown: str) -> Catalog:
    try:
        catalogue = read_po(text.splitlines(), locale=locale, abort_invalid=True)
        as_translations(catalogue)
    except PoFileError as error:
        message = re.sub(r" on \d+$", "", str(error))
        raise CatalogueError([problem(shown, error.lineno + 1, message, "fix the line")]) from error
    except (ValueError, LookupError) as error:
        hint = "compare the first lines with those of another catalogue"
        raise CatalogueError([problem(shown, 0, f"this cannot be read: {error}", hint)]) from error
    return catalogue


def as_translations(catalogue: Catalog) -> GNUTranslations:
    """What gettext speaks from. Raises ValueError for a `Plural-Forms` that is none."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _message_faults(message: Message, shown: str) -> Iterator[Problem]:
    """Names in a translation that are not filled in, those that it lost, and signs that would stop a build."""
    if not message.id or message.fuzzy:
        return
    english = words_of(message)
    wanted = _names(english[-1])
    for form in filter(None, forms_of(message)):
        lost = wanted - _names(form) - ({_COUNT} if len(english) > 1 else set())
        unknown = _names(form) - wanted
        if lost or unknown:
            what, name = ("lacks", min(lost)) if lost else ("has an unknown", min(unknown))
            hint = f"the names of the English words are {', '.join(sorted(wanted)) or 'none'}; keep them as they are"
            said = f"the translation of “{english[0]}” {what} {name}"
            yield problem(shown, message.lineno or 0, said, hint)
        elif "%(" in english[-1] and "%" in _PLACE.sub("", form):
            said = f"the translation of “{english[0]}” has a “%” that belongs to no name"
            yield problem(shown, message.lineno or 0, said, "write the names in full, with the s: %(name)s")


def _names(text: str) -> set[str]:
    return {found.group() for found in _PLACE.finditer(text)}


def words_of(message: Message) -> tuple[str, ...]:
    """The English words: one text, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation: one text, or a text for each plural form; empty where there is none."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def is_translated(catalogue: Catalog, message: Message) -> bool:
    """Whether a catalogue says a message in full; what is marked as fuzzy is a guess."""
    found = said_of(message, catalogue)
    return found is not None and not found.fuzzy and all(forms_of(found))


def said_of(message: Message, catalogue: Catalog) -> Message | None:
    """What a catalogue has for a message: in its context, else what it says of the word wherever it stands."""
    own = catalogue.get(message.id, message.context)
    return own if own is not None or message.context is None else catalogue.get(message.id)


def in_all_contexts(catalogue: Catalog, messages: Iterable[Message]) -> Catalog:
    """With what it says of a word wherever it stands, in each context of `messages` that it does not name.

    So a word that an owner has changed stays changed when we tell two uses of it apart.
    """
    for message in messages:
        known = said_of(message, catalogue)
        if message.context is not None and known is not None and known.context is None and not known.fuzzy:
            catalogue.add(message.id, known.string, context=message.context)
    return catalogue


def as_po(messages: Iterable[Message], plural_forms: str, header: str = "") -> str:
    """Messages in the form of a `.po` file, with `header` before them; texts stay on one line, to be found again.

    Where they come from is told by files alone: line numbers would change with every edit.
    """
    catalogue = Catalog()
    catalogue.mime_headers = [("Plural-Forms", plural_forms)]
    for message in messages:
        places = sorted({(file, 0) for file, _ in message.locations})
        added = catalogue.add(
            message.id, message.string, places, user_comments=message.user_comments, context=message.context
        )
        added.flags.discard("python-brace-format")  # which only newer versions of Babel add
    written = BytesIO()
    write_po(written, catalogue, omit_header=True, width=0, include_lineno=False)
    body = written.getvalue().decode().strip("\n")
    return f"{header}{body}\n" if body else header


def head(tag: str, plural_forms: str) -> str:
    """The first lines of a catalogue."""
    fields = [f"Language: {tag}", f"Plural-Forms: {plural_forms}", "Content-Type: text/plain; charset=utf-8"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields) + "\n"
