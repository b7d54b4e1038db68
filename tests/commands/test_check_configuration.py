"""`statuary check` explains what is wrong in `mkdocs.yml` and `components.yaml`."""

from pathlib import Path

import pytest

from support.command import run
from support.repository import CONFIG, MakeRepository


def test_plugins_may_be_a_mapping(repository: MakeRepository) -> None:
    config = CONFIG.replace("  - statuary:", "  statuary:")
    assert config != CONFIG

    assert run(repository({}, config=config), "check").output == "No errors.\n", "its contacts were read"


def test_a_wrong_zone_is_reported_once(repository: MakeRepository) -> None:
    config = CONFIG.replace("      now:", "      timezone: Berlin\n      now:")

    assert run(repository({}, config=config), "check").output.count("error[") == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("", "the file holds no settings"),
        ("site_name: [", "not YAML"),
        ("site_name: \x07", "not YAML"),
        ("site_name: yes\nsite_url: https://x.example/\nplugins: [statuary]\n", "in quotes"),
        ("site_name: x\nsite_url: https://x.example/\nplugins: [search]\n", "“statuary” is not switched on"),
        ("site_name: x\nplugins: [statuary]\n", "site_url is missing"),
        ("site_url: https://x.example/\ndocs_dir: incidents\nplugins:\n  - statuary:\n      timzone: UTC\n",
         "timezone"),
        ("site_url: https://x.example/\ndocs_dir: incidents\nplugins:\n  - statuary:\n      timezone: Berlin\n",
         "Berlin"),
        ("site_name: x\nsite_url: https://x.example/\ndocs_dir: ..\nplugins:\n  - statuary\n",
         "must lie below"),
    ],
)  # fmt: skip
def test_a_faulty_configuration_is_explained(repository: MakeRepository, config: str, message: str) -> None:
    result = run(repository({}, config=config), "check")

    assert result.exit_code == 1
    assert "mkdocs.yml:" in result.output
    assert message in result.output


def test_a_folder_without_a_status_repository_says_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path, "check")

    assert result.exit_code == 1
    assert "statuary init" in result.output


@pytest.mark.parametrize(
    ("components", "message"),
    [
        ("groups:\n  - name: Shop\n    components:\n      - id: Check Out\n        name: x\n",
         "write “id: check-out”"),
        ("groups:\n  - name: Shop\n    componnents: []\n", "did you mean “components”?"),
        ("groups:\n  - components:\n      - id: a\n        name: A\n      - id: a\n        name: B\n",
         "already"),
        ("groups:\n  - components:\n      - id: a\n", "has no name"),
        ("groups:\n  - components:\n      - id: a\n        name: A\n        since: May\n", "2024-05-01"),
        ("groups:\n  - components:\n      - id: who\n        name: A\n", "attribute of updates"),
        ("groups:\n  - components:\n      - id: a\n        name: A\n        until: 9999-12-31\n",
         "2024-05-01"),
        ("- a\n", "groups:"),
        ("groups: &x []\n", "anchor"),
    ],
)  # fmt: skip
def test_faulty_components_are_explained(repository: MakeRepository, components: str, message: str) -> None:
    result = run(repository({}, components=components), "check")

    assert result.exit_code == 1
    assert "components.yaml:" in result.output
    assert message in result.output
