"""What `nav` holds: pages of the owner, and addresses elsewhere."""

import re
from typing import Any


def leads_away(target: str) -> bool:
    """Whether an entry of `nav` is an address elsewhere, and no file of a page."""
    return target.startswith(("https://", "http://", "mailto:", "tel:"))


def nav_of(items: Any) -> list[tuple[str, str]]:
    """Title and target of every page and link in `nav`, however deep: Markdown files, and addresses elsewhere."""
    pages: list[tuple[str, str]] = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, str) and leads_away(item):
            pages.append((item, item))
        elif isinstance(item, str) and item.endswith(".md"):
            name = re.sub(r"/(index|README)$", "", item.removesuffix(".md")).rpartition("/")[2]
            pages.append((name.replace("-", " ").capitalize(), item))
        elif isinstance(item, dict):
            for title, target in item.items():
                if isinstance(target, str) and (leads_away(target) or target.endswith(".md")):
                    pages.append((str(title), target))
                else:
                    pages += nav_of(target)
    return pages
