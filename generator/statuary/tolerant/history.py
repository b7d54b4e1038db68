"""Earlier versions of files, from git, and why there may be none."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from statuary.source.git import GitError, Version, is_shallow, versions

MOST = 50
"""So many versions of a file are looked through: who breaks a file mends it soon."""


class History:
    """The past of one repository, asked of git only for the files that need it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, list[Version]] = {}

    def versions(self, path: str) -> list[Version]:
        """What a file held after each of the last 50 commits that changed it, the newest first; none without git."""
        if path not in self._known:
            try:
                self._known[path] = versions(self._root, path, MOST)
            except GitError:
                self._known[path] = []
        return self._known[path]

    def texts(self, path: str) -> Iterator[bytes]:
        """The contents alone."""
        return (version.content for version in self.versions(path))

    @cached_property
    def gap(self) -> str:
        """Why earlier versions may be missing: a message for people, empty where git has them all."""
        try:
            shallow = is_shallow(self._root)
        except GitError as error:
            return f"git cannot be asked for earlier versions: {error}"
        hint = (
            "in GitHub Actions, give actions/checkout “fetch-depth: 0”; elsewhere, run git fetch --unshallow"
        )
        return f"this clone has no earlier versions, for it is shallow: {hint}" if shallow else ""
