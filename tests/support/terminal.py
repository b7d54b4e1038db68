"""A command of ours on a pseudo-terminal."""

import os
import select
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from support.posting import NOW, Clone

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")


class Terminal:
    """A command of ours with a person in front of it."""

    def __init__(self, clone: Clone, *arguments: str, editor: str | None = None) -> None:
        ours, theirs = pty.openpty()
        env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"}
        env |= {"EDITOR": editor} if editor else {}
        command, *rest = arguments
        self._process = subprocess.Popen(
            [sys.executable, "-m", "statuary", "-C", str(clone.root), command, "--now", NOW, *rest],
            stdin=theirs, stdout=theirs, stderr=theirs, env=env, close_fds=True, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._ours = ours
        self.shown = ""
        self._read_up_to = 0

    def answer(self, question: str, words: str) -> None:
        """Wait until a question is shown, and type."""
        self.wait_for(question)
        os.write(self._ours, words.encode(errors="surrogateescape") + b"\n")

    def kill(self, number: int) -> None:
        """Send a signal until the command ends: one that comes just before it waits for an answer is seen only then.

        A second one that comes while Python ends would be its end, so a slow machine has time.
        """
        for _ in range(5):
            self._process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(6)
                return

    def wait_for(self, question: str) -> None:
        """Wait until it is shown."""
        until = time.monotonic() + 30
        while question not in self.shown[self._read_up_to :]:
            assert time.monotonic() < until and self._read(), f"never asked {question!r}:\n{self.shown}"
        self._read_up_to = self.shown.index(question, self._read_up_to) + len(question)

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], 30)[0]:
            self._process.kill()
            raise AssertionError(f"nothing more is shown:\n{self.shown}")
        try:
            part = os.read(self._ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.shown += part.decode(errors="replace").replace("\r\n", "\n")
        return bool(part)

    def end(self) -> int:
        """Read on to the end; the exit code."""
        while self._read():
            pass
        os.close(self._ours)
        return self._process.wait(30)
