"""What `components.yaml` says of a component and of a group besides their names, and where readers see it."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from statuary.cli import main
from statuary.importers.components_file import with_components
from statuary.source import load
from statuary.source.components import read_components
from support.repository import INCIDENT, MakeRepository

COMPONENTS = """\
groups:
  - name: Shop
    description: All that sells
    components:
      - id: checkout
        name: Checkout
        url: https://shop.example.com/checkout/
  - name: Support
    components:
      - id: mail
        name: Mail
        url: mailto:help@example.com
"""


@pytest.fixture
def site(repository: MakeRepository) -> Path:
    root = repository(components=COMPONENTS)
    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q"])
    assert result.exit_code == 0, result.output
    return root / "site"


def _page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name / "index.html").read_text(encoding="utf-8"), "html.parser")


def test_a_components_page_leads_to_where_it_is_found(site: Path) -> None:
    shop = _page(site, "components/checkout").find("a", href="https://shop.example.com/checkout/")
    mail = _page(site, "components/mail").find("a", href="mailto:help@example.com")

    assert shop and shop.get_text() == "shop.example.com/checkout"
    assert mail and mail.get_text() == "help@example.com"


def test_what_a_group_is_stands_with_it(site: Path) -> None:
    groups = _page(site, ".").find_all(class_="group")
    listed = json.loads((site / "api/v2/components.json").read_text(encoding="utf-8"))["components"]

    assert ["All that sells" in group.get_text() for group in groups] == [True, False]
    assert {one["name"]: one["description"] for one in listed if one["group"]} == {
        "Shop": "All that sells",
        "Support": None,
    }


def test_they_are_written_as_they_are_read() -> None:
    groups, problems = read_components(COMPONENTS.encode())

    assert problems == []
    assert read_components(with_components("", groups).encode())[0] == groups


@pytest.mark.parametrize("url", ["shop.example.com", "javascript:alert(1)", "https://a b"])
def test_what_is_no_address_is_an_error(url: str) -> None:
    text = COMPONENTS.replace("mailto:help@example.com", f"'{url}'")

    problems = read_components(text.encode())[1]

    assert [problem.rule for problem in problems] == ["wrong-value"]


TWINS = """\
groups:
  - name: Europe
    components:
      - id: api-eu
        name: API
  - name: America
    components:
      - id: api-us
        name: API
"""


def test_components_of_two_groups_may_have_one_name(repository: MakeRepository) -> None:
    incident = INCIDENT.replace("checkout:", "api-us:")

    assert load(repository({"2026-11-22-api.md": incident}, components=TWINS)).problems == ()


def test_a_name_that_two_have_names_neither(repository: MakeRepository) -> None:
    incident = INCIDENT.replace("checkout:", "API:")

    problems = load(repository({"2026-11-22-api.md": incident}, components=TWINS)).problems

    assert [problem.rule for problem in problems] == ["component"]


def test_components_of_one_group_have_names_of_their_own() -> None:
    text = TWINS.replace("  - name: America\n    components:\n", "")

    assert [problem.rule for problem in read_components(text.encode())[1]] == ["duplicate-key"]
