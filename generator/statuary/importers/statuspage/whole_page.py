"""Statuspage's incidents as ours. Pure: documents of its API go in, our types and notes come out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from statuary.importers import UnreadableError
from statuary.importers.imported import (
    Imported,
    Item,
    Notes,
    OldPage,
    Reading,
    SourceKind,
    with_whole_addresses,
)
from statuary.importers.known_components import KnownComponents, end_of
from statuary.importers.old_addresses import encoded, short_slug, unique
from statuary.importers.statuspage.affected_components import Document, Naming, add_components
from statuary.importers.statuspage.one_incident import convert, kind_of
from statuary.model import Impact, Incident, Kind, Stage, Update
from statuary.source.times import format_time
from statuary.source.write import one_line

PUBLIC_MOST = 50
"""How many incidents the public API gives, and how many maintenances."""


@dataclass(frozen=True)
class StatuspageSource:
    """Entries of API v2, the newest first as there; `is_public` when a page's public API gave them.

    `indicator` is what the page itself showed, empty where nobody asked it. `numbers` are those of its history.atom,
    by incident; `numberless` says why there are none.
    """

    name: str
    page: Document = field(default_factory=dict)
    components: tuple[Document, ...] = ()
    incidents: tuple[Document, ...] = ()
    indicator: str = ""
    is_public: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)
    numberless: str = ""


def from_statuspage(source: StatuspageSource, rules: Reading, known: Collection[str | None] = ()) -> Imported:
    """Convert a whole page; of what is `known`, by its source, nothing but its name.

    Raises UnreadableError for what is not in the API's shape.
    """
    notes = Notes()
    catalogue = KnownComponents()
    naming = Naming(catalogue, add_components(source.components, catalogue, notes))
    items: list[Item] = []
    taken: set[str] = set()
    for document in _once(source.incidents):
        is_known = f"statuspage:{document['id']}" in known
        item = _known_item(document, rules) if is_known else _item(document, naming, rules, source)
        incident_id = unique(item.incident.id, taken)
        taken.add(incident_id)
        incident = item.incident.model_copy(update={"id": incident_id})
        items.append(Item(item.origin, incident, item.notes))
    if source.is_public:
        _note_older(items, notes)
    if source.numberless:
        notes.left_out(
            f"the numbers by which the old page's history.atom names incidents ({source.numberless}). Whoever reads "
            "that feed gets the newest incidents once more; save it as history.atom beside "
            "incidents.json and import again to avoid that"
        )
    fresh = (item.incident for item in items if item.incident.source_key not in known)
    groups = catalogue.groups(fresh, rules.now, notes)
    page = _found(source.page)
    whole = with_whole_addresses(items, page.url)
    return Imported(SourceKind.STATUSPAGE, source.name, page, groups, whole, tuple(notes))


def _note_older(items: Iterable[Item], notes: Notes) -> None:
    """Each kind has a list of its own in the public API, and only a full one may have been cut."""
    numbers = Counter(item.incident.kind for item in items)
    for kind in (Kind.INCIDENT, Kind.MAINTENANCE):
        if numbers[kind] >= PUBLIC_MOST:
            notes.left_out(
                f"what is older than the newest {PUBLIC_MOST} {kind}s, for the public API gives no more; "
                "the owner's key (--api-key-file) gives the whole history"
            )


def _once(documents: Iterable[Document]) -> list[Document]:
    """Each incident once, oldest first, so that -2 goes to the later of two that would share a file name."""
    by_id = {str(document.get("id") or ""): document for document in documents}
    if "" in by_id:
        raise UnreadableError("an incident has no id; this is not the shape of Statuspage's API v2")
    return list(by_id.values())[::-1]


def _item(document: Document, naming: Naming, rules: Reading, source: StatuspageSource) -> Item:
    notes = Notes()
    incident = convert(document, naming, rules, notes)
    _note_hidden(document, incident, source.indicator, rules.now, notes)
    day = (incident.starts or incident.updates[0].at).date()
    source_id = str(document["id"])
    name = short_slug(incident.title) or short_slug(source_id) or "incident"
    number = source.numbers.get(source_id)
    return Item(
        f"incident {source_id}",
        incident.model_copy(
            update={
                "id": f"{day.isoformat()}-{name}",
                "source": one_line(f"statuspage:{source_id}" + (f"/{number}" if number else "")),
                "aliases": (f"/incidents/{encoded(source_id)}",),
            }
        ),
        tuple(notes),
    )


def _known_item(document: Document, rules: Reading) -> Item:
    """What is here already, as far as anybody asks: how many updates the source has of it now."""
    source_id = str(document["id"])
    incident = Incident(
        id=short_slug(source_id) or "incident",
        path="",
        kind=kind_of(document),
        title=str(document.get("name") or ""),
        source=one_line(f"statuspage:{source_id}"),
        updates=(Update(at=rules.now, stage=Stage.UPDATE),) * len(document.get("incident_updates") or [0]),
    )
    return Item(f"incident {source_id}", incident)


def _note_hidden(document: Document, incident: Incident, indicator: str, now: datetime, notes: Notes) -> None:
    if incident.kind is not Kind.INCIDENT or end_of(incident, now) is not None:
        return
    notes.open(
        f"it began {format_time(incident.updates[0].at)}, and the source does not say that it is resolved"
    )
    statuses = {
        str(one.get("status", "")) for one in document.get("components") or [] if isinstance(one, dict)
    }
    if incident.impact is Impact.NONE:
        notes.hidden("it is still open, and the old page showed it as green (impact: none)")
    elif indicator == "none" or (not indicator and statuses <= {"operational"}):
        named = "all components that it names" if statuses else "all components, for it names none,"
        notes.hidden(f"it is still open, while the old page showed {named} as operational")


def _found(page: Document) -> OldPage:
    return OldPage(
        name=str(page.get("name") or "").strip(),
        url=str(page.get("url") or "").strip(),
        zone=str(page.get("time_zone") or "").strip(),
        description=" ".join(str(page.get("page_description") or "").split()),
    )
