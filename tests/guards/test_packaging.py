"""What people get with `pip install statuary` and with `statuary init` fits what lies here."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from statuary import __version__

TOP_LEVEL = {
    "LICENSE",
    "README.md",
    "components.yaml",
    "generator",
    "incidents",
    "mkdocs.yml",
    "overrides",
    "pyproject.toml",
    "tests",
}
COPIED_WORKFLOWS = ("check.yml", "deploy.yml")


def test_the_top_level_holds_what_a_status_page_needs_and_nothing_else(tracked: list[Path]) -> None:
    names = {path.parts[0] for path in tracked}

    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_what_the_wheel_includes_by_force_exists(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert [source for source in included if not (root / source).exists()] == []
    assert all(target.startswith("statuary/") for target in included.values())


@pytest.mark.parametrize("name", COPIED_WORKFLOWS)
def test_a_copied_workflow_installs_this_version(root: Path, name: str) -> None:
    """A status page must not be built by a version that reads its files in another way."""
    text = (root / ".github/workflows" / name).read_text(encoding="utf-8")
    requirements = [Requirement(found) for found in re.findall(r"pip install '(statuary[^']*)'", text)]

    assert requirements, f"{name} does not install statuary"
    assert all(requirement.specifier.contains(__version__) for requirement in requirements)
    assert all("<" in str(requirement.specifier) for requirement in requirements)


@pytest.mark.parametrize("name", COPIED_WORKFLOWS)
def test_a_copied_workflow_needs_no_secret(root: Path, name: str) -> None:
    assert "secrets." not in (root / ".github/workflows" / name).read_text(encoding="utf-8")
