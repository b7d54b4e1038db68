"""Waiting until readers can really see an update."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from statuary.http import Client, NoAnswerError
from statuary.posting.posting_errors import CouldNotPostError
from statuary.render.folder import MARK
from statuary.render.manifest import ManifestError, read_manifest
from statuary.render.wording.instants import anchor

PATIENCE = timedelta(minutes=10)
PAUSE = 5.0
"""Seconds between two looks."""
TOLD_EVERY = 30.0
"""Seconds between two lines about the same matter."""
_OLDER = "it still serves an older build"


@dataclass(frozen=True)
class Awaited:
    """An update, by what only a page that shows it has. `site` ends with a slash.

    `fingerprint` is what our own build of the new state would give for the incident; see `render.news`.
    """

    site: str
    incident: str
    at: datetime
    commit: str
    fingerprint: str

    @property
    def url(self) -> str:
        """The update's own address."""
        return f"{self.site}incidents/{self.incident}/#{anchor(self.at)}"


def wait_until_live(
    awaited: Awaited,
    patience: timedelta | None = None,
    clock: Callable[[], float] = time.monotonic,
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Seconds until the page served the update; `tell` hears at once what is the matter, and then now and again.

    Raises CouldNotPostError when it takes too long.
    """
    start = told_at = clock()
    patience = PATIENCE if patience is None else patience
    said = _OLDER
    while (passed := clock() - start) < patience.total_seconds():
        matter = _what_is_the_matter(awaited)
        if matter is None:
            return round(clock() - start)
        if matter not in (said, _OLDER):
            tell(f"The page cannot be looked at yet: {matter}")
            told_at = clock()
        elif clock() - told_at >= TOLD_EVERY:
            tell(f"Still waiting, after {round(passed)} s: {matter}")
            told_at = clock()
        said = matter
        time.sleep(PAUSE)
    minutes = max(1, round(patience.total_seconds() / 60))
    message = f"published, but after {minutes} min the page does not show it: {said}"
    raise CouldNotPostError(
        f"{message}\nlook at the deployment; the update is safe in git ({awaited.commit[:10]})"
    )


def _what_is_the_matter(awaited: Awaited) -> str | None:
    """Why readers do not see it; None when they do."""
    try:
        return None if _is_live(awaited) else _OLDER
    except ManifestError as error:
        return f"its {MARK} is none of ours: {error}"
    except NoAnswerError as error:
        return re.sub(r"\?\d{10,}", "", str(error))  # the number is another one with each look


def _is_live(awaited: Awaited) -> bool:
    """By the build's own word; or by the update on its page, for a newer build may have overtaken ours."""
    client = Client(total=20.0)
    nonce = f"?{time.time_ns()}"  # caches of hosts keep pages for minutes
    build = read_manifest(client.read(f"{awaited.site}{MARK}{nonce}"))
    if build.commit == awaited.commit or build.news.get(awaited.incident) == awaited.fingerprint:
        return True
    if awaited.incident not in build.news:
        return False
    page = client.read(f"{awaited.site}incidents/{awaited.incident}/{nonce}", "text/html")
    # Inside of a tag: words of an author cannot hold one, but they can hold such an `id="…"`.
    return re.search(rf'<\w[^<>]*\sid="{re.escape(anchor(awaited.at))}"'.encode(), page) is not None
