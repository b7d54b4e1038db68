"""The addresses of a cState page go on: of its components, and of its feeds."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from statuary.cli import main
from statuary.model import Component
from support.repository import COMPONENTS, INCIDENT, MakeRepository

OLD = INCIDENT.replace("title:", "source: cstate:old\ntitle:").replace("2026-11-22 10:04", "2026-11-01 10:04")
OVER = "\n## 2026-11-01 11:00 UTC — Resolved\n\nOver.\n"


def _built(repository: MakeRepository, **files: str) -> Path:
    components = COMPONENTS.replace("name: Search", "name: Search\n        source: cstate:such-e%C3%A4")
    texts: dict[str, str | bytes] = {f"{name.replace('_', '-')}.md": text for name, text in files.items()}
    root = repository(texts, components=components)
    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q"])
    assert result.exit_code == 0, result.output
    return root / "site"


def _titles(path: Path) -> list[str]:
    return [str(one.findtext("title")) for one in ET.parse(path).iter("item")]


@pytest.mark.parametrize("path", ["index.xml", "issues/index.xml"])
def test_subscribers_of_the_old_feed_are_told_what_is_new_and_nothing_twice(
    repository: MakeRepository, path: str
) -> None:
    site = _built(repository, over=OLD + OVER, new=INCIDENT)

    assert _titles(site / path) == ["Investigating: Some card payments fail"]


def test_what_was_open_when_it_came_is_told_on(repository: MakeRepository) -> None:
    assert len(_titles(_built(repository, still=OLD) / "index.xml")) == 1


def test_a_components_old_page_and_feed(repository: MakeRepository) -> None:
    site = _built(repository, over=OLD + OVER)

    assert "../../components/search/" in (site / "affected/such-eä/index.html").read_text(encoding="utf-8")
    assert _titles(site / "affected/such-eä/index.xml") == []
    assert "../history/" in (site / "issues/index.html").read_text(encoding="utf-8")


def test_other_pages_have_no_such_feed(repository: MakeRepository) -> None:
    assert not (_built(repository, new=INCIDENT) / "index.xml").exists()


@pytest.mark.parametrize(
    "source", ["cstate:../x", "cstate:a/../b", "cstate:%2e%2e/x", "cstate:", "statuspage:x"]
)
def test_what_is_no_path_leads_nowhere(source: str) -> None:
    assert Component(id="a", name="A", source=source).cstate_path is None
