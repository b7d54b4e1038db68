"""What an earlier mkdocs.yml says of whose page it was, and of where its incidents were.

Every incident file that was on the page once: what each held, as far back as the page is the same one.

A page is known by its `id_domain`. Commits whose mkdocs.yml names another one are another page, such as the example
that somebody started from.
"""

import posixpath
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from statuary.git import blobs
from statuary.git_log import Revision, dropped_by_merges, published_line
from statuary.source import Project
from statuary.source.config import FILE_NAMES, id_domain_of, plugins_of
from statuary.source.mkdocs_yml import nav_of, parse_earlier
from statuary.source.vocabulary import stem_of


class Earlier(NamedTuple):
    """`folders` are where the incidents were, relative to the repository; `page_files` are relative to them."""

    id_domain: str
    folders: tuple[str, ...]
    page_files: frozenset[str]

    def is_incident(self, path: str) -> bool:
        """Whether the page took the file at this path for an incident; `source.files` says the same of files here."""
        name = next((path[len(one) + 1 :] for one in self.folders if path.startswith(f"{one}/")), "")
        if not name.endswith(".md"):
            return False
        parts = name.split("/")
        hidden = any(part.startswith(".") for part in parts)
        return not hidden and parts[-1] != "README.md" and name not in self.page_files


def read_earlier(content: bytes) -> Earlier | None:
    """The configuration as far as it matters; None for one that could not be used.

    Everything else is passed over: an option that has another name today must not hide what was on the page.
    """
    config = parse_earlier(content)
    if config is None or not isinstance(config.get("docs_dir"), str):
        return None
    plugins = dict(plugins_of(config.get("plugins")))
    options = plugins.get("statuary")
    own = options.get("id_domain") if isinstance(options, dict) else None
    domain = id_domain_of(str(own or ""), str(config.get("site_url") or ""))
    folder = posixpath.normpath(config["docs_dir"])
    if "statuary" not in plugins or not domain or folder.startswith(("/", "../")) or folder in (".", ".."):
        return None
    return Earlier(domain, (folder,), frozenset(file for _, file in nav_of(config.get("nav") or [])))


class Held(NamedTuple):
    """What an incident's file held since a commit. `place` is greater for what came later."""

    path: str
    blob: str
    commit: str
    at: datetime
    place: int


class Past:
    """The incidents of one line of commits. Nothing is read of what they held before it is asked for.

    `submodules` are other repositories in the incidents' folder: what happens in them is not told here.
    """

    def __init__(self, root: Path, held: dict[str, list[Held]], submodules: Sequence[str]) -> None:
        self._root, self._held, self.submodules = root, held, submodules
        self._read: dict[str, bytes | None] = {}

    @property
    def ids(self) -> frozenset[str]:
        """The name of every incident file that was on the page, without its ending."""
        return frozenset(self._held)

    def of(self, incident_id: str) -> list[Held]:
        """What the incident's files held, wherever they lay: the newest first."""
        return self._held.get(incident_id, [])

    def contents(self, versions: Sequence[Held]) -> list[bytes | None]:
        """The bytes of these versions; None for what this clone lacks. Raises GitError."""
        new = [version.blob for version in versions if version.blob not in self._read]
        self._read |= zip(new, blobs(self._root, new), strict=True)
        return [self._read[version.blob] for version in versions]


def read_past(project: Project, start: str = "HEAD") -> Past:
    """The past of the page that this project builds, as the line of commits that ends at `start` published it.

    Raises GitError.
    """
    root = project.root
    folders = _for_git(root, project.settings.incidents_dir)
    line = published_line(root, [*FILE_NAMES, *folders], start)
    known = _configurations(root, line)
    mine = [one for one in known.values() if one and one.id_domain == project.settings.id_domain]
    others = {folder for one in mine for folder in one.folders} - {*folders}
    if others:
        line = published_line(root, [*FILE_NAMES, *folders, *sorted(others)], start)
    held: dict[str, list[Held]] = {}
    for version in _on_the_page(line, _in_force(line, known), project.settings.id_domain):
        name = stem_of(version.path)
        held.setdefault(name, []).append(version)
    for version in _dropped(root, [*folders, *sorted(others)], start, mine):
        name = stem_of(version.path)
        if name not in held or held[name][-1].place < 0:  # else the line itself tells how it went on
            held.setdefault(name, []).append(version)
    newest_first = {name: versions[::-1] for name, versions in held.items()}
    return Past(root, newest_first, _submodules(line, folders))


def _dropped(root: Path, folders: Sequence[str], start: str, mine: Sequence[Earlier]) -> Iterator[Held]:
    """What merges left out, the oldest first; `place` is before all that the line tells."""
    for one in reversed(list(dropped_by_merges(root, folders, start))):
        for path, blob, _ in one.changes:
            if blob and any(config.is_incident(path) for config in mine):
                yield Held(path, blob, one.name, one.at, -1)


def _submodules(line: Sequence[Revision], folders: Sequence[str]) -> list[str]:
    newest = {change.path: change for one in reversed(line) for change in one.changes}
    inside = (one.path for one in newest.values() if one.submodule)
    return [path for path in inside if f"{path}/".startswith(tuple(f"{one}/" for one in folders))]


def _for_git(root: Path, folder: str) -> tuple[str, ...]:
    """Where git has the files of a folder: also behind a link, if the folder is one today."""
    real = (root / folder).resolve()
    inside = real.is_relative_to(root) and real != root
    return tuple(dict.fromkeys([folder, *([real.relative_to(root).as_posix()] if inside else [])]))


def _configurations(root: Path, line: Sequence[Revision]) -> dict[str, Earlier | None]:
    """Every version of mkdocs.yml on this line, by its blob."""
    names = dict.fromkeys(
        change.blob for one in line for change in one.changes if change.path in FILE_NAMES and change.blob
    )
    found: dict[str, Earlier | None] = {}
    for name, content in zip(names, blobs(root, list(names)), strict=True):
        one = None if content is None else read_earlier(content)
        found[name] = one and one._replace(folders=_for_git(root, one.folders[0]))
    return found


def _in_force(line: Sequence[Revision], known: dict[str, Earlier | None]) -> list[Earlier | None]:
    """The configuration at each commit, the oldest first.

    One that cannot be used counts as the one before it, which was published in its place; the first ones as the first
    one that can.
    """
    found: list[Earlier | None] = []
    newest: Earlier | None = None
    for one in reversed(line):
        changed = [known.get(change.blob or "") for change in one.changes if change.path in FILE_NAMES]
        newest = next((one for one in changed if one is not None), newest)
        found.append(newest)
    first = next((one for one in found if one is not None), None)
    return [one or first for one in found]


def _on_the_page(
    line: Sequence[Revision], in_force: Sequence[Earlier | None], id_domain: str
) -> Iterator[Held]:
    """Every version of a file while it was an incident of the page, the oldest first.

    A file becomes one, or is none any more, with a change of mkdocs.yml, too.
    """
    there: dict[str, Held] = {}
    before: Earlier | None = None
    for place, (one, config) in enumerate(zip(reversed(line), in_force, strict=True)):
        for path, blob, _ in one.changes:
            if blob is None:
                there.pop(path, None)
            else:
                there[path] = Held(path, blob, one.name, one.at, place)
        if config is not None and config.id_domain == id_domain:
            changed = list(there) if config != before else [change.path for change in one.changes]
            for path in changed:
                if path in there and config.is_incident(path):
                    yield there[path]._replace(place=place)
        before = config
