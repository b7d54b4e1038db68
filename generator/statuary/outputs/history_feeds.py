"""`/history.rss` and `/history.atom`, in the shape and with the ids that Atlassian Statuspage gives them.

Not by feedgen: it has neither this order of elements nor `maintenanceEndDate`, and consumers rely on both.
"""

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import jinja2

from statuary.outputs.environment import TEMPLATES
from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.characters import xml_text
from statuary.views.history_feed import HistoryFeed, HistoryItem, history_feed
from statuary.views.times import iso


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
