"""A status repository in ten lines, for tests that go through the same doors as users."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from statuary import clock
from statuary.source import Loaded, load
from support.examples import THOROUGH, whole
from support.git import OWN
from support.repository import COMPONENTS, CONFIG, TODAY, MakeRepository, tree
from support.shared import Moved, Shared
from support.site import BuiltSite

# The same examples in every run, so that a failure is about the change at hand. `--hypothesis-profile explore` looks
# for new ones.
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=10)
settings.register_profile("thorough", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("thorough" if THOROUGH else "quick")
# What tests start is compiled once; where this is set, each process compiles all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "present", lambda: TODAY)


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the settings of whoever runs the tests."""
    for key, value in OWN.items():
        monkeypatch.setenv(key, value)


@pytest.fixture
def repository(tmp_path: Path) -> MakeRepository:
    """Makes a repository from `incidents/…` files given by name, over a small configuration."""

    def make(incidents: dict[str, str | bytes] | None = None, **files: str) -> Path:
        root = tmp_path / "repository"
        (root / "incidents").mkdir(parents=True, exist_ok=True)
        config = {
            "mkdocs.yml": files.get("config", CONFIG),
            "components.yaml": files.get("components", COMPONENTS),
        }
        return tree(root, config | {f"incidents/{name}": text for name, text in (incidents or {}).items()})

    return make


@pytest.fixture
def load_one(repository: MakeRepository) -> Callable[[str | bytes], Loaded]:
    """Loads a repository with one incident file."""

    def read(content: str | bytes, name: str = "2026-11-22-card-payments-fail.md") -> Loaded:
        return load(repository({name: content}))

    return read


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """What is built once for all."""
    return Shared(tmp_path_factory, os.environ.get("PYTEST_XDIST_WORKER", "master"))


@pytest.fixture(scope="session")
def example_site(shared: Shared) -> BuiltSite:
    """The example page, built."""
    return shared.example()


@pytest.fixture(scope="session", params=[whole("github"), whole("jenkins")])
def history(request: pytest.FixtureRequest, shared: Shared) -> Moved:
    """Each real history, moved here and built."""
    return shared.history(request.param)
