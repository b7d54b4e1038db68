"""Two hundred components: the page stays small and short, and each reader finds theirs."""

import gzip
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.axe import violations
from support.browser import MORNING, OpenPage, Serve
from support.command import build
from support.examples import some
from support.many_components import COUNT, many_components

GROUPS = pytest.mark.parametrize("groups", some([10, 0, 50], 3))
BYTES = 30_000
HEIGHT = 12_000
BEGINS = 1_700
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """The site of a page with its components in so many groups."""

    @cache
    def built(groups: int) -> Path:
        root = tmp_path_factory.mktemp(f"many-{groups}")
        build(many_components(root / "repository", groups), site=root / "site/status", now=MORNING)
        return root / "site"

    return built


@GROUPS
def test_it_is_small_and_short(folder, serve: Serve, open_page: OpenPage, groups: int) -> None:  # type: ignore[no-untyped-def]
    home = folder(groups) / "status/index.html"
    assert len(gzip.compress(home.read_bytes(), mtime=0)) <= BYTES
    page = open_page(serve(folder(groups)) + "status/", MORNING, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollHeight") <= HEIGHT
    begins = page.locator("#components").bounding_box()
    assert begins is not None and begins["y"] < BEGINS
    assert page.locator(".member").count() == COUNT
    shown = page.locator(".member").evaluate_all("all => all.filter(one => one.checkVisibility()).length")
    assert 4 <= shown <= 40
    faulty = page.locator(".member:has(> p .tone:not(.ok))")
    assert faulty.evaluate_all("all => all.filter(one => !one.checkVisibility()).length") == 0


@pytest.fixture
def page(folder, serve: Serve, open_page: OpenPage) -> Page:  # type: ignore[no-untyped-def]
    return open_page(serve(folder(10)) + "status/", MORNING, viewport={"width": 900, "height": 900})


def visible(page: Page) -> list[str]:
    found: list[str] = page.locator(".member h4").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.textContent)"
    )
    return found


@pytest.mark.long
def test_only_my_components_stay_and_the_address_keeps_them(page: Page, open_page: OpenPage) -> None:
    before = visible(page)
    page.get_by_role("searchbox", name="Only my components").fill("service 12 in , Service 199")
    assert visible(page) == ["Service 12 in region 5", "Service 199 in region 3"]
    expect(page.locator("#filter [role=status]")).to_have_text("Found: 2")
    assert page.url.endswith("#only=service%2012%20in%2Cservice%20199")

    other = open_page(page.url, MORNING)
    assert visible(other) == visible(page)
    expect(other.get_by_role("searchbox")).to_have_value("service 12 in, service 199")
    assert violations(other) == []

    page.get_by_role("searchbox").fill("")
    assert visible(page) == before
    assert "#" not in page.url


def test_groups_are_links_without_a_script(page: Page, open_page: OpenPage) -> None:
    page.locator("#filter").get_by_role("link", name="Group 7").click()
    assert page.locator("#group-8").evaluate("one => one.open")
    plain = open_page(page.url.partition("#")[0], java_script_enabled=False)
    expect(plain.locator("#filter input")).to_be_hidden()
    plain.locator("#filter").get_by_role("link", name="Group 7").click()
    assert plain.url.endswith("#group-8")


def test_a_folded_group_has_a_bar_of_its_own(page: Page) -> None:
    group = page.locator("#group-1")
    expect(group.locator("summary > .bars")).to_be_visible()
    group.locator("> summary").click()
    expect(group.locator("summary > .bars")).to_be_hidden()


def test_few_components_need_no_filter(page_url: str, open_page: OpenPage) -> None:
    expect(open_page(page_url).locator("#filter")).to_have_count(0)
