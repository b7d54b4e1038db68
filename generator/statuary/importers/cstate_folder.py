"""A cState site on this disk: its configuration and its issues, and the names of all that is not read."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from statuary.importers.cstate import CStateSource
from statuary.importers.cstate_file import CStateFile, read_file
from statuary.importers.errors import UnreachableError, UnreadableError
from statuary.source.encoding import NotTextError, decoded

CONFIGS = ("config.yml", "config.yaml", "hugo.yml", "hugo.yaml")
_ISSUES = ("content", "content/issues")
_MARKDOWN = frozenset({".md", ".markdown"})
_LARGEST_FILE = 2 * 1024 * 1024


def read_site(folder: Path, source: str) -> CStateSource:
    """Read the site in a folder; `source` is what the user calls it.

    Symbolic links are not followed: one in somebody's repository may lead to a secret file of this machine,
    which would then be published.
    Raises UnreachableError where there is no such site, UnreadableError that names every file in the way.
    """
    if not folder.is_dir():
        raise UnreachableError(f"there is no folder {source}")
    config = next((folder / name for name in CONFIGS if os.path.lexists(folder / name)), None)
    for path in (*([config] if config else []), *(folder / name for name in _ISSUES)):
        if path.is_symlink():
            name = path.relative_to(folder).as_posix()
            raise UnreadableError(f"{source}: {name} is a symbolic link; put what it leads to in its place")
    issues = folder / "content" / "issues"
    if config is None or not config.is_file() or not issues.is_dir():
        missing = "content/issues" if config else "config.yml"
        raise UnreachableError(f"{source} is no cState site: there is no {missing} in it")
    files, unread = _issues(folder, issues)
    return CStateSource(source, _config(config), files, unread)


def _config(path: Path) -> Mapping[str, Any]:
    try:
        loaded = yaml.load(decoded(_content(path)), Loader=yaml.BaseLoader)  # noqa: S506 - text only, no objects
    except NotTextError as error:
        raise UnreadableError(f"{path.name}: {error.told}") from None
    except yaml.YAMLError as error:
        raise UnreadableError(f"{path.name} is not YAML: {' '.join(str(error).split())}") from None
    except (RecursionError, ValueError):
        raise UnreadableError(f"{path.name} is nested too deeply to be read") from None
    if not isinstance(loaded, dict):
        raise UnreadableError(f"{path.name} holds no settings")
    return loaded


def _issues(folder: Path, issues: Path) -> tuple[tuple[CStateFile, ...], tuple[tuple[str, str], ...]]:
    """The issues, and each other file with the reason why it is none."""
    files: list[CStateFile] = []
    unread: list[tuple[str, str]] = []
    faults: list[str] = []
    for path in sorted(_below(issues)):
        name = path.relative_to(folder).as_posix()
        reason = _no_issue(path)
        if reason:
            unread.append((name, reason))
        elif path.stem != "_index":
            try:
                files.append(read_file(name, _content(path)))
            except UnreadableError as fault:
                faults.append(str(fault))
    if faults:
        raise UnreadableError("\n".join([*faults, "nothing was imported: mend these files first"]))
    return tuple(files), tuple(unread)


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
