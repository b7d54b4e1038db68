"""`statuary languages`: the languages that a page can be in, and what one of them lacks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import wcwidth
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message

from statuary.check.formats import as_text
from statuary.cli.common import FILES, CommandError
from statuary.model import Problem
from statuary.render.wording.catalogue_files import (
    CatalogueError,
    as_po,
    head,
    read_catalogue,
    said_of,
    words_of,
)
from statuary.render.wording.language import SOURCE
from statuary.render.wording.page_languages import Coverage, coverage, is_ours, shipped, shown, useless
from statuary.resources import template_folders
from statuary.source import read_project
from statuary.source.config import config_name

NOTE = "# Fill in each msgstr. Names such as %(time)s and {time} stay as they are: a time stands there on the page.\n"


@click.command("languages")
@click.argument("tag", required=False)
@click.pass_obj
def languages_command(root: Path, tag: str | None) -> None:
    """List the languages of the page, or what TAG (de, pt-BR) lacks.

    What is missing is printed in the form of a catalogue (.po), ready to be filled in; for a language that is not
    there yet, that is a whole one. Exit code 1 when something is missing, or a catalogue is damaged.
    """
    folders = _folders(root)
    try:
        complete = _list(root, folders) if tag is None else _tell(tag.replace("_", "-"), root, folders)
    except CatalogueError as error:
        raise CommandError(
            "fix these errors before the catalogue can be used", FILES, error.problems
        ) from error
    except OSError as error:
        raise CommandError(str(error)) from error
    raise SystemExit(0 if complete else 1)


def _folders(root: Path) -> list[Path]:
    """Where catalogues are: ours always; the owner's too where this is a status repository."""
    if not (root / config_name(root)).exists():
        return template_folders(None)
    project, problems = read_project(root)
    if project is None:
        raise CommandError(f"{config_name(root)} says where your own languages are", FILES, tuple(problems))
    return template_folders(project.custom_dir)


def _list(root: Path, folders: Sequence[Path]) -> bool:
    """A line for each language; damaged ones are told after the others. Raises CatalogueError for those."""
    rows: list[tuple[str, ...]] = []
    damaged: list[Problem] = []
    for tag in shipped(folders):
        try:
            rows.append(_row(tag, coverage(tag, folders, root), root))
        except CatalogueError as error:
            damaged += error.problems
    widths = [max(map(wcwidth.width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (wcwidth.ljust(cell, width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    if damaged:
        raise CatalogueError(damaged)
    return True


def _row(tag: str, found: Coverage, root: Path) -> tuple[str, ...]:
    """Tag, name in the language itself, how much is translated, and whose the catalogues are."""
    done = f"{found.total - len(found.missing)} of {found.total}"
    own = ["with the program"] if tag == SOURCE else []
    for path in found.files:
        own.append("with the program" if is_ours(path) else shown(path, root))
    return tag, _locale(tag).get_display_name() or tag, done, ", ".join(dict.fromkeys(reversed(own)))


def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


def _tell(tag: str, root: Path, folders: Sequence[Path]) -> bool:
    """What a language lacks: on standard output what can be pasted, all else beside it."""
    try:
        _locale(tag)
    except (UnknownLocaleError, ValueError) as error:
        raise click.BadParameter(f"{error}: write a tag such as de or pt-BR", param_hint="TAG") from error
    found = coverage(tag, folders, root)
    own = [(path, read_catalogue(path, shown(path, root))) for path in found.files if path.stem == tag]
    for line in _begun(found.missing, own, root):
        click.echo(line, err=True)
    absent = [message for message in found.missing if not any(said_of(message, one) for _, one in own)]
    click.echo(_pasted(tag, absent, own), nl=False)
    advice = [one for path in found.files if not is_ours(path) for one in useless(path, root)]
    if advice:
        click.echo(as_text(advice), nl=False, err=True)
    click.echo(
        f"{tag}: {found.total - len(found.missing)} of {found.total} messages are translated.", err=True
    )
    return not found.missing


def _begun(missing: Sequence[Message], own: Sequence[tuple[Path, Catalog]], root: Path) -> Iterator[str]:
    """Messages that stand in a catalogue already, but empty or marked as fuzzy."""
    for path, catalogue in own:
        for message in missing:
            begun = said_of(message, catalogue)
            if begun is not None:
                why = "fuzzy: check it and remove the mark" if begun.fuzzy else "not translated"
                yield f"{shown(path, root)}:{begun.lineno}: {why}: {words_of(message)[0]}"


def _pasted(tag: str, messages: Sequence[Message], own: Sequence[tuple[Path, Catalog]]) -> str:
    """Messages without a translation as a catalogue has them; the start of a new one where there is none."""
    catalogue = own[0][1] if own else Catalog(locale=tag.replace("-", "_"))
    forms = catalogue.plural_forms
    count = catalogue.num_plurals
    empty = [Message(one.id, _empty(one, count), one.locations, context=one.context) for one in messages]
    is_new = not any(message.id for _, one in own for message in one)
    if not messages:
        return ""
    return as_po(empty, forms, NOTE + head(tag, forms) if is_new else "\n")


def _empty(message: Message, forms: int) -> str | tuple[str, ...]:
    return "" if isinstance(message.id, str) else ("",) * forms
