"""A real browser on built pages, served from a folder below the root, as on GitHub Pages."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browser_sites import (
    CHECKOUT,
    CHROMIUM,
    EVENING,
    MORNING,
    STORY,
    WIDE_STORY,
    InLanguage,
    OpenPage,
    Serve,
    build,
    make,
    served,
)
from playwright.sync_api import Browser, Page

LANGUAGES = CHECKOUT / "overrides/statuary/languages"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser the tests here are skipped, save in CI, where they must run."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            # A file shares a process, and so a browser and the sites that were built for it.
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
            if not CHROMIUM and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium, quiet and without a sandbox (CI runs as root)."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": CHROMIUM, "args": [*quiet, "--disable-sync"]}


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves folders until the tests end."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(served(folder))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built example page."""
    return build(CHECKOUT, tmp_path_factory.mktemp("example") / "status")


@pytest.fixture(scope="session")
def page_url(example: Path, serve: Serve) -> str:
    """The address of the example page; it ends with a slash."""
    return serve(example.parent) + "status/"


@pytest.fixture(scope="session")
def calm_url(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of the example page on a day when all is well."""
    root = tmp_path_factory.mktemp("calm")
    build(CHECKOUT, root / "status", "2026-11-19T12:00:00Z")
    return serve(root) + "status/"


@pytest.fixture(scope="session")
def morning_url(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """A small page that does not stand still, as published while card payments fail."""
    root = tmp_path_factory.mktemp("morning")
    build(make(root / "repository", STORY), root / "site/status", MORNING)
    return serve(root / "site") + "status/"


@pytest.fixture(scope="session")
def evening_url(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The same page as it is published in the evening, when only planned work is ahead."""
    root = tmp_path_factory.mktemp("evening")
    story = {name: text for name, text in STORY.items() if "cards" not in name}
    build(make(root / "repository", story), root / "site/status", EVENING)
    return serve(root / "site") + "status/"


@pytest.fixture(scope="session")
def in_language(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> InLanguage:
    """The address of a page in a language, with very long words."""

    @cache
    def address(language: str) -> str:
        if language != "en" and not (LANGUAGES / f"{language}.po").is_file():
            pytest.skip(f"there are no words in the language {language}")
        root = tmp_path_factory.mktemp(language)
        build(make(root / "repository", WIDE_STORY, language=language), root / "site/status", MORNING)
        return serve(root / "site") + "status/"

    return address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page for one kind of reader, at one moment of a clock that the test moves.

    A fault in the script, or something that the policy keeps out, fails the test. Words that are left out of
    `allowed` may be in the console.
    """
    complaints: list[str] = []
    with ExitStack() as contexts:

        def open_one(url: str, now: str = "", allowed: str = "\0", **reader: Any) -> Page:
            reader = {"locale": "en-GB", "timezone_id": "UTC"} | reader
            context = contexts.enter_context(browser.new_context(**reader))
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: allowed in said.text or complaints.append(said.text))
            if now:
                page.clock.install(time=now)
            page.goto(url)
            return page

        yield open_one
    assert complaints == []
