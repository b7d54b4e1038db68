"""The composer where something is missing: a script, an address of the files, a clipboard, a store."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from support.browser import STORY, OpenPage, Serve
from support.command import build
from support.composer import CARDS, CLIPBOARD, NOW, Open, check, commit, repository
from support.examples import whole


def test_without_a_script_it_says_what_to_do(open_composer: Open) -> None:
    page = open_composer(java_script_enabled=False).page

    expect(page.get_by_text("Without it, write the file yourself")).to_be_visible()
    expect(page.get_by_role("link", name="How to write an update")).to_have_attribute(
        "href", "https://github.com/acme/status/blob/main/incidents/README.md"
    )
    expect(page.locator("form")).to_be_hidden()


@pytest.mark.long
def test_on_gitlab(open_composer: Open) -> None:
    composer = open_composer(url="https://gitlab.example.com/acme/web/status")
    assert composer.link == f"https://gitlab.example.com/acme/web/status/-/edit/main/incidents/{CARDS}.md"
    composer.choose("A new incident")
    link = urlsplit(composer.link)

    assert link.path == "/acme/web/status/-/new/main"
    assert parse_qs(link.query)["content"] == [composer.result]
    assert parse_qs(link.query)["file_name"] == ["incidents/2026-11-22-incident.md"]


@pytest.mark.long
def test_where_nobody_said_where_the_files_are(open_composer: Open) -> None:
    composer = open_composer(url="", **CLIPBOARD)
    expect(composer.button).to_have_text("Copy the text")
    composer.button.tap()

    assert composer.clipboard() == composer.result
    expect(composer.page.locator("#how")).to_have_text(
        f"Copied. Put the text at the end of incidents/{CARDS}.md"
    )


def test_where_nothing_may_be_copied_the_text_is_marked(open_composer: Open) -> None:
    composer = open_composer()
    composer.page.evaluate("() => { document.execCommand = () => false }")
    composer.button.tap()

    expect(composer.page.locator("#how")).to_have_text(
        "Could not copy. The text is selected: press Ctrl+C or ⌘C."
    )
    assert composer.page.evaluate("getSelection().toString()") == composer.result
    assert len(composer.page.context.pages) == 1, "a page to paste into is of no use with nothing to paste"


@pytest.mark.long
def test_where_nothing_may_be_kept(open_composer: Open) -> None:
    composer = open_composer()
    composer.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    composer.fill("Text", "Still down.")

    assert "Still down." in composer.result


@pytest.mark.long
def test_a_draft_of_an_incident_that_is_not_listed_any_more(open_composer: Open, tmp_path: Path) -> None:
    composer = open_composer(own=True)
    composer.fill("Text", "Still down.")
    (composer.root / f"incidents/{CARDS}.md").unlink()
    build(composer.root, site=tmp_path / "site/status", now=NOW)
    composer.page.reload()

    assert composer.page.get_by_label("Incident ID").input_value() == CARDS
    assert "Still down." in composer.result


@pytest.mark.long
@pytest.mark.parametrize(("language", "words"), [whole("de", "Auf GitHub öffnen"), ("ar", "GitHub")])
def test_in_another_language(open_composer: Open, language: str, words: str) -> None:
    composer = open_composer(language=language)
    expect(composer.button).to_contain_text(words)
    composer.page.locator("#text").fill("Noch immer.")

    assert "— Update\n" in composer.result, "the file is the same in every language"
    commit(composer.root, f"incidents/{CARDS}.md", composer.result)
    assert check(composer.root) == []


@pytest.mark.long
def test_a_page_with_an_ordinary_page_asks_nobody_about_the_repository(
    open_page: OpenPage, serve: Serve, tmp_path: Path
) -> None:
    """Material would ask GitHub for its stars."""
    root = repository(tmp_path / "repository", STORY | {"about.md": "# About\n\nWe are here.\n"})
    config = (
        (root / "mkdocs.yml")
        .read_text()
        .replace("  - statuary:\n", "  - statuary:\n      extra_pages: theme\n")
    )
    (root / "mkdocs.yml").write_text(config + "nav:\n  - About: about.md\n")
    build(root, site=tmp_path / "site/status", now=NOW)
    page: Page = open_page(serve(tmp_path / "site") + "status/")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(page.url + "about/")
    page.wait_for_load_state("networkidle")

    assert [url for url in requests if "127.0.0.1" not in url] == []
    expect(page.get_by_role("link", name="GitHub").first).to_have_attribute(
        "href", "https://github.com/acme/status"
    )
