"""A page in another language, or with other words, through the same doors as its owner."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from test_languages_words import left, texts, written

from support.command import run
from support.repository import COMPONENTS, CONFIG, INCIDENT, MakeRepository, write

OWN = "overrides/statuary/languages"
ARABIC = {
    "Some card payments fail": "تعذّر بعض مدفوعات البطاقات",
    "customers who pay by card": "من يدفع بالبطاقة",
    "About one card payment in five fails.": "تفشل واحدة من كل خمس مدفوعات.",
    "name: Shop": "name: المتجر",
    "name: Checkout": "name: الشراء",
    "name: Search": "name: البحث",
    "name: Support": "name: المساعدة",
    "site_name: Example status": "site_name: الحالة",
}


def arabic(text: str) -> str:
    for english, words in ARABIC.items():
        text = text.replace(english, words)
    return text


def config(language: str) -> str:
    return CONFIG.replace(
        "  font: false\n", f"  font: false\n  language: {language}\n  custom_dir: overrides\n"
    )


def home(root: Path) -> BeautifulSoup:
    result = run(root, "build", "-q")
    assert result.exit_code == 0, result.output
    return BeautifulSoup((root / "site/index.html").read_text(encoding="utf-8"), "html.parser")


def own(root: Path, tag: str, text: str) -> Path:
    write(root / OWN / f"{tag}.po", text)
    return root


def root_in(make: MakeRepository, language: str, incident: str = INCIDENT) -> Path:
    root = make({"2026-11-22-cards.md": incident}, config=config(language))
    (root / "overrides").mkdir(exist_ok=True)
    return root


def test_german(repository: MakeRepository) -> None:
    page = home(root_in(repository, "de"))

    assert (page.html["lang"], page.html["dir"]) == ("de", "ltr")
    assert (
        "Nächstes Update überfällig: zugesagt bis" in page.get_text()
        and "22. November 2026, 12:00 UTC" in page.get_text()
    )


def test_feeds_and_texts_are_german_too(repository: MakeRepository) -> None:
    root = root_in(repository, "de")
    home(root)

    assert "<title>Wird untersucht: Some card payments fail</title>" in (root / "site/feed.xml").read_text(
        "utf-8"
    )
    assert "Aktuelle Störungen\n------------------" in (root / "site/status.txt").read_text("utf-8")
    assert ">Erhebliche Störung</text>" in (root / "site/badge.svg").read_text("utf-8")


def test_arabic_is_right_to_left_and_has_no_word_of_another_language(repository: MakeRepository) -> None:
    incidents = {"2026-11-22-cards.md": arabic(INCIDENT)}
    root = repository(incidents, config=arabic(config("ar")), components=arabic(COMPONENTS))
    (root / "overrides").mkdir()
    page = home(root)

    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    found = {
        f"{path}: {words}"
        for path, content in written(root / "site")
        if not re.match(r"assets/|search/", path)
        for text in texts(path, content)
        if (words := left(text))
    }
    assert sorted(found) == []


def test_a_region_falls_back_on_its_language_and_has_dates_of_its_own(repository: MakeRepository) -> None:
    incident = INCIDENT.replace("2026-11-22", "2026-01-20")
    page = home(root_in(repository, "de-AT", incident))

    assert page.html["lang"] == "de-AT"
    assert "Aktueller Status" in str(page) and "20. Jänner 2026" in page.get_text()


@pytest.mark.parametrize("tag", ["en-GB", "en-US", "en_US"])
def test_english_of_any_region_needs_no_catalogue(repository: MakeRepository, tag: str) -> None:
    day = "November 22, 2026" if "US" in tag else "22 November 2026"

    assert day in home(root_in(repository, tag)).get_text()


def test_an_owner_changes_one_word(repository: MakeRepository) -> None:
    root = own(root_in(repository, "en"), "en", 'msgid "Investigating"\nmsgstr "Looking into it"\n')
    page = home(root)

    assert "Looking into it" in page.get_text() and "Investigating" not in page.get_text()
    assert "Affected now" in page.get_text()
    assert list((root / "site").rglob("*.po*")) == []


def test_an_owner_changes_one_word_of_a_language_of_ours(repository: MakeRepository) -> None:
    root = own(root_in(repository, "de-AT"), "de", 'msgid "Investigating"\nmsgstr "In Arbeit"\n')
    page = home(root)

    assert "In Arbeit" in page.get_text() and "Jetzt betroffen" in page.get_text()


def test_an_owner_adds_a_language(repository: MakeRepository) -> None:
    root = own(root_in(repository, "fr"), "fr", 'msgid "Investigating"\nmsgstr "Recherche de la cause"\n')

    assert run(root, "check").exit_code == 0
    assert "Recherche de la cause" in home(root).get_text()


@pytest.mark.parametrize("tag", ["qq", "fr", "klingon", "no"])
def test_check_refuses_a_language_that_is_not_there(repository: MakeRepository, tag: str) -> None:
    result = run(root_in(repository, tag), "check")

    assert result.exit_code == 1
    assert f"mkdocs.yml:7:3: error[language] the page has no words in the language “{tag}”" in result.output
    assert f"add {OWN}/{tag}.po" in result.output


def test_a_catalogue_for_what_is_no_language_is_no_help(repository: MakeRepository) -> None:
    result = run(own(root_in(repository, "klingon"), "klingon", 'msgid "Today"\nmsgstr "DaHjaj"\n'), "check")

    assert result.exit_code == 1
    assert "mkdocs.yml:7:3: error[language] “klingon” is not a language" in result.output


@pytest.mark.parametrize("command", ["check", "build", "status"])
@pytest.mark.parametrize("tag", ["en", "de", "de-AT", "en-GB"])
def test_a_damaged_catalogue_stops_with_file_and_line(
    repository: MakeRepository, tag: str, command: str
) -> None:
    text = 'msgid "Today"\nmsgstr "Now"\n\nmsgid "As of %(time)s."\nmsgstr "At %(tme)s."\n'
    result = run(own(root_in(repository, tag), tag.partition("-")[0], text), command)

    assert result.exit_code == 1
    place = f"{OWN}/{tag.partition('-')[0]}.po:4:1: error[language]"
    assert f"{place} the translation of “As of %(time)s.” lacks %(time)s" in result.output


def test_check_says_which_words_have_no_effect(repository: MakeRepository) -> None:
    root = own(root_in(repository, "en"), "en", 'msgid "Investigatin"\nmsgstr "Looking into it"\n')
    result = run(root, "check")

    assert result.exit_code == 0
    assert f"{OWN}/en.po:1:1: advice[language] no page says “Investigatin”" in result.output
    assert "did you mean “Investigating”?" in result.output


def test_words_of_an_owners_template_have_an_effect(repository: MakeRepository) -> None:
    root = own(root_in(repository, "en"), "en", 'msgid "Our shops"\nmsgstr "All our shops"\n')
    extended = '{% extends "statuary/base.html" %}{% block main %}{{ _("Our shops") }}{% endblock %}'
    write(root / "overrides/statuary/home.html", extended)

    assert "No errors." in run(root, "check").output
    assert "All our shops" in home(root).get_text()


def test_words_that_a_template_would_read_as_its_own_are_words(repository: MakeRepository) -> None:
    words = "{{ frame }} {% if %} {# 100 % <b>"
    root = own(root_in(repository, "en"), "en", f'msgid "Components"\nmsgstr "{words}"\n')

    assert words in home(root).get_text()


def test_extra_pages_speak_the_language_too(repository: MakeRepository) -> None:
    themed = config("de-AT").replace("  - statuary:\n", "  - statuary:\n      extra_pages: theme\n")
    settings = themed + "nav:\n  - Über uns: about.md\n"
    root = repository({"about.md": "# Über uns\n"}, config=settings)
    (root / "overrides").mkdir()
    home(root)
    page = (root / "site/about/index.html").read_text(encoding="utf-8")

    assert "Status aller Komponenten" in page
    assert '<html lang="de"' in page, "the nearest language that Material has"


def test_check_in_english_starts_without_babel(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    command = [sys.executable, "-X", "importtime", "-m", "statuary", "-C", str(root), "check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0
    assert "statuary" in done.stderr
    assert not re.search(r"\| +babel", done.stderr)
