"""The documents of a page, read back, and the questions that every test asks of them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from statuary.model import Severity, Site
from statuary.render.api.documents import render_api
from statuary.render.frame import page_frame
from statuary.source import load
from statuary.status import page_state
from support.api_schemas import faults
from support.site import BuiltSite

Document = dict[str, Any]


def documents(root: Path, now: str = "") -> dict[str, Document]:
    """What a build of the repository writes below `api/v2/`, at its own `now` or another, and valid."""
    loaded = load(root)
    assert loaded.site is not None
    assert [one for one in loaded.problems if one.severity is Severity.ERROR] == []
    return of_site(loaded.site, now)


def of_site(site: Site, now: str = "") -> dict[str, Document]:
    """The same from what has been read."""
    at = datetime.fromisoformat(now) if now else site.settings.now
    assert at is not None
    state = page_state(site, at)
    outputs = render_api(page_frame(state))
    return checked({output.path.removeprefix("api/v2/"): output.content for output in outputs})


def built(site: BuiltSite) -> dict[str, Document]:
    """The same from a built site."""
    folder = site.folder / "api" / "v2"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
    return checked(files)


def checked(files: dict[str, bytes]) -> dict[str, Document]:
    """Parsed, valid, and in agreement with each other."""
    parsed = {name: json.loads(content.decode("utf-8")) for name, content in files.items()}
    assert faults(parsed) == []
    _agree(parsed)
    return parsed


def _agree(parsed: dict[str, Document]) -> None:
    summary = parsed["summary.json"]
    assert all(document["page"] == summary["page"] for document in parsed.values())
    assert parsed["status.json"]["status"] == summary["status"]
    assert parsed["components.json"]["components"] == summary["components"]
    unresolved = parsed["incidents/unresolved.json"]["incidents"]
    assert summary["incidents"] == unresolved
    planned = parsed["scheduled-maintenances/upcoming.json"]["scheduled_maintenances"]
    active = parsed["scheduled-maintenances/active.json"]["scheduled_maintenances"]
    assert summary["scheduled_maintenances"] == active + planned
    for one in unresolved:
        assert one in parsed["incidents.json"]["incidents"], "an open incident is never left out"
        assert one["resolved_at"] is None
    for one in active + planned:
        assert one in parsed["scheduled-maintenances.json"]["scheduled_maintenances"]
    _are_linked(parsed)


def _are_linked(parsed: dict[str, Document]) -> None:
    page = parsed["summary.json"]["page"]["id"]
    components = parsed["components.json"]["components"]
    _are_unique([one["id"] for one in components])
    groups = {one["id"]: one["components"] for one in components if one["group"]}
    for one in components:
        assert one["page_id"] == page
        assert one["group_id"] is None or one["id"] in groups[one["group_id"]]
        assert parse(one["created_at"]) <= parse(one["updated_at"])
    incidents = parsed["incidents.json"]["incidents"]
    maintenances = parsed["scheduled-maintenances.json"]["scheduled_maintenances"]
    _are_unique([one["id"] for one in incidents + maintenances])
    for one in incidents + maintenances:
        updates = one["incident_updates"]
        _are_unique([update["id"] for update in updates])
        times = [parse(update["display_at"]) for update in updates]
        assert times == sorted(times, reverse=True)
        assert {update["incident_id"] for update in updates} == {one["id"]}
        assert parse(one["created_at"]) == times[-1]
        assert parse(one["updated_at"]) >= times[0]
        named = {component["id"] for component in one["components"]}
        assert {code["code"] for update in updates for code in update["affected_components"] or ()} <= named


def _are_unique(ids: list[str]) -> None:
    assert len(set(ids)) == len(ids)


def parse(instant: str) -> datetime:
    """An instant of a document."""
    return datetime.fromisoformat(instant)
