"""What a subscriber gets: one item an update. Which updates each feed holds, and by which ids they are known.

The feeds that exist: their addresses, their names, and the items of each.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from statuary.model import Component, Impact, Kind, Settings, Stage, Update
from statuary.render.feeds.feed_item import FeedBody, feed_body
from statuary.render.frame import Frame
from statuary.render.incident_text import xml_text
from statuary.render.wording.instants import anchor, stamp
from statuary.render.wording.labels import STAGE_WORD
from statuary.render.wording.language import marked
from statuary.status.incidents import when_told
from statuary.status.types import IncidentState, PageState, Standing

NEWEST = 50
DAYS = timedelta(days=14)
MOST = 500
"""GitHub once posted 74 updates in 24 hours: fifty items alone would have lost some of them."""

FOLLOWED = timedelta(days=90)
"""So long after its last update an incident still has a feed of its own; nobody waits for more after that."""

_TITLE = marked("%(stage)s: %(title)s")
_ITEMS_KEPT = 1024


class Post(NamedTuple):
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

    def __init__(self, state: PageState, frame: Frame) -> None:
        self._state = state
        self._frame = frame
        # By id and place, for a state holds dictionaries and has no hash.
        self._item = lru_cache(maxsize=_ITEMS_KEPT)(self._make)

    def of(self, posts: Iterable[Post]) -> tuple[FeedItem, ...]:
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
        impact=when_told(item, place).impact,
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


def all_posts(state: PageState) -> list[Post]:
    """Every update that readers are told of, the newest first; silent ones are in no feed."""
    return sorted((post for item in state.by_id.values() for post in posts_of(item)), reverse=True)


def posts_of(item: IncidentState) -> Iterator[Post]:
    """Those of one incident, the oldest first."""
    key = item.incident.id
    for place, update in enumerate(item.updates):
        if not update.silent:
            yield Post(update.at, key, place, item)


def recent(posts: Iterable[Post], now: datetime) -> list[Post]:
    """Of updates from the newest on: 50, and all of the last 14 days, but at most 500."""
    kept: list[Post] = []
    for post in posts:
        if len(kept) >= MOST or (len(kept) >= NEWEST and post.at <= now - DAYS):
            break
        kept.append(post)
    return kept


def by_component(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """The updates that concern each component, in their order: from the one on that first names it.

    Those before it told of something else; listed afterwards they would reach its subscribers all at once.
    """
    found: dict[str, list[Post]] = {}
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


_CHANNEL_TITLE = marked("%(page)s: %(name)s")
_INCIDENTS = marked("incidents")
_MAINTENANCE = marked("maintenance")
_ALL = marked("Every update of %(page)s.")
_ABOUT = marked("Every update on %(name)s.")


class Channel(NamedTuple):
    """One feed. `path` is its file; `home` leads from the site's root to the page that tells the same."""

    path: str
    home: str
    title: str
    description: str
    items: tuple[FeedItem, ...]


class Channels:
    """Makes the feeds of one build."""

    def __init__(self, state: PageState, frame: Frame) -> None:
        self._state = state
        self._frame = frame
        self._items = Items(state, frame)

    def overall(self) -> Iterator[Channel]:
        """That of the whole page first, then of incidents, of maintenance, and of each component, empty or not."""
        posts = all_posts(self._state)
        yield self._whole(posts)
        incidents = (post for post in posts if post.item.incident.kind is Kind.INCIDENT)
        yield self._part("incidents/", "history/", self._word(_INCIDENTS), incidents)
        maintenance = (post for post in posts if post.item.incident.kind is Kind.MAINTENANCE)
        yield self._part("maintenance/", "maintenance/", self._word(_MAINTENANCE), maintenance)
        concerned = by_component(posts)
        for component in self._state.site.components:
            yield self._component(component, concerned.get(component.id, ()))

    def of_old_page(self) -> Iterator[Channel]:
        """At the addresses of the cState page that this one was: what its readers know already is left out."""
        if not any(_was_cstate(item) for item in self._state.by_id.values()):
            return
        posts = [post for post in all_posts(self._state) if not _is_known(post.item)]
        for path in ("index.xml", "issues/index.xml"):
            yield self._whole(posts)._replace(path=path)
        concerned = by_component(posts)
        for component in self._state.site.components:
            if component.cstate_path is not None:
                channel = self._component(component, concerned.get(component.id, ()))
                yield channel._replace(path=f"affected/{component.cstate_path}/index.xml")

    def incident(self, item: IncidentState) -> Channel | None:
        """All updates on one incident; None for one that nobody follows any more."""
        if not has_feed(item, self._frame.now):
            return None
        folder = f"incidents/{item.incident.id}/"
        items = self._items.of(sorted(posts_of(item), reverse=True)[:MOST])
        return self._channel(folder, folder, item.incident.title, items)

    def _whole(self, posts: Iterable[Post]) -> Channel:
        settings = self._frame.settings
        about = settings.description or self._frame.language.gettext(_ALL, page=settings.name)
        items = self._items.of(recent(posts, self._frame.now))
        return Channel("feed.xml", "", xml_text(settings.name), xml_text(about), items)

    def _component(self, component: Component, posts: Iterable[Post]) -> Channel:
        folder = f"components/{component.id}/"
        return self._part(folder, folder, component.name, posts)

    def _part(self, folder: str, home: str, name: str, posts: Iterable[Post]) -> Channel:
        return self._channel(folder, home, name, self._items.of(recent(posts, self._frame.now)))

    def _channel(self, folder: str, home: str, name: str, items: tuple[FeedItem, ...]) -> Channel:
        gettext = self._frame.language.gettext
        title = gettext(_CHANNEL_TITLE, page=self._frame.settings.name, name=name)
        about = gettext(_ABOUT, name=name)
        return Channel(f"{folder}feed.xml", home, xml_text(title), xml_text(about), items)

    def _word(self, message: str) -> str:
        return self._frame.language.gettext(message)


def _was_cstate(item: IncidentState) -> bool:
    return (item.incident.source or "").startswith("cstate:")


def _is_known(item: IncidentState) -> bool:
    """What was over when it came here, its readers have read."""
    return _was_cstate(item) and item.standing is Standing.PAST
