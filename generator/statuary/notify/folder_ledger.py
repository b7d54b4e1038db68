"""A ledger in a folder: for a laptop, and for whoever publishes without GitHub."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

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
from statuary.posting.taking_turns import taking_turns

_MARK = "README.md"


class FolderLedger:
    """All files lie in `folder`; one command at a time writes there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def shown(self) -> str:
        return str(self._folder)

    def read(self) -> Entries:
        if not (self._folder / _MARK).is_file():
            raise NoLedgerError(f"{self._folder} holds no ledger")
        try:
            return entries_of(_names(self._folder))
        except OSError as error:
            raise LedgerError(f"{self._folder} cannot be read: {error}") from error

    def write(self, decide: Decide, why: str, *, start: bool = False) -> Changes:
        try:
            if start:
                self._folder.mkdir(parents=True, exist_ok=True)
                _write(self._folder / _MARK, README)
            if not self._folder.is_dir():
                raise NoLedgerError(f"{self._folder} is no folder")
            with taking_turns(self._folder):
                entries = self.read()
                changes = decide(entries)
                self._apply(*files_after(entries, changes))
        except OSError as error:
            raise LedgerError(f"{self._folder} cannot be written: {error}") from error
        return changes

    def _apply(self, written: dict[str, bytes], deleted: list[str]) -> None:
        """New files before old ones go: whoever is killed between leaves both, and the better one holds."""
        for name, content in written.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
        for name in deleted:
            (self._folder / name).unlink(missing_ok=True)

    def facts(self, files: Iterable[str]) -> dict[str, dict[str, Any]]:
        try:
            return {name: read_facts((self._folder / name).read_bytes()) for name in files}
        except OSError as error:
            raise LedgerError(f"{self._folder} cannot be read: {error}") from error


def _write(path: Path, content: bytes) -> None:
    """In one step: a file that is there is whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


def _names(folder: Path) -> Iterator[str]:
    top = os.fspath(folder)
    for here, folders, files in os.walk(top):
        folders[:] = [one for one in folders if not one.startswith(".")]
        below = os.path.relpath(here, top).replace(os.sep, "/")
        yield from (f"{below}/{name}" for name in files)
