"""`/history.rss` and `/history.atom` as Atlassian Statuspage has them: one item an incident, edited in place.

Who subscribed to a page there holds its items by these ids, and tools read these texts; so ids, order and words
follow the model to the letter, and the words stay English in every language of the page.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import nlargest
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from statuary.model import ENDED_STAGES, Incident, Kind, Settings, Stage, Update
from statuary.render.incident_text import to_open_html, to_plain, xml_text
from statuary.render.wording.labels import STAGE_SENTENCE
from statuary.status.types import IncidentState, PageState, Standing

LISTED = 25
"""As many as Statuspage lists. With more, a reader would find old incidents that are new to it."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BLOCK = re.compile(r"<(?!/?(?:p|a|em|strong|s|code|br)\b)")
_BY_ITSELF = frozenset({Stage.IN_PROGRESS, Stage.COMPLETED})


class Stamp(NamedTuple):
    """A local time in its pieces: `Nov`, ` 2` (padded, as there), `10:04`, `UTC`."""

    month: str
    day: str
    clock: str
    zone: str


class HistoryMessage(NamedTuple):
    """One update: `lines` are inline HTML, for it stands in one paragraph."""

    at: datetime
    stamp: Stamp
    label: str
    lines: tuple[Markup, ...]


class HistoryItem(NamedTuple):
    """One incident or maintenance. `at` is its date in RSS, `spoken` that of the newest update that notified.

    `at` of planned work is its planned start, which lies in the future: tools tell by it and `ends` whether the work
    is to come. `window` is what the text says of that, empty once the work has begun.
    """

    id: str
    atom_id: str
    link: str
    title: str
    at: datetime
    spoken: datetime
    ends: datetime | None
    window: tuple[Stamp, ...]
    messages: tuple[HistoryMessage, ...]


class HistoryFeed(NamedTuple):
    """Both documents' content; `items` are the newest first."""

    title: str
    author: str
    url: str
    id: str
    updated: datetime
    items: tuple[HistoryItem, ...]


def history_feed(state: PageState) -> HistoryFeed:
    """The newest 25 incidents and maintenances. Notices are left out: there is no such thing there."""
    settings = state.site.settings
    name = xml_text(settings.name)
    dated = ((_date(item, state.now), item) for item in _listed(state.by_id.values()) if _spoken(item))
    newest = nlargest(LISTED, dated, key=lambda pair: (pair[0], pair[1].incident.id))
    shown = tuple(_item(item, at, state) for at, item in newest)
    suffix = "" if name.lower().endswith("status") else " Status"
    return HistoryFeed(
        title=f"{name}{suffix} - Incident History",
        author=name,
        url=settings.url.rstrip("/"),
        id=f"tag:{settings.id_domain},2005:/history",
        updated=max((item.spoken for item in shown), default=state.now),
        items=shown,
    )


def _listed(items: Iterable[IncidentState]) -> Iterator[IncidentState]:
    """All but notices and those imported ones that were not in the old page's feed.

    Where the import learned the numbers of some, it has read that feed: what has none was too old to be in it.
    """
    reported = [item for item in items if item.incident.kind is not Kind.NOTICE]
    imported = [item.incident for item in reported if item.incident.source]
    numbered = any(incident.statuspage_number for incident in imported)
    for item in reported:
        incident = item.incident
        if not (numbered and incident.source) or incident.statuspage_number or not incident.statuspage_code:
            yield item


def _spoken(item: IncidentState) -> datetime | None:
    """When readers were told last; None for what was silent from end to end."""
    return next((update.at for update in reversed(item.updates) if not update.silent), None)


def _item(item: IncidentState, at: datetime, state: PageState) -> HistoryItem:
    settings, incident = state.site.settings, item.incident
    name = incident.statuspage_code or incident.id
    number = incident.statuspage_number or name
    return HistoryItem(
        id=f"https://{settings.id_domain}/incidents/{name}",
        atom_id=f"tag:{settings.id_domain},2005:Incident/{number}",
        link=_link(incident, settings),
        title=xml_text(incident.title),
        at=at,
        spoken=min(_spoken(item) or at, state.now),
        ends=item.window_ends,
        window=_window(item, settings.zone),
        messages=tuple(sorted(_messages(item, settings.zone), key=lambda one: one.at, reverse=True)),
    )


def _link(incident: Incident, settings: Settings) -> str:
    """As there: the id's own address where it leads here, which the page at the old address does."""
    code = incident.statuspage_code
    name = code if code and f"/incidents/{code}" in incident.aliases else incident.id
    return f"{settings.url}incidents/{name}"


def _date(item: IncidentState, now: datetime) -> datetime:
    """The planned start of a maintenance until it is over; else the newest word."""
    if item.window_starts is not None and item.standing is not Standing.PAST:
        return item.window_starts
    return min(max(filter(None, (_spoken(item), item.window_starts and item.end))), now)


def _window(item: IncidentState, zone: ZoneInfo) -> tuple[Stamp, ...]:
    if item.standing is not Standing.PLANNED or item.window_starts is None or item.window_ends is None:
        return ()
    return _stamp(item.window_starts, zone), _stamp(item.window_ends, zone)


def _messages(item: IncidentState, zone: ZoneInfo) -> Iterator[HistoryMessage]:
    """Of silent updates only those that change the stage: that notifies nobody, and without a silent end
    the item would tell for ever that the incident is open."""
    for update in item.updates:
        if update.silent and (update.is_fallback or update.stage is Stage.UPDATE):
            continue
        stage = item.stage_at(update.at)
        kept = update.stage is Stage.UPDATE and stage in ENDED_STAGES
        label = (stage if kept else update.stage).label
        yield HistoryMessage(update.at, _stamp(update.at, zone), label, tuple(_lines(update)))
    spoken = {update.at for update in item.updates}
    for phase in item.phases if item.incident.kind is Kind.MAINTENANCE else ():
        # Work that began or ended as planned, without a word; Statuspage posts an update by itself then.
        if phase.stage in _BY_ITSELF and phase.start not in spoken:
            words = (Markup.escape(STAGE_SENTENCE[phase.stage]),)
            yield HistoryMessage(phase.start, _stamp(phase.start, zone), phase.stage.label, words)


def _lines(update: Update) -> Iterator[Markup]:
    """What fits into one paragraph: paragraphs with an empty line between; of all other blocks, the words."""
    html = to_open_html(update.text).strip()
    if _BLOCK.search(html):
        yield from (escape(line) for line in xml_text(to_plain(update.text)).split("\n"))
        return
    for number, paragraph in enumerate(html.removeprefix("<p>").removesuffix("</p>").split("</p>\n<p>")):
        if number:
            yield Markup("")
        yield Markup(xml_text(paragraph))  # noqa: S704 - it was cleaned as a whole


def _stamp(at: datetime, zone: ZoneInfo) -> Stamp:
    local = at.astimezone(zone)
    return Stamp(
        _MONTHS[local.month - 1],
        f"{local.day:2}",
        f"{local.hour:02}:{local.minute:02}",
        local.tzname() or "UTC",
    )
