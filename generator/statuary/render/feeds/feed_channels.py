"""The feeds that exist: their addresses, their names, and the items of each."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from statuary.model import Component, Kind
from statuary.render.feeds.update_feeds import (
    COMPONENT,
    COMPONENT_BYTES,
    WHOLE,
    FeedItem,
    FeedUpdate,
    Items,
    Reach,
    all_posts,
    by_component,
    has_feed,
    posts_of,
    recent,
)
from statuary.render.frame import Frame
from statuary.render.incident_text import xml_text
from statuary.render.wording.language import marked
from statuary.status.types import IncidentState, Standing

_CHANNEL_TITLE = marked("%(page)s: %(name)s")
_INCIDENTS = marked("incidents")
_MAINTENANCE = marked("maintenance")
_ALL = marked("Every update of %(page)s.")
_ABOUT = marked("Every update on %(name)s.")


class Channel(NamedTuple):
    """One feed. `path` is its file; `home` leads from the site's root to the page that tells the same.

    With `most_bytes`, the oldest items are left out until it is no larger.
    """

    path: str
    home: str
    title: str
    description: str
    items: tuple[FeedItem, ...]
    most_bytes: int | None = None


class Channels:
    """Makes the feeds of one build."""

    def __init__(self, frame: Frame) -> None:
        self._state = frame.state
        self._frame = frame
        self._items = Items(frame)

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
        posts = [*posts_of(item, self._frame.now)]
        items = self._items.of(posts[::-1][: WHOLE.most])
        return self._channel(folder, folder, item.incident.title, items)

    def _whole(self, posts: Iterable[FeedUpdate]) -> Channel:
        settings = self._frame.settings
        about = settings.description or self._frame.language.gettext(_ALL, page=settings.name)
        items = self._items.of(recent(posts, self._frame.now))
        return Channel("feed.xml", "", xml_text(settings.name), xml_text(about), items)

    def _component(self, component: Component, posts: Iterable[FeedUpdate]) -> Channel:
        folder = f"components/{component.id}/"
        return self._part(folder, folder, component.name, posts, COMPONENT)._replace(
            most_bytes=COMPONENT_BYTES
        )

    def _part(
        self, folder: str, home: str, name: str, posts: Iterable[FeedUpdate], reach: Reach = WHOLE
    ) -> Channel:
        return self._channel(folder, home, name, self._items.of(recent(posts, self._frame.now, reach)))

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
