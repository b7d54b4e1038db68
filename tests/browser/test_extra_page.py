"""A page of the owner's own, with all that Markdown's extensions make: everybody can read it, without a script, too."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_reader_accessibility import violations

from support.browser import MORNING, STORY, OpenPage, Serve, make
from support.command import build
from support.examples import some, whole

EXTENSIONS = """\
nav:
  - Kinds: kinds/all.md
markdown_extensions:
  - admonition
  - footnotes
  - attr_list
  - md_in_html
  - def_list
  - tables
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.highlight
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tabbed: {alternate_style: true}
  - toc: {permalink: "#"}
"""
KINDS = """\
# Kinds

A note[^1], ==marked==, ++ctrl+c++ and `code`.

[^1]: At the foot.

!!! warning "Careful"
    Hot.

??? note "More"
    Unfolded.

=== "Python"
    ```python
    text = "a line of code that is much too long for a telephone, so that its lines are broken where they have to be"
    ```
=== "Shell"
    In the second tab.

- [x] done

Term
:   What it is

| Left | Right | Wide |
|:-----|------:|------|
| a | 1 | many words in a column that has to be broken on a telephone |

<div class="grid cards" markdown>

- One card
- Another

</div>
"""


@pytest.fixture(scope="module", params=["en", whole("ar")])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    folder: Path = tmp_path_factory.mktemp("extra")
    root = make(folder / "repository", STORY | {"kinds/all.md": KINDS}, language=request.param)
    with (root / "mkdocs.yml").open("a") as config:
        config.write(EXTENSIONS)
    build(root, site=folder / "site/status", now=MORNING)
    return serve(folder / "site") + "status/kinds/all/"


@pytest.mark.parametrize("scheme", some(["light", "dark"], 2))
def test_axe_finds_nothing_to_complain_of(url: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(url, color_scheme=scheme)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    found = violations(page, scheme)
    assert [one for one in found if "checkbox" not in one] == [], (
        "the extension gives its checkboxes no label"
    )


def test_on_a_phone_nothing_is_scrolled_sideways(url: str, open_page: OpenPage) -> None:
    page = open_page(url, viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.get_by_text("so that its lines")).to_be_visible()


def test_tabs_need_no_script(url: str, open_page: OpenPage) -> None:
    page = open_page(url, java_script_enabled=False)
    second = page.get_by_text("In the second tab.")
    expect(second).to_be_hidden()
    page.get_by_text("Shell").click()
    expect(second).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("text = ")).to_be_visible()
    expect(second).to_be_visible()
