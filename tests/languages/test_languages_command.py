"""`statuary languages`: what there is, what is missing, and the start of a new language."""

import re
from pathlib import Path

import pytest
from click.testing import Result

from statuary.render.wording.catalogue_files import as_po, head, words_of
from statuary.render.wording.page_languages import template
from support.command import run
from support.repository import CONFIG, INCIDENT, MakeRepository, write

OWN = "overrides/statuary/languages"
TOTAL = len([message for message in template() if message.id])


def languages(root: Path, *arguments: str) -> Result:
    return run(root, "languages", *arguments)


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    settings = CONFIG.replace("  font: false\n", "  font: false\n  language: fr\n  custom_dir: overrides\n")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=settings)
    (root / OWN).mkdir(parents=True)
    return root


def test_lists_ours_with_their_own_names(tmp_path: Path) -> None:
    result = languages(tmp_path)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"ar  العربية  {TOTAL} of {TOTAL}  with the program",
        f"de  Deutsch  {TOTAL} of {TOTAL}  with the program",
        f"en  English  {TOTAL} of {TOTAL}  with the program",
    ]


def test_lists_the_owners_too(root: Path) -> None:
    write(root / OWN / "fr.po", 'msgid "Today"\nmsgstr "Aujourd’hui"\n')
    write(root / OWN / "de.po", 'msgid "Today"\nmsgstr "Jetzt"\n')
    lines = languages(root).stdout.splitlines()

    assert lines[1].split("  ")[-1] == f"with the program, {OWN}/de.po"
    assert lines[3].split() == ["fr", "français", "1", "of", str(TOTAL), f"{OWN}/fr.po"]


def test_a_complete_language_lacks_nothing(tmp_path: Path) -> None:
    for tag in ("de", "ar", "en", "de-AT", "en_GB"):
        result = languages(tmp_path, tag)

        assert (result.exit_code, result.stdout) == (0, "")
        assert f"{TOTAL} of {TOTAL} messages are translated" in result.stderr


def test_a_new_language_begins_with_what_is_printed(root: Path) -> None:
    """As `statuary languages fr > …/fr.po` does, which empties the file before the command runs."""
    write(root / OWN / "fr.po", "")
    begun = languages(root, "fr")
    write(root / OWN / "fr.po", begun.stdout)

    assert begun.exit_code == 1
    assert re.search(r'^"Plural-Forms: nplurals=\d; plural=.+;\\n"$', begun.stdout, re.MULTILINE)
    assert begun.stdout.count("\nmsgid ") == TOTAL + 1
    again = languages(root, "fr")
    assert (again.exit_code, again.stdout) == (1, "")
    assert f"fr: 0 of {TOTAL} messages" in again.stderr
    assert again.stderr.count(": not translated: ") == TOTAL
    assert run(root, "check").exit_code == 0


def test_a_language_that_is_filled_in_is_complete(root: Path) -> None:
    messages = [message for message in template() if message.id]
    for message in messages:
        message.string = words_of(message)[0] if isinstance(message.id, str) else message.id
    forms = "nplurals=2; plural=(n > 1);"
    write(root / OWN / "fr.po", as_po(messages, forms, head("fr", forms)))

    assert languages(root, "fr").exit_code == 0


def test_what_is_missing_can_be_pasted(root: Path) -> None:
    write(
        root / OWN / "fr.po",
        'msgid "Today"\nmsgstr "Aujourd’hui"\n\n#, fuzzy\nmsgid "When"\nmsgstr "Quand"\n',
    )
    result = languages(root, "fr")

    assert result.exit_code == 1
    assert f"{OWN}/fr.po:5: fuzzy: check it and remove the mark: When" in result.stderr
    assert 'msgid "Today"' not in result.stdout and 'msgid "When"' not in result.stdout
    assert result.stdout.count("msgid ") == TOTAL - 2
    with (root / OWN / "fr.po").open("a", encoding="utf-8") as file:
        file.write(result.stdout)
    assert languages(root, "fr").stdout == ""


def test_what_has_no_effect_is_told(root: Path) -> None:
    write(root / OWN / "en.po", 'msgid "Tomorrow"\nmsgstr "The day after"\n')
    result = languages(root, "en")

    assert result.exit_code == 0
    assert f"{OWN}/en.po:1:1: advice[language] no page says “Tomorrow”" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("fr",)])
def test_a_damaged_catalogue_is_told_with_its_line(root: Path, arguments: tuple[str, ...]) -> None:
    write(root / OWN / "fr.po", 'msgid "Today"\nmsgstr "Aujourd’hui\n')
    result = languages(root, *arguments)

    assert result.exit_code == 1
    assert f"{OWN}/fr.po:2:1: error[language] this line cannot be read" in result.stderr


def test_the_list_goes_on_beside_a_damaged_catalogue(root: Path) -> None:
    write(root / OWN / "fr.po", "?")
    write(root / OWN / "german.po", "")

    result = languages(root)

    assert "de  Deutsch" in result.stdout
    assert f"{OWN}/german.po:1:1: error[language]" in result.stderr


@pytest.mark.parametrize("tag", ["qq", "german", "d", "../de"])
def test_what_is_no_language_is_wrong_usage(root: Path, tag: str) -> None:
    result = languages(root, tag)

    assert result.exit_code == 2
    assert "write a tag such as de or pt-BR" in result.stderr


def test_broken_settings_are_told(root: Path) -> None:
    write(root / "mkdocs.yml", "site_name: [")

    assert languages(root).exit_code == 1
