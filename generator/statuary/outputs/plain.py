"""`/status.txt` for terminals and `/status.md` for whoever quotes the state elsewhere."""

from collections.abc import Iterator

from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.terminal import harmless
from statuary.views.frame import Frame
from statuary.views.markdown import status_markdown
from statuary.views.plain import status_text


def render_plain(state: PageState, frame: Frame) -> Iterator[Output]:
    """Both documents, in UTF-8; a terminal obeys nothing in them."""
    yield Output("status.txt", harmless(status_text(state, frame)).encode())
    yield Output("status.md", harmless(status_markdown(state, frame)).encode())
