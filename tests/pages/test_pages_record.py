"""`/record/`: only where the owner asks for it, and then the same figures as the command's."""

import re
from pathlib import Path

import html5lib
import pytest

from support.command import build, run
from support.record import LATE, RECORD, STORY
from support.repository import CONFIG, MakeRepository
from support.site import BuiltSite


@pytest.fixture
def site(repository: MakeRepository) -> BuiltSite:
    return build(repository(dict(STORY), config=RECORD))


def test_without_the_option_no_page_changes(repository: MakeRepository) -> None:
    root = repository(dict(STORY))
    plain = build(root).files()
    asked = build(
        repository({}, config=CONFIG.replace("      contacts:", "      record: false\n      contacts:"))
    )

    assert not [name for name in plain if name.startswith("record")]
    assert asked.files() == plain
    for name, content in plain.items():
        if name.endswith(".html"):
            assert b"record/" not in content


def test_the_page_says_what_the_command_says(site: BuiltSite) -> None:
    root = site.folder.parent
    command = " ".join(run(root, "report", "--from", "2025-12-01").stdout.split())
    page = site.page("/record/")
    rows = page.select(".figure")

    assert page.find("h1").text == "Communication record"
    assert "1 Dec 2025 – 22 Nov 2026" in site.words("record/index.html")
    assert len(rows) == 14  # of 4 incidents with 3 impacts
    for row in rows:
        facts = " · ".join(f"{one.find('dt').text}: {one.find('dd').text}" for one in row.select("dl > div"))
        assert f"{row.find('h3').get_text(strip=True)}: {facts}" in command
    for row in page.select(".chart tbody tr"):
        assert f"{row.find('th').text} {row.find('td').get_text(strip=True)}" in command


def test_it_is_linked_from_every_page(site: BuiltSite) -> None:
    for address in ("/", "/history/", "/incidents/2026-10-05-cards/", "/404.html"):
        links = [one["href"] for one in site.page(address).select("footer a")]
        assert [one for one in links if one.endswith("record/")], address
    assert "https://status.example.com/record/" in site.text("sitemap.xml")
    assert site.page("/record/").select_one("footer a[aria-current=page]").text == "Communication record"


def test_each_link_leads_to_a_page(site: BuiltSite) -> None:
    links = [one["href"] for one in site.page("/record/").select("#main a")]
    assert links == ["../incidents/2026-11-04-night/", "../incidents/2026-10-05-cards/#u-20261007T120000Z"]
    assert site.page("/incidents/2026-10-05-cards/").find(id="u-20261007T120000Z")


def test_bars_show_the_numbers_of_their_rows(site: BuiltSite) -> None:
    (october,) = [
        row
        for row in site.page("/record/").select("[aria-labelledby=promises-by-month] tbody tr")
        if "October" in row.find("th").text
    ]
    paths = [(one["class"], one["d"]) for one in october.select("path")]
    assert "1 of 2 kept" in october.text
    assert paths == [(["ok"], "M0 5h500"), (["major"], "M500 5h500")]


def test_it_is_sound_html_and_the_same_each_time(site: BuiltSite, tmp_path: Path) -> None:
    html5lib.HTMLParser(strict=True).parse(site.text("record/index.html"))
    again = build(site.folder.parent, site=tmp_path / "again")
    assert again.files() == site.files()


def test_the_style_is_allowed_by_the_page_s_policy(site: BuiltSite) -> None:
    text = site.text("record/index.html")
    policy = re.search(r'content="(default-src [^"]*)"', text)
    assert policy and policy[1].count("'sha256-") == 3 == text.count("<style>") + text.count("<script>")
    assert 'style="' not in text


def test_a_page_without_any_incident(repository: MakeRepository) -> None:
    words = build(repository({}, config=RECORD)).words("record/index.html")
    assert "No incident began in this period." in words
    assert "not from automatic monitoring." in words


@pytest.mark.parametrize(("language", "word"), [("de", "Zusagen nach Monaten"), ("ar", "الوعود حسب الشهر")])
def test_in_other_languages(repository: MakeRepository, language: str, word: str) -> None:
    config = RECORD.replace("  name: material", f"  name: material\n  language: {language}")
    words = build(repository(dict(STORY), config=config)).words("record/index.html")
    assert word in words
    for english in ("Kept", "Longest", "incident", "post-mortem", "How we", "Made"):
        assert english not in words


def test_an_update_that_cannot_be_read_is_counted_beside(repository: MakeRepository) -> None:
    broken = LATE + "\n## 2026-11-22 11:40 UTC - Identified\n\n## 11:50 Investigatin\n\nWhat?\n"
    root = repository({"2026-11-22-late.md": broken}, config=RECORD)
    result = run(root, "build", "--tolerant", "-q")
    words = BuiltSite(root / "site").words("record/index.html")
    assert result.exit_code == 1
    assert "cannot be read" in words
