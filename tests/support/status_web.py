"""`statuary status`: the same truth in the terminal, from the files or from any page that speaks API v2."""

import json
from pathlib import Path
from typing import Any

from click.testing import Result

from support.command import run
from support.servers import Answers

PATH = "api/v2/summary.json"
PAGE = {"id": "p1", "name": "Example", "url": "https://status.example.net", "time_zone": "Europe/Berlin"}
COMPONENTS = [
    {"id": "g1", "name": "Shop", "status": "partial_outage", "group": True, "components": ["c1", "c2"]},
    {"id": "c1", "name": "Checkout", "status": "partial_outage", "group_id": "g1", "group": False},
    {"id": "c2", "name": "Search", "status": "operational", "group_id": "g1", "group": False},
    {"id": "c3", "name": "API", "status": "operational", "group_id": None, "group": False},
    {"id": "c4", "name": "Beta", "status": "operational", "only_show_if_degraded": True},
]
UPDATES = [
    {
        "status": "identified",
        "body": "A link is broken.<br />We mend it.",
        "display_at": "2026-11-22T10:31:00.000Z",
    },
    {"status": "investigating", "body": "Older words.", "display_at": "2026-11-22T10:04:00.000Z"},
]
OPEN = {
    "id": "kctbh9vrtdwd",
    "name": "Card payments fail",
    "status": "identified",
    "impact": "major",
    "started_at": "2026-11-22T10:04:00.000Z",
    "shortlink": "https://stspg.example/kctbh9vrtdwd",
    "incident_updates": UPDATES,
    "components": [COMPONENTS[1]],
}
PLANNED = {
    "id": "m1",
    "name": "New machines",
    "status": "scheduled",
    "impact": "maintenance",
    "scheduled_for": "2099-12-01T22:00:00.000Z",
    "scheduled_until": "2099-12-01T23:00:00.000Z",
    "incident_updates": [
        {"status": "scheduled", "body": "Search is off.", "created_at": "2026-11-20T09:00:00Z"}
    ],
    "components": [COMPONENTS[2]],
}
SUMMARY = {
    "page": PAGE,
    "status": {"indicator": "major", "description": "Partial System Outage"},
    "components": COMPONENTS,
    "incidents": [OPEN],
    "scheduled_maintenances": [PLANNED],
}


def serve(web: Answers, document: Any) -> str:
    """Serve a summary; the page's address."""
    web.files[PATH] = json.dumps(document).encode()
    return web.url


def told(*arguments: str, root: Path | str = ".") -> Result:
    return run(root, "status", *arguments)
