"""`statuary import`: bring the history of another status page into this repository."""

import os
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from statuary import clock
from statuary.cli.common import CommandError, now_option
from statuary.cli.questions import is_terminal
from statuary.importers import ImportFailedError, ZoneUnknownError
from statuary.importers.imported import SourceKind, page_facts
from statuary.importers.whole_import import ImportOutcome, Request, bring_in, import_into, read_source
from statuary.scaffold import with_facts
from statuary.terminal import harmless

KEY_VARIABLE = "STATUSPAGE_API_KEY"
REPORT = "import-report.txt"
_Result = TypeVar("_Result")


@click.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in SourceKind]))
@click.argument("source")
@click.option("--timezone", metavar="ZONE", default="", help="The zone of times that do not say theirs.")
@click.option(
    "--map",
    "mapping",
    metavar="WORD=STATUS",
    multiple=True,
    help="Read a severity or an impact of the source as this component status or impact; may be repeated.",
)
@click.option(
    "--api-key-file",
    type=click.Path(path_type=Path),
    help=f"A file with the owner's Statuspage key, for the whole history. Or set {KEY_VARIABLE}.",
)
@click.option(
    "--skip",
    metavar="FILE",
    multiple=True,
    help="Leave out this file of a cState site; may be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Report without writing anything.")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="Write the whole report here.")
@now_option
@click.pass_obj
def import_command(  # noqa: PLR0913 - one argument an option, as Click wants it
    root: Path,
    kind: str,
    source: str,
    timezone: str,
    mapping: tuple[str, ...],
    api_key_file: Path | None,
    skip: tuple[str, ...],
    dry_run: bool,
    report_file: Path | None,
    now: datetime | None,
) -> None:
    """Add the incidents and the missing components of another status page, and report how.

    SOURCE is for cstate a folder or a git repository; for statuspage a folder with incidents.json and
    components.json, one such file, or the URL of a page (which gives its newest 50 incidents; with the
    owner's key, all). It may be repeated: what is here already stays as it is.
    """
    request = Request(
        kind=SourceKind(kind),
        source=source,
        now=now or clock.present(),
        base=root,
        timezone=timezone,
        mapping=mapping,
        skip=skip,
        key=_key(root, kind, api_key_file),
    )
    try:
        outcome = _with_zone(lambda asked: import_into(root, asked, dry_run=dry_run), request)
    except ImportFailedError as error:
        raise CommandError(str(error), error.exit_code) from error
    _tell(outcome, root, report_file)


def _with_zone(run: Callable[[Request], _Result], request: Request) -> _Result:
    """On a terminal, a zone that is missing is asked for; the old page took such times for UTC."""
    try:
        return run(request)
    except ZoneUnknownError as error:
        if request.timezone or not is_terminal():
            raise
        click.echo(str(error).rpartition("\nnothing was imported")[0])
    return run(replace(request, timezone=click.prompt("Zone of times without one", default="UTC")))


def _tell(outcome: ImportOutcome, root: Path, report_file: Path | None) -> None:
    """To a program, or into a pipe, the whole report; on a terminal what a person can read at once, numbers last."""
    if not is_terminal():
        click.echo(outcome.report, nl=False)
    elif report_file is None and not outcome.dry_run:
        report_file = Path(REPORT)
    if report_file is not None:
        _save(root / report_file, outcome.report)
    if is_terminal():
        where = str(report_file) if report_file else "add --report FILE"
        click.echo(outcome.short(where), nl=False)


def fill_from(
    kind: str,
    source: str,
    *,
    timezone: str | None = None,
    base: Path = Path(),
    report_file: Path | None = None,
    answered: Collection[str] = (),
    skip: tuple[str, ...] = (),
) -> Callable[[Path], None]:
    """What `init --from` does with the new repository before it is put in place; relative paths start at `base`.

    The page keeps the old one's name, address and zone, but for the keys of mkdocs.yml that were `answered`. Raises
    click's errors, and so nothing is written.
    """
    if kind not in set(SourceKind):
        raise click.BadParameter(f"“{kind}” is neither cstate nor statuspage", param_hint="--from")
    key = _key(base, kind, None)
    request = Request(
        SourceKind(kind), source, clock.present(), base, timezone=timezone or "", skip=skip, key=key
    )

    def fill(root: Path) -> None:
        try:
            imported = _with_zone(read_source, request)
            config = root / "mkdocs.yml"
            old = config.read_text(encoding="utf-8")
            facts = {key: fact for key, fact in page_facts(imported.found).items() if key not in answered}
            config.write_text(with_facts(old, facts), encoding="utf-8")
            outcome = bring_in(root, imported, request.now)
        except ImportFailedError as error:
            raise CommandError(str(error), error.exit_code) from error
        _tell(outcome, *((base, report_file) if report_file else (root, None)))
        click.echo()

    return fill


def _key(root: Path, kind: str, file: Path | None) -> str:
    """The owner's key; never from the command line, where other users of the machine could read it."""
    if file is None:
        key = os.environ.get(KEY_VARIABLE, "").strip() if kind == SourceKind.STATUSPAGE else ""
        return _printable(key, f"the environment variable {KEY_VARIABLE}")
    if kind != SourceKind.STATUSPAGE:
        raise click.BadParameter("only statuspage has a key", param_hint="--api-key-file")
    try:
        content = (root / file).read_bytes()
    except OSError as error:
        raise click.BadParameter(f"{file} cannot be read: {error}", param_hint="--api-key-file") from None
    return _printable(content.decode("utf-8-sig", errors="replace").strip(), str(file))


def _printable(key: str, where: str) -> str:
    """The key, which goes into a header. The error does not show it."""
    if key.isascii() and key.isprintable() and " " not in key:
        return key
    raise click.UsageError(f"{where} holds more than a key: one line of letters and digits, saved as UTF-8")


def _save(path: Path, report: str) -> None:
    try:
        path.write_text(harmless(report), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"the import is done, but {path} cannot be written: {error.strerror}") from None
