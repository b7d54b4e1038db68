"""A status repository in git, with a bare remote beside it, as tests of posting need one. No network."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from click.testing import Result

from statuary.model import Incident
from statuary.source import load
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from support.command import run
from support.git import git
from support.repository import COMPONENTS, INCIDENT, change, tree, write
from support.repository import CONFIG as PLAIN

NOW = "2026-11-22T10:31:20Z"
CONFIG = PLAIN.replace("      now: 2026-11-22T12:00:00Z\n", "      zones: {CET: Europe/Berlin}\n")
NAME = "2026-11-22-card-payments-fail"
FILE = f"incidents/{NAME}.md"
NEW = "incidents/2026-11-22-search-fails.md"
"""What `open "Search fails"` writes."""


@dataclass(frozen=True)
class Clone:
    """One person's working copy."""

    root: Path

    def git(self, *arguments: str) -> str:
        """What git answers; fails the test when it says no."""
        return git(self.root, *arguments)

    def run(self, *arguments: str, now: str | None = NOW, given: str | None = None) -> Result:
        """A command of ours in this copy, at a fixed moment, without a terminal."""
        command, *rest = arguments
        moment = ["--now", now] if now else []
        return run(self.root, command, *moment, *rest, typed=given)

    def lives_at(self, url: str) -> "Clone":
        """The page has this address."""
        change(self.root / "mkdocs.yml", "https://status.example.com/", url)
        self.git("commit", "-qam", "Address")
        self.git("push", "-q")
        return self

    def read(self, name: str = FILE) -> str:
        """A file here."""
        return (self.root / name).read_bytes().decode()

    def served(self, name: str = FILE) -> str:
        """A file on the remote's main branch."""
        return self.git("--git-dir", str(self.root.parent / "remote.git"), "show", f"main:{name}") + "\n"


def make(folder: Path, incidents: dict[str, str] | None = None, name: str = "ann") -> Clone:
    """A repository with a remote that has its main branch; with one open incident, unless others are given."""
    texts = {f"{NAME}.md": INCIDENT} if incidents is None else incidents
    (folder / name / "incidents").mkdir(parents=True)
    files = {"mkdocs.yml": CONFIG, "components.yaml": COMPONENTS, "notes.txt": "one\n"}
    clone = Clone(tree(folder / name, files | {f"incidents/{file}": text for file, text in texts.items()}))
    clone.git("init", "-q", "-b", "main")
    clone.git("add", ".")
    clone.git("commit", "-q", "-m", "A status page")
    clone.git("clone", "-q", "--bare", ".", "../remote.git")
    clone.git("remote", "add", "origin", str(folder / "remote.git"))
    clone.git("fetch", "-q")
    clone.git("branch", "-q", "-u", "origin/main")
    return clone


def copied(made: Clone, folder: Path) -> Clone:
    """The same again, with a remote of its own."""
    shutil.copytree(made.root.parent, folder, dirs_exist_ok=True)
    change(folder / made.root.name / ".git/config", str(made.root.parent), str(folder))
    return Clone(folder / made.root.name)


def colleague(clone: Clone, name: str = "bob") -> Clone:
    """Somebody else's working copy of the same remote."""
    root = clone.root.parent / name
    clone.git("clone", "-q", str(clone.root.parent / "remote.git"), str(root))
    return Clone(root)


def publish(clone: Clone, *arguments: str, now: str = NOW) -> Result:
    """A command that publishes and does not wait for the page."""
    return clone.run(*arguments, "--publish", "--no-wait", now=now)


def parsed(text: str) -> Incident:
    """What a file says, which has to be without a fault."""
    incident, problems = read_incident(
        FILE, text.encode(), Context({}, {"checkout": "checkout", "search": "search"})
    )
    assert problems == [] and incident is not None
    return incident


def kept(result: Result) -> str:
    """The file that holds what was typed."""
    return Path(result.stderr.partition("saved in ")[2].partition(";")[0]).read_text()


def drill(clone: Clone, *arguments: str) -> Result:
    """`statuary drill`."""
    return clone.run("drill", *arguments)


def failed(result: Result) -> list[str]:
    """What did not work, without its reasons."""
    lines = [line for line in result.stdout.splitlines() if line.startswith("FAILED")]
    return [line.split("  ")[-1].partition(": ")[0] for line in lines]


def branches(clone: Clone) -> list[str]:
    """Branches at the remote."""
    listed = clone.git("ls-remote", "--heads", str(clone.root.parent / "remote.git"))
    return [line.split("refs/heads/")[1] for line in listed.splitlines()]


def everything(clone: Clone) -> list[str]:
    """All of the repository that could be changed: branches, commits, index, files."""
    refs = clone.git("for-each-ref", "--format=%(refname) %(objectname)")
    config = (clone.root / ".git/config").read_text()
    paths = sorted(path for path in clone.root.glob("**/*.*") if path.is_file() and ".git" not in path.parts)
    files = [f"{path} {path.read_bytes()!r}" for path in paths]
    return [refs, config, clone.git("status", "--porcelain", "--ignored"), *files]


def hook(folder: Path, name: str, script: str) -> None:
    """A hook of git's."""
    write(folder / name, f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def refuse_pushes(clone: Clone, reason: str = "GH006: Protected branch update failed") -> None:
    """A remote that takes no commit on main, as a protected branch does."""
    hooks = clone.root.parent / "remote.git/hooks"
    hook(hooks, "update", f'[ "$1" != refs/heads/main ] || {{ echo "{reason}" >&2; exit 1; }}')


def only(clone: Clone) -> Incident:
    loaded = load(clone.root)
    assert loaded.site is not None
    assert loaded.problems == ()
    (incident,) = loaded.site.incidents
    return incident
