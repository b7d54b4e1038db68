"""Do readers see what they would see if the page were published now? The moment of the build does not count.

The scheduled run asks this, so that time alone republishes the page only when it changes more than a date of its own.
"""

import re
from http.client import HTTPException
from pathlib import Path
from typing import Any

from statuary.remote.served import Built, Found, MissingError, Verdict, fetch, manifest_at, named

PAGES = ("index.html", "maintenance/index.html")
"""What time changes anywhere stands on one of these, too: states, durations, days, what is planned."""


def compare_shown(site: Built, url: str) -> Found:
    """What one URL shows, beside this build: other files, or other words than the moment of the build."""
    root = url.rstrip("/") + "/"
    try:
        served = manifest_at(root)
        if served.get("commit") != site.manifest.get("commit"):
            return Found(url, Verdict.OTHER, f"there is {named(served)}, and not {site.name}")
        differing = [path for path in PAGES if _differs(site, root, path, served)]
    except MissingError as missing:
        return Found(url, Verdict.OTHER, str(missing))
    except (OSError, HTTPException) as error:
        return Found(url, Verdict.UNREACHABLE, str(getattr(error, "reason", None) or error))
    if differing:
        return Found(url, Verdict.OTHER, f"by now {', '.join(differing)} would say something else")
    return Found(url, Verdict.SAME)


def _differs(site: Built, root: str, path: str, served: dict[str, Any]) -> bool:
    page = Path(site.folder, path)
    if not page.is_file():
        return True
    ours = page.read_bytes()
    return without_moment(ours, site.manifest) != without_moment(fetch(root, path), served)


def without_moment(page: bytes, manifest: dict[str, Any]) -> bytes:
    """A page without the moment at which it was built, in figures and in words."""
    moment = re.escape(str(manifest.get("now")).encode())
    words = {one for one in re.findall(rb'<time datetime="' + moment + rb'">([^<]+)</time>', page) if one}
    for one in sorted({moment, *map(re.escape, words)}, key=len, reverse=True):
        page = re.sub(one, b"", page)
    return page
