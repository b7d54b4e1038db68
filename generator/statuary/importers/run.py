"""The whole import in one call, for `statuary import` and `statuary init --from`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from statuary.importers.apply import Plan, plan, write
from statuary.importers.cstate import from_cstate
from statuary.importers.errors import MisusedError
from statuary.importers.model import Imported, Rules, SourceKind
from statuary.importers.read import read_cstate, read_statuspage
from statuary.importers.report import fidelity_report
from statuary.importers.statuspage import from_statuspage
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
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Outcome:
    """What an import did; `report` is the fidelity report."""

    plan: Plan
    report: str


def read_source(request: Request) -> Imported:
    """Read and convert a source, without any repository. Raises an ImportFailedError that says why not."""
    statuses, impacts = _mapping(request.mapping)
    try:
        zone = named_zone(request.timezone) if request.timezone else None
    except TimeError as error:
        raise MisusedError(f"--timezone: {error}; {error.hint}") from None
    rules = Rules(request.now.replace(microsecond=0), zone, statuses, impacts)
    if request.kind is SourceKind.CSTATE:
        return from_cstate(read_cstate(request.source, request.base), rules)
    return from_statuspage(read_statuspage(request.source, request.base, request.key), rules)


def bring_in(root: Path, imported: Imported, now: datetime, *, dry_run: bool = False) -> Outcome:
    """Write what was read into the repository at `root`, and report. Raises an ImportFailedError."""
    planned = plan(root, imported, now)
    if not dry_run:
        write(planned)
    return Outcome(planned, fidelity_report(imported, planned, dry_run=dry_run))


def import_into(root: Path, request: Request, *, dry_run: bool = False) -> Outcome:
    """Both steps. Nothing is written unless everything could be converted."""
    return bring_in(root, read_source(request), request.now, dry_run=dry_run)


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
