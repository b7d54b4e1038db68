"""The folders that `mkdocs.yml` names: where incidents and templates are and the site goes. They lie below it."""

import os
import warnings
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from statuary.repository_files import is_inside

USUAL = "incidents"
Error = Callable[[str, str, str], None]
"""Takes a key of `mkdocs.yml`, what is wrong with it and the remedy."""


class Folders(NamedTuple):
    """What can be used of what is named, absolute; None where it cannot be."""

    incidents: Path | None
    custom: Path | None
    site: Path


def read_folders(root: Path, config: dict[str, Any], error: Error) -> Folders:
    """The folders of the repository at `root`; what is wrong with one goes to `error`."""
    if "INHERIT" in config:
        error("INHERIT", "“INHERIT” is not read here, so its settings would be missed", "write them out")
    incidents = _incidents(root, config.get("docs_dir"), error)
    theme = config.get("theme")
    custom = None
    if isinstance(theme, dict) and "custom_dir" in theme:
        custom = _custom(root, theme["custom_dir"], incidents, error)
    for hook in _texts(config.get("hooks")):
        _check_hook(root, hook, error)
    sources = [one for one in (incidents, custom) if one is not None]
    return Folders(incidents, custom, _site(root, config.get("site_dir", "site"), sources, error))


def _incidents(root: Path, named: object, error: Error) -> Path | None:
    """The incidents must lie in the repository, under a name that stays the same on every machine."""
    hint = f"write “docs_dir: {USUAL}”"
    if not isinstance(named, str):
        error("docs_dir", "“docs_dir” does not say where the incidents are", hint)
        return None
    if not _is_plain(named) or _leads_out(root, named):
        error("docs_dir", "the incidents' folder must lie below mkdocs.yml", hint)
        return None
    path = Path(os.path.normpath(root / named))
    if os.path.realpath(path) != str(path):
        hint = "name the folder itself, or put it here in place of the link"
        error("docs_dir", f"“{named}” is, or lies below, a symbolic link", hint)
        return None
    return path


def _custom(root: Path, named: object, incidents: Path | None, error: Error) -> Path | None:
    hint = "write “custom_dir: overrides”, or delete the line"
    if not isinstance(named, str):
        error("custom_dir", "“custom_dir” does not name a folder", hint)
    elif not _is_plain(named) or _leads_out(root, named):
        error("custom_dir", "the templates' folder must lie below mkdocs.yml", hint)
    elif not is_inside(root, root / named) or not (root / named).is_dir():
        error("custom_dir", f"there is no folder “{named}”", "make it, or delete the line")
    elif incidents is not None and _overlap(incidents, Path(os.path.realpath(root / named))):
        error("custom_dir", "templates and incidents cannot be in one folder", hint)
    else:
        return Path(os.path.normpath(root / named))
    return None


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _check_hook(root: Path, named: str, error: Error) -> None:
    path = root / named
    if not is_inside(root, path) or not path.is_file():
        hint = "correct its name, or delete the line; a hook lies below mkdocs.yml"
        error("hooks", f"there is no file “{named}”", hint)
        return
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(path.read_bytes(), named, "exec")
    except (SyntaxError, ValueError, OSError, RecursionError) as fault:
        error("hooks", f"“{named}” cannot be used: {fault}", "correct it, or delete the line")


def _site(root: Path, named: object, sources: list[Path], error: Error) -> Path:
    """A site takes the place of whatever stands there, so it must not be, hold or lie in what it is made from."""
    hint = "write “site_dir: site”, or delete the line"
    if not isinstance(named, str):
        error("site_dir", "“site_dir” does not name a folder", hint)
        return root / "site"
    path = Path(os.path.realpath(root / named)) if "\0" not in named else root
    around = [root, *sources]
    if any(one.is_relative_to(path) for one in around) or any(
        path.is_relative_to(one) for one in [*sources, root / ".git", root / ".github"]
    ):
        error("site_dir", f"the site cannot be built to “{named}”: it would replace its own sources", hint)
    elif not _is_writable(path):
        error("site_dir", f"nothing can be written to “{named}”", hint)
    else:
        return root / named
    return root / "site"


def _is_writable(path: Path) -> bool:
    """Whether a folder could be made there: its nearest existing ancestor is one that can be written to."""
    try:
        while not path.exists():
            path = path.parent
        return path.is_dir() and os.access(path, os.W_OK)
    except (OSError, ValueError):
        return False


def _is_plain(named: str) -> bool:
    path = PurePath(named)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in named


def _leads_out(root: Path, named: str) -> bool:
    """Whether something is there that is not in the repository."""
    return os.path.lexists(root / named) and (root / named).exists() and not is_inside(root, root / named)


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
