"""The feeds of updates: RSS 2.0, for the whole page also Atom and JSON Feed 1.1. One item an update.

`/history.rss` and `/history.atom`, in the shape and with the ids that Atlassian Statuspage gives them.

Not by feedgen: it has neither this order of elements nor `maintenanceEndDate`, and consumers rely on both.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import jinja2
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from statuary import __version__
from statuary.render.environment import TEMPLATES
from statuary.render.feeds.feed_channels import Channel, Channels
from statuary.render.feeds.history_feeds import HistoryFeed, HistoryItem, history_feed
from statuary.render.feeds.update_feeds import COMPONENT_SCHEME, FeedItem
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.incident_text import xml_text
from statuary.render.wording.instants import iso
from statuary.status.types import PageState

_JSON_FEED = "https://jsonfeed.org/version/1.1"


def render_feeds(frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """All feeds of more than one incident; the same state gives the same bytes."""
    writer = _Writer(frame, env)
    channels = Channels(frame).overall()
    whole = next(channels)
    yield writer.rss(whole)
    yield writer.atom(whole._replace(path="atom.xml"))
    yield writer.json(whole._replace(path="feed.json"))
    for channel in channels:
        yield writer.rss(channel)
    for channel in Channels(frame).of_old_page():
        yield writer.rss(channel)


def render_incident_feeds(frame: Frame, env: jinja2.Environment, ids: Sequence[str]) -> Iterator[Output]:
    """The feeds of these incidents, where they have one; any part of them may be rendered apart from the others."""
    writer = _Writer(frame, env)
    channels = Channels(frame)
    for key in ids:
        channel = channels.incident(frame.state.by_id[key])
        if channel is not None:
            yield writer.rss(channel)


class _Entry(FeedEntry):  # type: ignore[misc]
    """feedgen loses what its links say of themselves."""

    def atom_entry(self, extensions: bool = True) -> Any:
        """As feedgen asks for it."""
        entry = super().atom_entry(extensions)
        for element, link in zip(entry.findall("link"), self.link(), strict=True):
            element.attrib.update({key: link[key] for key in ("rel", "type")})
        return entry


class _Writer:
    """Writes channels. A body is rendered once, for several feeds hold it."""

    def __init__(self, frame: Frame, env: jinja2.Environment) -> None:
        self._frame = frame
        self._template = env.get_template(f"{TEMPLATES}/feed-item.html")
        self._bodies: dict[str, str] = {}
        self._hubs = [one.hub for one in frame.settings.notify if one.hub]

    def rss(self, channel: Channel) -> Output:
        content = self._feed(channel, "rss").rss_str(pretty=True)
        while channel.most_bytes and len(content) > channel.most_bytes and channel.items[1:]:
            kept = min(len(channel.items) - 1, len(channel.items) * channel.most_bytes // len(content))
            channel = channel._replace(items=channel.items[: max(kept, 1)])
            content = self._feed(channel, "rss").rss_str(pretty=True)
        return Output(channel.path, content)

    def atom(self, channel: Channel) -> Output:
        return Output(channel.path, self._feed(channel, "atom").atom_str(pretty=True))

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
            **({"hubs": [{"type": "WebSub", "url": hub} for hub in self._hubs]} if self._hubs else {}),
            "items": [self._json_item(item) for item in channel.items],
        }
        return Output(channel.path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())

    def _json_item(self, item: FeedItem) -> dict[str, object]:
        names = [one.label for one in item.categories if one.scheme == COMPONENT_SCHEME]
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

    def _feed(self, channel: Channel, kind: str) -> FeedGenerator:
        settings = self._frame.settings
        changed: datetime = channel.items[0].at if channel.items else self._frame.now
        feed = FeedGenerator()
        feed.id(f"tag:{settings.id_domain},2026:feed")
        feed.title(channel.title)
        feed.author(name=xml_text(settings.name))
        # feedgen makes the link that it was given last the channel's own.
        feed.link(href=settings.url + channel.path, rel="self", type=f"application/{kind}+xml")
        for hub in self._hubs:  # in Atom; feedgen has no place for it in RSS
            feed.link(href=hub, rel="hub")
        feed.link(href=settings.url + channel.home, rel="alternate", type="text/html")
        feed.description(channel.description)
        feed.language(self._frame.language.tag)
        feed.generator("Statuary", version=__version__)
        feed.lastBuildDate(changed)
        feed.updated(changed)
        for item in channel.items:
            feed.add_entry(self._entry(item, kind), order="append")
        return feed

    def _entry(self, item: FeedItem, kind: str) -> FeedEntry:
        """Raises ValueError in feedgen for what XML cannot hold, so every text is cleaned before."""
        entry = _Entry()
        entry.id(item.id)
        entry.guid(item.id, permalink=False)
        entry.title(item.title)
        entry.link(href=item.url, rel="alternate", type="text/html")
        if item.page != item.url:
            entry.link(href=item.page, rel="related", type="text/html")
        for category in item.categories:
            # Readers of RSS sort by the words alone, and every byte is sent at every poll.
            scheme = (
                {}
                if kind == "rss"
                else {"scheme": f"tag:{self._frame.settings.id_domain},2026:{category.scheme}"}
            )
            entry.category(term=category.term, label=category.label, **scheme)
        entry.published(item.at)
        entry.updated(item.at)
        entry.content(self._html(item), type="html")
        return entry


def render_history_feeds(state: PageState, env: jinja2.Environment) -> Iterator[Output]:
    """Both documents; the same state gives the same bytes."""
    feed = history_feed(state)
    template = env.get_template(f"{TEMPLATES}/history-item.html")
    bodies = [xml_text(template.render(view=item).strip()) for item in feed.items]
    zone = state.site.settings.zone
    yield Output("history.rss", _document(_rss(feed, bodies, zone)))
    yield Output("history.atom", _document(_atom(feed, bodies)))


def _document(root: ET.Element) -> bytes:
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _rss(feed: HistoryFeed, bodies: list[str], zone: ZoneInfo) -> ET.Element:
    root = ET.Element("rss", {"version": "2.0", "xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", feed.title)
    _text(channel, "link", feed.url)
    _text(channel, "description", "Statuspage")
    _text(channel, "pubDate", _date(feed.updated, zone))
    for item, body in zip(feed.items, bodies, strict=True):
        _rss_item(ET.SubElement(channel, "item"), item, body, zone)
    return root


def _rss_item(element: ET.Element, item: HistoryItem, body: str, zone: ZoneInfo) -> None:
    _text(element, "title", item.title)
    _text(element, "description", f"\n{body}\n")
    _text(element, "pubDate", _date(item.at, zone))
    if item.ends is not None:
        _text(element, "maintenanceEndDate", _date(item.ends, zone))
    _text(element, "link", item.link)
    _text(element, "guid", item.id)


def _atom(feed: HistoryFeed, bodies: list[str]) -> ET.Element:
    root = ET.Element("feed", {"xml:lang": "en-US", "xmlns": "http://www.w3.org/2005/Atom"})
    _text(root, "id", feed.id)
    _link(root, feed.url)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{feed.url}/history.atom")
    _text(root, "title", feed.title)
    _text(root, "updated", iso(feed.updated))
    _text(ET.SubElement(root, "author"), "name", feed.author)
    for item, body in zip(feed.items, bodies, strict=True):
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", item.atom_id)
        _text(entry, "published", iso(item.spoken))
        _text(entry, "updated", iso(item.spoken))
        _link(entry, item.link)
        _text(entry, "title", item.title)
        _text(entry, "content", body).set("type", "html")
    return root


def _link(parent: ET.Element, address: str) -> None:
    ET.SubElement(parent, "link", rel="alternate", type="text/html", href=address)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _date(at: datetime, zone: ZoneInfo) -> str:
    """As RFC 822 has it, in the page's zone: `Wed, 16 Mar 2022 19:46:08 +0000`."""
    return format_datetime(at.astimezone(zone))
