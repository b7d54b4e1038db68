"""Incidents that were open when they left the page, however they left it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from statuary.check import alias_address
from statuary.history.published import Held, Past
from statuary.model import ACTIVE_STAGES, Incident, Kind, Site, Stage, Withdrawal
from statuary.source import vocabulary
from statuary.source.encoding import unix_lines
from statuary.source.incident_file import means_withdrawal, read_file
from statuary.source.markup import SEPARATOR
from statuary.source.problems import Context
from statuary.source.times import TIME, TimeError, time_of
from statuary.source.vocabulary import SLUG
from statuary.status import Standing, incident_state

MOST = 50
"""So many versions of a file are looked through for one that can be read."""


class Gone(NamedTuple):
    """An incident that left the page while it was open.

    `incident` is its last version that can be read, None where there never was one. `version` is that version, or the
    newest. `unread` is the newest content where that cannot be read. Nothing of a withdrawn one may be shown.
    """

    id: str
    incident: Incident | None
    version: Held
    unread: bytes | None
    withdrawn: bool = False


class LackingError(Exception):
    """This clone does not hold the contents that decide; `path` is a file whose are missing."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def find_gone(
    past: Past,
    site: Site,
    on_page: Collection[str],
    moments: Collection[datetime],
    context: Callable[[], Context],
) -> list[Gone]:
    """Incidents of the past that are not on the page and were open at one of these moments, by id.

    `on_page` are the ids that something is shown or an error is told for. An id that another incident has as an alias
    goes on there. `context` is asked only where something is to be read. Raises GitError and LackingError.
    """
    missing = {key for key in past.ids - {*on_page} - _aliased(site.incidents) if SLUG.fullmatch(key)}
    if not missing:
        return []
    unread = past.ids & ({*on_page} - {one.id for one in site.incidents})  # their aliases count, too
    found = _last_versions(past, sorted(missing | unread), context())
    times = {update.at for incident in site.incidents for update in incident.updates}
    return [
        one
        for one in found
        if one.id in missing
        and not (one.withdrawn or _goes_on(one, found))
        and not (one.incident and one.incident.id in on_page)  # its file was renamed, and names it
        and (_is_open(one, moments) or _broke_open(one, context(), times))
    ]


def _aliased(incidents: Iterable[Incident]) -> set[str]:
    addresses = {alias_address(alias) for incident in incidents for alias in incident.aliases}
    return {address.removeprefix("incidents/") for address in addresses}


def _last_versions(past: Past, ids: Iterable[str], context: Context) -> list[Gone]:
    """What each of them last said. What a withdrawn one said before tells only which names it had."""
    newest: dict[str, bytes] = {}
    withdrawn: set[str] = set()
    found: list[Gone] = []
    waiting = list(ids)
    for depth in range(MOST):
        held = [(key, past.of(key)[depth]) for key in waiting if depth < len(past.of(key))]
        waiting = []
        for (key, version), content in zip(held, past.contents([one for _, one in held]), strict=True):
            if content is None:
                raise LackingError(version.path)
            file, _ = read_file(version.path, content, context)
            if isinstance(file, Incident):
                found.append(Gone(key, file, version, newest.pop(key, None), key in withdrawn))
                continue
            waiting.append(key)
            if isinstance(file, Withdrawal) or means_withdrawal(_lines(content)):
                withdrawn.add(key)
            newest.setdefault(key, content)
    for key, content in newest.items():
        found.append(Gone(key, None, past.of(key)[0], content, key in withdrawn))
    return sorted(found, key=lambda one: one.id)


def _goes_on(one: Gone, others: Sequence[Gone]) -> bool:
    """Whether a later file took its place under another name: then that one is judged."""
    return any(
        one.id in _aliased([other.incident])
        for other in others
        if other.incident and other.version.place > one.version.place
    )


def _is_open(one: Gone, moments: Collection[datetime]) -> bool:
    """Planned work counts as well: it would be missing from the page when it begins. A notice hurts nobody."""
    if one.incident is None or one.incident.kind is Kind.NOTICE:
        return False
    states = [incident_state(one.incident, moment) for moment in moments]
    return any(state is not None and state.standing is not Standing.PAST for state in states)


def _broke_open(one: Gone, context: Context, times: Collection[datetime]) -> bool:
    """Whether its newest text cannot be read, but its last heading says that it was open.

    A file that never could be read and was mended under another name is not meant: its update is on the page.
    """
    if one.unread is None:
        return False
    headings = [heading for line in _lines(one.unread) if (heading := _heading(line, context))]
    staged = [(at, stage) for at, stage in headings if stage is not Stage.UPDATE]
    if not staged or staged[-1][1] not in ACTIVE_STAGES:
        return False
    return one.incident is not None or staged[-1][0] not in times


def _heading(line: str, context: Context) -> tuple[datetime, Stage] | None:
    bare = line.strip(" \t#>*_~`-")
    time = TIME.match(bare)
    separator = SEPARATOR.match(bare, time.end()) if time else None
    stage = vocabulary.stage(bare[separator.end() :]) if separator else None
    if time is None or stage is None:
        return None
    try:
        return time_of(time, context.zones), stage
    except TimeError:
        return None


def _lines(content: bytes) -> list[str]:
    return unix_lines(content.decode("utf-8-sig", errors="replace")).split("\n")
