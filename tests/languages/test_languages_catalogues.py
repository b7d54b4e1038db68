"""Our catalogues are complete and right in form; whatever would take something from a reader is an error."""

import re
from gettext import c2py
from pathlib import Path

import extract
import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from statuary.render.wording.catalogue_files import CatalogueError, forms_of, read_catalogue, words_of
from statuary.render.wording.page_languages import coverage, read_language, template
from statuary.resources import template_folders

OURS = sorted(path.stem for path in extract.FOLDER.glob("*.po"))
FOLDERS = template_folders(None)


def catalogue(tag: str) -> Catalog:
    path = extract.FOLDER / f"{tag}.po"
    return read_catalogue(path, path.name)


def test_german_and_arabic_are_there() -> None:
    assert {"ar", "de"} <= set(OURS)


@pytest.mark.parametrize("tag", OURS)
def test_ours_says_everything(tag: str) -> None:
    missing = [message.id for message in coverage(tag, FOLDERS, None).missing]

    assert missing == [], f"statuary languages {tag}"


@pytest.mark.parametrize("tag", OURS)
def test_ours_has_nothing_that_is_said_no_longer(tag: str) -> None:
    known = {(message.id, message.context) for message in template()}
    said = [(message.id, message.context) for message in catalogue(tag)]

    assert [message for message in said if message not in known] == []


@pytest.mark.xdist_group("extraction")  # one process extracts the words
@pytest.mark.parametrize("tag", OURS)
def test_ours_is_as_the_tool_writes_it(tag: str) -> None:
    path = extract.FOLDER / f"{tag}.po"

    assert path.read_text(encoding="utf-8") == extract.updated(path, extract.extracted())


@pytest.mark.parametrize("tag", OURS)
def test_plural_forms_are_those_of_cldr(tag: str) -> None:
    ours, cldr = c2py(catalogue(tag).plural_expr), Locale.parse(tag, sep="-").plural_form
    tags = ("zero", "one", "two", "few", "many", "other")
    used = [name for name in tags if name in {*cldr.tags, "other"}]

    assert [ours(number) for number in range(1000)] == [used.index(cldr(number)) for number in range(1000)]


@pytest.mark.parametrize("tag", OURS)
def test_marks_at_the_ends_are_kept(tag: str) -> None:
    """A colon, a full stop or a blank at the end of the English words is there in the other language, too."""
    lost = [
        (words_of(message)[-1], form)
        for message in catalogue(tag)
        if message.id
        for form in filter(None, forms_of(message))
        if (words_of(message)[-1][-1] in ".:") != (form[-1] in ".:") or form != form.strip()
    ]

    assert lost == []


@pytest.mark.parametrize("tag", OURS)
def test_no_letters_of_another_direction_or_hidden_marks(tag: str) -> None:
    hidden = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
    texts = [form for message in catalogue(tag) if message.id for form in forms_of(message)]

    assert [text for text in texts if hidden.search(text)] == []


GOOD = 'msgid "Resolved"\nmsgstr "Fertig"\n'
DAMAGED = [
    ('msgid "Resolved"\nmsgstr "Fertig\n', 2, "cannot be read"),
    ('msgid "Resolved"\nmsgstr Fertig\n', 2, "cannot be read"),
    (f"{GOOD}\n<<<<<<< HEAD\n", 4, "cannot be read"),
    (f"{GOOD}\nResolved = Fertig\n", 4, "cannot be read"),
    ('\nmsgid "Resolved"\n\nmsgid "Today"\nmsgstr "Heute"\n', 2, "missing msgstr"),
    (f'{GOOD}\nmsgid "Resolved"\nmsgstr "Behoben"\n', 4, "translated twice"),
    (f'{GOOD}\nmsgid ""\n"Resolved"\nmsgstr "Behoben"\n', 4, "translated twice"),
    ('msgid "As of %(time)s."\nmsgstr "Stand jetzt."\n', 1, "lacks %(time)s"),
    ('msgid "As of %(time)s."\nmsgstr "Stand %(zeit)s."\n', 1, "lacks %(time)s"),
    ('msgid "As of %(time)s."\nmsgstr "Stand %(time)s, %(day)s."\n', 1, "has an unknown %(day)s"),
    ('msgid "As of %(time)s."\nmsgstr "Stand %(time)."\n', 1, "lacks %(time)s"),
    ('msgid "As of %(time)s."\nmsgstr "Zu 100 % Stand %(time)s."\n', 1, "“%” that belongs to no name"),
    ('msgid "Found: {number}"\nmsgstr "Gefunden: {zahl}"\n', 1, "lacks {number}"),
    ('msgid "Today"\nmsgstr "Heute, {tag}"\n', 1, "has an unknown {tag}"),
    ('msgid "%(count)s day"\nmsgid_plural "%(count)s days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "%(n)s Tage"\n', 1,
     "has an unknown %(n)s"),
    ('msgid "%(count)s day"\nmsgid_plural "%(count)s days"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n', 1,
     "more translations"),
    (f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=x; plural=n;\\n"\n\n{GOOD}', 0, "cannot be read"),
    (f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=exit;\\n"\n\n{GOOD}', 0, "cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message"), DAMAGED)
def test_a_damaged_catalogue_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = tmp_path / "de.po"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueError) as caught:
        read_catalogue(path, "overrides/de.po")

    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("overrides/de.po", line)
    assert message in problem.message
    assert problem.hint


def test_all_damaged_lines_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    path.write_text('msgid Today\nmsgstr "Heute\n', encoding="utf-8")

    with pytest.raises(CatalogueError) as caught:
        read_catalogue(path, "de.po")

    assert [problem.line for problem in caught.value.problems] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        GOOD.replace("\n", "\r\n"),
        f"\ufeff{GOOD}",
        '#~ msgid "Old"\n#~ msgstr "Alt"\n',
        'msgid "Today"\nmsgstr ""\n"He"\n"ute"\n',
        'msgid "Today"\nmsgstr "\\"Heute\\" und 100 %"\n',
        '#, fuzzy\nmsgid "As of %(time)s."\nmsgstr "Stand jetzt."\n',
        'msgid "%(count)s day"\nmsgid_plural "%(count)s days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "%(count)s Tage"\n',
    ],
)
def test_what_can_be_read_is_no_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "de.po"
    path.write_text(text, encoding="utf-8", newline="")

    read_catalogue(path, "de.po")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 يوم"),
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (11, "11 يومًا"),
        (100, "100 يوم"),
        (103, "103 أيام"),
    ],
)
def test_six_forms_of_a_number_in_arabic(number: int, said: str) -> None:
    language = read_language("ar", FOLDERS)

    assert language.ngettext("%(count)s day", "%(count)s days", number) == said
