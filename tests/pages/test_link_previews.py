"""What a link to a page shows in a chat, a browser's tab and on a phone's home screen, weeks later, too."""

import struct
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from draw_pictures import HEIGHT, LANGUAGES, SHADES, WIDTH, ground_of

from statuary.render.link_pictures import FOLDER, drawn_word
from statuary.render.wording.labels import PICTURE_WORD, LinkPicture
from statuary.render.wording.page_languages import read_language
from statuary.resources import overrides
from support.command import build, run
from support.repository import CONFIG, INCIDENT, PLANNED, MakeRepository, write
from support.site import BuiltSite

OURS = overrides() / FOLDER
URL = "https://status.acme-shop.dev/here/"
PUBLIC = CONFIG.replace("https://status.example.com/", URL)
OWN = PUBLIC.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
OVER = f"{INCIDENT}\n## 2026-11-22 11:00 UTC — Resolved\n\nCard payments work again.\n"
NOTICE = """\
---
title: New prices
type: notice
---

## 2026-11-22 09:00 UTC — Notice

They change.
"""
PAGES = {
    "": "status",
    "history/": "status",
    "components/checkout/": "status",
    "incidents/2026-11-22-cards/": "incident",
    "incidents/2026-11-21-over/": "resolved",
    "incidents/2026-11-20-search/": "maintenance",
    "incidents/2026-11-22-prices/": "notice",
}
FILES: dict[str, str | bytes] = {
    "2026-11-22-cards.md": INCIDENT,
    "2026-11-21-over.md": OVER,
    "2026-11-20-search.md": PLANNED,
    "2026-11-22-prices.md": NOTICE,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A page with one of each."""
    root = tmp_path_factory.mktemp("previews")
    write(root / "mkdocs.yml", PUBLIC)
    for name, text in FILES.items():
        write(root / "incidents" / name, text)
    write(
        root / "components.yaml",
        "groups: [{name: Shop, components: [{id: checkout, name: A}, {id: search, name: B}]}]",
    )
    return build(root)


def said(page: BeautifulSoup) -> dict[str, str]:
    """What a chat's robot reads of it."""
    named = page.select("meta[property], meta[name]")
    return {str(one.get("property") or one.get("name")): str(one["content"]) for one in named}


@pytest.mark.parametrize(("address", "picture"), PAGES.items())
def test_a_chat_learns_what_a_link_is_about(site: BuiltSite, address: str, picture: str) -> None:
    page = site.page(f"/{address}")
    head = said(page)

    assert head["og:url"] == URL + address == page.select_one("link[rel=canonical]")["href"]  # type: ignore[index]
    assert head["og:image"] == f"{URL}preview-{picture}.png"
    assert head["og:image:alt"] == PICTURE_WORD[LinkPicture(picture)]
    assert head["og:title"].endswith("Example status") and head["og:site_name"] == "Example status"
    assert head["twitter:card"] == "summary_large_image"
    assert head["og:description"]
    assert (head["og:image:width"], head["og:image:height"]) == (str(WIDTH), str(HEIGHT))


def test_names_of_what_goes_on_are_in_titles_without_their_stage(site: BuiltSite) -> None:
    assert said(site.page("/"))["og:title"] == "Example status"
    assert (
        said(site.page("/incidents/2026-11-22-cards/"))["og:title"]
        == "Some card payments fail · Example status"
    )
    assert said(site.page("/components/checkout/"))["og:title"] == "A · Example status"


def test_home_looks_the_same_in_a_chat_whatever_its_state(repository: MakeRepository) -> None:
    """A message shows for ever what it was sent with; how things were stands in the description, with its time."""
    bad = said(build(repository({"2026-11-22-cards.md": INCIDENT}, config=PUBLIC)).page())
    good = said(build(repository({"2026-11-22-cards.md": OVER}, config=PUBLIC)).page())

    changed = {key for key in bad if bad[key] != good[key]}
    assert changed == {"og:description"}
    for head in (bad, good):
        assert head["og:description"].startswith("As of 22 November 2026, 12:00 UTC.")


def test_only_pictures_that_a_page_names_are_there(site: BuiltSite, repository: MakeRepository) -> None:
    small = build(repository(config=PUBLIC))

    assert {path.name for path in small.folder.glob("preview-*")} == {"preview-status.png"}
    named = {f"preview-{picture}.png" for picture in PAGES.values()}
    assert {path.name for path in site.folder.glob("preview-*")} == named
    assert all((site / name).read_bytes() == (OURS / f"{name[8:-4]}-en.png").read_bytes() for name in named)


@pytest.mark.parametrize(
    "url", ["https://status.example.com/", "http://127.0.0.1:8000/", "https://x.invalid/"]
)
def test_without_an_address_nothing_leads_there(repository: MakeRepository, url: str) -> None:
    built = build(repository({"2026-11-22-cards.md": INCIDENT}, config=PUBLIC.replace(URL, url)))
    page = built.page("/incidents/2026-11-22-cards/")

    assert set(said(page)) & {"og:url", "og:image", "twitter:card"} == set()
    assert page.select("link[rel=canonical]") == [] and list(built.folder.glob("preview-*")) == []
    assert said(page)["og:title"] == "Some card payments fail · Example status"


@pytest.mark.parametrize("address", ["404.html", "post/index.html"])
def test_what_search_engines_leave_out_has_no_address(site: BuiltSite, address: str) -> None:
    assert BeautifulSoup(site.text(address), "html.parser").select("link[rel=canonical]") == []


@pytest.mark.parametrize(
    ("language", "drawn"),
    [("en", "en"), ("de", "de"), ("de-AT", "de"), ("ar", "ar"), ("en-US", "en"), ("fr", "")],
)
def test_pictures_speak_the_pages_language_or_not_at_all(
    repository: MakeRepository, language: str, drawn: str
) -> None:
    root = repository(
        {"2026-11-22-cards.md": INCIDENT},
        config=OWN.replace("\nplugins", f"\n  language: {language}\nplugins"),
    )
    write(root / "overrides/statuary/languages/fr.po", 'msgid "Search"\nmsgstr "Chercher"\n')

    made = (build(root) / "preview-incident.png").read_bytes()

    assert made == (OURS / (f"incident-{drawn}.png" if drawn else "incident.png")).read_bytes()


def test_an_owners_other_word_is_not_contradicted(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=OWN)
    write(root / "overrides/statuary/languages/en.po", 'msgid "Incident"\nmsgstr "Disruption"\n')

    built = build(root)

    assert (built / "preview-incident.png").read_bytes() == (OURS / "incident.png").read_bytes()
    assert said(built.page("/incidents/2026-11-22-cards/"))["og:image:alt"] == "Disruption"
    assert drawn_word((built / "preview-status.png").read_bytes()) == "Status page"


def test_an_owners_own_pictures_win(repository: MakeRepository) -> None:
    config = OWN.replace("      now:", "      files: [favicon.ico]\n      now:")
    root = repository({"2026-11-22-cards.md": INCIDENT, "favicon.ico": b"\0\0\1\0mine"}, config=config)
    for name in ("incident.png", "apple-touch-icon.png"):
        write(root / f"overrides/statuary/pictures/{name}", b"\x89PNG mine")

    built = build(root)

    for name in ("preview-incident.png", "apple-touch-icon.png"):
        assert (built / name).read_bytes() == b"\x89PNG mine"
    assert (built / "favicon.ico").read_bytes() == b"\0\0\1\0mine"


def test_an_owners_icon_takes_the_place_of_the_states(repository: MakeRepository) -> None:
    config = PUBLIC.replace("  name: material\n", "  name: material\n  favicon: our icon.svg\n")
    icon = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    built = build(repository({"2026-11-22-cards.md": INCIDENT, "our icon.svg": icon}, config=config))
    page = built.page("/incidents/2026-11-22-cards/")

    assert [one["href"] for one in page.select("link[rel=icon]")] == ["../../our%20icon.svg"]
    assert (built / "our icon.svg").read_text() == icon
    assert "const icon = {href: own.tone}" in built.text()


@pytest.mark.parametrize(
    "icon", ["mising.svg", "../mkdocs.yml", "https://cdn.acme-shop.dev/i.svg", "/etc/hostname"]
)
def test_an_icon_that_is_not_there_is_advice_and_ours_is_shown(repository: MakeRepository, icon: str) -> None:
    config = PUBLIC.replace("  name: material\n", f"  name: material\n  favicon: {icon}\n")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)

    result = run(root, "check")

    assert f"mkdocs.yml:6:3: advice[config] there is no file “{icon}” in incidents/" in result.output
    assert str(build(root).page().select_one("link[rel=icon]")["href"]).startswith("data:")  # type: ignore[index]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_announces_the_three_feeds(site: BuiltSite, address: str) -> None:
    root = "../" * address.count("/") or "./"
    links = {
        str(one["href"]): str(one["type"]) for one in site.page(f"/{address}").select("link[rel=alternate]")
    }

    assert links[f"{root}feed.xml"] == "application/rss+xml"
    assert links[f"{root}atom.xml"] == "application/atom+xml"
    assert links[f"{root}feed.json"] == "application/feed+json"
    assert ("feed.xml" in links) == (
        address.startswith(("components/", "incidents/")) and "over" not in address
    )


@pytest.mark.parametrize("path", sorted(OURS.iterdir()), ids=lambda path: path.name)
def test_a_picture_is_small_and_of_the_right_size(path: Path) -> None:
    content = path.read_bytes()
    png = content[22:] if path.suffix == ".ico" else content

    assert len(content) <= 4_000
    size = {"apple-touch-icon.png": (180, 180), "favicon.ico": (32, 32)}.get(path.name, (WIDTH, HEIGHT))
    assert struct.unpack(">II", png[16:24]) == size


def test_pictures_have_the_words_and_colours_of_the_pages() -> None:
    """When this fails: python tests/pages/draw_pictures.py."""
    expected = {
        (
            f"{picture}-{tag}.png",
            read_language(tag, [overrides()]).gettext(PICTURE_WORD[picture]),
            ground_of(picture),
        )
        for picture in LinkPicture
        for tag in LANGUAGES
    } | {(f"{picture}.png", "", ground_of(picture)) for picture in LinkPicture}

    assert {
        (path.name, drawn_word(path.read_bytes()), _ground(path)) for path in OURS.glob("[!a]*.png")
    } == expected


def _ground(path: Path) -> str:
    content = path.read_bytes()
    at = content.index(b"PLTE") + 4
    assert content[at + 3 * SHADES - 3 : at + 3 * SHADES] == b"\xff\xff\xff"
    return f"#{content[at : at + 3].hex()}"
