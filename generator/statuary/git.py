"""What git knows of a repository: which files changed, what they held before, and which commit this is.

Git as a program: with time limits, without a shell, never waiting for an answer that nobody can give.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

TIMEOUT = 120.0
"""Seconds; a push over a bad line at night takes long, one that hangs takes for ever."""
_READING = 600.0
"""Seconds; nothing can hang there, and the first look at a past of many thousand commits takes long."""
_FIXED = {
    # Its answers are read here, so they must be in one language; a file's name is never a pattern.
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "en",
    "GIT_LITERAL_PATHSPECS": "1",
}
_SILENT = {"GIT_TERMINAL_PROMPT": "0"}
_OFFLINE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # the same for git before 2.45: reading must not wait for a network
}

Answer = subprocess.CompletedProcess[bytes]


class GitError(Exception):
    """Git could not answer; the message says why, in git's own words. `absent`: there is no git, or no repository."""

    def __init__(self, message: str, *, absent: bool = False) -> None:
        super().__init__(message)
        self.absent = absent


@dataclass(frozen=True)
class Git:
    """Git in the repository that holds `root`.

    `asks`: it may ask for a password on the terminal. `offline`: it never asks a remote, not even for what a partial
    clone lacks. `seconds`: how long it may take.
    """

    root: Path
    asks: bool = False
    offline: bool = False
    seconds: float = field(default_factory=lambda: TIMEOUT)

    def run(self, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None) -> Answer:
        """Run git and wait. Raises GitError when it is not there or takes too long; not when it says no.

        Its standard input is `given` and then ends: a question could only come by way of the terminal.
        """
        command = ["git", "-C", str(self.root), *arguments]
        environment = self._environment() | (env or {})
        try:
            return subprocess.run(  # noqa: S603
                command, capture_output=True, check=False, timeout=self.seconds, env=environment, input=given
            )
        except FileNotFoundError:
            raise GitError("git is not installed", absent=True) from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]} gave no answer for {self.seconds:g} seconds") from None

    def _environment(self) -> dict[str, str]:
        return dict(os.environ) | _FIXED | ({} if self.asks else _SILENT) | (_OFFLINE if self.offline else {})

    def content(self, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None) -> bytes:
        """What git answers. Raises GitError with git's own words."""
        done = self.run(*arguments, given=given, env=env)
        if done.returncode:
            said = words(done)
            raise GitError(said or f"git {arguments[0]} failed", absent="not a git repository" in said)
        return done.stdout

    def text(self, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None) -> str:
        """The same as text, without white space around it."""
        return os.fsdecode(self.content(*arguments, given=given, env=env)).strip()

    def paths(self, *arguments: str) -> list[str]:
        """The same as a list, for answers with `-z`."""
        return [path for path in os.fsdecode(self.content(*arguments)).split("\0") if path]

    def maybe(self, *arguments: str) -> str:
        """The same as `text`, and empty where git says no."""
        done = self.run(*arguments)
        return "" if done.returncode else os.fsdecode(done.stdout).strip()


def reading(root: Path) -> Git:
    """Git for questions that the repository itself can answer."""
    return Git(root, offline=True, seconds=_READING)


def words(done: Answer) -> str:
    """What git said when it failed, without the words that only git needs."""
    said = (done.stderr.strip() or done.stdout.strip()).decode(errors="replace")
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in said.splitlines()]
    return "\n".join(line.rstrip() for line in lines if line.strip() and not line.startswith("hint:"))


def fork_point(root: Path, revision: str) -> str:
    """The commit at which this branch left `revision`. Raises GitError."""
    if revision.startswith("-"):
        raise GitError(f"“{revision}” is not a revision")
    return reading(root).text("merge-base", revision, "HEAD")


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """Paths below `root` that differ from where this branch left `revision`, uncommitted and new ones included."""
    git, base = reading(root), fork_point(root, revision)
    changed = git.paths("diff", "--name-only", "--no-renames", "--relative", "-z", base, "--")
    return frozenset([*changed, *git.paths("ls-files", "--others", "--exclude-standard", "-z")])


def listed_files(root: Path) -> list[str]:
    """Paths below `root` that are tracked, or new and not ignored. Raises GitError."""
    return reading(root).paths("ls-files", "--cached", "--others", "--exclude-standard", "-z")


def is_tracked(root: Path, path: str) -> bool:
    """Whether a path is in what would be committed next, or was."""
    with suppress(GitError):
        return bool(reading(root).content("ls-files", "--", path))
    return False


def top_of(root: Path) -> Path:
    """The top of the repository that `root` lies in. Raises GitError."""
    return Path(os.fsdecode(reading(root).content("rev-parse", "--show-toplevel")).removesuffix("\n"))


def commit(root: Path) -> str | None:
    """The full name of the commit that is checked out, or None outside a repository."""
    try:
        return reading(root).text("rev-parse", "HEAD")
    except GitError:
        return None


def blobs(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """The contents of these blobs, in their order, from one process; None for what this clone does not hold.

    In a partial clone git before 2.45 ends at the first one that is missing: it and all after it are None.
    """
    if not names:
        return []
    done = reading(root).run("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    found = list(_batch(done.stdout))
    return [*found, *[None] * (len(names) - len(found))]


def _batch(answer: bytes) -> Iterator[bytes | None]:
    place = 0
    while (end := answer.find(b"\n", place)) >= 0:
        kind, _, size = answer[place:end].decode().partition(" ")[2].partition(" ")
        place = end + 1
        if kind == "blob":
            yield answer[place : place + int(size)]
            place += int(size) + 1
        else:
            yield None


def is_shallow(root: Path) -> bool:
    """True for a clone that was cut off, such as actions/checkout makes without `fetch-depth: 0`. Raises GitError."""
    return reading(root).text("rev-parse", "--is-shallow-repository") == "true"
