"""A text in the author's own editor. The file stays until the update is safe, so that a crash costs nothing.

What a person typed or piped in, as text: refused where it is none, and never cut.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from statuary.git import GitError, reading
from statuary.posting.posting_errors import CouldNotPostError, PostingError
from statuary.source.encoding import NotTextError, decoded_text, unix_lines
from statuary.source.write import one_line


def edit(path: Path, text: str, beside: str) -> str:
    """Write the text to `path`, open the editor on it, and return what the author made of it.

    `beside` is shown below the text. Raises CouldNotPostError when the editor cannot be used,
    UnreadableTextError for what it saved in another encoding; the file stays.
    """
    notes = "\n".join(f"# {line}".rstrip() for line in beside.splitlines())
    path.write_text(f"{text}\n\n{CUT}\n{notes}\n", encoding="utf-8")
    command = [*shlex.split(_editor(path.parent), posix=os.name != "nt"), str(path)]
    try:
        done = subprocess.run(command, check=False)  # noqa: S603
    except OSError as error:
        raise CouldNotPostError(
            f"the editor “{command[0]}” cannot be started: {error.strerror}; set EDITOR"
        ) from error
    if done.returncode:
        raise CouldNotPostError(f"the editor “{command[0]}” ended with code {done.returncode}")
    return text_of(path.read_bytes(), str(path)).strip("\n").rstrip()


def _editor(folder: Path) -> str:
    """What the author uses elsewhere: VISUAL, EDITOR, then git's own choice."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        return chosen
    try:
        return reading(folder).text("var", "GIT_EDITOR")
    except GitError:
        return "notepad" if sys.platform == "win32" else "vi"


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
