"""Each test has a host of its own; the repository is made once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.servers import serving
from support.workflows.hub import Hub, first_repository

PROGRAMS = ("bash", "curl", "git", "jq", "openssl", "tar")


@pytest.fixture(scope="session")
def scaffolded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository and its remote."""
    if "FAKETIME" in os.environ:
        pytest.skip("under faketime, the steps' own environments see another clock than the tests")
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"GitHub's machines have {', '.join(missing)}, this one has not")
    folder = tmp_path_factory.mktemp("hub")
    first_repository(folder)
    return folder


@pytest.fixture
def hub(scaffolded: Path, tmp_path: Path) -> Iterator[Hub]:
    """A host with that repository, which no other test touches."""
    folder = tmp_path / "hub"
    shutil.copytree(scaffolded, folder)
    with serving(folder / "www") as url:
        yield Hub(folder, url)
