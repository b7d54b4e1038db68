"""`/history/search.json`: fetched when a reader begins to search, never before."""

import json
from collections.abc import Iterator

from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.frame import Frame
from statuary.views.search import search_entries


def render_search(state: PageState, frame: Frame) -> Iterator[Output]:
    """The entries of `views.search` as they are."""
    entries = search_entries(state, frame)
    yield Output(
        "history/search.json", json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    )
