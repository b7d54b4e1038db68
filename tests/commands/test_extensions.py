"""Packages of others add files to the site, and can neither break the page nor take its place."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuary.cli import main
from support.examples import some
from support.repository import INCIDENT, MakeRepository, write

PACKAGE = """\
from collections.abc import Iterable

from statuary.api import Output, Page


def outputs(page: Page) -> Iterable[Output]:
    names = [component.name for component in page.state.site.components]
    yield Output("acme/names.txt", f"{page.settings.name}: {', '.join(names)}".encode())
"""


@pytest.fixture
def root(repository: MakeRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, with the example package installed."""
    install(tmp_path, PACKAGE)
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    return repository({"2026-11-22-cards.md": INCIDENT})


def install(folder: Path, code: str) -> None:
    """A package as pip leaves it; what an earlier one left in memory is forgotten."""
    sys.modules.pop("acme_names", None)
    write(folder / "installed/acme_names.py", code)
    shutil.rmtree(folder / "installed/__pycache__", ignore_errors=True)
    information = folder / "installed/acme_names-1.0.dist-info"
    write(information / "METADATA", "Metadata-Version: 2.1\nName: acme-names\nVersion: 1.0\n")
    write(information / "entry_points.txt", "[statuary.outputs]\nnames = acme_names:outputs\n")


def build(root: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(root), "build", *options])
    return result.exit_code, result.output


def test_a_package_of_ten_lines_adds_a_file_that_counts_as_part_of_the_build(root: Path) -> None:
    assert build(root, "--site-dir", "with")[0] == 0
    assert (root / "with/acme/names.txt").read_text() == "Example status: Checkout, Search"

    install(root.parent, "def outputs(page):\n    return []\n")
    assert build(root, "--site-dir", "without")[0] == 0
    assert not (root / "without/acme").exists()
    content = [
        json.loads((root / name / "_build.json").read_text())["content"] for name in ("with", "without")
    ]
    assert content[0] != content[1]


@pytest.mark.parametrize(
    ("code", "why"),
    some(
        [
            ("raise ValueError('no data')", "“names” fails: ValueError: no data"),
            ("return [('index.html', b'')]", "wants to write index.html, which belongs to the page itself"),
            (
                "return [('incidents/2026-11-22-cards/a.txt', b'')]",
                "belongs to incidents/2026-11-22-cards.md",
            ),
            ("return [('a.txt', b''), ('a.txt', b'')]", "wants to write a.txt, which belongs to “names”"),
            ("return [('../a.txt', b'')]", "'../a.txt' is not a path in the site"),
            ("return [('a.txt', 'text')]", "must return paths as text and contents as bytes"),
            ("return 7", "“names” fails: TypeError"),
        ],
        9,
    ),
)
def test_a_package_that_fails_stops_a_build_and_is_left_out_of_a_tolerant_one(
    root: Path, code: str, why: str
) -> None:
    assert build(root)[0] == 0
    before = (root / "site/_build.json").read_bytes()
    install(root.parent, f"def outputs(page):\n    {code}\n")

    exit_code, told = build(root)
    assert exit_code == 1
    assert why in told
    assert (root / "site/_build.json").read_bytes() == before

    exit_code, told = build(root, "--tolerant")
    assert exit_code == 1
    assert why in told
    assert "packages of others" in told
    assert not (root / "site/acme").exists()
    assert "Some card payments fail" in (root / "site/index.html").read_text()
