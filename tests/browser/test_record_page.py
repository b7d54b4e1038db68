"""The communication record in a browser: for everybody, on a phone, in the dark, from right to left."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from support.browser import OpenPage, Serve
from support.command import build
from support.examples import some
from support.record import RECORD, STORY
from support.repository import COMPONENTS, tree

PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def record_urls(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> dict[str, str]:
    """Its address in each language."""
    found = {}
    for language in ("en", "ar"):
        root: Path = tmp_path_factory.mktemp(f"record-{language}")
        config = RECORD.replace("  name: material", f"  name: material\n  language: {language}")
        files = {f"incidents/{name}": text for name, text in STORY.items()}
        tree(root, {"mkdocs.yml": config, "components.yaml": COMPONENTS} | files)
        found[language] = serve(build(root).folder) + "record/"
    return found


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", some(["en", "ar"], 1))
def test_axe_finds_nothing(
    record_urls: dict[str, str], open_page: OpenPage, language: str, scheme: str
) -> None:
    page = open_page(record_urls[language], color_scheme=scheme, viewport=PHONE)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_fits_on_a_phone_and_bars_begin_where_words_do(
    record_urls: dict[str, str], open_page: OpenPage, language: str
) -> None:
    page = open_page(record_urls[language], viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    row = page.locator("[aria-labelledby=promises-by-month] tbody tr").nth(1)
    cell, bar = row.locator("td").bounding_box(), row.locator("path").first.bounding_box()
    assert cell and bar
    if language == "en":
        assert bar["x"] < cell["x"] + 20
    else:
        assert bar["x"] + bar["width"] > cell["x"] + cell["width"] - 20
    assert row.locator("path").first.evaluate("one => getComputedStyle(one).stroke") == "rgb(23, 121, 74)"
