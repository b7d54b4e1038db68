"""Names and titles of the other direction stay as they are written: in HTML, in plain text, and in no English byte."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from test_languages_site import config, home

from statuary.render.wording.isolation import FIRST, LAST, as_html, isolated
from statuary.render.wording.labels import as_phrase
from statuary.render.wording.language import Language
from statuary.terminal import harmless
from support.repository import COMPONENTS, INCIDENT, MakeRepository

NAME = "Notepad++"


def site(make: MakeRepository, language: str) -> Path:
    incident = INCIDENT.replace("Some card payments fail", "Many things fail")
    files = {"2026-11-22-cards.md": incident}
    components = COMPONENTS.replace("name: Checkout", f"name: {NAME}")
    root = make(files, config=config(language), components=components)
    (root / "overrides").mkdir(exist_ok=True)
    return root


def test_a_name_in_an_arabic_sentence_is_kept_apart(repository: MakeRepository) -> None:
    root = site(repository, "ar")
    page = home(root)
    below = page.select_one("#recent ~ .card p") or page.select_one(".past p")

    assert f"<bdi>{NAME}</bdi>" in str(below)
    assert f"{FIRST}{NAME}{LAST}" in (root / "site/status.txt").read_text(encoding="utf-8")
    assert FIRST not in "".join(BeautifulSoup(str(page), "html.parser").body.stripped_strings)  # type: ignore[union-attr]


def test_programs_get_the_bare_name(repository: MakeRepository) -> None:
    root = site(repository, "ar")
    home(root)

    data = json.loads((root / "site/api/v2/summary.json").read_bytes())
    assert NAME in [one["name"] for one in data["components"]]
    assert FIRST not in (root / "site/metrics.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "de"])
def test_from_left_to_right_no_byte_is_added(repository: MakeRepository, language: str) -> None:
    root = site(repository, language)
    page = str(home(root))

    assert FIRST not in page
    assert f"<bdi>{NAME}</bdi>" not in page
    assert FIRST not in (root / "site/feed.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "direction", "apart"),
    [
        ("Notepad++", "rtl", True),
        ("Yahoo!", "rtl", True),
        ("Search", "rtl", True),
        ("البحث", "rtl", False),
        ("البحث!", "rtl", True),
        ("البحث", "ltr", True),
        ("Search", "ltr", False),
        ("", "rtl", False),
    ],
)
def test_what_is_kept_apart(name: str, direction: str, apart: bool) -> None:
    assert isolated(name, direction) == (f"{FIRST}{name}{LAST}" if apart else name)


def test_english_keeps_its_bytes_whatever_a_name_is_written_in() -> None:
    assert Language("en").name("البحث") == "البحث"
    assert Language("de").name("البحث") == f"{FIRST}البحث{LAST}"


def test_an_author_who_writes_such_signs_closes_no_element_of_ours() -> None:
    assert as_html(f"{LAST}<b>{FIRST}") == f"{LAST}&lt;b&gt;{FIRST}"
    assert as_html(f"a {FIRST}b & c{LAST}") == "a <bdi>b &amp; c</bdi>"


def test_a_terminal_shows_pairs_as_they_are_and_others_by_name() -> None:
    assert harmless(f"{FIRST}{NAME}{LAST}") == f"{FIRST}{NAME}{LAST}"
    assert harmless(f"{FIRST}{NAME}") == rf"\u2068{NAME}"
    assert harmless(f"{FIRST}\u202eevil{LAST}") == r"\u2068\u202eevil\u2069"


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("搜索迁移。", "搜索迁移"),
        ("Search moves.", "Search moves"),
        ("Search moves…", "Search moves"),
        ("خدمة البحث۔", "خدمة البحث"),
        ("खोज बदलती है।", "खोज बदलती है"),
        ("Is it down?", "Is it down?"),
        ("停了吗？", "停了吗？"),
        ("هل توقف؟", "هل توقف؟"),
        ("Yahoo!", "Yahoo!"),
        ("…", "…"),
    ],
)
def test_a_phrase_ends_without_a_full_stop_of_any_script(title: str, phrase: str) -> None:
    assert as_phrase(title) == phrase


@pytest.mark.parametrize(
    ("key", "tag", "city"),
    [
        ("Europe/Berlin", "en", "Berlin"),
        ("Asia/Riyadh", "ar", "الرياض"),
        ("America/New_York", "pl", "Nowy Jork"),
        ("Asia/Calcutta", "ja", "コルカタ"),
        ("UTC", "de", "UTC"),
        ("Etc/GMT+5", "en", "UTC-5"),
    ],
)
def test_a_time_zone_is_called_by_its_city(key: str, tag: str, city: str) -> None:
    assert Language(tag).zone(key) == city
