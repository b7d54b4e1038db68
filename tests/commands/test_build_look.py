"""What an owner can change of a build: pages, templates, the moment, old addresses."""

import json
import re

import pytest

from support.command import outcome
from support.repository import CONFIG, INCIDENT, MakeRepository

PAGE = "incidents/2026-11-22-cards/index.html"


def test_a_page_in_nav_can_keep_the_look_of_its_theme(repository: MakeRepository) -> None:
    config = (
        CONFIG.replace("      now:", "      extra_pages: theme\n      now:")
        + "nav:\n  - About us: about.md\n"
    )
    root = repository({"about.md": "# About us\n\nWords.", "2026-11-22-cards.md": INCIDENT}, config=config)

    assert outcome(root, "build")[0] == 0

    about = (root / "site" / "about" / "index.html").read_text()
    assert "mkdocs-material" in about
    assert 'href="./about/"' in (root / "site" / "index.html").read_text()


def test_an_owner_can_override_a_template(repository: MakeRepository) -> None:
    config = CONFIG.replace("name: material", "name: material\n  custom_dir: overrides")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)
    (root / "overrides" / "statuary").mkdir(parents=True)
    (root / "overrides" / "statuary" / "brand.html").write_text("<b>My own brand</b>")

    assert outcome(root, "build")[0] == 0

    assert "<b>My own brand</b>" in (root / "site" / PAGE).read_text()


def test_a_broken_template_is_told_with_its_place(repository: MakeRepository) -> None:
    config = CONFIG.replace("name: material", "name: material\n  custom_dir: overrides")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)
    home = root / "overrides" / "statuary" / "home.html"
    home.parent.mkdir(parents=True)

    for text, message in [
        ("\n{{ frame.nmae }}", "home.html:2:1: error[template]"),
        ("{% if %}", "home.html:1:1: error[template]"),
        ('{% extends "foo.html" %}', "there is no template “foo.html”"),
    ]:
        home.write_text(text)
        code, output = outcome(root, "build")
        assert code == 1
        assert message in output
        assert "Traceback" not in output


def test_another_moment_can_be_shown(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    outcome(root, "build", "--now", "2026-11-22T09:00Z")

    assert json.loads((root / "site" / "_build.json").read_text())["indicator"] == "none"
    assert not (root / "site" / PAGE).exists(), "it had not been posted by then"


def test_old_addresses_lead_to_the_new_pages(repository: MakeRepository) -> None:
    aliases = "aliases:\n  - /issues/2024-old-name/\n  - /incidents/abc123\n  - /old.html\n  - /issues/st%C3%B6rung/\n"
    root = repository(
        {"2026-11-22-cards.md": INCIDENT.replace("impact: major\n", f"impact: major\n{aliases}")}
    )

    assert outcome(root, "build")[0] == 0

    site = root / "site"
    for path in (
        "issues/2024-old-name/index.html",
        "incidents/abc123/index.html",
        "old.html",
        "issues/störung/index.html",
    ):
        target = re.search(r'url=([^"]+)"', (site / path).read_text())
        assert target is not None
        assert ((site / path).parent / target[1] / "index.html").resolve() == (site / PAGE).resolve()


@pytest.mark.parametrize(
    "alias",
    [
        "/", "/index.html", "/feed.xml", "/incidents/2026-11-22-cards/", "/components/checkout/", "/a/../b",
        "/%2e%2e/b", "/a b",
    ],
)  # fmt: skip
def test_an_alias_takes_no_page_of_ours(repository: MakeRepository, alias: str) -> None:
    text = INCIDENT.replace("impact: major\n", f"impact: major\naliases:\n  - {alias}\n")

    code, output = outcome(repository({"2026-11-22-cards.md": text}), "build")

    assert code == 1
    assert "error[alias]" in output
