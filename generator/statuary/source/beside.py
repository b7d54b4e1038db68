"""What lies in the repository beside the incidents' folder and is a danger there: links, and incidents nobody sees."""

import itertools
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from statuary.inside import is_inside
from statuary.model import Problem, Stage
from statuary.source.config import FILE_NAMES, Project
from statuary.source.files import PASSED_OVER, holds_updates, read_text
from statuary.source.git import GitError, is_tracked, listed_files, top_of
from statuary.source.kinds import kind_of
from statuary.source.markup import SEPARATOR
from statuary.source.times import TIME

MOST = 50_000
"""So many files are looked at where there is no git to name them."""
MOST_READ = 2_000
DEEPEST = 3
"""So many folders deep an incident is looked for, and in every folder that is named as the incidents' is: whoever errs
when saving a file errs by a folder or two, while the data of programs and tests lies deeper."""
_WRITTEN = frozenset({"", "md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdx", "txt", "text"})
_READS_AS_INCIDENT = re.compile(
    rf"\A\ufeff?---[ \t]*\r?\n(?:.*\n)*?title:|^ {{0,3}}##[ \t]+{TIME.pattern}{SEPARATOR.pattern}"
    rf"(?:{'|'.join(stage.label for stage in Stage)})\b",
    re.MULTILINE | re.IGNORECASE,
)
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
    """Incidents that lie where nobody reads them: in another folder, in a hidden one, beside `mkdocs.yml`."""
    for path in itertools.islice(_candidates(base, files), MOST_READ):
        with suppress(OSError):
            text = read_text(project, path)
            if holds_updates(text) and ("/" not in path or _READS_AS_INCIDENT.search(text)):
                message = f"{PASSED_OVER}, but it holds updates"
                hint = f"move it to {base}/, with a name that ends with .md; put an example into a code block"
                yield Problem(path=path, rule="file-name", message=message, hint=hint)


def _is_other_page(path: str) -> bool:
    return path.endswith(tuple(f"/{name}" for name in FILE_NAMES))


def _candidates(base: str, files: list[str]) -> Iterator[str]:
    """Files of the kinds that people write, not deep in the repository, nor in another page's folder."""
    sites = tuple(f"{Path(path).parent.as_posix()}/" for path in files if _is_other_page(path))
    for path in files:
        folders, _, name = path.rpartition("/")
        near = folders.count("/") < DEEPEST or f"/{base}/" in f"/{folders}/"
        if near and kind_of(name) in _WRITTEN and not path.startswith(sites):
            yield path
