"""Collects the words of the pages: `python tests/languages/extract.py` writes `messages.pot` and orders our catalogues.

Where they are found is configured in pyproject.toml. The files depend on nothing but the words and the names of the
files that hold them: not on dates, line numbers or the version of Babel. New messages come into the catalogues
without a translation; what is said no longer goes.
"""

import re
from collections.abc import Iterable
from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from statuary.render.wording.catalogue_files import as_po, head, read_catalogue, said_of, words_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "overrides/statuary/languages"
KEYWORDS = ("marked", "marked_in:1c,2", "sentence", "say", "_say")
"""Functions that take a message, besides gettext's own: see `render/wording/language.py`."""

NOTE = "# Every message of the pages. Made by tests/languages/extract.py: do not edit.\n"
POT_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@cache
def extracted() -> list[Message]:
    """All messages, by the first file that has each, then by their words."""
    with TemporaryDirectory() as folder, chdir(ROOT):
        file = Path(folder) / "found.pot"
        command = ["pybabel", "-q", "extract", "-F", "pyproject.toml", "-o", str(file)]
        for keyword in KEYWORDS:
            command += ["-k", keyword]
        CommandLineInterface().run([*command, "generator", "overrides"])
        with file.open("rb") as found:
            messages = [message for message in read_po(found) if message.id]
    return sorted(messages, key=lambda one: (min(one.locations)[0], words_of(one), one.context or ""))


def template(messages: Iterable[Message]) -> str:
    """`messages.pot`."""
    empty = (Message(one.id, "", one.locations, context=one.context) for one in messages)
    return as_po(empty, "nplurals=2; plural=(n != 1);", NOTE + POT_HEAD)


def updated(path: Path, messages: Iterable[Message]) -> str:
    """A catalogue with the messages that there are, in their order; the comments at its top stay."""
    old = read_catalogue(path, str(path))
    top = re.match(r"(?:#(?![:,~]).*\n)*", path.read_text(encoding="utf-8"))
    return as_po(
        (_translated(one, old) for one in messages),
        old.plural_forms,
        (top[0] if top else "") + head(path.stem, old.plural_forms),
    )


def _translated(message: Message, old: Catalog) -> Message:
    """A word that gets a context keeps what was said of it wherever it stood."""
    known, where, context = said_of(message, old), message.locations, message.context
    if known is not None and not known.fuzzy:
        return Message(message.id, known.string, where, user_comments=known.user_comments, context=context)
    empty = "" if isinstance(message.id, str) else ("",) * old.num_plurals
    return Message(message.id, empty, where, context=context)


def main() -> None:
    """Write all of them."""
    messages = extracted()
    (FOLDER / "messages.pot").write_text(template(messages), encoding="utf-8", newline="\n")
    for path in sorted(FOLDER.glob("*.po")):
        path.write_text(updated(path, messages), encoding="utf-8", newline="\n")
    print(f"{len(messages)} messages; `statuary languages TAG` shows what a language lacks")


if __name__ == "__main__":
    main()
