"""What a renderer gives back; somebody else writes it.

Writing the site so that readers see the old one or the new one, never half of one.
"""

import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

MARK = "_build.json"
"""The file by which a folder is known as a site of ours."""


class Output(NamedTuple):
    """One file of the site. `path` is relative to the site's root, with forward slashes and no leading one."""

    path: str
    content: bytes


_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write(outputs: Iterable[Output], folder: Path) -> None:
    """Write every output below `folder`. Raises OSError for the disk, ValueError for a path that leads out of it."""
    made: set[str] = set()
    base = str(folder)
    for path, content in outputs:
        parent, _, name = path.rpartition("/")
        if parent not in made:
            _check(path)
            os.makedirs(f"{base}/{parent}", exist_ok=True)  # noqa: PTH103 - as below
            made.add(parent)
        if name in ("", ".", ".."):
            raise ValueError(f"{path!r} is not a file of the site")
        with open(f"{base}/{path}", "wb") as file:  # noqa: PTH123 - half the time of Path.write_bytes
            file.write(content)


def _check(path: str) -> None:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError(f"{path!r} leads out of the site")


class NotASiteError(Exception):
    """The folder that would be replaced holds something else than a site that was built before."""


def check_replaceable(site_dir: Path) -> None:
    """Raises NotASiteError where a build would take the place of somebody's files, and OSError."""
    if (
        site_dir.exists()
        and not (site_dir / MARK).exists()
        and (site_dir.is_file() or any(site_dir.iterdir()))
    ):
        raise NotASiteError(
            f"{site_dir} holds something else than a built site, and a build would replace it: "
            "move it away, or choose another folder with --site-dir (or site_dir in mkdocs.yml)"
        )


def staging(site_dir: Path) -> Path:
    """A new folder beside `site_dir`, on the same disk, to build in. Folders of dead builds are removed.

    Raises NotASiteError before a build could take the place of somebody's files, and OSError.
    """
    check_replaceable(site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    for old in site_dir.parent.glob(f".{site_dir.name}.building-*"):
        owner = old.name.rpartition("-")[2]
        if not (owner.isdigit() and _is_alive(int(owner))):
            shutil.rmtree(old, ignore_errors=True)
    folder = site_dir.parent / f".{site_dir.name}.building-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


def publish(new: Path, site_dir: Path) -> None:
    """Put the folder `new` in the place of `site_dir` and remove what stood there, but for dot-files.

    On Linux the two are exchanged in one step, so that even a kill leaves a whole site; elsewhere there is
    a moment between two renames. Raises OSError.
    """
    if not site_dir.exists():
        new.rename(site_dir)
        return
    _keep(site_dir, new)
    if _exchange(new, site_dir):
        shutil.rmtree(new)
        return
    old = new.with_name(new.name.replace(".building-", ".old-"))
    try:
        site_dir.rename(old)
    except OSError as error:
        hint = "if it is a mount, use a folder in it"
        raise OSError(f"{site_dir} cannot be replaced ({error.strerror}); {hint}") from error
    new.rename(site_dir)
    shutil.rmtree(old)


def _keep(site_dir: Path, new: Path) -> None:
    """As MkDocs does: a .git, a .nojekyll or a CNAME that somebody put into the site is not ours to delete.

    Links are: what uploads a site follows them, and so would publish what they lead to.
    """
    for kept in (*site_dir.glob(".[!.]*"), *site_dir.glob("CNAME")):
        if (new / kept.name).exists() or _others(str(site_dir), [kept.name]):
            continue
        if kept.is_dir():
            shutil.copytree(kept, new / kept.name, ignore=_others)
        else:
            shutil.copy2(kept, new / kept.name)


def _others(folder: str, names: list[str]) -> list[str]:
    """Those of the names that are neither ordinary files nor folders."""
    modes = ((name, os.lstat(Path(folder, name)).st_mode) for name in names)
    return [name for name, mode in modes if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))]


def _exchange(one: Path, other: Path) -> bool:
    """renameat2(2) with RENAME_EXCHANGE; False where the system has no such call."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
