"""Errors that only show across files, or against the clock."""

import re
from collections.abc import Iterator, Set
from datetime import datetime
from urllib.parse import unquote

from statuary.model import Incident, Problem, Site
from statuary.status import CLOCK_SKEW

_ALIAS = re.compile(r"/(?:[A-Za-z0-9._~%!$&'()*+,;=:@-]+/?)+")
_UNFIT = re.compile(r"[\\\x00-\x1f\x7f]")
_OURS = re.compile(
    r"(?:index\.html|404\.html|incidents|maintenance|subscribe|post|search|assets)(?:/index\.html)?$"
    r"|(?:history|components|api)(?:/|$)|[^/]+\.(?:xml|txt|json|rss|atom|ics|svg|js|md)$"
)
"""Addresses of the site itself, which an alias may not take."""


def check_structure(site: Site, latest: datetime) -> Iterator[Problem]:
    """Errors of a whole site. `latest` is the later of the clock and the moment that the page shows:

    whoever looks back at an older moment will find updates after it, but nothing may lie after the present.
    """
    aliases: dict[str, str] = {}
    ours = {f"incidents/{incident.id}" for incident in site.incidents}
    for incident in site.incidents:
        yield from _future(incident, latest)
        yield from _aliases(incident, aliases, ours)


def _future(incident: Incident, latest: datetime) -> Iterator[Problem]:
    for update in incident.updates:
        if update.at > latest + CLOCK_SKEW:
            yield Problem(
                path=incident.path,
                line=update.line,
                column=1,
                rule="future-update",
                message=f"this update is in the future (now it is {latest:%Y-%m-%d %H:%M} UTC)",
                hint="correct its date, time or zone; to announce planned work, use “type: maintenance” with “starts”",
            )


def _aliases(incident: Incident, seen: dict[str, str], ours: Set[str]) -> Iterator[Problem]:
    for alias in incident.aliases:
        path = unquote(alias).strip("/")
        if not _ALIAS.fullmatch(alias) or {"", ".", ".."} & set(path.split("/")) or _UNFIT.search(path):
            message, hint = (
                f"“{alias}” cannot be an alias",
                "write an old path such as /issues/2024-old-name/",
            )
        elif _OURS.match(path) or path in ours:
            message, hint = f"“{alias}” is the address of a page of ours", "delete it"
        elif path in seen:
            message, hint = f"“{alias}” leads to {seen[path]} already", "keep it in one of the two files"
        else:
            seen[path] = incident.path
            continue
        yield Problem(path=incident.path, line=1, column=1, rule="alias", message=message, hint=hint)
