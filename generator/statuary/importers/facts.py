"""What the old page says of itself, as `mkdocs.yml` would say it."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from statuary.importers.model import Found
from statuary.model import Settings
from statuary.source.write import one_line

_URL = re.compile(r"https?://[^\s/]+(/\S*)?")
_SAME_ZONE = {"Etc/UTC": "UTC"}


def page_facts(found: Found) -> dict[str, str]:
    """`site_name`, `site_url`, `id_domain` and `timezone` as YAML; what could not stand there is missing.

    In quotes, for a page may be called `Yes` or `2024`, which YAML would take for something else.
    """
    facts = _said(found)
    host = _host(facts["site_url"])
    if host:
        facts["id_domain"] = host
    else:
        facts["site_url"] = ""
    if facts["timezone"] not in available_timezones():
        facts["timezone"] = ""
    return {key: json.dumps(value, ensure_ascii=False) for key, value in facts.items() if value}


def differences(found: Found, here: Settings) -> Iterator[tuple[str, str, str]]:
    """Each key of `mkdocs.yml` with what it says here and what the old page had, where that is another."""
    ours = _said(Found(here.name, here.url, here.zone.key))
    for key, theirs in _said(found).items():
        if theirs and theirs != ours[key]:
            yield key, ours[key], theirs


def _said(found: Found) -> dict[str, str]:
    url, zone = one_line(found.url), one_line(found.zone)
    return {
        "site_name": one_line(found.name),
        "site_url": f"{url.rstrip('/')}/" if url else "",
        "timezone": _SAME_ZONE.get(zone, zone),
    }


def _host(url: str) -> str:
    """The host of an address that could be a page's; empty where it could not."""
    try:
        return (urlsplit(url).hostname or "") if _URL.fullmatch(url) else ""
    except ValueError:
        return ""
