"""What lies in the repository beside the incidents' folder and is a danger there: links, and incidents nobody sees.

Whether the owner's pages and files can have their addresses: none may be in the way of the site itself.

Ordinary pages that still speak of the example's company.
"""

import itertools
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from statuary.check.structure import Addresses
from statuary.git import GitError, is_tracked, listed_files, top_of
from statuary.model import Problem, Stage
from statuary.repository_files import is_inside, read_inside
from statuary.source.config import FILE_NAMES, Project
from statuary.source.file_kinds import kind_of
from statuary.source.listing import PASSED_OVER, Listing, holds_updates, read_text
from statuary.source.markup import SEPARATOR
from statuary.source.ownership import COMPANY, names_company
from statuary.source.times import TIME
from statuary.source.vocabulary import stem_of

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


def _candidates(base: str, files: list[str]) -> Iterator[str]:
    """Files of the kinds that people write, not deep in the repository, nor in another page's folder."""
    others = tuple(f"/{name}" for name in FILE_NAMES)
    sites = tuple(f"{Path(path).parent.as_posix()}/" for path in files if path.endswith(others))
    for path in files:
        folders, _, name = path.rpartition("/")
        near = folders.count("/") < DEEPEST or f"/{base}/" in f"/{folders}/"
        if near and kind_of(name) in _WRITTEN and not path.startswith(sites):
            yield path


_NO_ASSETS = frozenset({".html", ".md", ".po", ".pot", ".py"})


def claim_addresses(project: Project, listing: Listing) -> list[Problem]:
    """Take what is in the way out of the listing, and say so; what is left is in `listing.outputs`."""
    stems = ((stem_of(path), path) for path in listing.incidents)
    addresses = Addresses(dict(stems))
    problems = []
    for kind in (listing.pages, listing.files):
        for name in list(kind):
            output = project.output_of(name) if kind is listing.pages else name
            path = f"{project.settings.incidents_dir}/{name}"
            other = addresses.claim(output, path)
            if other is None:
                listing.outputs.append(output)
                continue
            kind.remove(name)
            message = f"in the site it would take the place of what is there already, from {other}"
            problems.append(
                Problem(path=path, rule="address", message=message, hint="rename it, or delete it")
            )
    if listing.pages and project.custom_dir is not None:
        listing.outputs += _assets(project.custom_dir)
    return problems


def _assets(custom: Path) -> Iterator[str]:
    """What MkDocs copies from the owner's templates."""
    for path in custom.rglob("*"):
        name = path.relative_to(custom).as_posix()
        if path.suffix not in _NO_ASSETS and not name.startswith("statuary/") and path.is_file():
            yield name


def foreign_pages(project: Project, listing: Listing) -> Iterator[Problem]:
    """An error for each line of a page in `nav` that names the example's company, but on a page that tells a story."""
    if project.settings.now is not None:
        return
    for name in listing.pages:
        try:
            text = read_inside(project.root, project.incidents_dir / name).decode(errors="replace")
        except OSError:
            continue  # told elsewhere
        for number, line in enumerate(text.splitlines(), 1):
            if names_company(line):
                yield Problem(
                    path=f"{project.settings.incidents_dir}/{name}",
                    line=number,
                    column=line.lower().index(COMPANY) + 1,
                    rule="example",
                    message="this speaks of the example's company, which does not exist",
                    hint="write what is so with you, or delete the file and its line in “nav”",
                )
