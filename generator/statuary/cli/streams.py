"""Standard output and standard error, through which nothing passes that a terminal would obey.

Whatever is printed goes this way: answers, questions, wrong usage, tracebacks, what MkDocs logs.
"""

import io
import sys
from typing import TextIO

from statuary.terminal import harmless


class _Bytes(io.RawIOBase):
    """Bytes that go the same way as text; Click prints a shell's completion so."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        self._stream.write(bytes(content).decode(errors="backslashreplace"))
        return len(content)

    def flush(self) -> None:
        self._stream.flush()


class _Harmless(io.TextIOBase):
    """Another stream, with harmless text. It gives no access to the bytes below it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str, /) -> int:
        """Write what can be shown; what the stream's encoding lacks is shown as `\\u2026`."""
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(harmless(text).encode(encoding, "backslashreplace").decode(encoding))
        return len(text)

    def ring(self) -> None:
        """The terminal's bell: the one thing to be obeyed, and never a part of a text."""
        self._stream.write("\a")
        self._stream.flush()

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """Nothing: the stream is not ours."""

    @property
    def buffer(self) -> _Bytes:
        """For bytes, which must be harmless, too."""
        return _Bytes(self)  # type: ignore[arg-type]

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def writable(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding or "utf-8"

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        return self._stream.errors


def guard_streams() -> None:
    """Put the guard before both streams, once; it stays to the end, for a traceback comes last."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, _Harmless):
            setattr(sys, name, _Harmless(stream))


def ring() -> None:
    """Ring the terminal's bell."""
    if isinstance(sys.stdout, _Harmless):
        sys.stdout.ring()
