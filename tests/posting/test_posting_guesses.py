"""First guesses: what people type before they have read anything is understood, or answered with what works."""

import pytest

from support.posting import NAME, Clone
from support.repository import INCIDENT, write

NAMES = {"checkout": "Checkout", "text-sms": "Text messages", "sms-eu": "Europe"}
NAMES |= {f"host-{number}": f"Host {number}" for number in range(30)}
COMPONENTS = "groups:\n  - name: Shop\n    components:\n" + "".join(
    f"      - id: {key}\n        name: {name}\n" for key, name in NAMES.items()
)


@pytest.mark.parametrize(
    ("command", "option", "meant"),
    [
        ("open", "--status", "--stage or --component"),
        ("update", "--status", "--stage or --component"),
        ("open", "--severity", "--impact"),
        ("open", "--from", "--started"),
        ("schedule", "--from", "--starts"),
        ("schedule", "--to", "--ends"),
        ("notice", "--to", "--until"),
    ],
)
def test_options_that_others_have(clone: Clone, command: str, option: str, meant: str) -> None:
    result = clone.run(command, option, "x")

    assert result.exit_code == 2
    assert f"There is no option “{option}”. Did you mean {meant}?" in result.stderr


@pytest.mark.parametrize("said", ["search:down", "Search: down", "search=down"])
def test_a_colon_is_as_good(calm: Clone, said: str) -> None:
    assert calm.run("open", "Search fails", "-c", said).exit_code == 0
    assert "search: major_outage\n" in calm.read("incidents/2026-11-22-search-fails.md")


def test_words_in_place_of_an_id(clone: Clone) -> None:
    assert clone.run("update", "Still looking, sorry.").exit_code == 0
    assert clone.run("resolve", "All good").exit_code == 0

    text = clone.read()
    assert "\nStill looking, sorry.\n" in text
    assert text.partition("— Resolved\n\n")[2] == "All good\n"


def test_words_of_an_id_are_none(clone: Clone) -> None:
    assert clone.run("resolve", "card payments").exit_code == 0
    assert "card payments\n" not in clone.read().partition("— Resolved\n\n")[2]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("sms", "did you mean: text-sms, sms-eu?"), ("europ", "did you mean: sms-eu?"),
     ("hots-3", "did you mean “host-3"), ("zzz", "names 33, and none resembles it")],
)  # fmt: skip
def test_a_component_that_is_not_there(calm: Clone, typed: str, said: str) -> None:
    write(calm.root / "components.yaml", COMPONENTS)

    result = calm.run("open", "Texts are late", "-c", typed)

    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_a_part_of_an_id_in_ones_own_letters(calm: Clone) -> None:
    assert calm.run("open", "Сбой поиска", "-c", "search").exit_code == 0
    assert calm.run("update", "поиск", "-m", "Ищем.").exit_code == 0
    assert "Ищем." in calm.read("incidents/2026-11-22-sboy-poiska.md")


def test_all_that_are_open_are_listed_the_newest_first(clone: Clone) -> None:
    for number in range(12):
        later = INCIDENT.replace("2026-11-22 10:04", f"2026-11-22 09:{number + 10}")
        write(clone.root / f"incidents/2026-11-22-host-{number}.md", later)

    result = clone.run("update", "-m", "Words")

    listed = [line.split()[0] for line in result.stderr.splitlines() if line.startswith("  2026")]
    assert listed == [NAME, *(f"2026-11-22-host-{number}" for number in range(11, -1, -1))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("paymnets", f"did you mean {NAME}?"), (NAME[:-2], None), ("zzz", f"open now: {NAME}")],
)
def test_an_incident_that_is_not_there(clone: Clone, typed: str, said: str | None) -> None:
    result = clone.run("update", typed, "-m", "Words")

    assert result.exit_code == (2 if said else 0)
    assert not said or f"there is no incident “{typed}”; {said}" in result.stderr


def test_a_folder_that_is_not_the_pages(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone.root / "incidents")
    result = Clone(clone.root / "incidents").run("update", "-m", "Words")
    assert "there is one in ..: statuary -C .. …" in result.stderr

    monkeypatch.chdir(clone.root.parent)
    (clone.root / "mkdocs.yml").rename(clone.root / "kept")
    (clone.root / "docs").mkdir()
    (clone.root / "kept").rename(clone.root / "docs/mkdocs.yml")
    result = Clone(clone.root.parent).run("update", "-m", "Words")
    assert "there is one in ann/docs: statuary -C ann/docs …" in result.stderr
