"""`/api/v2/`: Atlassian Statuspage's public API as documents, so that tools that speak it need only a new address.

Paths, fields and words are those of the real one; where a page here says something that they have no word for, the
functions that decide say what was chosen and why. Two things hold for all documents:

- Notices are not in them. A notice reports no fault and is no planned work, and as an incident it would be an open one
  for weeks, for tools that wake people for those.
- They are files, so parameters in an address (`?page=2`) change nothing.

`/api/v2/*.json`: the documents of Atlassian Statuspage's API v2, dumped from data.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from pydantic_core import to_jsonable_python

from statuary.model import Kind
from statuary.render.api.api_components import Components, overall
from statuary.render.api.api_incidents import changed_at, incident_entry, maintenance_entry
from statuary.render.api.api_shared import Api, Ids
from statuary.render.api.models import IncidentEntry, PageEntry
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.status import newest_first, silent_last
from statuary.status.types import IncidentState, PageState

Document = dict[str, Any]
"""A JSON object, its keys in the order in which Statuspage writes them."""

_Entry = TypeVar("_Entry", bound=IncidentEntry)
MOST = 50
"""So many incidents, and maintenances, are in the two documents that list them all, as there."""


def api_documents(frame: Frame) -> Iterator[tuple[str, Document]]:
    """The eight documents with their paths from the site's root, such as `api/v2/summary.json`."""
    api = Api(frame, Ids(frame.state.site))
    components = Components(api)
    incidents = _Made(lambda item: incident_entry(item, api, components))
    maintenances = _Made(lambda item: maintenance_entry(item, api, components))
    # Clients show the first of them: not one that nobody has confirmed for days.
    unresolved = incidents.all(silent_last(newest_first(frame.state.active), frame.now))
    active, upcoming = maintenances.all(frame.state.in_progress), maintenances.all(frame.state.planned)
    under_way = (*frame.state.in_progress, *frame.state.planned)
    parts: dict[str, dict[str, Any]] = {
        "summary": {
            "components": components.listed,
            "incidents": unresolved,
            "scheduled_maintenances": [*active, *upcoming],
            "status": overall(frame.state),
        },
        "status": {"status": overall(frame.state)},
        "components": {"components": components.listed},
        "incidents": {"incidents": incidents.all(_newest(frame.state, Kind.INCIDENT, frame.state.active))},
        "incidents/unresolved": {"incidents": unresolved},
        "scheduled-maintenances": {
            "scheduled_maintenances": maintenances.all(_newest(frame.state, Kind.MAINTENANCE, under_way))
        },
        "scheduled-maintenances/upcoming": {"scheduled_maintenances": upcoming},
        "scheduled-maintenances/active": {"scheduled_maintenances": active},
    }
    page = _page(api)
    for name, part in parts.items():
        yield f"api/v2/{name}.json", to_jsonable_python({"page": page} | part)


def incident_document(item: IncidentState, frame: Frame) -> IncidentEntry:
    """One incident or maintenance as these documents have it, for what is sent about it."""
    api = Api(frame, Ids(frame.state.site))
    entry = maintenance_entry if item.incident.kind is Kind.MAINTENANCE else incident_entry
    return entry(item, api, Components(api))


def overall_status(frame: Frame) -> dict[str, str]:
    """The page's id, its indicator and the words for it."""
    status = overall(frame.state)
    page = Ids(frame.state.site).page
    return {"page": page, "indicator": status.indicator, "description": status.description}


def _page(api: Api) -> PageEntry:
    settings = api.frame.settings
    zone = settings.zone.key
    changes = [
        changed_at(item) for item in api.frame.state.by_id.values() if item.incident.kind is not Kind.NOTICE
    ]
    return PageEntry.model_construct(
        id=api.ids.page,
        name=settings.name,
        url=settings.url.removesuffix("/"),
        time_zone="Etc/UTC" if zone == "UTC" else zone,
        updated_at=api.instant(max(changes, default=api.frame.now)),
    )


def _newest(state: PageState, kind: Kind, not_over: Sequence[IncidentState]) -> tuple[IncidentState, ...]:
    """The newest of a kind, in order. What is not over is always among them: it may be older than fifty others.

    However many nobody has closed, there is room for the newest.
    """
    over = (item for item in state.past if item.incident.kind is kind)
    listed = newest_first([*not_over, *islice(over, MOST)])
    open_ones = {item.incident.id for item in not_over}
    older = sum(1 for item in listed[MOST:] if item.incident.id in open_ones)
    newest = max(MOST - older, MOST // 2)
    return (*listed[:newest], *(item for item in listed[newest:] if item.incident.id in open_ones))


class _Made(Generic[_Entry]):
    """Entries by incident, made once: several documents hold the same."""

    def __init__(self, make: Callable[[IncidentState], _Entry]) -> None:
        self._make = make
        self._made: dict[str, _Entry] = {}

    def all(self, items: Iterable[IncidentState]) -> list[_Entry]:
        """One entry for each, in this order."""
        return [self._of(item) for item in items]

    def _of(self, item: IncidentState) -> _Entry:
        key = item.incident.id
        if key not in self._made:
            self._made[key] = self._make(item)
        return self._made[key]


def render_api(frame: Frame) -> Iterator[Output]:
    """All eight documents, in UTF-8 and without spaces between, as the real ones; the same state, the same bytes."""
    for path, document in api_documents(frame):
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        yield Output(path, f"{text}\n".encode())
