"""One palette: a colour that is changed there changes in every page, icon, badge, banner and script."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuary.cli import main
from statuary.palette import our_palette
from statuary.render.wording.labels import Tone
from support.repository import CONFIG, INCIDENT, MakeRepository, write

OWN = "overrides/statuary/palette.json"
OVER = f"{INCIDENT}\n## 2026-11-22 11:00 UTC — Resolved\n\nCard payments work again.\n"
SIGNS = {"label": "badge.svg", "words": "badge.svg embed.js index.html"}
IN_EMBED = (Tone.MAINTENANCE, Tone.MINOR, Tone.MAJOR, Tone.CRITICAL)


def _built(root: Path, palette: object) -> dict[str, str]:
    """The texts of a page whose owner has this palette."""
    config = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
    write(root / "mkdocs.yml", config)
    write(root / OWN, json.dumps(palette))
    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q"])
    assert result.exit_code == 0, result.output
    site = root / "site"
    files = (path for path in site.rglob("*") if path.suffix in (".html", ".svg", ".js", ".json"))
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in files}


def _other(number: int) -> str:
    return f"#a1b2{number:02x}"


@pytest.fixture(scope="module")
def all_other(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A page with an open incident on which no colour is ours."""
    root = tmp_path_factory.mktemp("palette")
    write(root / "incidents/2026-11-22-cards.md", INCIDENT)
    write(root / "components.yaml", COMPONENTS)
    return _built(root, ALL)


COMPONENTS = """\
groups:
  - name: Shop
    components:
      - {id: checkout, name: Checkout}
      - {id: search, name: Search}
"""
OURS = our_palette().model_dump()
NAMES = [(ground, name) for ground, colours in OURS.items() for name in colours]
ALL = {
    ground: {name: _other(NAMES.index((ground, name))) for name in colours}
    for ground, colours in OURS.items()
}


def test_no_colour_of_ours_is_left(all_other: dict[str, str]) -> None:
    ours = {colour[1:] for colours in OURS.values() for colour in colours.values()} - {"ffffff"}
    left = {
        (path, found[0])
        for path, text in all_other.items()
        for found in re.finditer(r"(?<=[#\"3])(?:" + "|".join(ours) + r")\b", text)
    }

    assert left == set()


@pytest.mark.parametrize("name", OURS["light"])
def test_a_colour_of_the_page_is_in_its_style(all_other: dict[str, str], name: str) -> None:
    for ground in ("light", "dark"):
        assert f"--{name}:{ALL[ground][name]};" in all_other["index.html"]


@pytest.mark.parametrize("tone", IN_EMBED)
def test_a_tone_is_in_the_banner(all_other: dict[str, str], tone: Tone) -> None:
    assert ALL["light"][tone] in all_other["embed.js"]


def test_badges_and_icons_have_the_tone(all_other: dict[str, str]) -> None:
    ok, major = ALL["light"]["ok"], ALL["light"]["major"]

    assert f'fill="{ok}"' in all_other["components/search/badge.svg"]
    assert json.loads(all_other["components/search/badge.json"])["color"] == ok[1:]
    assert f"fill='%23{major[1:]}'" in all_other["index.html"]


@pytest.mark.parametrize(("name", "paths"), SIGNS.items())
def test_what_stands_on_a_tone(all_other: dict[str, str], name: str, paths: str) -> None:
    for path in paths.split():
        assert ALL["signs"][name][1:] in all_other[path], path


def test_a_stale_pages_tab_turns_grey_whatever_green_is(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": OVER})

    page = _built(root, {"light": {"ok": "#00695C"}})["index.html"]

    icon = re.search(r'rel="icon" href="([^"]+)"', page)
    script = re.search(r'icon\.href\.replace\("(\w+)", "(\w+)"\)', page)
    assert icon is not None and script is not None
    assert script.groups() == ("00695c", OURS["light"]["neutral"][1:])
    assert script[1] in icon[1] and f'icon.href.includes("{script[1]}")' in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"light": {"ok": "green"}}', "light.ok: String should match pattern"),
        ('{"light": {"okay": "#00695c"}}', "light.okay: Extra inputs are not permitted"),
        ("[]", "Input should be"),
        ('{\n"light": }', "overrides/statuary/palette.json:2"),
    ],
)
def test_an_error_in_a_palette_is_told_where_it_stands(
    repository: MakeRepository, text: str, said: str
) -> None:
    root = repository({"2026-11-22-cards.md": OVER})
    write(
        root / "mkdocs.yml",
        CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n"),
    )
    write(root / OWN, text)

    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q"])

    assert result.exit_code == 1, result.output
    assert said in result.output and OWN in result.output
