"""Errors that only show across files, or against the clock; and which addresses of the site are taken already.

They are taken by its own pages, by incidents, by an owner's pages and files, and by old paths.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import unquote

from statuary.model import Incident, Problem, Site
from statuary.status import CLOCK_SKEW

LONGEST = 1_000
"""Bytes of a path; a file system takes 255 in a segment and about 4,000 in all."""

_OWN_FILE = re.compile(
    r"(?:index|404)\.html|_build\.json|_headers|\.nojekyll|robots\.txt|sitemap\.xml(?:\.gz)?"
    r"|(?:(?:incidents|maintenance)/)?feed\.xml|atom\.xml|feed\.json|history\.(?:rss|atom)|calendar\.ics"
    r"|badge\.(?:svg|json)|embed\.js(?:on)?|preview-\w+\.png|status\.(?:txt|md)|metrics(?:\.txt)?"
    r"|history/search\.json|post/worker\.js"
    r"|(?:history(?:/\d{4}-\d{2})?|maintenance|post|record|subscribe)/index\.html|(?:api|components)/.*",
    re.IGNORECASE,  # on some disks and hosts, History is history
)
"""The files that a site writes by itself, but those of incidents. A test compares them with what a build writes."""
_OWN_FOLDER = re.compile(
    r"api|components|history(?:/\d{4}-\d{2})?|incidents|maintenance|post|record|subscribe", re.IGNORECASE
)


class Addresses:
    """Who has which file of the site. `incidents` are ids with their paths; what is below one is its own."""

    def __init__(self, incidents: dict[str, str]) -> None:
        self._incidents = {f"incidents/{key}": path for key, path in incidents.items()}
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, file: str, owner: str) -> str | None:
        """Who is in the way of a file at this path, or else None: it then belongs to `owner`."""
        above = list(_above(file))
        for path in (file, *above):
            if _OWN_FILE.fullmatch(path) or (path == file and _OWN_FOLDER.fullmatch(path)):
                return "the page itself"
            found = self._incidents.get(path) or self._files.get(path)
            if found is not None:
                return found
        if file in self._folders:
            return self._folders[file]
        self._files[file] = owner
        self._folders |= dict.fromkeys(above, owner)
        return None


def fits(path: str) -> bool:
    """Whether a file system can hold the path, and a URL can say it."""
    try:
        segments = [len(segment.encode()) for segment in path.split("/")]
    except UnicodeEncodeError:
        return False
    return "\N{REPLACEMENT CHARACTER}" not in path and max(segments) <= 255 and sum(segments) <= LONGEST


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


ALIAS = re.compile(r"(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]+)+/?")
"""The form of an old path. One way to read each text: nested repetition would take for ever on a long wrong one."""
_SHOWN = 80
_UNFIT = re.compile(r"[\\\x00-\x1f\x7f]|//|/\.")
_OURS = re.compile(
    r"(?:api|assets|components|history|metrics|post|search|subscribe)(?:/|$)|(?:incidents|maintenance|cname|_[^/]*)$"
    r"|(?:(?:incidents|maintenance)/)?[^/]+\.(?:atom|css|gz|ico|ics|js|json|md|png|rss|svg|txt|xml)$"
    r"|(?:index|404)\.html$",
    re.IGNORECASE,
)
"""Addresses that are or may become the site's own, which an alias may not take."""
_FILE = re.compile(r"(?:[^/]+\.\w+|cname|_[^/]*)$", re.IGNORECASE)


def check_structure(site: Site, latest: datetime, files: Iterable[str] = ()) -> Iterator[Problem]:
    """Errors of a whole site. `latest` is the later of the clock and the moment that the page shows:

    whoever looks back at an older moment will find updates after it, but nothing may lie after the present.
    `files` are what the owner's pages and other files become in the site, relative to its root.
    """
    addresses = Addresses({incident.id: incident.path for incident in site.incidents})
    for file in files:
        addresses.claim(file, "a page or file of yours")
    for incident in site.incidents:
        yield from _future(incident, latest)
        yield from _aliases(incident, addresses)


def check_fixed_now(site: Site, clock: datetime) -> Iterator[Problem]:
    """Updates that a `now` in `mkdocs.yml` hides: a page that tells a story must not be the page of a company."""
    fixed = site.settings.now
    if fixed is None:
        return
    for incident in site.incidents:
        newest = incident.updates[-1]
        if fixed + CLOCK_SKEW < newest.at <= clock + CLOCK_SKEW:
            message = f"“now” in mkdocs.yml stops the page at {fixed:%Y-%m-%d %H:%M} UTC, so this update is not shown"
            hint = "delete “now” from mkdocs.yml; it is for pages that tell a story"
            yield Problem(
                path=incident.path, line=newest.line, column=1, rule="fixed-now", message=message, hint=hint
            )


def present(site: Site, clock: datetime) -> datetime:
    """The moment that `mkdocs.yml` fixes, unless it lies ahead; else the clock."""
    fixed = site.settings.now
    return clock if fixed is None or fixed > clock + CLOCK_SKEW else fixed


def check_future_now(site: Site, clock: datetime, place: tuple[int, int]) -> Iterator[Problem]:
    """A `now` that lies ahead: planned work would be over on the page before it is. `place` is where it stands."""
    fixed = site.settings.now
    if fixed is not None and fixed > clock + CLOCK_SKEW:
        yield Problem(
            path="mkdocs.yml",
            line=place[0],
            column=place[1],
            rule="fixed-now",
            message=f"“now” is in the future (it is {clock:%Y-%m-%d %H:%M} UTC)",
            hint="delete it; it is for pages that tell a story of the past",
        )


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


def alias_address(alias: str) -> str:
    """The address that an alias leads from, in the one form in which addresses are compared."""
    return unquote(alias).strip("/").removesuffix("/index.html")


def _aliases(incident: Incident, addresses: Addresses) -> Iterator[Problem]:
    for alias in incident.aliases:
        path = alias_address(alias)
        shown = alias if len(alias) <= _SHOWN else f"{alias[:_SHOWN]}…"
        file = path if path.endswith(".html") else f"{path}/index.html"
        if not ALIAS.fullmatch(alias) or _UNFIT.search(f"/{path}/") or not fits(file):
            message, hint = (
                f"“{shown}” cannot be an alias",
                "write an old path such as /issues/2024-old-name/",
            )
        elif _is_ours(path):
            message, hint = f"“{shown}” is the address of a page of ours", "delete it"
        elif (owner := addresses.claim(file, incident.path)) is not None:
            message, hint = f"“{shown}” is taken by {owner}", "delete it, or keep it in one of the two files"
        else:
            continue
        yield Problem(path=incident.path, line=1, column=1, rule="alias", message=message, hint=hint)


def _is_ours(path: str) -> bool:
    """Whether a path is ours, or lies below what is a file of ours: nothing can be below a file."""
    parts = path.split("/")
    above = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return bool(_OURS.match(path)) or any(_FILE.search(one) and _OURS.match(one) for one in above)
