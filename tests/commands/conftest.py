"""A server, and a copy of the example."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.places import ROOT
from support.repository import write
from support.servers import Answers, answering


@pytest.fixture
def web() -> Iterator[Answers]:
    """A server that says what the test tells it."""
    with answering() as web:
        yield web


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example, as somebody makes one who takes it for a template."""
    root = tmp_path / "copy"
    for name in ("mkdocs.yml", "components.yaml"):
        write(root / name, (ROOT / name).read_bytes())
    shutil.copytree(ROOT / "incidents", root / "incidents")
    (root / "overrides").mkdir()
    return root
