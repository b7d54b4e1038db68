"""What a tolerant build says of templates, pages and clones that fail."""

import json
from pathlib import Path

import pytest

from support.command import run
from support.git import commit, git
from support.past import FILE, FOLLOW, TYPO, home, inspected, tolerant_build
from support.repository import CONFIG, INCIDENT, MakeRepository


def test_old_addresses_that_collide(cards: Path) -> None:
    for name, alias in ((FILE, "/old/"), ("incidents/2026-11-22-search.md", "/old/\n  - /older/")):
        text = (
            (cards / name).read_text().replace("impact: major\n", f"impact: major\naliases:\n  - {alias}\n")
        )
        (cards / name).write_text(text)

    code, output = tolerant_build(cards)

    assert code == 1
    assert "error[alias]" in output
    assert "2026-11-22-cards" in (cards / "site/old/index.html").read_text()
    assert "2026-11-22-search" in (cards / "site/older/index.html").read_text()


@pytest.mark.parametrize("template", ["{{ view.nothing }}", "{% if %}", "{{ 1 / 0 }}"])
def test_templates_that_fail(cards: Path, template: str) -> None:
    config = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
    commit(cards, {"mkdocs.yml": config, "overrides/statuary/home.html": template})

    code, output = tolerant_build(cards)

    assert code == 1
    assert "published with our own templates" in output
    assert "Some card payments fail" in home(cards)


def test_an_extra_page_that_fails(cards: Path) -> None:
    config = CONFIG.replace("plugins:\n", "nav:\n  - About: about.md\nplugins:\n")
    commit(cards, {"mkdocs.yml": config, "incidents/about.md": b"# \xff\xff"})

    code, output = tolerant_build(cards)

    assert code == 1
    assert "incidents/about.md:1:1: error[encoding]" in output
    assert "Some card payments fail" in home(cards)


def test_a_damaged_catalogue(cards: Path) -> None:
    theme = "  name: material\n  language: de\n  custom_dir: overrides\n"
    config = CONFIG.replace("  name: material\n", theme)
    commit(cards, {"mkdocs.yml": config, "overrides/statuary/languages/de.po": 'msgid "a'})

    code, _ = tolerant_build(cards)

    assert code == 1
    assert "Some card payments fail" in home(cards)


def test_annotations_for_github(cards: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO})

    code, output = tolerant_build(cards, "--format", "github")

    assert code == 1
    assert "::error file=incidents/2026-11-22-cards.md,line=15" in output
    assert "::warning file=incidents/2026-11-22-cards.md,line=1,col=1,title=published-instead" in output


def test_a_strict_build_annotates_too(cards: Path) -> None:
    (cards / FILE).write_text(INCIDENT + TYPO)

    output = run(cards, "build", "--format", "github").output

    assert "\n::error file=" in f"\n{output}"


@pytest.mark.parametrize("options", [[], ["--tolerant"]])
def test_a_configuration_that_cannot_be_used_is_annotated(
    repository: MakeRepository, options: list[str]
) -> None:
    root = repository({}, config="site_name: [")

    result = run(root, "build", "--format", "github", *options)

    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=mkdocs.yml,line=1")


def test_a_shallow_clone_says_what_is_missing(cards: Path, tmp_path: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{cards}", "clone")

    code, output = tolerant_build(tmp_path / "clone")

    assert code == 1
    assert "fetch-depth: 0" in output
    assert FOLLOW in home(tmp_path / "clone")
    assert inspected(tmp_path / "clone").state.components["checkout"] == "partial_outage"  # type: ignore[union-attr]


def test_without_git_it_is_a_card(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT + TYPO})

    code, output = tolerant_build(root)

    assert code == 1
    assert "git cannot be asked" in output
    assert FOLLOW in home(root)


def test_the_same_commit_and_moment_give_the_same_bytes(cards: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO, "incidents/new.md": "broken"}, at="2026-11-22T11:01:00Z")
    contents = []
    for folder in ("one", "two"):
        tolerant_build(cards, "--site-dir", folder)
        contents.append(json.loads((cards / folder / "_build.json").read_text()))
    assert contents[0] == contents[1]
