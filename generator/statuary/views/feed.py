"""What a subscriber gets: one item an update, which must stand alone in a mail or a chat."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from statuary.model import ENDED_STAGES, Incident, Kind, Settings, Stage, Update
from statuary.status.types import IncidentState, PageState
from statuary.status.walk import windows
from statuary.views.text import to_html, to_inline
from statuary.views.times import Times, anchor, stamp
from statuary.views.words import STAGE_WORD, STATUS_WORD

NEWEST = 50
DAYS = timedelta(days=14)
MOST = 500
"""GitHub once posted 74 updates in 24 hours: fifty items alone would have lost some of them."""


class FeedItem(NamedTuple):
    """One update as an item. `id` is a tag: URI (RFC 4151) that never changes; `at` is aware, in UTC."""

    id: str
    title: str
    url: str
    at: datetime
    view: "FeedBody"


class FeedBody(NamedTuple):
    """What the template of an item's body shows. `components` are names and words, those of a plan `planned`."""

    components: tuple[tuple[str, str], ...]
    planned: bool
    window: str | None
    who: Markup | None
    workaround: Markup | None
    estimate: Markup | None
    correction: str | None
    html: Markup
    next_update: str | None


def feed_items(state: PageState) -> list[FeedItem]:
    """The newest 50 updates and all of the last 14 days (at most 500), newest first; silent ones notify nobody."""
    posted = sorted(_posted(state), key=lambda pair: (pair[1].at, pair[0].incident.id), reverse=True)
    recent = sum(update.at > state.now - DAYS for _, update in posted)
    times = Times(state.site.settings.zone)
    chosen = posted[: min(MOST, max(NEWEST, recent))]
    return [_item(item, update, state, times) for item, update in chosen]


def _posted(state: PageState) -> Iterator[tuple[IncidentState, Update]]:
    for item in state.by_id.values():
        yield from ((item, update) for update in item.updates if not update.silent)


def update_id(settings: Settings, incident_id: str, identity: datetime) -> str:
    """The permanent id of an update: of the page, the incident and the instant, and of nothing that is edited."""
    return f"tag:{settings.id_domain},{identity:%Y}:{incident_id}/{stamp(identity)}"


def _item(item: IncidentState, update: Update, state: PageState, times: Times) -> FeedItem:
    settings = state.site.settings
    incident = item.incident
    url = f"{settings.url}incidents/{incident.id}/#{anchor(update.identity)}"
    return FeedItem(
        id=update_id(settings, incident.id, update.identity),
        title=_title(item, update),
        url=url,
        at=update.at,
        view=_body(item, update, state, times),
    )


def _title(item: IncidentState, update: Update) -> str:
    if item.incident.kind is Kind.NOTICE and update.stage is Stage.NOTICE:
        return item.incident.title
    return f"{STAGE_WORD[update.stage]}: {item.incident.title}"


def _body(item: IncidentState, update: Update, state: PageState, times: Times) -> FeedBody:
    """An item tells what held when it was posted, so that it reads the same for ever."""
    incident = item.incident
    told = item.updates[: item.updates.index(update) + 1]
    over = update.stage in ENDED_STAGES
    first = incident.components if update is item.updates[0] else {}
    names = state.site.component_by_id
    return FeedBody(
        components=tuple(
            (names[key].name if key in names else key, STATUS_WORD[status])
            for key, status in (first | update.components).items()
        ),
        planned=update.stage is Stage.SCHEDULED,
        window=_window(incident, update, first=update is item.updates[0], times=times),
        who=None if over else _newest([one.who for one in told]),
        workaround=None if over else _newest([one.workaround for one in told]),
        estimate=None if over else _newest([one.estimate for one in told]),
        correction=update.correction,
        html=to_html(update.text),
        next_update=times.moment(update.next_update).text if update.next_update else None,
    )


def _window(incident: Incident, update: Update, *, first: bool, times: Times) -> str | None:
    """The planned time, where this update announces or moves it."""
    if incident.kind is not Kind.MAINTENANCE or not (first or update.starts or update.ends):
        return None
    starts, ends = windows(incident.starts, incident.ends, incident.updates)[incident.updates.index(update)]
    if starts is None or ends is None:
        return None
    window = times.window(starts, ends)
    return f"{window.start_text} to {window.end_text}"


def _newest(values: list[str | None]) -> Markup | None:
    newest = next((value for value in reversed(values) if value), None)
    return to_inline(newest) if newest else None
