"""`statuary upgrade`: a repository gets what this version gives, and its owner's changes stay."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from click.testing import Result

from statuary import __version__
from support.command import run

CHECK = ".github/workflows/check.yml"
DEPLOY = ".github/workflows/deploy.yml"
GO_LIVE = ".github/go-live.md"
GONE = ".github/once-given.md"


def upgrade(root: Path, *options: str) -> Result:
    """`statuary upgrade`."""
    return run(root, "upgrade", *options)


def made_by(root: Path, version: str, given: Mapping[str, str]) -> None:
    """As if another version had made the repository, which gave these files otherwise."""
    path = next((root / ".github/wheels").glob("statuary-*.whl"))
    content = io.BytesIO(path.read_bytes())
    path.unlink()
    older = path.with_name(f"statuary-{version}-py3-none-any.whl")
    with zipfile.ZipFile(content) as wheel, zipfile.ZipFile(older, "w") as out:
        members = {name: wheel.read(name) for name in wheel.namelist()}
        for name, text in given.items():
            members[f"statuary/example/{name}"] = text.encode()
            (root / name).write_text(text)
        for name, data in members.items():
            out.writestr(name, data)
    listed = root / ".github/wheels.txt"
    listed.write_text(listed.read_text().replace(f"statuary-{__version__}-", f"statuary-{version}-"))


def edited(root: Path, path: str, old: str, new: str) -> str:
    """A file of the repository, with a change."""
    text = (root / path).read_text()
    assert old in text
    return text.replace(old, new, 1)
