"""What a subscriber gets: one item an update. Which updates each feed holds, and by which ids they are known."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from statuary.model import Impact, Kind, Settings, Stage, Update
from statuary.render.feeds.feed_item import FeedBody, feed_body
from statuary.render.frame import Frame
from statuary.render.incident_text import xml_text
from statuary.render.wording.instants import anchor
from statuary.render.wording.labels import IMPACT_WORD, KIND_WORD, STAGE_WORD
from statuary.render.wording.language import marked
from statuary.status.events import Event, EventKind, as_of_event, events
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

BY_ITSELF = timedelta(days=2)
"""So long feeds hold that planned work began or ended by itself. Readers ask at least daily; and a page that gets this
with a new version does not send its subscribers two weeks of work that is over."""

FOLLOWED = timedelta(days=90)
"""So long after its last update an incident still has a feed of its own; nobody waits for more after that."""

_TITLE = marked("%(stage)s: %(title)s")
_REMINDER = marked("Reminder")
_ITEMS_KEPT = 1024


class FeedUpdate(NamedTuple):
    """An event with its incident. Posts sort by time."""

    event: Event
    item: IncidentState

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.event.at

    @property
    def incident_id(self) -> str:
        """Of which incident it is."""
        return self.event.incident_id

    @property
    def update(self) -> Update:
        """The update itself, or the newest before what happened by itself."""
        return self.item.updates[self.event.place]


COMPONENT_SCHEME = "component"


class Category(NamedTuple):
    """What people sort items by: `term` is permanent, `label` is for people."""

    scheme: str
    term: str
    label: str


class FeedItem(NamedTuple):
    """One event as an item. `id` is a tag: URI (RFC 4151) that never changes; `at` is aware, in UTC.

    `impact` is what held then. `page` is that of the incident, `url` the place on it.
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
    page: str
    categories: tuple[Category, ...]


class Items:
    """Makes items and remembers the newest: the same update stands in several feeds."""

    def __init__(self, frame: Frame) -> None:
        self._state = frame.state
        self._frame = frame
        # By the event alone, for a state holds dictionaries and has no hash.
        self._item = lru_cache(maxsize=_ITEMS_KEPT)(self._make)

    def of(self, posts: Iterable[FeedUpdate]) -> tuple[FeedItem, ...]:
        """The items of these updates, in their order."""
        return tuple(self._item(post.event) for post in posts)

    def _make(self, event: Event) -> FeedItem:
        return feed_item(self._state.by_id[event.incident_id], event, self._frame)


def feed_item(item: IncidentState, event: Event, frame: Frame) -> FeedItem:
    """An event as an item; what it says held when it happened."""
    update = item.updates[event.place] if event.what is EventKind.UPDATE else None
    stage = update.stage if update else item.stage_at(event.at)
    page = f"{frame.settings.url}incidents/{item.incident.id}/"
    impact = as_of_event(item, event).impact
    return FeedItem(
        id=event_id(frame.settings, event),
        title=event_title(item.incident.title, event, stage, frame),
        url=f"{page}#{anchor(update.identity)}" if update else page,
        # An author's clock that runs a minute ahead must not date an item into the future: some readers hide it.
        at=min(event.at, frame.now),
        kind=item.incident.kind,
        stage=stage,
        impact=impact,
        next_update=update.next_update if update else None,
        body=feed_body(item, event, frame),
        page=page,
        categories=tuple(_categories(item, event, impact, frame)),
    )


def _categories(item: IncidentState, event: Event, impact: Impact, frame: Frame) -> Iterator[Category]:
    """Its kind, its impact, and the components that it names by then."""
    gettext, kind = frame.language.gettext, item.incident.kind
    yield Category("kind", kind, gettext(KIND_WORD[kind]))
    yield Category("impact", impact, gettext(IMPACT_WORD[impact]))
    for component, place in first_named(item).items():
        if place <= event.place:
            yield Category(COMPONENT_SCHEME, component, xml_text(frame.names.get(component, component)))


def event_id(settings: Settings, event: Event) -> str:
    """The permanent id of an event: of the page, the incident and the instant, and of nothing that is edited."""
    return f"tag:{settings.id_domain},{event.identity:%Y}:{event.incident_id}/{event.key}"


def event_title(title: str, event: Event, stage: Stage, frame: Frame) -> str:
    """The stage and the incident's title; a notice has no stages."""
    title = xml_text(title)
    if stage is Stage.NOTICE:
        return title
    gettext = frame.language.gettext
    word = _REMINDER if event.what is EventKind.REMINDER else STAGE_WORD[stage]
    return gettext(_TITLE, stage=gettext(word), title=title)


def all_posts(state: PageState) -> list[FeedUpdate]:
    """All that readers are told of, the newest first; silent updates are in no feed."""
    posts = (post for item in state.by_id.values() for post in posts_of(item, state.now))
    return sorted(posts, key=lambda post: post.event, reverse=True)


def posts_of(item: IncidentState, now: datetime) -> Iterator[FeedUpdate]:
    """Those of one incident, the oldest first."""
    for event in events(item, since=now - BY_ITSELF):
        yield FeedUpdate(event, item)


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
            first[post.incident_id] = first_named(post.item)
        for component, place in first[post.incident_id].items():
            if post.event.place >= place:
                found.setdefault(component, []).append(post)
    return found


def first_named(item: IncidentState) -> dict[str, int]:
    """Each component that an item names, with the place of the update that does so first."""
    named = dict.fromkeys(item.incident.components, 0)
    for place, update in enumerate(item.updates):
        for component in update.components:
            named.setdefault(component, place)
    return named


def has_feed(item: IncidentState, now: datetime) -> bool:
    """Whether `/incidents/<id>/feed.xml` exists: it is not past, or was spoken of in the last 90 days."""
    return item.standing is not Standing.PAST or item.newest.at > now - FOLLOWED
