"""What the search on the history page looks through: one entry an incident, the newest first.

`/history/search.json`: fetched when a reader begins to search, never before.
"""

import json
import re
from collections.abc import Iterator
from itertools import chain

from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.incident_text import to_plain
from statuary.render.pages.history_page import row
from statuary.render.wording.language import plain
from statuary.status import newest_first
from statuary.status.types import IncidentState, Standing

FULL = 500
"""The newest so many are found by every word of their updates, older ones by title, components and month alone."""

_BETWEEN = re.compile(r"[\s,;:!?()\[\]{}\"“”„«»…،؛؟。、]+")
"""What stands between words. `search.js` takes the reader's words apart in the same way. Not `\\W`: in Python that is
also a vowel sign within a Hindi or Thai word.
"""

Entry = tuple[str, str, str, str, str, str, str]
"""Id, title, what stands below it, further words in small letters, tone, kinds (as `Row` has them), duration."""


def search_entries(frame: Frame) -> list[Entry]:
    """Everything that the history lists. Sizes: GitHub's 488 incidents are about 200 kB, 50 kB with gzip."""
    listed = newest_first(
        item for item in frame.state.by_id.values() if item.standing is not Standing.PLANNED
    )
    return [_entry(item, frame, full=index < FULL) for index, item in enumerate(listed)]


def _entry(item: IncidentState, frame: Frame, *, full: bool) -> Entry:
    shown = row(item, frame)
    below = frame.language.beside(shown.word, shown.label, plain(shown.times), shown.components)
    words = _words(item, frame) if full else ""
    return (shown.id, shown.title, below, words, shown.tone, " ".join(shown.kinds), shown.duration)


def _words(item: IncidentState, frame: Frame) -> str:
    """Each word once, in the order of its first use; said again for nobody.

    With every component: what is shown of an incident names but a few.
    """
    keys = chain(item.incident.components, *(update.components for update in item.updates))
    names = (frame.names.get(key, key) for key in keys)
    said = " ".join((*(to_plain(update.text) for update in item.updates), *names)).lower()
    words = (word.strip(".-'") for word in _BETWEEN.split(said))
    return " ".join(dict.fromkeys(filter(None, words)))


def render_search(frame: Frame) -> Iterator[Output]:
    """The entries of `views.search` as they are."""
    entries = search_entries(frame)
    yield Output(
        "history/search.json", json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    )
