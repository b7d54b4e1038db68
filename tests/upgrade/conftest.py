"""A repository that this version made, and one of an older version."""

import shutil
from pathlib import Path

import pytest

from support.command import run
from support.upgrade import CHECK, DEPLOY, GO_LIVE, GONE, edited, made_by


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "status"
    assert run(".", "init", "--bare", str(root)).exit_code == 0
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A repository made by this version."""
    return Path(shutil.copytree(made, tmp_path / "status"))


@pytest.fixture
def older(root: Path) -> Path:
    """A repository made by an older version, in which its owner has changed some of what it gave."""
    made_by(
        root,
        "0.0.9",
        {
            CHECK: edited(root, CHECK, "name: Check\n", "name: Older\n"),
            DEPLOY: edited(root, DEPLOY, "name: Deploy\n", "name: Older\n"),
            GO_LIVE: edited(root, GO_LIVE, "# Before you go live", "# Older"),
            GONE: "Once given\n",
        },
    )
    (root / DEPLOY).write_text((root / DEPLOY).read_text() + "# the owner's\n")
    (root / GO_LIVE).write_text(edited(root, GO_LIVE, "# Older", "# The owner's"))
    (root / ".github/CODEOWNERS").write_text("* @us\n")
    (root / ".vscode/settings.json").unlink()
    (root / "mkdocs.yml").write_text("site_name: Ours\n")
    return root
