"""What a status page on the web says now: any page that speaks Atlassian Statuspage's API v2, as ours do.

Its API is found from what people type or paste. Its summary becomes a state of ours, so that the terminal shows other
pages as it shows our own.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from statuary.http import Client, NoAnswerError
from statuary.importers.imported import Notes
from statuary.model import (
    ENDED_STAGES,
    Component,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Kind,
    Settings,
    Site,
    Stage,
    Update,
)
from statuary.render.api.models import (
    MAINTENANCE,
    ComponentEntry,
    MaintenanceEntry,
    PageEntry,
    Summary,
    clean,
)
from statuary.render.wording.labels import NOTHING_YET
from statuary.source.times import TimeError, named_zone
from statuary.status import IncidentState, PageState, Phase, Standing, silent_last, with_silence, worst_first

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]+\.?|localhost|\[[0-9a-f:.]+\]", re.IGNORECASE)
_API = re.compile(r"/api(?:/v2(?:/[\w./-]*)?)?$|/[\w-]+\.html$")


class AddressError(ValueError):
    """This is no address of a page on the web; the message says what is."""


def root_of(text: str) -> str:
    """The page's address without a slash at its end: `status.example.com/api/v2/summary.json` is enough.

    Without a scheme it is https, and http on this machine. Raises AddressError.
    """
    given = text.strip()
    local = re.match(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)", given, re.IGNORECASE)
    url = given if _SCHEME.match(given) else f"{'http' if local else 'https'}://{given}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError(f"it is no web address: {error}") from None
    name = f"[{host}]" if ":" in host else host
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(name) or not url.isprintable():
        raise AddressError(
            "it is no web address such as status.example.com (for a folder: statuary -C DIR status)"
        )
    path = _API.sub("", parts.path.rstrip("/")).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


_PLACE = "/api/v2/summary.json"
_Statuses = dict[str, ComponentStatus]


def ask(root: str, now: datetime) -> PageState:
    """What the page at `root` (see `root_of`) says at `now`, the present.

    Its own words hold: the indicator and the statuses are not derived again.
    Raises NoAnswerError when it cannot be had, or is not in the shape of API v2.
    """
    url = root + _PLACE
    document = Client().get(url)
    try:
        return _state(Summary.model_validate(document), root, now)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"])
        what = f"{where.lstrip('.')}: {fault['msg'].lower()}" if where else "it is no object"
        raise NoAnswerError(f"{url} does not speak Statuspage's API v2 ({what})") from None


def _state(summary: Summary, root: str, now: datetime) -> PageState:
    settings = _settings(summary.page, root)
    shown = [one for one in summary.components if not one.group and not _is_hidden(one)]
    listed = [_item(one, Kind.INCIDENT, settings, now) for one in _open(summary.incidents)]
    planned = [_item(one, Kind.MAINTENANCE, settings, now) for one in _open(summary.scheduled_maintenances)]
    ahead = [item for item in planned if item.standing is Standing.PLANNED]
    return PageState(
        site=Site(settings=settings, groups=tuple(_groups(summary.components))),
        now=now,
        indicator=summary.status.indicator,
        components={one.id: one.status for one in shown},
        active=worst_first(listed, now),
        in_progress=silent_last(_soonest_first(one for one in planned if one not in ahead), now),
        planned=tuple(_soonest_first(ahead)),
        notices=(),
        past=(),
        by_id={item.incident.id: item for item in (*listed, *planned)},
        nothing_reported=not (shown or listed or planned) and summary.status.description == NOTHING_YET,
    )


def _soonest_first(items: Iterable[IncidentState]) -> list[IncidentState]:
    return sorted(items, key=lambda item: item.start)


def _settings(page: PageEntry, root: str) -> Settings:
    """The page's own address, where it names one; a copy of a page still leads to the page."""
    host = urlsplit(root).hostname or root
    url = page.url if page.url.startswith(("https://", "http://")) else root
    return Settings(name=page.name or host, url=f"{url.rstrip('/')}/", id_domain=host, zone=_zone(page))


def _zone(page: PageEntry) -> ZoneInfo:
    try:
        zone = named_zone(page.time_zone or "UTC")
    except TimeError:
        return ZoneInfo("UTC")
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")


def _is_hidden(component: ComponentEntry) -> bool:
    """As on the page itself."""
    return bool(component.only_show_if_degraded) and component.status is ComponentStatus.OPERATIONAL


def _groups(entries: Iterable[ComponentEntry]) -> Iterator[Group]:
    """Groups in the order of the page; components outside of any have a group without a name each."""
    listed = list(entries)
    groups = {one.id for one in listed if one.group}
    for entry in listed:
        if entry.group:
            members = [one for one in listed if one.group_id == entry.id and not one.group]
            yield Group(id=entry.id, name=entry.name, components=tuple(map(_component, members)))
        elif entry.group_id not in groups:
            yield Group(id=f"alone-{entry.id}", name="", components=(_component(entry),))


def _component(entry: ComponentEntry) -> Component:
    return Component(id=entry.id, name=entry.name or entry.id)


def _open(entries: Iterable[MaintenanceEntry]) -> list[MaintenanceEntry]:
    return [one for one in entries if one.status not in ENDED_STAGES]


def _item(entry: MaintenanceEntry, kind: Kind, settings: Settings, now: datetime) -> IncidentState:
    """What the page says of one incident. Only its newest update is kept: the page has the others."""
    newest = _newest(entry, now)
    start = entry.scheduled_for or entry.started_at or entry.created_at or newest.at
    is_planned = entry.status is Stage.SCHEDULED
    ends = entry.scheduled_until
    impact = Impact.NONE if entry.impact == MAINTENANCE else entry.impact
    incident = Incident(
        id=_id(entry, settings),
        path="",
        kind=kind,
        title=entry.name or entry.id,
        impact=impact,
        components=_statuses(entry.components, is_planned=is_planned),
        starts=entry.scheduled_for,
        ends=ends,
        updates=(newest,),
    )
    state = IncidentState(
        incident=incident,
        updates=incident.updates,
        phases=(Phase(start=start, stage=entry.status),),
        standing=Standing.PLANNED if is_planned else Standing.ACTIVE,
        stage=entry.status,
        impact=impact,
        components={} if is_planned else incident.components,
        start=start,
        end=None,
        duration=max(now - start, timedelta(0)),
        planned=incident.components if is_planned else {},
        window_starts=entry.scheduled_for,
        window_ends=ends,
    )
    return with_silence(state, now)


def _newest(entry: MaintenanceEntry, now: datetime) -> Update:
    from statuary.importers.foreign_text import (
        markdown,  # a tenth of a second, which most commands need not wait
    )

    posted = [(one.display_at or one.created_at or now, one) for one in entry.incident_updates]
    if not posted:
        return Update(at=entry.created_at or now, stage=entry.status)
    at, newest = max(posted, key=lambda pair: pair[0])
    text = clean(markdown(newest.body, Notes(), hard_breaks=True))
    return Update(at=at, stage=newest.status, text=text)


def _statuses(entries: Iterable[ComponentEntry], *, is_planned: bool) -> _Statuses:
    """What it does to each component, the worst first; before planned work begins, what it will do."""
    named = sorted((one for one in entries if not one.group), key=lambda one: -one.status.badness)
    return {one.id: ComponentStatus.UNDER_MAINTENANCE if is_planned else one.status for one in named}


def _id(entry: MaintenanceEntry, settings: Settings) -> str:
    """The name of its page on the web: there, pages of ours have a name that is not the API's id."""
    before = f"{settings.url}incidents/"
    own = entry.shortlink.removeprefix(before).strip("/")
    return own if entry.shortlink.startswith(before) and own and "/" not in own else entry.id
