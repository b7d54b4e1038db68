"""What a subscriber gets: one item an update. Which updates each feed holds, and by which ids they are known."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from statuary.model import Impact, Kind, Settings, Stage, Update
from statuary.render.feeds.feed_item import FeedBody, feed_body
from statuary.render.frame import Frame
from statuary.render.incident_text import xml_text
from statuary.render.wording.instants import anchor, stamp
from statuary.render.wording.labels import STAGE_WORD
from statuary.render.wording.language import marked
from statuary.status.incidents import as_announced
from statuary.status.types import IncidentState, PageState, Standing

DAYS = timedelta(days=14)


class Reach(NamedTuple):
    """How far back a feed goes: the `newest` updates and all of the last 14 days, but at most `most`."""

    newest: int
    most: int


WHOLE = Reach(50, 500)
"""GitHub once posted 74 updates in 24 hours: fifty items alone would have lost some of them."""
COMPONENT = Reach(10, 50)
"""A page may have hundreds of components, and each poll of its feed costs what it holds."""
COMPONENT_BYTES = 150_000

FOLLOWED = timedelta(days=90)
"""So long after its last update an incident still has a feed of its own; nobody waits for more after that."""

_TITLE = marked("%(stage)s: %(title)s")
_ITEMS_KEPT = 1024


class FeedUpdate(NamedTuple):
    """An update as one of its incident's, at `place` among them (from 0). Posts sort by time."""

    at: datetime
    incident_id: str
    place: int
    item: IncidentState

    @property
    def update(self) -> Update:
        """The update itself."""
        return self.item.updates[self.place]


class FeedItem(NamedTuple):
    """One update as an item. `id` is a tag: URI (RFC 4151) that never changes; `at` is aware, in UTC.

    `impact` is what held then.
    """

    id: str
    title: str
    url: str
    at: datetime
    kind: Kind
    stage: Stage
    impact: Impact
    next_update: datetime | None
    body: FeedBody


class Items:
    """Makes items and remembers the newest: the same update stands in several feeds."""

    def __init__(self, frame: Frame) -> None:
        self._state = frame.state
        self._frame = frame
        # By id and place, for a state holds dictionaries and has no hash.
        self._item = lru_cache(maxsize=_ITEMS_KEPT)(self._make)

    def of(self, posts: Iterable[FeedUpdate]) -> tuple[FeedItem, ...]:
        """The items of these updates, in their order."""
        return tuple(self._item(post.incident_id, post.place) for post in posts)

    def _make(self, incident_id: str, place: int) -> FeedItem:
        return feed_item(self._state.by_id[incident_id], place, self._frame)


def feed_item(item: IncidentState, place: int, frame: Frame) -> FeedItem:
    """The update at `place` as an item; what it says held when it was posted."""
    update = item.updates[place]
    incident, settings = item.incident, frame.settings
    # An author's clock that runs a minute ahead must not date an item into the future: some readers hide it.
    at = min(update.at, frame.now)
    return FeedItem(
        id=update_id(settings, incident.id, update.identity),
        title=_title(item, update, frame),
        url=f"{settings.url}incidents/{incident.id}/#{anchor(update.identity)}",
        at=at,
        kind=incident.kind,
        stage=update.stage,
        impact=as_announced(item, place).impact,
        next_update=update.next_update,
        body=feed_body(item, place, frame),
    )


def update_id(settings: Settings, incident_id: str, identity: datetime) -> str:
    """The permanent id of an update: of the page, the incident and the instant, and of nothing that is edited."""
    return f"tag:{settings.id_domain},{identity:%Y}:{incident_id}/{stamp(identity)}"


def _title(item: IncidentState, update: Update, frame: Frame) -> str:
    title = xml_text(item.incident.title)
    if update.stage is Stage.NOTICE:
        return title
    gettext = frame.language.gettext
    return gettext(_TITLE, stage=gettext(STAGE_WORD[update.stage]), title=title)


def all_posts(state: PageState) -> list[FeedUpdate]:
    """Every update that readers are told of, the newest first; silent ones are in no feed."""
    return sorted((post for item in state.by_id.values() for post in posts_of(item)), reverse=True)


def posts_of(item: IncidentState) -> Iterator[FeedUpdate]:
    """Those of one incident, the oldest first."""
    key = item.incident.id
    for place, update in enumerate(item.updates):
        if not update.silent:
            yield FeedUpdate(update.at, key, place, item)


def recent(posts: Iterable[FeedUpdate], now: datetime, reach: Reach = WHOLE) -> list[FeedUpdate]:
    """Of updates from the newest on, those that a feed of this reach holds."""
    kept: list[FeedUpdate] = []
    for post in posts:
        if len(kept) >= reach.most or (len(kept) >= reach.newest and post.at <= now - DAYS):
            break
        kept.append(post)
    return kept


def by_component(posts: Iterable[FeedUpdate]) -> dict[str, list[FeedUpdate]]:
    """The updates that concern each component, in their order: from the one on that first names it.

    Those before it told of something else; listed afterwards they would reach its subscribers all at once.
    """
    found: dict[str, list[FeedUpdate]] = {}
    first: dict[str, dict[str, int]] = {}
    for post in posts:
        if post.incident_id not in first:
            first[post.incident_id] = _first_named(post.item)
        for component, place in first[post.incident_id].items():
            if post.place >= place:
                found.setdefault(component, []).append(post)
    return found


def _first_named(item: IncidentState) -> dict[str, int]:
    """Each component that an item names, with the place of the update that does so first."""
    named = dict.fromkeys(item.incident.components, 0)
    for place, update in enumerate(item.updates):
        for component in update.components:
            named.setdefault(component, place)
    return named


def has_feed(item: IncidentState, now: datetime) -> bool:
    """Whether `/incidents/<id>/feed.xml` exists: it is not past, or was spoken of in the last 90 days."""
    return item.standing is not Standing.PAST or item.newest.at > now - FOLLOWED
