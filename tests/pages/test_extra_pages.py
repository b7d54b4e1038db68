"""The owner's own pages, those of `nav`: in the frame of the status pages, or in the look of the theme."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from support.command import build, run
from support.repository import CONFIG, INCIDENT, MakeRepository, files, write
from support.site import BuiltSite

PNG = b"\x89PNG\r\n\x1a\n"
NAV = """\
nav:
  - About: about.md
  - Policies:
    - policies/index.md
    - R&D <x>: policies/privacy.md
    - Deep:
      - Deeper: policies/deep/er.md
  - Source code: https://code.example.com/
"""
WITH_TEMPLATES = CONFIG.replace("name: material", "name: material\n  custom_dir: overrides") + NAV
PAGES = {
    "about.md": "# About & `us`\n\nWords. ![Blue](img/a.png)\n\n| A | B |\n|--:|---|\n| 1 | 2 |\n",
    "policies/index.md": "# Policies & `rules`\n\n[Privacy](privacy.md)\n",
    "policies/privacy.md": "No heading. ![Blue](../img/a.png) [About](../about.md)\n",
    "policies/deep/er.md": "---\ndescription: Own words\n---\n# Deeper\n",
    "img/a.png": PNG,
    "2026-11-22-cards.md": INCIDENT,
}


def built(root: Path, address: str = "/about/") -> BeautifulSoup:
    return build(root).page(address)


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    return repository(PAGES, config=CONFIG + NAV)


def test_it_has_the_frame_of_the_status_pages(root: Path) -> None:
    site = build(root)
    about, home = site.page("/about/"), site.page()

    assert about.title and about.title.get_text() == "About · Example status"
    assert about.select_one("main > article[dir=auto]"), "it may be in another language than the page"
    assert [one.get_text() for one in about.select("header a")] == [
        one.get_text() for one in home.select("header a")
    ]
    assert about.select_one("main h1").get_text() == "About & us"  # type: ignore[union-attr]
    assert about.html and about.html["lang"] == "en"
    assert str(home.style) == str(about.style)


def test_it_is_one_file_and_brings_no_others(root: Path) -> None:
    (root / "mkdocs.yml").write_text((CONFIG + NAV).replace("plugins:\n", "plugins:\n  - search\n"))

    about = built(root)

    assert about.select("script[src], link[rel=stylesheet], iframe") == []
    assert {one for one in files(root / "site") if re.match("assets|search|img|about|policies", one)} == {
        "about/index.html",
        "img/a.png",
        "policies/index.html",
        "policies/privacy/index.html",
        "policies/deep/er/index.html",
    }


def test_the_foot_links_to_all_of_nav_in_its_order(root: Path) -> None:
    built(root)

    for name, up in [("index.html", "./"), ("policies/deep/er/index.html", "../../../")]:
        links = BuiltSite(root / "site").page(name).select("footer ul:last-of-type a")
        assert [(one.get_text(), one["href"]) for one in links] == [
            ("About", f"{up}about/"),
            ("Policies", f"{up}policies/"),
            ("R&D <x>", f"{up}policies/privacy/"),
            ("Deeper", f"{up}policies/deep/er/"),
            ("Source code", "https://code.example.com/"),
        ]
    current = built(root, "/policies/").select("footer [aria-current]")
    assert [one.get_text() for one in current] == ["Policies"]


def test_links_and_pictures_lead_where_they_should(root: Path) -> None:
    found = built(root, "/policies/privacy/")

    assert found.select_one("main img")["src"] == "../../img/a.png"  # type: ignore[index]
    assert found.select_one("main a")["href"] == "../../about/"  # type: ignore[index]
    assert found.select_one("main h1").get_text() == "R&D <x>", "its title, for it has no heading"  # type: ignore[union-attr]
    policies = built(root, "/policies/")
    assert policies.title and policies.title.get_text() == "Policies & rules · Example status"
    deep = built(root, "/policies/deep/er/")
    assert deep.select_one("meta[name=description]")["content"] == "Own words"  # type: ignore[index]


def test_styles_and_scripts_of_the_owner_are_there(root: Path) -> None:
    more = "extra_css: [own.css]\nextra_javascript:\n  - path: own.mjs\n    type: module\n"
    config = CONFIG.replace("      now:", "      files: [own.css, own.mjs]\n      now:")
    write(root / "mkdocs.yml", config + NAV + more)
    write(root / "incidents/own.css", "h1{color:red}")
    write(root / "incidents/own.mjs", "")

    found = built(root, "/policies/privacy/")

    assert found.select_one("link[rel=stylesheet]")["href"] == "../../own.css"  # type: ignore[index]
    script = found.select_one("script[src]")
    assert script and script["src"] == "../../own.mjs" and script["type"] == "module"
    assert {"own.css", "own.mjs"} <= files(root / "site").keys()


def test_hooks_go_on_working(root: Path) -> None:
    hook = (
        "def on_page_markdown(markdown, **_): return markdown + '\\n\\nFrom a hook.'\n"
        "def on_post_page(output, **_): return output.replace('</main>', '<p>After.</p></main>')\n"
    )
    write(root / "mkdocs.yml", CONFIG + NAV + "hooks: [hook.py]\n")
    write(root / "hook.py", hook)

    main_part = built(root).main

    assert main_part and "From a hook." in main_part.get_text() and "After." in main_part.get_text()


def test_an_owner_can_change_the_template(root: Path) -> None:
    write(root / "mkdocs.yml", WITH_TEMPLATES)
    write(
        root / "overrides/statuary/extra.html",
        '{% extends "statuary/base.html" %}{% block main %}<b>Mine</b>{{ view.content }}{% endblock %}',
    )
    write(root / "overrides/own.css", "")

    assert "Mine" in built(root).get_text()
    assert "own.css" in files(root / "site"), "the owner's own assets are published with the pages"


def test_a_template_that_fails_is_told_with_its_place(root: Path) -> None:
    write(root / "mkdocs.yml", WITH_TEMPLATES)
    write(root / "overrides/statuary/extra.html", "\n{{ view.nothing }}")

    result = run(root, "build")

    assert result.exit_code == 1
    assert "overrides/statuary/extra.html:2:1: error[template]" in result.output
    assert not (root / "site").exists()


def test_one_line_gives_the_look_of_the_theme_back(root: Path) -> None:
    write(root / "mkdocs.yml", CONFIG.replace("      now:", "      extra_pages: theme\n      now:") + NAV)

    assert built(root).select_one(".md-header")
    assert any(one.startswith("assets/stylesheets/") for one in files(root / "site"))


def test_a_template_of_the_theme_that_is_not_used_is_told(root: Path) -> None:
    write(root / "mkdocs.yml", WITH_TEMPLATES)
    write(root / "overrides/main.html", "{% extends 'base.html' %}")

    result = run(root, "check")

    assert result.exit_code == 0
    assert "overrides/main.html:1:1: advice[template] this template is not used" in result.output


def test_another_look_does_not_exist(root: Path) -> None:
    write(root / "mkdocs.yml", CONFIG.replace("      now:", "      extra_pages: fancy\n      now:") + NAV)

    result = run(root, "check")

    assert result.exit_code == 1
    assert "“extra_pages”: Input should be 'frame' or 'theme'" in result.output


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_it_speaks_the_language_of_the_page(root: Path, language: str, direction: str) -> None:
    write(root / "mkdocs.yml", CONFIG.replace("font: false", f"font: false\n  language: {language}") + NAV)

    html = built(root).html

    assert html and (html["lang"], html["dir"]) == (language, direction)


def test_an_address_elsewhere_in_nav_is_no_file(repository: MakeRepository) -> None:
    nav = "nav:\n  - Read me: https://code.example.com/README.md\n  - mailto:a@example.com\n"
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=CONFIG + nav)

    links = built(root, "/").select("footer ul:last-of-type a")

    assert [one["href"] for one in links] == ["https://code.example.com/README.md", "mailto:a@example.com"]
