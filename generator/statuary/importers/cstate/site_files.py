"""A cState site, from a folder or a git repository: its configuration, its issues, and what is not read."""

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from statuary.git import Git, GitError
from statuary.importers import MisusedError, UnreachableError, UnreadableError
from statuary.importers.cstate.issue_file import CStateFile, read_file
from statuary.importers.cstate.site_settings import CONFIGS, config_files, read_settings
from statuary.importers.cstate.whole_site import CStateSource
from statuary.importers.imported import is_address

_ISSUES = "content/issues"
_PAGES = "content/pages"
_FOLDERS = ("content", _ISSUES, _PAGES, "config", "config/_default")
_LOOK = {
    "static": "pictures and the like stay at the old site",
    "layouts": "its own changes to cState's look",
}
_MARKDOWN = frozenset({".md", ".markdown"})
_LARGEST_FILE = 2 * 1024 * 1024
_CLONE_SECONDS = 600.0


def read_cstate(source: str, base: Path, skip: Collection[str] = ()) -> CStateSource:
    """Read a cState site from a folder (relative to `base`) or from a git repository, which is cloned.

    Raises UnreachableError when it cannot be had, UnreadableError for a configuration that cannot be read.
    """
    if is_address(source):
        with _clone(source) as folder:
            return read_site(folder, source, skip)
    folder = base / source
    if (folder / "HEAD").is_file() and not config_files(folder):
        with _clone(str(folder.resolve())) as cloned:
            return read_site(cloned, source, skip)
    return read_site(folder, source, skip)


@contextmanager
def _clone(address: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="statuary-import-") as folder:
        target = Path(folder) / "site"
        git = Git(Path(folder), seconds=_CLONE_SECONDS)
        try:
            git.content("clone", "--quiet", "--depth", "1", "--", address, str(target))
        except GitError as error:
            raise UnreachableError(f"git cannot clone {address}:\n{error}") from None
        yield target


def read_site(folder: Path, source: str, skip: Collection[str] = ()) -> CStateSource:
    """Read the site in a folder; `source` is what the user calls it, `skip` names files to be left out.

    Symbolic links are not followed: one in somebody's repository may lead to a secret file of this machine,
    which would then be published.
    Raises UnreachableError where there is no such site, UnreadableError where its configuration cannot be read.
    """
    if not folder.is_dir():
        raise UnreachableError(f"there is no folder {source}")
    for name in (*CONFIGS, *_FOLDERS):
        if (folder / name).is_symlink():
            raise UnreadableError(f"{source}: {name} is a symbolic link; put what it leads to in its place")
    configs = config_files(folder)
    if not configs or not (folder / _ISSUES).is_dir():
        missing = _ISSUES if configs else "config.yml"
        raise UnreachableError(f"{source} is no cState site: there is no {missing} in it")
    settings = read_settings({path: (under, _content(path)) for path, under in configs})
    found = _Found(folder, skip)
    files = found.read(folder / _ISSUES)
    pages = found.read(folder / _PAGES)
    found.note_rest()
    if found.unused:
        raise MisusedError(
            f"--skip {found.unused[0]}: there is no such file in content/issues or content/pages"
        )
    return CStateSource(source, settings, files, tuple(found.unread), tuple(found.faults), pages)


class _Found:
    """What lies in a site, and what of it could not be read."""

    def __init__(self, folder: Path, skip: Collection[str]) -> None:
        self._folder = folder
        self._skip = set(skip)
        self._skipped: set[str] = set()
        self.unread: list[tuple[str, str]] = []
        self.faults: list[str] = []

    @property
    def unused(self) -> list[str]:
        """Names that were to be skipped, and of which there is no file."""
        return sorted(self._skip - self._skipped)

    def read(self, below: Path) -> tuple[CStateFile, ...]:
        """The files in a folder, and each other with the reason why it is not read."""
        files: list[CStateFile] = []
        for path in sorted(_below(below)):
            name = path.relative_to(self._folder).as_posix()
            asked = {name, path.name, path.stem} & self._skip
            self._skipped |= asked
            reason = "it was to be skipped" if asked else _no_issue(path)
            if reason and not path.name.startswith("."):
                self.unread.append((name, reason))
            elif not reason and path.stem != "_index":
                try:
                    files.append(read_file(name, _content(path)))
                except UnreadableError as fault:
                    self.faults.append(str(fault))
        return tuple(files)

    def note_rest(self) -> None:
        """What else readers saw: other pages, texts about systems, pictures, changes to the look."""
        known = (self._folder / _ISSUES, self._folder / _PAGES)
        for path in sorted(_below(self._folder / "content")):
            if not any(path.is_relative_to(one) for one in known) and path.suffix.lower() in _MARKDOWN:
                self.unread.append((path.relative_to(self._folder).as_posix(), "it is no issue and no page"))
        for name, what in _LOOK.items():
            number = sum(
                1 for path in _below(self._folder / name) if not path.name.startswith((".", "README"))
            )
            if number:
                self.unread.append((f"{name}/", f"{what}; files: {number}"))


def _below(issues: Path) -> Iterator[Path]:
    """Every file, and every link in its own right; `os.walk` enters no folder that is a link."""
    for parent, folders, names in os.walk(issues):
        yield from (Path(parent, name) for name in names)
        yield from (Path(parent, name) for name in folders if Path(parent, name).is_symlink())


def _no_issue(path: Path) -> str:
    if path.is_symlink():
        return "it is a symbolic link, which is not followed"
    if not path.is_file():
        return "it is not a plain file"
    return "" if path.suffix.lower() in _MARKDOWN else "it is no Markdown (.md, .markdown)"


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadableError(f"{path} is larger than {_LARGEST_FILE // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreachableError(f"{path} cannot be read: {error.strerror or error}") from None
