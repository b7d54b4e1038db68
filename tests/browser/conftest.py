"""A real browser on built pages, served from a folder below the root, as on GitHub Pages."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.browser import CHROMIUM, EVENING, MORNING, STORY, WIDE_STORY, InLanguage, OpenPage, Serve, make
from support.command import build
from support.composer import CLIPBOARD, NOW, PHONE, REPOSITORY, Compose, Composer, Open, repository
from support.embed import PRODUCT, Embed, ProductServer, settle
from support.places import OVERRIDES
from support.servers import running, serving
from support.shared import Shared

Built = Callable[..., tuple[Path, str]]
LANGUAGES = OVERRIDES / "statuary/languages"


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
        yield lambda folder: running.enter_context(serving(folder))


@pytest.fixture(scope="session")
def example(shared: Shared) -> Path:
    """The built example page."""
    return shared.example().folder


@pytest.fixture(scope="session")
def page_url(example: Path, serve: Serve) -> str:
    """The address of the example page; it ends with a slash."""
    return serve(example.parent) + "status/"


@pytest.fixture(scope="session")
def calm_url(shared: Shared, serve: Serve) -> str:
    """The address of the example page on a day when all is well."""
    return serve(shared.example("2026-11-19T12:00:00Z").folder.parent) + "status/"


@pytest.fixture(scope="session")
def morning_url(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """A small page that does not stand still, as published while card payments fail."""
    root = tmp_path_factory.mktemp("morning")
    build(make(root / "repository", STORY), site=root / "site/status", now=MORNING)
    return serve(root / "site") + "status/"


@pytest.fixture(scope="session")
def evening_url(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The same page as it is published in the evening, when only planned work is ahead."""
    root = tmp_path_factory.mktemp("evening")
    story = {name: text for name, text in STORY.items() if "cards" not in name}
    build(make(root / "repository", story), site=root / "site/status", now=EVENING)
    return serve(root / "site") + "status/"


@pytest.fixture(scope="session")
def in_language(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> InLanguage:
    """The address of a page in a language, with very long words."""

    @cache
    def address(language: str) -> str:
        if language != "en" and not (LANGUAGES / f"{language}.po").is_file():
            pytest.skip(f"there are no words in the language {language}")
        root = tmp_path_factory.mktemp(language)
        build(
            make(root / "repository", WIDE_STORY, language=language), site=root / "site/status", now=MORNING
        )
        return serve(root / "site") + "status/"

    return address


@contextmanager
def _opening(browser: Browser) -> Iterator[OpenPage]:
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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages for one test."""
    with _opening(browser) as open_one:
        yield open_one


@pytest.fixture(scope="module")
def open_for_all(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages for all tests of a file, none of which changes what another one sees."""
    with _opening(browser) as open_one:
        yield open_one


@pytest.fixture
def origin() -> Iterator[Callable[[], tuple[type[ProductServer], str]]]:
    """Makes servers: each an origin of its own, by its port."""
    with ExitStack() as servers:

        def make() -> tuple[type[ProductServer], str]:
            handler = type("Handler", (ProductServer,), {"files": {}})
            return handler, servers.enter_context(running(handler))

        yield make


@pytest.fixture
def embed(page: Page, page_url: str, origin: Callable[[], tuple[type[ProductServer], str]]) -> Embed:
    """Opens a product page with the banner of a status page that says what it is given."""
    status, status_url = origin()
    product, product_url = origin()
    script = page.request.get(f"{page_url}embed.js").body()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text))
    page.clock.set_fixed_time(NOW)

    def open_page(*told: dict[str, str], body: bytes = b"", **how: Any) -> Page:
        status.files = {
            "/embed.js": ("text/javascript", script),
            "/embed.json": ("application/json", body or json.dumps(told).encode()),
        }
        if how.get("gone"):
            del status.files["/embed.json"]
        product.policy = (
            f"default-src 'none'; script-src {status_url}; connect-src {how.get('connect', status_url)}; "
            "style-src 'nonce-own'; require-trusted-types-for 'script'"
        )
        text = PRODUCT.format(status=status_url, dir=how.get("dir", "ltr"))
        product.files = {"/": ("text/html", text.encode())}
        trouble.clear()
        settle(page, lambda: page.goto(product_url), "console" if "connect" in how else "requestfinished")
        if not how.get("broken"):
            assert trouble == []
        else:
            assert not [words for words in trouble if "Uncaught" in words]
        return page

    return open_page


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Built:
    """The repository that is edited at an address, in a language, and the address of its page."""

    @cache
    def made(url: str, language: str) -> tuple[Path, str]:
        root = tmp_path_factory.mktemp("composer")
        build(repository(root / "repository", url=url, language=language), site=root / "site/status", now=NOW)
        return root / "repository", serve(root / "site") + "status/"

    return lambda url=REPOSITORY, language="en": made(url, language)


@pytest.fixture
def compose(built: Built, open_page: OpenPage, tmp_path: Path) -> Compose:
    """Opens the composer of a copy of the repository."""

    def open_composer(now: str = NOW, **reader: object) -> Composer:
        made, address = built()
        root = shutil.copytree(made, tmp_path / "repository")
        page = open_page(address + "post/", now, **(PHONE | CLIPBOARD | reader))
        page.context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="there"))
        return Composer(page, root)

    return open_composer


@pytest.fixture
def open_composer(built: Built, open_page: OpenPage, serve: Serve, tmp_path: Path) -> Open:
    """Opens the composer of a copy of the repository; `url` and `language` are its own, the rest is of the browser.

    `own`: its site is a copy, too, which the test builds again.
    """

    def open_one(url: str = REPOSITORY, language: str = "en", own: bool = False, **reader: Any) -> Composer:
        made, address = built(url, language)
        root = shutil.copytree(made, tmp_path / "repository")
        if own:
            shutil.copytree(made.parent / "site", tmp_path / "site")
            address = serve(tmp_path / "site") + "status/"
        page = open_page(address + "post/", NOW, **(PHONE | reader))
        page.context.route("https://github.com/**", lambda route: route.fulfill(body="there"))
        return Composer(page, root)

    return open_one
