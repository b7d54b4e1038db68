"""Repositories with a remote, each test's own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.posting import Clone, copied, make
from support.repository import write
from support.servers import serving
from support.shared import Shared


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(key, raising=False)


@pytest.fixture
def clone(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A repository with one open incident."""
    made = Clone(shared.once("clone", make) / "ann")
    return copied(made, tmp_path_factory.mktemp("site"))


@pytest.fixture
def calm(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A repository without any incident."""
    made = Clone(shared.once("calm", lambda folder: make(folder, {})) / "ann")
    return copied(made, tmp_path_factory.mktemp("calm"))


@pytest.fixture
def host(clone: Clone) -> Iterator[Path]:
    """A folder that this machine serves; the page of `clone` says that it lives there."""
    folder = clone.root.parent / "served"
    with serving(folder) as url:
        clone.lives_at(url)
        yield folder


@pytest.fixture
def served(clone: Clone, host: Path) -> Path:
    """The page on a web server of this machine, built from what was committed."""
    commit = clone.git("rev-parse", "HEAD")
    manifest = {"version": "1", "commit": commit, "content": "0", "now": "2026-01-01T10:00:00Z", "news": {}}
    write(host / "_build.json", json.dumps(manifest))
    return host
