"""Git as a program: with time limits, without a shell, never waiting for an answer that nobody can give."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from statuary.source.git import GitError

TIMEOUT = 120.0
"""Seconds; a push over a bad line at night takes long, one that hangs takes for ever."""

Answer = subprocess.CompletedProcess[bytes]


@dataclass(frozen=True)
class Git:
    """Git in the repository that holds `root`. `asks`: it may ask for a password on the terminal."""

    root: Path
    asks: bool = False

    def run(self, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None) -> Answer:
        """Run git and wait. Raises GitError when it is not there or takes too long; not when it says no.

        Its standard input is `given` and then ends: a question could only come by way of the terminal.
        """
        command = ["git", "-C", str(self.root), *arguments]
        environment = self._environment() | (env or {})
        try:
            return subprocess.run(  # noqa: S603
                command, capture_output=True, check=False, timeout=TIMEOUT, env=environment, input=given
            )
        except FileNotFoundError:
            raise GitError("git is not installed") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]} gave no answer for {TIMEOUT:g} seconds") from None

    def _environment(self) -> dict[str, str]:
        # Its answers are read here, so they must be in one language; a file's name is never a pattern.
        fixed = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en", "GIT_LITERAL_PATHSPECS": "1"}
        return dict(os.environ) | fixed | ({} if self.asks else {"GIT_TERMINAL_PROMPT": "0"})

    def content(self, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None) -> bytes:
        """What git answers. Raises GitError with git's own words."""
        done = self.run(*arguments, given=given, env=env)
        if done.returncode:
            raise GitError(words(done) or f"git {arguments[0]} failed")
        return done.stdout

    def text(self, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None) -> str:
        """The same as text, without white space around it."""
        return os.fsdecode(self.content(*arguments, given=given, env=env)).strip()

    def maybe(self, *arguments: str) -> str:
        """The same, and empty where git says no."""
        done = self.run(*arguments)
        return "" if done.returncode else os.fsdecode(done.stdout).strip()


def words(done: Answer) -> str:
    """What git said when it failed, without the words that only git needs."""
    said = (done.stderr.strip() or done.stdout.strip()).decode(errors="replace")
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in said.splitlines()]
    return "\n".join(line.rstrip() for line in lines if line.strip() and not line.startswith("hint:"))
