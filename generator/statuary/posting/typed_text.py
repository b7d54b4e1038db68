"""What a person typed or piped in, as text: refused where it is none, never cut, and kept until it is safe."""

import os
import shlex
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from statuary.git import GitError, reading
from statuary.posting import PostingError
from statuary.source.encoding import NotTextError, decoded_text, unix_lines
from statuary.source.write import one_line

CUT = "# ---- Below this line is what readers see beside your text; nothing of it is posted. ----"
"""What an editor shows below somebody's text begins with it; a text that was kept from there holds it, too."""
KEPT = "statuary-"
"""How the name of a file of kept words begins; the moment follows, in UTC."""


class UnreadableTextError(PostingError):
    """Words that are no UTF-8 text; `content` are their bytes, and `encoding` is what they most likely are."""

    def __init__(self, where: str, error: NotTextError, content: bytes) -> None:
        super().__init__(f"{where}: {error.explained}")
        self.content = content
        self.encoding = error.encoding


@dataclass
class TypedText:
    """The words of a person, of whom nobody may ask to type them again.

    `said` came with the request, `text` is what became of it in an editor, which opened on `template` where nothing was
    said. `file` holds it, once there is one; from `safe` on it stands where nothing can be lost. `earlier` are files
    of words that earlier commands could not post.
    """

    said: str = ""
    text: str = ""
    template: str | None = None
    file: Path | None = None
    safe: bool = False
    earlier: tuple[Path, ...] = ()

    def take(self, parts: Sequence[str], read_input: Callable[[], bytes]) -> None:
        """Read the texts of `-m`. Raises UnreadableTextError."""
        texts = texts_of(parts, read_input)
        self.said = self.text = "\n\n".join(part.strip("\n") for part in texts if part.strip())

    def save(self, root: Path, now: datetime) -> None:
        """Put it where even a killed command leaves it."""
        if self.file is None:
            self.file = keep(root, self.text.encode(), now)

    def forget(self) -> None:
        """It stands in the incident's file, or at the remote: a file of its own would only lie around.

        Nor is what an earlier command kept of the same words of any use.
        """
        self.safe = True
        same = [file for file in self.earlier if self.text and words_in(file) == self.text.strip()]
        for file in (self.file, *same):
            if file is not None:
                file.unlink(missing_ok=True)
        self.file = None

    def where_kept(self, root: Path, now: datetime, error: BaseException) -> str:
        """Save it, and say where it is and how to post it from there; empty where there is nothing to lose.

        Of a text that is no UTF-8, its bytes are kept as they came.
        """
        text = self.text or self.said
        unread = error if isinstance(error, UnreadableTextError) else None
        if self.said and self.said == self.text:
            unread = None  # another option was at fault
        if self.file and self.template is not None and words_in(self.file) == self.template.strip():
            self.forget()  # nobody has typed a word
        content = unread.content if unread else text.encode()
        if not content or self.safe:
            return ""
        path = self.file or keep(root, content, now)
        if path is None:
            return f"\nwhat you typed could not be saved anywhere; here it is:\n\n{os.fsdecode(content)}"
        return f"\nyour text is saved in {path}; {_way_to_post(shlex.quote(str(path)), unread)}"


def _way_to_post(file: str, unread: UnreadableTextError | None) -> str:
    if unread is None:
        return f"to post it from there: -m - < {file}"
    if unread.encoding:
        return f"to post it from there: iconv -f {unread.encoding} -t UTF-8 {file} | statuary … -m -"
    return f"once it is UTF-8, post it from there: -m - < {file}"


def keep(root: Path, content: bytes, now: datetime) -> Path | None:
    """Save what somebody typed where git does not see it, and return where; None when even that fails."""
    for folder in (own_folder(root), Path(tempfile.gettempdir())):
        if folder is None:
            continue
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                ".md", f"{KEPT}{now.astimezone(UTC):%Y%m%dT%H%M%S}-", folder, text=False
            )
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            return Path(name)
    return None


def words_in(file: Path) -> str | None:
    """What somebody typed into a file that was kept; None where it cannot be read."""
    try:
        return text_of(file.read_bytes(), file.name).strip()
    except (OSError, UnreadableTextError):
        return None


def own_folder(root: Path) -> Path | None:
    """Where we keep what is nobody else's, out of sight of git; None outside a repository."""
    try:
        return Path(reading(root).text("rev-parse", "--absolute-git-dir")) / "statuary"
    except GitError:
        return None


def text_of(content: bytes, where: str) -> str:
    """The text of these bytes, up to what an editor was shown below it. Raises UnreadableTextError."""
    try:
        text = decoded_text(content)
    except NotTextError as error:
        raise UnreadableTextError(where, error, content) from None
    return unix_lines(text).replace("\r", "\n").partition(CUT)[0]


def texts_of(parts: Sequence[str], read_input: Callable[[], bytes]) -> list[str]:
    """The texts of `-m`; “-” is what was piped in. Raises UnreadableTextError, which then holds all of them."""
    contents = [(part, read_input() if part == "-" else bytes_of(part)) for part in parts]
    try:
        return [text_of(content, "standard input" if part == "-" else "-m") for part, content in contents]
    except UnreadableTextError as error:
        error.content = b"\n\n".join(content for _, content in contents)
        raise


def typed_line(text: str | None, where: str) -> str:
    """A line that somebody typed; empty for None. Raises UnreadableTextError."""
    return one_line(text_of(bytes_of(text or ""), where))


def bytes_of(text: str) -> bytes:
    """What was typed, byte for byte: what is no UTF-8 came as lone surrogates."""
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
