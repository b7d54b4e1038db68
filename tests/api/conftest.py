"""Real sites: the example, and GitHub's history moved here."""

from pathlib import Path

import pytest
from api_site import CHECKOUT, CORPORA, GITHUB_NOW
from click.testing import CliRunner

from statuary.cli import main


def _run(*arguments: str) -> None:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output[-3000:]


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example page, built."""
    site = tmp_path_factory.mktemp("example") / "site"
    _run("-C", str(CHECKOUT), "build", "-q", "--site-dir", str(site))
    return site


@pytest.fixture(scope="session")
def github_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """GitHub's history, imported and built; skips where the history is not here."""
    folder = CORPORA / "statuspage-github"
    if not folder.is_dir():
        pytest.skip("the real incident history statuspage-github is not at ../shared/corpora")
    root = tmp_path_factory.mktemp("github") / "status"
    _run("init", str(root), "--from", "statuspage", str(folder))
    _run("-C", str(root), "build", "-q", "--now", GITHUB_NOW)
    return root / "site"


@pytest.fixture(scope="session")
def jenkins_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The history of the Jenkins project, imported from cState and built; skips where it is not here."""
    folder = CORPORA / "cstate-jenkins"
    if not folder.is_dir():
        pytest.skip("the real incident history cstate-jenkins is not at ../shared/corpora")
    root = tmp_path_factory.mktemp("jenkins") / "status"
    _run("init", str(root), "--from", "cstate", str(folder), "--timezone", "UTC")
    _run("-C", str(root), "build", "-q", "--now", "2026-06-11T08:00:00Z")
    return root / "site"
