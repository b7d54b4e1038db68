"""Which addresses of the site are taken: by its own pages, incidents, an owner's pages and files, old paths."""

import re
from collections.abc import Iterator

LONGEST = 1_000
"""Bytes of a path; a file system takes 255 in a segment and about 4,000 in all."""

_OWN_FILE = re.compile(
    r"(?:index|404)\.html|_build\.json|_headers|\.nojekyll|robots\.txt|sitemap\.xml(?:\.gz)?"
    r"|(?:(?:incidents|maintenance)/)?feed\.xml|atom\.xml|feed\.json|history\.(?:rss|atom)|calendar\.ics"
    r"|badge\.(?:svg|json)|embed\.js|status\.(?:txt|md)|metrics(?:\.txt)?|history/search\.json|post/worker\.js"
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
