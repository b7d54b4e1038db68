"""`/feed.xml` (RSS 2.0) and `/atom.xml`: one item an update, with ids that survive every edit."""

from collections.abc import Iterator, Sequence

import jinja2
from feedgen.feed import FeedGenerator

from statuary import __version__
from statuary.outputs.environment import TEMPLATES
from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.feed import FeedItem, feed_items


def render_feeds(state: PageState, env: jinja2.Environment) -> Iterator[Output]:
    """Both feeds of the whole page; the same state gives the same bytes."""
    items = feed_items(state)
    template = env.get_template(f"{TEMPLATES}/feed-item.html")
    bodies = [template.render(view=item.view).strip() for item in items]
    # Each feed names its own address, so each needs a generator of its own.
    yield Output("feed.xml", _feed(state, "feed.xml", items, bodies).rss_str(pretty=True))
    yield Output("atom.xml", _feed(state, "atom.xml", items, bodies).atom_str(pretty=True))


def _feed(state: PageState, path: str, items: Sequence[FeedItem], bodies: Sequence[str]) -> FeedGenerator:
    settings = state.site.settings
    changed = items[0].at if items else state.now
    feed = FeedGenerator()
    feed.id(f"tag:{settings.id_domain},2026:feed")
    feed.title(settings.name)
    feed.author(name=settings.name)
    # feedgen makes the link that it was given last the channel's own.
    feed.link(href=settings.url + path, rel="self")
    feed.link(href=settings.url, rel="alternate")
    feed.description(settings.description or f"Every update of {settings.name}.")
    feed.language(settings.language)
    feed.generator("Statuary", version=__version__)
    feed.lastBuildDate(changed)
    feed.updated(changed)
    for item, body in zip(items, bodies, strict=True):
        _add(feed, item, body)
    return feed


def _add(feed: FeedGenerator, item: FeedItem, body: str) -> None:
    entry = feed.add_entry(order="append")
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.url, rel="alternate")
    entry.published(item.at)
    entry.updated(item.at)
    entry.content(body, type="html")
