"""Every way to be told of updates: for people, and for their programs."""

from typing import NamedTuple
from urllib.parse import quote

from statuary.model.options import EmailForm
from statuary.render.frame import Frame, Link

READERS = (
    ("Feedly", "https://feedly.com/i/subscription/feed/{url}"),
    ("Inoreader", "https://www.inoreader.com/?add_feed={url}"),
    ("NewsBlur", "https://www.newsblur.com/?url={url}"),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url={url}"),
)
"""Feed readers that people have, and where each takes the address of a feed: as their own sites document it."""

FEED = "{feed}"
"""Stands in the address of a service for that of the feed."""


class FeedLink(NamedTuple):
    """A feed: what is in it, and its address from the site's root."""

    name: str
    path: str


class SubscribeView(NamedTuple):
    """The subscribe page; `url` is the site's own address, which programs and other sites need in full.

    `form` is that of the owner's mailing list, or None. `follow` are the owner's accounts and services.
    """

    url: str
    form: EmailForm | None
    follow: tuple[Link, ...]
    readers: tuple[Link, ...]
    calendar: str
    feeds: tuple[FeedLink, ...]
    components: tuple[FeedLink, ...]


def subscribe_view(frame: Frame) -> SubscribeView:
    """The ways that this page offers."""
    url = frame.settings.url
    gettext = frame.language.gettext
    feeds = (
        FeedLink(gettext("Every update"), "feed.xml"),
        FeedLink(gettext("Incidents only"), "incidents/feed.xml"),
        FeedLink(gettext("Maintenance only"), "maintenance/feed.xml"),
    )
    feed = quote(f"{url}feed.xml", safe="")
    return SubscribeView(
        url=url,
        form=frame.settings.email_form if frame.settings.email_form.action else None,
        follow=tuple(Link(one.name, one.url.replace(FEED, feed)) for one in frame.settings.subscribe),
        readers=tuple(Link(name, address.format(url=feed)) for name, address in READERS),
        calendar=f"webcal://{url.partition('://')[2]}calendar.ics",
        feeds=feeds,
        components=tuple(FeedLink(name, f"components/{key}/feed.xml") for key, name in frame.names.items()),
    )
