"""A status repository in git, with a bare remote beside it, as tests of posting need one. No network."""

import os
import subprocess
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from sample import COMPONENTS, INCIDENT, write
from statuary.cli import main

NOW = "2026-11-22T10:31:20Z"
CONFIG = """\
site_name: Example status
site_url: https://status.example.com/
docs_dir: incidents
theme:
  name: material
  font: false
plugins:
  - statuary:
      zones: {CET: Europe/Berlin}
      contacts:
        - name: Support
          url: mailto:help@example.com
"""
NAME = "2026-11-22-card-payments-fail"
FILE = f"incidents/{NAME}.md"
# Older Click keeps the two streams apart only when asked; newer always does.
_APART: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
_WHO = {
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.com",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def environment() -> dict[str, str]:
    """This process's environment, without its git settings and editors."""
    known = {key: value for key, value in os.environ.items() if key not in ("VISUAL", "EDITOR")}
    return known | _WHO


@dataclass(frozen=True)
class Clone:
    """One person's working copy."""

    root: Path

    def git(self, *arguments: str) -> str:
        """What git answers; fails the test when it says no."""
        command = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, *arguments: str, now: str | None = NOW, given: str | None = None) -> Result:
        """A command of ours in this copy, at a fixed moment, without a terminal."""
        command, *rest = arguments
        moment = ["--now", now] if now else []
        return CliRunner(env=environment(), **_APART).invoke(
            main, ["-C", str(self.root), command, *moment, *rest], input=given
        )

    def read(self, name: str = FILE) -> str:
        """A file here."""
        return (self.root / name).read_bytes().decode()

    def served(self, name: str = FILE) -> str:
        """A file on the remote's main branch."""
        return self.git("--git-dir", str(self.root.parent / "remote.git"), "show", f"main:{name}") + "\n"


def make(folder: Path, incidents: dict[str, str] | None = None, name: str = "ann") -> Clone:
    """A repository with a remote that has its main branch; with one open incident, unless others are given."""
    root = folder / name
    write(root / "mkdocs.yml", CONFIG)
    write(root / "components.yaml", COMPONENTS)
    (root / "incidents").mkdir()
    for file, text in ({f"{NAME}.md": INCIDENT} if incidents is None else incidents).items():
        write(root / "incidents" / file, text)
    write(root / "notes.txt", "one\n")
    clone = Clone(root)
    clone.git("init", "-q", "-b", "main")
    clone.git("add", ".")
    clone.git("commit", "-q", "-m", "A status page")
    clone.git("init", "-q", "--bare", "-b", "main", str(folder / "remote.git"))
    clone.git("remote", "add", "origin", str(folder / "remote.git"))
    clone.git("push", "-q", "-u", "origin", "main")
    return clone


def colleague(clone: Clone, name: str = "bob") -> Clone:
    """Somebody else's working copy of the same remote."""
    root = clone.root.parent / name
    clone.git("clone", "-q", str(clone.root.parent / "remote.git"), str(root))
    return Clone(root)
