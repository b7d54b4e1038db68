"""A repository gets what the present version gives, and keeps what its owner changed.

First everything is decided, then everything is written beside its place, and only then put there.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from statuary import __version__
from statuary.vendor.merging import MergeOutcome, Old, What, foreign_lines, listed_wheels, old, outcome
from statuary.vendor.packing import FOLDER, LIST, derived, shipped

NEW = ".new"
"""What is added to the name of a file that the owner has to bring together with the one that is there."""


class NewerError(Exception):
    """The repository was made by a newer version; the message says which."""


@dataclass(frozen=True)
class UpgradeStep:
    """What happens to the file at `path`; of a conflict, `content` is ours (None: nothing is written)."""

    path: str
    what: What
    content: bytes | None = None

    @property
    def changes(self) -> bool:
        """Whether anything is written or removed."""
        return self.content is not None or self.what is What.REMOVED

    @property
    def target(self) -> str:
        """Where the content goes."""
        return self.path + NEW if self.what is What.CONFLICT else self.path


@dataclass(frozen=True)
class UpgradePlan:
    """All that an upgrade does. `before` is None where nobody knows what the repository was given."""

    before: Version | None
    steps: tuple[UpgradeStep, ...]
    waiting: tuple[str, ...]
    """Files of an earlier conflict that are still there."""


def plan(root: Path) -> UpgradePlan:
    """What an upgrade would do to the repository at `root`; nothing is written.

    Raises NewerError, DamagedError, PackError and OSError.
    """
    before = old(root)
    if before is not None and before.version > Version(__version__):
        raise NewerError(str(before.version))
    ours = shipped()
    base = before.given if before else {}
    ours[LIST] += foreign_lines(root)
    base |= _machine_made(root, [path for path in ours if path.startswith((FOLDER, LIST))])
    schemas = derived(root)
    ours |= schemas
    base |= _made_here(root, schemas, before)
    steps = tuple(_steps(root, base, ours))
    if any(step.what is What.CONFLICT and step.path.startswith(f"{FOLDER}/") for step in steps):
        steps = tuple(step for step in steps if step.path != LIST)  # it would name wheels that are not there
    written = {step.target for step in steps}
    waiting = (path + NEW for path in sorted(ours) if path + NEW not in written)
    return UpgradePlan(
        before.version if before else None, steps, tuple(path for path in waiting if (root / path).exists())
    )


def _machine_made(root: Path, now: list[str]) -> dict[str, bytes]:
    """Wheels and their list as they are there: no owner edits them, and all of them are renewed."""
    return {
        path: content
        for path in {*now, *listed_wheels(root)}
        if (content := _content(root, path)) is not None
    }


def _made_here(root: Path, paths: Mapping[str, bytes], before: Old | None) -> dict[str, bytes]:
    """The same for what is made from the owner's files, but that these may have been deleted."""
    found = {path: _content(root, path) for path in paths}
    return {path: content or b"" for path, content in found.items() if before or content is not None}


def _steps(root: Path, base: Mapping[str, bytes], ours: Mapping[str, bytes]) -> Iterator[UpgradeStep]:
    for path in sorted({*base, *ours}):
        if _is_odd(root, path):
            # A link may lead anywhere: it is neither followed nor replaced.
            if base.get(path) != ours.get(path):
                yield UpgradeStep(path, What.CONFLICT)
            continue
        found: MergeOutcome | None = outcome(base.get(path), _content(root, path), ours.get(path))
        if found is not None:
            yield UpgradeStep(path, found.what, found.content)


def _is_odd(root: Path, path: str) -> bool:
    """Whether something else than an ordinary file in ordinary folders is in its place."""
    place = root / path
    folders = [root / folder for folder in Path(path).parents if folder != Path()]
    return (
        place.is_symlink()
        or (place.exists() and not place.is_file())
        or any(folder.is_symlink() or (folder.exists() and not folder.is_dir()) for folder in folders)
    )


def _content(root: Path, path: str) -> bytes | None:
    """With the line ends that we give: where git writes others, as on Windows, they are no change of the owner's."""
    if _is_odd(root, path) or not (root / path).exists():
        return None
    content = (root / path).read_bytes()
    return content if path.endswith(".whl") else content.replace(b"\r\n", b"\n")


def carry_out(root: Path, wanted: UpgradePlan) -> None:
    """Write what was planned. Raises OSError; before the first file is in its place, that leaves nothing behind."""
    writes = [step for step in wanted.steps if step.content is not None]
    writes.sort(key=lambda step: step.path == LIST)  # last, for it names the others
    prepared: list[tuple[Path, Path]] = []
    try:
        for step in writes:
            prepared.append(_beside(root / step.target))
            _prepare(*prepared[-1], step.content or b"")
        for temporary, target in prepared:
            temporary.replace(target)
    finally:
        for temporary, _ in prepared:
            temporary.unlink(missing_ok=True)
    for step in wanted.steps:
        if step.what is What.REMOVED:
            (root / step.path).unlink()


def _beside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}.{os.getpid()}"), target


def _prepare(temporary: Path, target: Path, content: bytes) -> None:
    temporary.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_bytes(content)
    if target.exists():
        shutil.copymode(target, temporary)
