"""What the composer's tests share: a repository that says where it is edited, and the page as an author holds it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from click.testing import CliRunner
from playwright.sync_api import Locator, Page

from statuary.cli import main
from statuary.source import load
from statuary.status import page_state
from statuary.status.types import PageState
from support.browser import CONFIG, STORY, make
from support.repository import write

NOW = "2026-11-22T10:40:00Z"
REPOSITORY = "https://github.com/acme/status"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
CARDS = "2026-11-22-cards"


def repository(
    root: Path, incidents: Mapping[str, str] = STORY, *, url: str = REPOSITORY, language: str = "en"
) -> Path:
    """The small repository of these tests, edited at `url`."""
    config = f"repo_url: {url}\n{CONFIG}" if url else CONFIG
    return make(root, dict(incidents), config=config, language=language)


@dataclass(frozen=True)
class Composer:
    """The page, open on a phone; `root` is the repository that it was built from."""

    page: Page
    root: Path

    def choose(self, what: str) -> None:
        """Say what is posted; the list may be folded."""
        others = self.page.locator("#others button")
        if others.is_visible():
            others.tap()
        self.page.locator(".pick").filter(has_text=what).tap()

    def stage(self, word: str) -> None:
        """Tap a stage."""
        self.page.locator(".pill").filter(has_text=word).tap()

    def component(self, name: str, status: str = "") -> None:
        """Choose a component, whose group may be folded, and its status."""
        group = self.page.locator("#components details").filter(has_text=name)
        if group.get_attribute("open") is None:
            group.locator("summary").tap()
        box = self.page.get_by_role("checkbox", name=name, exact=True)
        if box.is_visible():
            box.check()
        if status:
            self.page.get_by_label(f"Status of {name}").select_option(label=status)

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    @property
    def button(self) -> Locator:
        """The main button."""
        return self.page.locator("#go")

    @property
    def result(self) -> str:
        """The text that the page made."""
        return self.page.locator("#result").input_value()

    @property
    def problems(self) -> list[str]:
        """What the page has to say about it."""
        return self.page.locator("#list li").all_inner_texts()

    @property
    def link(self) -> str:
        """Where the main button leads."""
        return self.button.get_attribute("href") or ""

    def press(self) -> Page:
        """Press the main button, and return the page that it opens."""
        with self.page.expect_popup() as opened:
            self.button.tap()
        return opened.value

    def clipboard(self) -> str:
        """What can be pasted now."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))


def filled_in(link: str) -> tuple[str, str]:
    """Name and text that a link fills in on GitHub."""
    values = parse_qs(urlsplit(link).query, strict_parsing=True)
    return values["filename"][0], values["value"][0]


def check(root: Path, now: str = NOW) -> list[dict[str, Any]]:
    """The errors that `statuary check` finds."""
    result = CliRunner().invoke(main, ["-C", str(root), "check", "--format", "json", "--now", now])
    problems: list[dict[str, Any]] = json.loads(result.stdout)["problems"]
    return [problem for problem in problems if problem["severity"] == "error"]


def commit(root: Path, name: str, text: str) -> None:
    """Put a text where the author would: a new file, or the end of one."""
    path = root / name
    write(path, path.read_text(encoding="utf-8") + text if path.exists() else text)


Compose = Callable[..., Composer]


def state(root: Path) -> PageState:
    site = load(root).site
    assert site is not None
    return page_state(site, datetime.fromisoformat(NOW))


Open = Callable[..., Composer]
