"""What a person typed or piped in, as text: refused where it is none, and never cut."""

import sys
from collections.abc import Sequence

from statuary.posting.errors import PostingError
from statuary.source.characters import unix_lines
from statuary.source.encoding import NotTextError, decoded_text
from statuary.source.write import one_line

CUT = "# ---- Below this line is what readers see beside your text; nothing of it is posted. ----"
"""What the editor shows below somebody's text begins with it; a text that was kept from there holds it, too."""


class UnreadableTextError(PostingError):
    """Words that are no UTF-8 text; `content` are their bytes, and `encoding` is what they most likely are."""

    def __init__(self, where: str, error: NotTextError, content: bytes) -> None:
        super().__init__(f"{where}: {error.told}")
        self.content = content
        self.encoding = error.encoding


def text_of(content: bytes, where: str) -> str:
    """The text of these bytes, up to what the editor added. Raises UnreadableTextError."""
    try:
        text = decoded_text(content)
    except NotTextError as error:
        raise UnreadableTextError(where, error, content) from None
    return unix_lines(text).replace("\r", "\n").partition(CUT)[0]


def texts_of(parts: Sequence[str]) -> list[str]:
    """The texts of `-m`; “-” is standard input. Raises UnreadableTextError, which then holds all of them."""
    contents = [(part, _standard_input() if part == "-" else bytes_of(part)) for part in parts]
    try:
        return [text_of(content, "standard input" if part == "-" else "-m") for part, content in contents]
    except UnreadableTextError as error:
        error.content = b"\n\n".join(content for _, content in contents)
        raise


def typed_line(text: str | None, where: str) -> str:
    """A line from the command line; empty for None. Raises UnreadableTextError."""
    return one_line(text_of(bytes_of(text or ""), where))


def bytes_of(text: str) -> bytes:
    """What was typed, byte for byte: what is no UTF-8 came as lone surrogates."""
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")


def _standard_input() -> bytes:
    """All of it; nothing where there is none."""
    if sys.stdin is None:
        return b""
    buffer = getattr(sys.stdin, "buffer", None)
    return bytes(buffer.read()) if buffer is not None else bytes_of(sys.stdin.read())
