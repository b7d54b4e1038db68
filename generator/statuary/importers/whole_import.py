"""The whole import in one call, for `statuary import` and `statuary init --from`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from statuary.importers import MisusedError
from statuary.importers.cstate.site_files import read_cstate
from statuary.importers.cstate.whole_site import from_cstate
from statuary.importers.fidelity import fidelity_report, short_report
from statuary.importers.imported import Imported, Reading, SourceKind
from statuary.importers.statuspage.documents import read_statuspage
from statuary.importers.statuspage.whole_page import from_statuspage
from statuary.importers.written_files import Destination, ImportPlan, plan, read_destination, write
from statuary.model import ComponentStatus, Impact
from statuary.source.times import TimeError, named_zone
from statuary.source.vocabulary import component_status, impact


@dataclass(frozen=True)
class Request:
    """What to import and how. Relative paths start at `base`; `mapping` has items like `down=major_outage`.

    `key` is the owner's key for Statuspage's API, empty for the public one.
    """

    kind: SourceKind
    source: str
    now: datetime
    base: Path = Path()
    timezone: str = ""
    mapping: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did, or would do."""

    imported: Imported
    plan: ImportPlan
    dry_run: bool = False

    @cached_property
    def report(self) -> str:
        """The whole fidelity report."""
        return fidelity_report(self.imported, self.plan, dry_run=self.dry_run)

    def short(self, where: str) -> str:
        """The report for a terminal; `where` is the file with the whole one."""
        return short_report(self.imported, self.plan, where, dry_run=self.dry_run)


def read_source(request: Request, known: Collection[str | None] = ()) -> Imported:
    """Read and convert a source; what is `known` (by its source) may be left unread where that takes long.

    Raises an ImportFailedError that says why not.
    """
    statuses, impacts = _mapping(request.mapping)
    try:
        zone = named_zone(request.timezone) if request.timezone else None
    except TimeError as error:
        raise MisusedError(f"--timezone: {error}; {error.hint}") from None
    rules = Reading(request.now.replace(microsecond=0), zone, statuses, impacts)
    if request.kind is SourceKind.CSTATE:
        return from_cstate(read_cstate(request.source, request.base, request.skip), rules)
    return from_statuspage(read_statuspage(request.source, request.base, request.key), rules, known)


def bring_in(root: Path, imported: Imported, now: datetime, *, dry_run: bool = False) -> ImportOutcome:
    """Write what was read into the repository at `root`, and report. Raises an ImportFailedError."""
    return _brought(read_destination(root), imported, now, dry_run=dry_run)


def import_into(root: Path, request: Request, *, dry_run: bool = False) -> ImportOutcome:
    """Both steps. Nothing is written unless everything could be converted."""
    target = read_destination(root)
    return _brought(target, read_source(request, target.known), request.now, dry_run=dry_run)


def _brought(target: Destination, imported: Imported, now: datetime, *, dry_run: bool) -> ImportOutcome:
    planned = plan(target, imported, now)
    if not dry_run:
        write(planned)
    return ImportOutcome(imported, planned, dry_run)


def _mapping(
    items: Iterable[str],
) -> tuple[Mapping[str, ComponentStatus], Mapping[str, Impact]]:
    """`down=major_outage` says the status of components, `down=critical` the impact; both may be given."""
    statuses: dict[str, ComponentStatus] = {}
    impacts: dict[str, Impact] = {}
    for item in items:
        word, _, value = (part.strip().lower() for part in item.partition("="))
        found_impact = impact(value) if value else None
        found_status = component_status(value) if value and found_impact is None else None
        if word and found_impact is not None:
            impacts[word] = found_impact
        elif word and found_status is not None:
            statuses[word] = found_status
        else:
            known = ", ".join([*ComponentStatus, *Impact])
            raise MisusedError(f"--map {item}: write it like down=major_outage, with one of {known}")
    return statuses, impacts
