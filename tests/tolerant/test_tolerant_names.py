"""Incidents under wrong names, and files beside them that are broken, in a tolerant build."""

from pathlib import Path

import pytest

from support.git import commit
from support.past import FILE, KEY, home, manifest, tolerant_build, unresolved
from support.repository import COMPONENTS, CONFIG, INCIDENT, MakeRepository


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("incidents/2026-11-22 Payouts fail.md", "2026-11-22-payouts-fail"),
        ("incidents/2026-11-22-payouts-fail.md.txt", "2026-11-22-payouts-fail-md-txt"),
        ("incidents/old/2026-11-22-search.md", "2026-11-22-search-"),
        ("incidents/.2026-11-22-payouts.md", "2026-11-22-payouts"),
    ],
)
def test_an_incident_under_a_wrong_name_is_shown_in_no_feed(cards: Path, name: str, key: str) -> None:
    commit(cards, {name: INCIDENT.replace("Some card payments fail", "Payouts fail")})

    code, _ = tolerant_build(cards)

    assert code == 1
    assert "Payouts fail" in home(cards)
    assert any(one.startswith(key) for one in manifest(cards)["corrections"])
    assert "Payouts fail" not in (cards / "site/feed.xml").read_text()


def test_an_incident_in_the_wrong_folder_is_shown_as_it_stands(cards: Path) -> None:
    commit(cards, {"2026-11-22-payouts.md": INCIDENT.replace("Some card payments fail", "Payouts fail")})

    code, _ = tolerant_build(cards)

    assert code == 1
    assert "Payouts fail" in (cards / "site/feed.xml").read_text()


@pytest.mark.parametrize("name", ["incidents/notes.doc", "incidents/about.md", "CHANGELOG.md"])
def test_what_never_was_an_incident_is_no_alarm(cards: Path, name: str) -> None:
    config = CONFIG.replace("plugins:\n", "nav: [{About: about.md}\nplugins:\n")
    text = "# Changes\n\n## 2026-11-22 10:00 version 2\n" if name == "CHANGELOG.md" else "Ideas\n"
    commit(cards, {name: text, **({"mkdocs.yml": config} if "about" in name else {})})

    code, _ = tolerant_build(cards)

    assert code == 1
    assert set(unresolved(cards)) == {KEY, "2026-11-22-search"}


@pytest.mark.parametrize(
    "config",
    [
        CONFIG + "# as in 2026-11-22-cards.md\n",
        CONFIG.replace("plugins:", "site_description: see 2026-11-22-cards.md\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{About: about.md}]  # not 2026-11-22-cards.md\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{Cards: old/2026-11-22-cards.md}]\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{Cards: 2026-11-22-cards.md}\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{Cards: 2026-11-22-cards.md}]\nplugin:"),
    ],
    ids=["comment", "description", "comment in nav", "another folder", "no YAML", "unusable"],
)
def test_a_name_in_mkdocs_yml_hides_no_incident(cards: Path, config: str) -> None:
    """Only `nav` makes a page of a file, and never one that git knows as an incident."""
    broken = INCIDENT.replace(" UTC — Investigating", " UTC - Investigatting")
    commit(cards, {"mkdocs.yml": config, FILE: broken, "incidents/about.md": "Ideas\n"})

    assert tolerant_build(cards)[0] == 1
    assert KEY in unresolved(cards)


def test_a_new_incident_is_hidden_by_no_comment_either(cards: Path) -> None:
    text = INCIDENT.replace("## 2026-11-22 10:04 UTC — Investigating", "## Investigating")
    commit(
        cards, {"mkdocs.yml": CONFIG + "# 2026-11-22-payouts.md\n", "incidents/2026-11-22-payouts.md": text}
    )

    tolerant_build(cards)

    assert "2026-11-22-payouts" in unresolved(cards)


def test_a_link_leads_nowhere(cards: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(INCIDENT.replace("Some card payments fail", "SECRET"))
    (cards / FILE).unlink()
    (cards / FILE).symlink_to(tmp_path / "secret.md")

    assert tolerant_build(cards)[0] == 1

    assert "SECRET" not in home(cards)
    assert "Some card payments fail" in home(cards)


@pytest.mark.parametrize("broken", ["groups: [", "groups:\n  - name: Shop\n", None, "\x07"])
def test_a_broken_components_file(cards: Path, broken: str | None) -> None:
    commit(cards, {"components.yaml": broken})

    code, _ = tolerant_build(cards)

    assert code == 1
    assert "Some card payments fail" in home(cards)
    assert "being corrected" not in home(cards)
    assert (cards / "site/components/checkout/index.html").exists()


def test_a_line_that_components_yaml_lost(cards: Path) -> None:
    commit(cards, {"components.yaml": COMPONENTS.partition("      - id: search")[0]})

    code, output = tolerant_build(cards)

    assert code == 1
    assert "error[component]" in output
    assert "Search is slow" in home(cards)
    assert manifest(cards)["corrections"] == []
    assert (cards / "site/components/search/index.html").exists()


@pytest.mark.parametrize(
    "config",
    [
        "site_name: [",
        CONFIG.replace("site_url: https://status.example.com/\n", ""),
        CONFIG.replace("      now:", "      nwo:"),
        CONFIG.replace("docs_dir: incidents", "docs_dir: incident"),
        "- " + CONFIG,
        None,
    ],
)
def test_a_broken_configuration(cards: Path, config: str | None) -> None:
    commit(cards, {"mkdocs.yml": config})

    code, output = tolerant_build(cards)

    assert code == 1
    assert "published with its version of 2026-11-22 10:04 UTC" in output
    assert "Some card payments fail" in home(cards)


def test_a_configuration_that_never_could_be_used(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT}, config="site_name: [")

    code, output = tolerant_build(root)

    assert code == 1
    assert "this is not YAML" in output
    assert "Nothing was published" in output
    assert not (root / "site").exists()
