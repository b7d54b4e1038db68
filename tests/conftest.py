"""A status repository in ten lines, for tests that go through the same doors as users."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from sample import COMPONENTS, CONFIG, MakeRepository, write
from statuary import clock
from statuary.source import Loaded, load

# The same examples in every run, so that a failure is about the change at hand. `--hypothesis-profile explore` looks
# for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("repeatable")

TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The present in every test that runs in this process: no test may pass or fail by the day on which it runs."""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "present", lambda: TODAY)


@pytest.fixture
def repository(tmp_path: Path) -> MakeRepository:
    """Makes a repository from `incidents/…` files given by name, over a small configuration."""

    def make(incidents: dict[str, str | bytes] | None = None, **files: str) -> Path:
        root = tmp_path / "repository"
        write(root / "mkdocs.yml", files.get("config", CONFIG))
        write(root / "components.yaml", files.get("components", COMPONENTS))
        (root / "incidents").mkdir(exist_ok=True)
        for name, content in (incidents or {}).items():
            write(root / "incidents" / name, content)
        return root

    return make


@pytest.fixture
def load_one(repository: MakeRepository) -> Callable[[str | bytes], Loaded]:
    """Loads a repository with one incident file."""

    def read(content: str | bytes, name: str = "2026-11-22-card-payments-fail.md") -> Loaded:
        return load(repository({name: content}))

    return read
