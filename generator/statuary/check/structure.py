"""Errors that only show across files, or against the clock."""

import re
from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from urllib.parse import unquote

from statuary.model import Incident, Problem, Site
from statuary.status import CLOCK_SKEW

ALIAS = re.compile(r"(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]+)+/?")
"""The form of an old path. One way to read each text: nested repetition would take for ever on a long wrong one."""
_UNFIT = re.compile(r"[\\\x00-\x1f\x7f]|//|/\.")
_OURS = re.compile(
    r"(?:api|assets|components|history|post|search|subscribe)(?:/|$)|(?:incidents|maintenance|cname|_[^/]*)$"
    r"|(?:(?:incidents|maintenance)/)?[^/]+\.(?:atom|css|gz|ics|js|json|md|png|rss|svg|txt|xml)$|(?:index|404)\.html$",
    re.IGNORECASE,  # on some disks and hosts, History is history
)
"""Addresses of the site itself, which an alias may not take. A test compares them with what a build writes."""


def check_structure(site: Site, latest: datetime, pages: Iterable[str] = ()) -> Iterator[Problem]:
    """Errors of a whole site. `latest` is the later of the clock and the moment that the page shows:

    whoever looks back at an older moment will find updates after it, but nothing may lie after the present.
    `pages` are the addresses of the owner's extra pages, relative to the site's root.
    """
    ours = {f"incidents/{incident.id}": incident.path for incident in site.incidents}
    taken = ours | {page.strip("/"): "a page of “nav”" for page in pages}
    for incident in site.incidents:
        yield from _future(incident, latest)
        yield from _aliases(incident, taken, ours)


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


def _aliases(incident: Incident, taken: dict[str, str], ours: Container[str]) -> Iterator[Problem]:
    for alias in incident.aliases:
        path = alias_address(alias)
        if not ALIAS.fullmatch(alias) or _UNFIT.search(f"/{path}/"):
            message, hint = (
                f"“{alias}” cannot be an alias",
                "write an old path such as /issues/2024-old-name/",
            )
        elif _OURS.match(path):
            message, hint = f"“{alias}” is the address of a page of ours", "delete it"
        elif (owner := _owner(path, taken, ours)) is not None:
            message, hint = f"“{alias}” is taken by {owner}", "delete it, or keep it in one of the two files"
        else:
            taken[path] = incident.path
            continue
        yield Problem(path=incident.path, line=1, column=1, rule="alias", message=message, hint=hint)


def _owner(path: str, taken: dict[str, str], ours: Container[str]) -> str | None:
    """Who has this address, or one above it that is a file or an incident's own: its feeds will be below it."""
    above = path
    while above:
        if above in taken and (above == path or above.endswith(".html") or above in ours):
            return taken[above]
        above = above.rpartition("/")[0]
    return None
