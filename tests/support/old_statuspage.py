"""The feeds that a page has at Atlassian Statuspage, made from its API's documents as samples of real ones are.

Written apart from our own renderer, so that the two can be held against each other.
"""

from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

LISTED = 25


def old_feeds(page: dict[str, Any], incidents: list[dict[str, Any]]) -> dict[str, bytes]:
    """`history.rss` and `history.atom` of the newest incidents; `page` has `name` and `url`."""
    newest = sorted(incidents, key=_spoken, reverse=True)[:LISTED]
    return {
        "history.rss": _RSS.format(page=page, items="".join(_item(page, one) for one in newest)).encode(),
        "history.atom": _ATOM.format(
            page=page, host=_host(page), entries="".join(_entry(page, one) for one in newest)
        ).encode(),
    }


def number(incident: dict[str, Any]) -> str:
    """The number of an incident in history.atom, which no other document tells."""
    return str(20_000_000 + int(_spoken(incident).timestamp()) % 10_000_000)


def _host(page: dict[str, Any]) -> str:
    return str(page["url"]).removeprefix("https://")


def _spoken(incident: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(incident["incident_updates"][0]["display_at"].replace("Z", "+00:00"))


def _body(incident: dict[str, Any]) -> str:
    parts = []
    for update in incident["incident_updates"]:
        at = datetime.fromisoformat(update["display_at"].replace("Z", "+00:00"))
        stage = update["status"].replace("_", " ").capitalize()
        words = update["body"].replace("\r\n", "<br />").replace("\n", "<br />")
        parts.append(
            f"<p><small>{at:%b} <var data-var='date'>{at.day:2}</var>, "
            f"<var data-var='time'>{at:%H:%M}</var> UTC</small><br><strong>{stage}</strong> - {words}</p>"
        )
    return escape("".join(parts), quote=False)


def _item(page: dict[str, Any], incident: dict[str, Any]) -> str:
    address = f"{page['url']}/incidents/{incident['id']}"
    return (
        f"    <item>\n      <title>{escape(incident['name'])}</title>\n      <description>\n{_body(incident)}"
        f"      </description>\n      <pubDate>{format_datetime(_spoken(incident))}</pubDate>\n"
        f"      <link>{address}</link>\n      <guid>{address}</guid>\n    </item>\n"
    )


def _entry(page: dict[str, Any], incident: dict[str, Any]) -> str:
    at = f"{_spoken(incident):%Y-%m-%dT%H:%M:%SZ}"
    return (
        f"  <entry>\n    <id>tag:{_host(page)},2005:Incident/{number(incident)}</id>\n"
        f"    <published>{at}</published>\n    <updated>{at}</updated>\n"
        f'    <link rel="alternate" type="text/html" href="{page["url"]}/incidents/{incident["id"]}"/>\n'
        f'    <title>{escape(incident["name"])}</title>\n    <content type="html">{_body(incident)}</content>\n'
        "  </entry>\n"
    )


_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>{page[name]} Status - Incident History</title>
    <link>{page[url]}</link>
    <description>Statuspage</description>
    <pubDate>Thu, 20 Aug 2026 15:00:00 +0000</pubDate>
{items}  </channel>
</rss>
"""
_ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:{host},2005:/history</id>
  <link rel="alternate" type="text/html" href="{page[url]}"/>
  <link rel="self" type="application/atom+xml" href="{page[url]}/history.atom"/>
  <title>{page[name]} Status - Incident History</title>
  <updated>2026-08-20T15:00:00Z</updated>
  <author>
    <name>{page[name]}</name>
  </author>
{entries}</feed>
"""
