"""ProperDocs, the fork of MkDocs: its command, its configuration, and our commands where only it is installed."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from support.command import run
from support.git import commit, git
from support.repository import CONFIG, INCIDENT, MakeRepository, write
from support.without import run_without

needs_properdocs = pytest.mark.skipif(
    find_spec("properdocs") is None, reason="ProperDocs is not installed: pip install properdocs"
)
PAGES = CONFIG.replace("plugins:\n", "plugins:\n  - search\n") + "nav:\n  - About: about.md\n"
TYPO = INCIDENT.replace("partial_outage", "major_outtage")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def properdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "properdocs", "build", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    root = repository({"2026-11-22-cards.md": INCIDENT, "about.md": "# About\n"}, config=PAGES)
    assert run(root, "build", "--site-dir", "ours").exit_code == 0
    return root


@needs_properdocs
@pytest.mark.parametrize("name", ["mkdocs.yml", "properdocs.yml"])
def test_its_command_gives_the_same_site(root: Path, name: str) -> None:
    (root / "mkdocs.yml").rename(root / name)

    done = properdocs(root)

    assert done.returncode == 0, done.stderr
    assert tree(root / "site") == tree(root / "ours")


@needs_properdocs
def test_its_command_is_as_strict(root: Path) -> None:
    write(root / "incidents/2026-11-22-cards.md", TYPO)

    done = properdocs(root)

    assert done.returncode == 1
    assert "error[component-status]" in done.stderr
    assert not (root / "site").exists()


@needs_properdocs
@pytest.mark.parametrize("options", [[], ["--tolerant"]])
def test_our_command_builds_where_only_it_is_installed(
    root: Path, tmp_path: Path, options: list[str]
) -> None:
    command = ("statuary", "-C", str(root), "build", *options)

    done = run_without({"mkdocs"}, tmp_path / "hidden", *command)

    assert (done.returncode, done.stderr) == (0, "")
    assert tree(root / "site") == tree(root / "ours")


@needs_properdocs
def test_a_strict_configuration_hears_its_warnings(root: Path, tmp_path: Path) -> None:
    write(root / "mkdocs.yml", PAGES + "strict: true\n")
    write(root / "incidents/about.md", "[nowhere](nowhere.md)\n")

    done = run_without({"mkdocs"}, tmp_path / "hidden", "statuary", "-C", str(root), "build")

    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert not (root / "site").exists()


def test_its_configuration_is_read(root: Path) -> None:
    (root / "mkdocs.yml").rename(root / "properdocs.yml")

    assert run(root, "build").exit_code == 0
    assert tree(root / "site") == tree(root / "ours")
    write(root / "properdocs.yml", PAGES.replace("about.md", "abuot.md"))
    for command in (["check"], ["build"], ["build", "--tolerant"]):
        result = run(root, *command)
        assert result.exit_code == 1
        assert "properdocs.yml:1:1: error[missing-file]" in result.output


def test_two_configurations_are_an_error(root: Path) -> None:
    write(root / "properdocs.yml", PAGES)

    result = run(root, "check")

    assert result.exit_code == 1
    assert "“mkdocs.yml” and “properdocs.yml” are both here" in result.output
    (root / "properdocs.yml").unlink()
    (root / "properdocs.yml").symlink_to("mkdocs.yml")
    assert run(root, "check").exit_code == 0, "one file under two names"


def test_a_new_name_of_the_configuration_loses_no_past(root: Path) -> None:
    commit(root)
    git(root, "mv", "mkdocs.yml", "properdocs.yml")
    git(root, "rm", "--quiet", "incidents/2026-11-22-cards.md")
    commit(root)

    result = run(root, "check")

    assert result.exit_code == 1
    assert "“Some card payments fail” was open and its file is gone" in result.output
