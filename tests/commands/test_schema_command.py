"""`statuary schema`: what editors use of a page's own components."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from support.command import run
from support.places import ROOT
from support.repository import COMPONENTS, MakeRepository, write
from support.schemas import fits


def call(root: Path, *arguments: str) -> Any:
    result = run(root, "schema", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_page_knows_its_components(repository: MakeRepository) -> None:
    validator = Draft7Validator(call(repository(), "incident"))

    assert fits(validator, "title: x\ncomponents:\n  search: Partial outage\n")
    assert not fits(validator, "title: x\ncomponents:\n  serach: partial_outage\n")


def test_without_a_page_every_component_will_do(tmp_path: Path) -> None:
    validator = Draft7Validator(call(tmp_path, "incident"))

    assert fits(validator, "title: x\ncomponents:\n  anything: down\n")
    assert not fits(validator, "title: x\ncomponents:\n  anything: dwon\n")


def test_of_components_with_errors_no_schema_is_made(repository: MakeRepository) -> None:
    root = repository(components=COMPONENTS.replace("id: search", "ID: search"))
    result = run(root, "schema", "incident")

    assert result.exit_code == 1
    assert "components.yaml:7:" in result.stderr


def _settings(root: Path) -> Any:
    return json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["incident", "components"])
def test_what_editors_use_here_is_what_the_command_prints(kind: str) -> None:
    name = f".vscode/{kind}.schema.json"

    assert json.loads((ROOT / name).read_text(encoding="utf-8")) == call(ROOT, kind), (
        f"run: statuary schema {kind} > {name}"
    )
    assert name in _settings(ROOT)["yaml.schemas"]


def test_components_name_their_schema_for_every_editor() -> None:
    first = (ROOT / "components.yaml").read_text(encoding="utf-8").split("\n")[0]

    assert first == "# yaml-language-server: $schema=.vscode/components.schema.json"


@pytest.mark.parametrize("bare", [[], ["--bare"]], ids=["example", "bare"])
def test_a_new_page_has_schemas_of_its_own(tmp_path: Path, bare: list[str]) -> None:
    assert run(".", "init", str(tmp_path / "new"), *bare).exit_code == 0

    for kind in ("incident", "components"):
        text = (tmp_path / f"new/.vscode/{kind}.schema.json").read_text(encoding="utf-8")
        assert json.loads(text) == call(tmp_path / "new", kind)
    assert set(_settings(tmp_path / "new")["yaml.schemas"]) == set(_settings(ROOT)["yaml.schemas"])
    assert "$schema=.vscode/components.schema.json" in (tmp_path / "new/components.yaml").read_text()


def test_settings_that_are_there_stay(tmp_path: Path) -> None:
    write(tmp_path / ".vscode/settings.json", "{}")

    assert run(tmp_path, "init").exit_code == 0
    assert (tmp_path / ".vscode/settings.json").read_text() == "{}"
    assert (tmp_path / ".vscode/components.schema.json").exists()
