"""What git knows of a repository: which files changed, what they held before, and which commit this is.

Git as a program: with time limits, without a shell, never waiting for an answer that nobody can give.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FIXED = {
    "LC_ALL": "C",  # its words are read here
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # the same for git before 2.45: reading must not wait for a network
}


class GitError(Exception):
    """Git could not answer; the message says why, in git's own words."""


class NoRepositoryError(GitError):
    """There is no git here, or no repository of it."""


def git(root: Path, *arguments: str) -> str:
    """Git's answer to a question about the repository at `root`; raises GitError."""
    return os.fsdecode(git_bytes(root, *arguments))


def git_bytes(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """The same, undecoded; `given` is what git reads."""
    done = _run(root, arguments, given)
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip()
        kind = NoRepositoryError if "not a git repository" in words else GitError
        raise kind(words.removeprefix("fatal: ") or f"git {arguments[0]} failed")
    return done.stdout


def _run(root: Path, arguments: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, check=False, env=os.environ | _FIXED
        )
    except FileNotFoundError:
        raise NoRepositoryError("git is not installed") from None


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """Paths below `root` that differ from where this branch left `revision`, uncommitted and new ones included."""
    if revision.startswith("-"):
        raise GitError(f"“{revision}” is not a revision")
    base = git(root, "merge-base", revision, "HEAD").strip()
    changed = git(root, "diff", "--name-only", "--relative", "-z", base, "--")
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)


def listed_files(root: Path) -> Iterator[str]:
    """Paths below `root` that are tracked, or new and not ignored. Raises GitError."""
    listed = git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    return (path for path in listed.split("\0") if path)


def is_tracked(root: Path, path: str) -> bool:
    """Whether a path is in what would be committed next, or was."""
    with suppress(GitError):
        return bool(git(root, "--literal-pathspecs", "ls-files", "--", path))
    return False


def top_of(root: Path) -> Path:
    """The top of the repository that `root` lies in. Raises GitError."""
    return Path(git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))


def commit(root: Path) -> str | None:
    """The full name of the commit that is checked out, or None outside a repository."""
    try:
        return git(root, "rev-parse", "HEAD").strip()
    except GitError:
        return None


def blobs(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """The contents of these blobs, in their order, from one process; None for what this clone does not hold.

    In a partial clone git before 2.45 ends at the first one that is missing: it and all after it are None.
    """
    if not names:
        return []
    done = _run(root, ("cat-file", "--batch"), "".join(f"{name}\n" for name in names).encode())
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
    return git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


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
