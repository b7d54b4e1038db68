"""The feeds of updates: RSS 2.0, for the whole page also Atom and JSON Feed 1.1. One item an update."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

import jinja2
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from statuary import __version__
from statuary.outputs.environment import TEMPLATES
from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.characters import xml_text
from statuary.views.feed import FeedItem
from statuary.views.feed_channel import Channel, Channels
from statuary.views.frame import Frame
from statuary.views.times import iso

_JSON_FEED = "https://jsonfeed.org/version/1.1"


def render_feeds(state: PageState, frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """All feeds of more than one incident; the same state gives the same bytes."""
    writer = _Writer(frame, env)
    channels = Channels(state, frame).overall()
    whole = next(channels)
    yield writer.rss(whole)
    yield writer.atom(whole._replace(path="atom.xml"))
    yield writer.json(whole._replace(path="feed.json"))
    for channel in channels:
        yield writer.rss(channel)


def render_incident_feeds(
    state: PageState, frame: Frame, env: jinja2.Environment, ids: Sequence[str]
) -> Iterator[Output]:
    """The feeds of these incidents, where they have one; any part of them may be rendered apart from the others."""
    writer = _Writer(frame, env)
    channels = Channels(state, frame)
    for key in ids:
        channel = channels.incident(state.by_id[key])
        if channel is not None:
            yield writer.rss(channel)


class _Writer:
    """Writes channels. A body is rendered once, for several feeds hold it."""

    def __init__(self, frame: Frame, env: jinja2.Environment) -> None:
        self._frame = frame
        self._template = env.get_template(f"{TEMPLATES}/feed-item.html")
        self._bodies: dict[str, str] = {}

    def rss(self, channel: Channel) -> Output:
        return Output(channel.path, self._feed(channel).rss_str(pretty=True))

    def atom(self, channel: Channel) -> Output:
        return Output(channel.path, self._feed(channel).atom_str(pretty=True))

    def json(self, channel: Channel) -> Output:
        settings = self._frame.settings
        document = {
            "version": _JSON_FEED,
            "title": channel.title,
            "home_page_url": settings.url + channel.home,
            "feed_url": settings.url + channel.path,
            "description": channel.description,
            "language": self._frame.language.tag,
            "authors": [{"name": xml_text(settings.name), "url": settings.url}],
            "items": [self._json_item(item) for item in channel.items],
        }
        return Output(channel.path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())

    def _json_item(self, item: FeedItem) -> dict[str, object]:
        names = [xml_text(self._frame.names.get(key, key)) for key in item.body.affected]
        return {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "content_html": self._html(item),
            "content_text": xml_text(item.body.plain),
            "date_published": iso(item.at),
            "tags": list(dict.fromkeys([item.kind, item.stage, item.impact, *names])),
            "_statuary": {
                "kind": item.kind,
                "stage": item.stage,
                "impact": item.impact,
                "components": item.body.affected,
                "next_update": iso(item.next_update) if item.next_update else None,
            },
        }

    def _html(self, item: FeedItem) -> str:
        body = self._bodies.get(item.id)
        if body is None:
            body = self._bodies[item.id] = xml_text(self._template.render(view=item.body).strip())
        return body

    def _feed(self, channel: Channel) -> FeedGenerator:
        settings = self._frame.settings
        changed: datetime = channel.items[0].at if channel.items else self._frame.now
        feed = FeedGenerator()
        feed.id(f"tag:{settings.id_domain},2026:feed")
        feed.title(channel.title)
        feed.author(name=xml_text(settings.name))
        # feedgen makes the link that it was given last the channel's own.
        feed.link(href=settings.url + channel.path, rel="self")
        feed.link(href=settings.url + channel.home, rel="alternate")
        feed.description(channel.description)
        feed.language(self._frame.language.tag)
        feed.generator("Statuary", version=__version__)
        feed.lastBuildDate(changed)
        feed.updated(changed)
        for item in channel.items:
            feed.add_entry(self._entry(item), order="append")
        return feed

    def _entry(self, item: FeedItem) -> FeedEntry:
        """Raises ValueError in feedgen for what XML cannot hold, so every text is cleaned before."""
        entry = FeedEntry()
        entry.id(item.id)
        entry.guid(item.id, permalink=False)
        entry.title(item.title)
        entry.link(href=item.url, rel="alternate")
        entry.published(item.at)
        entry.updated(item.at)
        entry.content(self._html(item), type="html")
        return entry
