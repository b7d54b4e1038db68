"""Fixtures of the tests of posting."""

import pytest
from posting_site import Clone, environment, make


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git as on a machine where only a name is set."""
    for key, value in environment().items():
        monkeypatch.setenv(key, value)
    for key in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(key, raising=False)


@pytest.fixture
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A repository with one open incident."""
    return make(tmp_path_factory.mktemp("site"))


@pytest.fixture
def calm(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A repository without any incident."""
    return make(tmp_path_factory.mktemp("calm"), {})
