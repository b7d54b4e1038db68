"""What a new repository carries of us: the same wheels from a checkout and from an installation, and nothing else."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from support.places import ROOT

PACKED = ("pyproject.toml", "LICENSE", "README.md", "components.yaml", "mkdocs.yml", "generator", "incidents")
PACKED += ("overrides", ".github", ".vscode")


def run(path: Path, *command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A program of Python's that finds its modules in `path` first."""
    environment = os.environ | {"PYTHONPATH": str(path)}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=environment, capture_output=True, text=True
    )


def wheels(path: Path, target: Path) -> dict[str, bytes]:
    """What `init` packs, when the modules in `path` run it."""
    done = run(path, "statuary", "init", "--bare", str(target))
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in (target / ".github" / "wheels").iterdir()}


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with what editors, Python and merges leave behind."""
    top = tmp_path_factory.mktemp("untidy")
    for name in PACKED:
        place = ROOT / name
        (shutil.copytree if place.is_dir() else shutil.copyfile)(place, top / name)  # type: ignore[operator]
    package = top / "generator" / "statuary"
    (package / "model" / "__pycache__").mkdir(exist_ok=True)
    for name in ("scaffold.py~", ".#clock.py", "clock.py.orig", "model/__pycache__/x.py", ".clock.py.swp"):
        (package / name).write_text("left behind")
    return top


@pytest.mark.long
def test_a_checkout_and_an_installation_pack_the_same_bytes(untidy: Path, tmp_path: Path) -> None:
    done = run(ROOT / "generator", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=untidy)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as built:
        built.extractall(tmp_path / "installed")

    here = wheels(ROOT / "generator", tmp_path / "one")

    assert wheels(untidy / "generator", tmp_path / "two") == here
    assert wheels(tmp_path / "installed", tmp_path / "three") == here
    ours = next(tmp_path.glob("one/.github/wheels/statuary-*.whl"))
    with zipfile.ZipFile(ours) as packed:
        packed.extractall(tmp_path / "vendored")
    assert wheels(tmp_path / "vendored", tmp_path / "four") == here


def test_the_list_names_each_wheel_by_its_hash(tmp_path: Path) -> None:
    packed = wheels(ROOT / "generator", tmp_path / "new")

    text = (tmp_path / "new" / ".github" / "wheels.txt").read_text()
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        f"./.github/wheels/{name} --hash=sha256:{hashlib.sha256(packed[name]).hexdigest()}"
        for name in sorted(packed)
    ]
    assert {name.partition("-")[0] for name in packed} == {"feedgen", "statuary"}
    lock = (tmp_path / "new" / ".github" / "requirements.txt").read_text()
    assert not any(line.startswith(("feedgen", "statuary")) for line in lock.splitlines())


@pytest.mark.long
def test_a_dependency_that_somebody_changed_is_not_packed(tmp_path: Path) -> None:
    for file in distribution("feedgen").files or ():
        if ".." not in file.parts:
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), tmp_path / file)
    with (tmp_path / "feedgen" / "util.py").open("a") as module:
        module.write("print('changed')\n")

    done = run(tmp_path, "statuary", "init", str(tmp_path / "new"))

    assert done.returncode == 3
    assert "feedgen/util.py is not what was installed: pip install --force-reinstall feedgen" in done.stderr
    assert not (tmp_path / "new").exists()
