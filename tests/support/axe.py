"""What axe-core says of a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
AXE = Axe()


def violations(page: Page, scheme: str = "light") -> list[str]:
    """What axe-core says: the rule, the element, and why. Dark differs from light in its colours only."""
    options: dict[str, Any] = {
        "runOnly": TAGS if scheme == "light" else COLOURS,
        "resultTypes": ["violations"],
    }
    found = AXE.run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html']} {node['failureSummary']}" for one in found for node in one["nodes"]]
