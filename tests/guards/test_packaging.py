"""What people get with `pip install statuary` and with `statuary init` fits what lies here."""

import re
import tomllib
from pathlib import Path

import pytest

from statuary.source.settings import SECRET_WORDS

TOP_LEVEL = {
    "LICENSE", "README.md", "components.yaml", "generator", "incidents", "mkdocs.yml", "overrides",
    "pyproject.toml", "tests",
}  # fmt: skip
COPIED_WORKFLOWS = ("check.yml", "deploy.yml", "post.yml", "publish.yml")


def test_the_top_level_holds_what_a_status_page_needs_and_nothing_else(tracked: list[Path]) -> None:
    names = {path.parts[0] for path in tracked}

    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_what_the_wheel_includes_by_force_exists(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert [source for source in included if not (root / source).exists()] == []
    assert all(target.startswith("statuary/") for target in included.values())


@pytest.mark.parametrize("name", COPIED_WORKFLOWS)
def test_only_the_form_and_the_telling_use_keys(root: Path, name: str) -> None:
    """All know the words that must not be on the page, which open nothing."""
    text = (root / ".github/workflows" / name).read_text(encoding="utf-8")
    telling = {"STATUARY_NOTIFY"}
    keys = {"post.yml": {"STATUARY_DEPLOY_KEY", *telling}, "deploy.yml": telling}.get(name, set())

    assert set(re.findall(r"secrets\.(\w+)", text)) <= keys | {SECRET_WORDS}
