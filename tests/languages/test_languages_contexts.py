"""A word that is said of several things: one message for each use, and one for all where that is enough."""

from pathlib import Path

import pytest
from test_languages_site import OWN, config, home, own, root_in

from statuary.render.wording.catalogue_files import CatalogueError, read_catalogue
from statuary.render.wording.page_languages import catalogue_files
from statuary.render.wording.subtags import nearest
from support.command import run
from support.repository import INCIDENT, MakeRepository

IN_MENU = 'msgctxt "menu"\nmsgid "Maintenance"\nmsgstr "Works"\n'


def headings(root: Path) -> tuple[str, str]:
    """What the menu and the heading of the page on maintenance say."""
    page = home(root)
    text = (root / "site/maintenance/index.html").read_text(encoding="utf-8")
    link = page.select_one("nav a[href$='maintenance/']")
    assert link is not None
    return link.get_text(), text.partition("<h1>")[2].partition("</h1>")[0]


def test_a_context_changes_one_use_of_a_word(repository: MakeRepository) -> None:
    root = own(root_in(repository, "en"), "en", IN_MENU)

    assert headings(root) == ("Works", "Maintenance")


def test_without_a_context_every_use_changes(repository: MakeRepository) -> None:
    root = own(root_in(repository, "en"), "en", 'msgid "Maintenance"\nmsgstr "Works"\n')

    assert headings(root) == ("Works", "Works")
    assert "No errors." in run(root, "check").output


def test_a_context_wins_over_the_word_without(repository: MakeRepository) -> None:
    root = own(root_in(repository, "de"), "de", f'{IN_MENU}\nmsgid "Maintenance"\nmsgstr "Arbeiten"\n')

    assert headings(root) == ("Works", "Arbeiten")


def test_an_unknown_context_has_no_effect_and_check_says_so(repository: MakeRepository) -> None:
    root = own(root_in(repository, "en"), "en", IN_MENU.replace("menu", "kitchen"))

    assert f"{OWN}/en.po:2:1: advice[language] no page says “Maintenance”" in run(root, "check").output


def test_the_same_word_in_the_same_context_is_translated_twice(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    path.write_text(f"{IN_MENU}\n{IN_MENU}", encoding="utf-8")

    with pytest.raises(CatalogueError) as caught:
        read_catalogue(path, "de.po")

    assert caught.value.problems[0].line == 5
    assert "“Maintenance” is translated twice" in caught.value.problems[0].message


def test_what_a_language_lacks_is_printed_with_its_context(repository: MakeRepository) -> None:
    root = own(root_in(repository, "fr"), "fr", IN_MENU)
    printed = run(root, "languages", "fr").stdout

    assert 'msgctxt "heading"\nmsgid "Maintenance"' in printed
    assert 'msgctxt "menu"\nmsgid "Maintenance"' not in printed


@pytest.mark.parametrize(
    ("tag", "first", "others"),
    [
        ("zh-TW", "zh-TW", {"zh-Hant"}),
        ("zh-Hant", "zh-Hant", set()),
        ("zh-CN", "zh-CN", {"zh-Hans", "zh"}),
        ("pt-PT", "pt-PT", {"pt"}),
        ("sr-Latn", "sr-Latn", set()),
        ("de-AT", "de-AT", {"de"}),
    ],
)
def test_words_of_another_script_or_country_are_not_ours(tag: str, first: str, others: set[str]) -> None:
    found = nearest(tag)

    assert found[0] == first
    assert others <= set(found)
    assert not {"zh", "sr", "pt-BR", "zh-TW"} - others - {first} & set(found)


def test_a_page_in_taiwan_takes_nothing_from_simplified_chinese(repository: MakeRepository) -> None:
    root = own(root_in(repository, "zh-TW"), "zh", 'msgid "Investigating"\nmsgstr "正在调查"\n')
    folders = [root / "overrides"]
    assert catalogue_files("zh-TW", folders, root) == []
    assert "no words in the language “zh-TW”" in run(root, "check").output

    own(root, "zh-Hant", 'msgid "Investigating"\nmsgstr "調查中"\n')
    assert "調查中" in home(root).get_text()


def test_an_incident_and_its_words_are_said_in_a_language_without_spaces(repository: MakeRepository) -> None:
    """Sentences, labels, brackets: none of them is of our making there."""
    words = {
        "%(first)s %(second)s": "%(first)s%(second)s",
        "%(label)s: %(value)s": "%(label)s：%(value)s",
        "(%(note)s)": "（%(note)s）",
        "%(name)s (%(status)s)": "%(name)s（%(status)s）",
        "%(title)s · %(site)s": "%(title)s｜%(site)s",
    }
    catalogue = "\n".join(f'msgid "{english}"\nmsgstr "{own}"\n' for english, own in words.items())
    root = own(root_in(repository, "ja", INCIDENT), "ja", catalogue)
    page = home(root)
    text = (root / "site/status.txt").read_text(encoding="utf-8")

    assert page.title is not None and page.title.get_text().endswith("｜Example status")
    assert "(" not in page.select_one("#wall").get_text()  # type: ignore[union-attr]
    assert "Status：" in text and "（Partial outage）" in text
    assert config("ja") in (root / "mkdocs.yml").read_text(encoding="utf-8")
