"""`/api/v2/*.json`: the documents of Atlassian Statuspage's API v2, dumped from data."""

import json
from collections.abc import Iterator

from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.api import api_documents
from statuary.views.frame import Frame


def render_api(state: PageState, frame: Frame) -> Iterator[Output]:
    """All eight documents, in UTF-8 and without spaces between, as the real ones; the same state, the same bytes."""
    for path, document in api_documents(state, frame):
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        yield Output(path, f"{text}\n".encode())
