"""A copy of the repository as it was last committed, with a remote of its own: nothing leads out of the folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from statuary.posting.git import Git

_MINE = r"^(user|author|committer|commit|gpg)\."
"""Settings of this repository alone that a commit needs; everything else could lead out of the copy."""


@dataclass(frozen=True)
class Copy:
    """`root` is where mkdocs.yml is in the copy, `top` the top of its repository, `site` where pages are built."""

    root: Path
    top: Path
    site: Path
    branch: str

    @property
    def git(self) -> Git:
        """Git in the copy. Hooks are off there, for they are tried in a step of their own."""
        return Git(self.root)

    @property
    def objects(self) -> Path:
        """Where its commits are stored."""
        return self.top / ".git/objects"


def make_copy(git: Git, folder: Path, branch: str) -> Copy:
    """Copy what is committed here (HEAD) to `folder`, as the branch `branch`. Raises GitError and OSError."""
    source, prefix = git.text("rev-parse", "--show-toplevel"), git.text("rev-parse", "--show-prefix")
    form = git.text("rev-parse", "--show-object-format")
    hub, top, hooks = folder / "hub.git", folder / "copy", folder / "no-hooks"
    hooks.mkdir()
    outside = Git(folder)
    outside.text("init", "--quiet", "--bare", "--template=", f"--object-format={form}", os.fspath(hub))
    fetch = ("fetch", "--quiet", "--no-tags", "--update-shallow", source, f"+HEAD:refs/heads/{branch}")
    Git(hub).text(*fetch)
    Git(hub).text("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    outside.text("clone", "--quiet", "--template=", os.fspath(hub), os.fspath(top))
    copy = Copy(top / prefix, top, folder / "site", branch)
    for key, value in [*_settings(git), ("core.hooksPath", os.fspath(hooks))]:
        Git(top).text("config", "--add", key, value)
    return copy


def _settings(git: Git) -> list[tuple[str, str]]:
    listed = git.run("config", "--local", "--null", "--get-regexp", _MINE).stdout.decode(errors="replace")
    pairs = (entry.partition("\n") for entry in listed.split("\0") if entry)
    return [(key, value) for key, _, value in pairs]
