"""What is built once for all tests of a run, whichever process comes first."""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from support.command import build, run
from support.places import ROOT, corpus
from support.site import BuiltSite


class History(NamedTuple):
    """A real page: how it is brought here, a moment within its time, and how many incidents it has."""

    kind: str
    folder: str
    options: tuple[str, ...]
    now: str
    incidents: int


HISTORIES = {
    "jenkins": History("cstate", "cstate-jenkins", ("--timezone", "UTC"), "2026-06-11T08:00:00Z", 297),
    "github": History("statuspage", "statuspage-github", (), "2026-08-21T12:00:00Z", 488),
}


class Shared:
    """Folders that every process of this run finds in one place; nobody may change what is in them."""

    def __init__(self, temporary: pytest.TempPathFactory, worker: str) -> None:
        base = temporary.getbasetemp()
        self._folder = base if worker == "master" else base.parent

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder of this name; `make` fills it for whoever asks first, the others wait."""
        folder = self._folder / f"shared-{name}"
        with (self._folder / f"shared-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self._folder / f"shared-{name}.done").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                (self._folder / f"shared-{name}.done").touch()
        return folder

    def example(self, now: str = "") -> BuiltSite:
        """The example page, at its own moment or another."""
        name = f"example-{now.partition('T')[0]}"
        folder = self.once(name, lambda folder: build(ROOT, site=folder / "status", now=now))
        return BuiltSite(folder / "status")

    def history(self, name: str) -> "Moved":
        """A real history, moved here, checked and built; skips where it is not on this machine."""
        real = HISTORIES[name]
        source = corpus(real.folder)

        def move(folder: Path) -> None:
            root = folder / "repository"
            for command in (["init", str(root), "--from", real.kind, str(source), *real.options], ["check"]):
                done = run(root if command == ["check"] else ".", *command)
                assert done.exit_code == 0, done.output[-3000:]
            build(root, site=folder / "status", now=real.now)

        folder = self.once(name, move)
        return Moved(real, folder / "repository", BuiltSite(folder / "status"))


class Moved(NamedTuple):
    """A real history as it is here: its repository, and its site, in a folder that holds nothing else."""

    real: History
    root: Path
    site: BuiltSite

    @property
    def source(self) -> Path:
        """What it was made from."""
        return corpus(self.real.folder)
