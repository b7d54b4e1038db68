"""What lies in the repository beside the incidents' folder and is a danger there: links, and incidents nobody sees."""

import itertools
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from statuary.inside import is_inside
from statuary.model import Problem
from statuary.source.config import Project
from statuary.source.files import PASSED_OVER, holds_updates, read_text
from statuary.source.git import GitError, is_tracked, listed_files, top_of

MOST = 50_000
"""So many files are looked at where there is no git to name them."""
_TOOLS = frozenset({".git", ".venv", "venv", "node_modules", "__pycache__", ".tox", "site"})
"""Folders that programs fill; where git is, it knows better what is no part of the repository."""


def beside(root: Path, base: str) -> list[str]:
    """The files of the repository, relative to it, that are hidden or not below `base`, the incidents' folder.

    They are what git tracks or would track; without git, all but those that tools make.
    """
    try:
        listed: Iterable[str] = listed_files(root)
    except GitError:
        listed = itertools.islice(_walk(root, ""), MOST)
    return [path for path in listed if not path.startswith(f"{base}/") or "/." in path]


def _walk(root: Path, folder: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(root / folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            name = f"{folder}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                yield name
            elif entry.name not in _TOOLS and not entry.name.startswith(".site."):
                yield from _walk(root, f"{name}/")


def links_out(project: Project, files: list[str]) -> Iterator[Problem]:
    """Links that lead out of the repository: plugins and extensions of the extra pages would follow them."""
    for path in files:
        if os.path.islink(f"{project.root}/{path}") and _leads_out(project, path):  # noqa: PTH114 - fast
            message = "this symbolic link leads out of the repository"
            hint = "put the file itself here, or delete the link"
            yield Problem(path=path, rule="symlink", message=message, hint=hint)


def _leads_out(project: Project, path: str) -> bool:
    root = project.root
    if root / path == project.site and not is_tracked(root, path):
        return False  # whoever serves the site may have put it elsewhere
    return (
        (root / path).exists() and not is_inside(root, root / path) and not is_inside(_top(root), root / path)
    )


@cache
def _top(root: Path) -> Path:
    """The repository can be larger than the folder that the page is in."""
    try:
        return top_of(root)
    except GitError:
        return root


def strays(project: Project, base: str, files: list[str]) -> Iterator[Problem]:
    """Files beside `mkdocs.yml` that hold updates, which would be passed over there."""
    for path in files:
        if "/" in path or not path.endswith(".md"):
            continue
        with suppress(OSError):
            if holds_updates(read_text(project, path)):
                message, hint = f"{PASSED_OVER}, but it holds updates", f"move it to {base}/"
                yield Problem(path=path, rule="file-name", message=message, hint=hint)
