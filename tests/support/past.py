"""Status repositories with a past: commits with their times, and what a tolerant build makes of them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statuary.history.file_history import History
from statuary.inspection.strict import Inspected
from statuary.inspection.tolerant import inspect_tolerantly
from statuary.source import read_project
from support.command import outcome
from support.repository import INCIDENT

KEY = "2026-11-22-cards"
FILE = f"incidents/{KEY}.md"
SEARCH = INCIDENT.replace("Some card payments fail", "Search is slow").replace("checkout: p", "search: p")
RESOLVED = INCIDENT + "\n## 2026-11-22 10:52 UTC — Resolved\n\nCard payments work again.\n"
CLOCK = datetime(2026, 11, 22, 12, tzinfo=UTC)


def tolerant_build(root: Path, *arguments: str) -> tuple[int, str]:
    """`statuary build --tolerant`: its exit code, and all it says."""
    return outcome(root, "build", "--tolerant", *arguments)


def manifest(root: Path) -> dict[str, Any]:
    """The site's `_build.json`."""
    found: dict[str, Any] = json.loads((root / "site" / "_build.json").read_text())
    return found


def home(root: Path) -> str:
    """The page itself."""
    return (root / "site" / "index.html").read_text()


def unresolved(root: Path) -> dict[str, dict[str, Any]]:
    """What the API says is open, by the incident's address."""
    found = json.loads((root / "site" / "api" / "v2" / "incidents" / "unresolved.json").read_text())
    return {one["shortlink"].rstrip("/").rpartition("/")[2]: one for one in found["incidents"]}


def inspected(root: Path, history: History | None = None, now: datetime | None = None) -> Inspected:
    """The same without writing a site."""
    project, problems = read_project(root)
    assert project is not None
    return inspect_tolerantly(project, problems, now, CLOCK, history)


TYPO = "\n## 2026-11-22 11:00 UTC — Resolfed\n\nWe think it is over.\n"


FOLLOW = "This update is being corrected. Details to follow."


def state_of(root: Path) -> str:
    """The stage of the one incident that matters here, and whether it is open."""
    item = inspected(root).state.by_id[KEY]  # type: ignore[union-attr]
    return f"{item.standing} {item.stage}"


PLANNED = (
    "---\ntitle: Search moves\ntype: maintenance\nstarts: 2026-11-22 {starts} UTC\nends: 2026-11-22 {ends} UTC\n{auto}"
    "components:\n  - search\n---\n\n## 2026-11-20 10:00 UTC — Scheduled\n\nSearch moves.\n"
)
