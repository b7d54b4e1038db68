"""The feeds that exist: their addresses, their names, and the items of each."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from statuary.model import Component, Kind
from statuary.status.types import IncidentState, PageState
from statuary.views.characters import xml_text
from statuary.views.feed import (
    MOST,
    FeedItem,
    Items,
    Post,
    all_posts,
    by_component,
    has_feed,
    posts_of,
    recent,
)
from statuary.views.frame import Frame
from statuary.views.language import marked

_TITLE = marked("%(page)s: %(name)s")
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
        title = gettext(_TITLE, page=self._frame.settings.name, name=name)
        about = gettext(_ABOUT, name=name)
        return Channel(f"{folder}feed.xml", home, xml_text(title), xml_text(about), items)

    def _word(self, message: str) -> str:
        return self._frame.language.gettext(message)
