"""A build's end is a value, the same with MkDocs and without it; a command's is one kind of error."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from statuary import plugin
from statuary.building import alone
from statuary.building.outcome import UNCHANGED, Built
from statuary.cli import main
from support.repository import CONFIG, INCIDENT, MakeRepository, write

FILE = "2026-11-22-cards.md"
BROKEN = INCIDENT.replace("title: Some card payments fail\n", "")
OWN = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")


def _both(root: Path, how: str) -> list[Built]:
    def build(builder: ModuleType, folder: str) -> Built:
        said: list[str] = []
        made = getattr(builder, how)
        found: Built = made(root / "mkdocs.yml", None, lambda _, text: said.append(text), root / folder)
        return found

    return [build(builder, name) for builder, name in ((alone, "one"), (plugin, "other"))]


def _without_folder(built: Built) -> tuple[bool, object, str]:
    return built.folder is None, built.problems, re.sub(r"^/\S+", "", built.failure)


@pytest.mark.parametrize("how", ["build_site", "build_tolerantly"])
@pytest.mark.parametrize(
    ("text", "template", "rules"),
    [
        (INCIDENT, "", set()),
        (BROKEN, "", {"missing-key"}),
        (INCIDENT, "{{ page.titel }}", {"template"}),
        (INCIDENT, "{% if %}", {"template"}),
    ],
)
def test_with_and_without_mkdocs_it_ends_alike(
    repository: MakeRepository, how: str, text: str, template: str, rules: set[str]
) -> None:
    root = repository({FILE: text})
    write(root / "mkdocs.yml", OWN)
    write(root / "overrides/statuary/maintenance.html", template or "{% extends 'statuary/base.html' %}")

    one, other = _both(root, how)

    assert _without_folder(one) == _without_folder(other)
    assert {problem.rule for problem in one.problems if problem.severity == "error"} == rules
    assert (one.folder is None) is (bool(rules) and how == "build_site")
    if one.folder is None:
        assert one.failure == UNCHANGED
        assert not (root / "one").exists() and not (root / "other").exists()
    else:
        assert bool(one.failure) is bool(rules)


def test_nothing_of_a_build_is_left_on_the_plugin(repository: MakeRepository) -> None:
    """MkDocs keeps the plugin from one load to the next: one build's wishes are none of the next one's."""
    root = repository({FILE: BROKEN})

    tolerant, strict = _both(root, "build_tolerantly")[1], _both(root, "build_site")[1]

    assert tolerant.folder is not None and strict.folder is None


def test_commands_have_one_kind_of_error() -> None:
    folder = Path(plugin.__file__).parents[1] / "cli"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}

    kinds = [
        (name, found)
        for name, text in texts.items()
        for found in re.findall(r"class (\w+)\(click\.\w+\)", text)
    ]
    raised = [name for name, text in texts.items() if "raise click.ClickException" in text]

    assert [one for one in kinds if one[1].endswith(("Error", "Failed"))] == [("common.py", "CommandError")]
    assert raised == []


def test_a_build_that_fails_tells_errors_alone(repository: MakeRepository) -> None:
    files = {"a.md": INCIDENT.replace("impact: major", "impact: huge"), "b.md": INCIDENT}
    root = repository(files, config=CONFIG.partition("      contacts:")[0])
    result = CliRunner().invoke(main, ["-C", str(root), "build"])
    assert result.exit_code == 1
    assert "error[wrong-value]" in result.output
    assert "advice[" not in result.output
    assert "advice[contacts]" in CliRunner().invoke(main, ["-C", str(root), "check"]).output


@pytest.mark.parametrize("name", ["blog", "material/blog", "i18n"])
def test_a_plugin_that_cannot_stand_beside_ours_is_named_before_it_runs(
    repository: MakeRepository, name: str
) -> None:
    root = repository({"a.md": INCIDENT}, config=CONFIG.replace("plugins:\n", f"plugins:\n  - {name}\n"))
    before = sorted(path.name for path in root.rglob("*"))
    for command in ("check", "build"):
        result = CliRunner().invoke(main, ["-C", str(root), command])
        assert result.exit_code == 1
        assert f"the plugin “{name}” cannot stand beside “statuary”" in result.output
        assert sorted(path.name for path in root.rglob("*")) == before
