"""The words of a night on a page in another language: nothing of another one stands between them."""

from pathlib import Path

import pytest

from statuary.posting.templates import FOLDER
from support.posting import Clone, only
from support.repository import change, write

AT = "2026-11-22T{}Z"
NIGHT = (
    ("open", "-c", "checkout=down", "22:04"),
    ("update", "-s", "identified", "22:30"),
    ("update", "-s", "monitoring", "22:40"),
    ("resolve", "22:55"),
)
TITLES = {"en": "Checkout is down", "de": "Checkout ausgefallen", "ar": "تعطّل Checkout"}
WORDS = {
    "en": (
        "We are sorry that you cannot use Checkout.\n"
        "We are looking for the cause. We post updates here, even if there is nothing new.",
        "We have identified the cause and are working on a fix.\n"
        "You may still have problems with Checkout until this is resolved.",
        "A fix is in place, and we are monitoring the results.\nYou should be able to use Checkout again.\n"
        "If something is still not working, contact us: [Support](mailto:help@example.com).",
        "Checkout has been working again since 22:55 UTC.\n"
        "If something is still not working, contact us: [Support](mailto:help@example.com).\n\n"
        "We are sorry that you could not use Checkout.",
    ),
    "de": (
        "Es tut uns leid, dass Sie Checkout nicht nutzen können.\n"
        "Wir suchen nach der Ursache. Wir berichten hier, auch wenn es nichts Neues gibt.",
        "Wir haben die Ursache gefunden und arbeiten an der Behebung.\n"
        "Bis dahin kann es bei Checkout weiterhin zu Problemen kommen.",
        "Gegenmaßnahmen sind umgesetzt, und wir beobachten, ob sie wirken.\n"
        "Sie sollten Checkout wieder wie gewohnt nutzen können.\n"
        "Wenn bei Ihnen etwas noch nicht funktioniert, melden Sie sich: [Support](mailto:help@example.com).",
        "Seit 22:55 UTC können Sie Checkout wieder wie gewohnt nutzen.\n"
        "Wenn bei Ihnen etwas noch nicht funktioniert, melden Sie sich: [Support](mailto:help@example.com).\n\n"
        "Es tut uns leid, dass Sie Checkout nicht nutzen konnten.",
    ),
    "ar": (
        "نعتذر لأنك لا تستطيع استخدام Checkout.\nنبحث عن السبب. ننشر التحديثات هنا، حتى إن لم يكن هناك جديد.",
        "حدّدنا السبب ونعمل على الإصلاح.\nقد تستمر المشكلات في Checkout إلى أن يُحل العطل.",
        "طُبِّق الإصلاح، ونراقب الوضع للتأكد من استقرار الخدمة.\nيُفترض أن تتمكن من استخدام Checkout من جديد.\n"
        "إذا استمرت المشكلة لديك، فتواصل معنا: [Support](mailto:help@example.com).",
        "يمكنك استخدام Checkout بشكل طبيعي من جديد منذ 22:55 UTC.\n"
        "إذا استمرت المشكلة لديك، فتواصل معنا: [Support](mailto:help@example.com).\n\n"
        "نعتذر لأنك لم تتمكن من استخدام Checkout.",
    ),
}


def _speaks(clone: Clone, tag: str) -> Clone:
    change(
        clone.root / "mkdocs.yml",
        "theme:\n  name: material\n",
        f"theme:\n  name: material\n  language: {tag}\n",
    )
    return clone


def _file(clone: Clone) -> Path:
    (path,) = (clone.root / "incidents").iterdir()
    return path


@pytest.mark.parametrize("tag", list(WORDS))
def test_a_night(calm: Clone, tag: str) -> None:
    _speaks(calm, tag)
    for *command, clock in NIGHT:
        result = calm.run(*command, now=AT.format(clock))
        assert result.exit_code == 0, result.output

    text = _file(calm).read_text(encoding="utf-8")
    assert only(calm).title == TITLES[tag]
    texts = [part.rpartition("UTC\n\n")[2].strip() for part in text.split("\n## ")[1:4]]
    last = text.rpartition("— Resolved\n\n")[2].strip()
    assert [*texts, last] == list(WORDS[tag])
    assert "incidents/" not in calm.run("check", now=AT.format("22:56")).stdout, "no advice on our own words"


def test_a_language_without_templates_gets_whole_english_sentences(calm: Clone) -> None:
    """Also where names are listed and times are written otherwise."""
    write(
        calm.root / "overrides/statuary/languages/fr.po",
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n',
    )
    change(calm.root / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    _speaks(calm, "fr")

    assert calm.run("open", "-c", "checkout=down, search=down").exit_code == 0

    assert "We are sorry that you cannot use Checkout and Search." in _file(calm).read_text(encoding="utf-8")


def test_an_owners_folder_of_the_language_wins_and_a_file_beside_the_folders_most_of_all(calm: Clone) -> None:
    _speaks(calm, "de-AT")
    for folder, words in (("de", "Aus de: {components}."), ("en", "From en."), ("de-AT", "Aus de-AT.")):
        write(calm.root / FOLDER / folder / "incident-investigating.md", f"{words}\n")
        calm.run("open", "X", "-c", "search", "-n")
    said = [
        calm.run("open", "X", "-c", "search, checkout", "-n").stdout,
        (calm.root / FOLDER / "de-AT/incident-investigating.md").unlink(),
        calm.run("open", "X", "-c", "search, checkout", "-n").stdout,
        write(calm.root / FOLDER / "incident-investigating.md", "Daneben: {components}.\n"),
        calm.run("open", "X", "-c", "search, checkout", "-n").stdout,
    ]

    assert "Aus de-AT." in str(said[0])
    assert "Aus de: Search und Checkout." in str(said[2])
    assert "Daneben: Search und Checkout." in str(said[4])
