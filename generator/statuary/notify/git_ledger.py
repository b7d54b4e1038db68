"""A ledger on an orphan branch of the repository's remote: every runner and laptop sees the same one.

Nothing is checked out, and nothing is forced: whoever was slower looks at what the other wrote, and decides again.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from statuary.git import Git, GitError, blobs
from statuary.notify.ledger import (
    README,
    Changes,
    Decide,
    Entries,
    LedgerError,
    NoLedgerError,
    entries_of,
    files_after,
    read_facts,
)
from statuary.posting.push import is_behind

BRANCH = "status-ledger"
_TRIES = 12
_AUTHOR = "Statuary <statuary@localhost>"


@dataclass(frozen=True)
class GitLedger:
    """`now` is the time of what is committed."""

    git: Git
    remote: str
    now: datetime

    @property
    def shown(self) -> str:
        return f"the branch {BRANCH} of {self.remote}"

    def read(self) -> Entries:
        return self._entries(self._tip())

    def write(self, decide: Decide, why: str, *, start: bool = False) -> Changes:
        try:
            for _ in range(_TRIES):
                tip = self._tip(start=start)
                entries = self._entries(tip) if tip else Entries()
                changes = decide(entries)
                if tip and not changes:
                    return changes
                if self._push(tip, self._commit(tip, *files_after(entries, changes), why)):
                    return changes
        except GitError as error:
            raise LedgerError(f"{self.shown}: git says: {error}") from error
        raise LedgerError(f"{self.shown}: others were quicker {_TRIES} times; try again")

    def facts(self, files: Iterable[str]) -> dict[str, dict[str, Any]]:
        names = list(files)
        objects = [f"{self._ref}:{name}" for name in names]
        contents = blobs(self.git.root, objects)
        if (
            None in contents
        ):  # a partial clone has the names alone, and without their times all claims look old
            self._fetch("--refetch", "--no-filter")
            contents = blobs(self.git.root, objects)
        if None in contents:
            raise LedgerError(f"{self.shown}: not all of its files could be fetched; try again")
        return {name: read_facts(content or b"") for name, content in zip(names, contents, strict=True)}

    def _fetch(self, *options: str) -> None:
        try:
            source = f"+refs/heads/{BRANCH}:{self._ref}"
            self.git.text("fetch", "--quiet", "--no-tags", *options, self.remote, source)
        except GitError as error:
            raise LedgerError(f"{self.shown} is out of reach: {error}") from error

    @property
    def _ref(self) -> str:
        return f"refs/remotes/{self.remote}/{BRANCH}"

    def _tip(self, *, start: bool = False) -> str:
        """The newest commit of the branch, which is then here; empty where there is none and one is to be made."""
        try:
            listed = self.git.text("ls-remote", self.remote, f"refs/heads/{BRANCH}")
            tip = listed.partition("\t")[0]
            if tip and self.git.maybe("rev-parse", "--verify", "--quiet", self._ref) != tip:
                self._fetch()
                tip = self.git.text("rev-parse", self._ref)
        except GitError as error:
            raise LedgerError(f"{self.shown} is out of reach: {error}") from error
        if not tip and not start:
            raise NoLedgerError(f"{self.remote} has no branch {BRANCH}")
        return tip

    def _entries(self, tip: str) -> Entries:
        try:
            return entries_of(self.git.paths("ls-tree", "-r", "-z", "--full-tree", "--name-only", tip))
        except GitError as error:
            raise LedgerError(f"{self.shown} cannot be read: {error}") from error

    def _commit(self, tip: str, written: dict[str, bytes], deleted: list[str], why: str) -> str:
        """One commit on top of `tip`, made by one process without files or an index."""
        token = secrets.token_hex(8)
        ref = f"refs/statuary/{token}"
        # Two who claim the same in one second would otherwise make one commit, and each would take it for his own.
        stream = b"".join(self._stream(ref, tip, written, deleted, f"{why}\n\n{token}\n"))
        self.git.content("fast-import", "--quiet", given=stream)
        commit = self.git.text("rev-parse", ref)
        self.git.text("update-ref", "-d", ref)
        return commit

    def _stream(
        self, ref: str, tip: str, written: dict[str, bytes], deleted: list[str], why: str
    ) -> Iterator[bytes]:
        message = why.encode()
        head = f"commit {ref}\ncommitter {_AUTHOR} {int(self.now.timestamp())} +0000\ndata {len(message)}\n"
        yield head.encode() + message + b"\n"
        yield f"from {tip}\n".encode() if tip else _file("README.md", README)
        for name in deleted:
            yield f"D {name}\n".encode()
        for name, content in written.items():
            yield _file(name, content)
        yield b"\n"

    def _push(self, tip: str, commit: str) -> bool:
        """False where somebody was quicker."""
        done = self.git.run(
            "push", "--porcelain", "--no-verify", self.remote, f"{commit}:refs/heads/{BRANCH}"
        )
        said = (done.stdout + done.stderr).decode(errors="replace")
        if done.returncode == 0:
            self.git.text("update-ref", self._ref, commit)
            return True
        if is_behind(said):
            return False
        raise LedgerError(f"{self.shown} does not take it:\n{said.strip()}")


def _file(name: str, content: bytes) -> bytes:
    return f"M 100644 inline {name}\ndata {len(content)}\n".encode() + content + b"\n"
