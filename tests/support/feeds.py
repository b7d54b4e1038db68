"""The feeds of a repository, rendered as a build does, and read back with real readers."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from statuary.model import Severity, Site
from statuary.render.environment import environment
from statuary.render.feeds.feed_writers import render_feeds, render_history_feeds, render_incident_feeds
from statuary.render.frame import page_frame
from statuary.render.wording.language import Language
from statuary.source import load
from statuary.status import page_state
from support.places import OVERRIDES, ROOT
from support.site import parse_feed

PUBLISHED = ROOT / "tests/feeds/published"
ENV = environment([OVERRIDES])


def read_site(root: Path) -> Site:
    """What a repository says; it must be without an error."""
    loaded = load(root)
    assert loaded.site is not None
    assert [one for one in loaded.problems if one.severity is Severity.ERROR] == []
    return loaded.site


def feeds(site: Site, now: str = "", language: Language | None = None) -> dict[str, bytes]:
    """Every feed by its path, at the site's own `now` or another, in English or another language."""
    at = datetime.fromisoformat(now) if now else site.settings.now
    assert at is not None
    state = page_state(site, at)
    frame = page_frame(state, language)
    outputs = [
        *render_feeds(frame, ENV),
        *render_history_feeds(state, ENV),
        *render_incident_feeds(frame, ENV, sorted(state.by_id)),
    ]
    found = {output.path: output.content for output in outputs}
    assert len(found) == len(outputs), "two feeds at one address"
    return found


def body(entry: Any) -> str:
    """An item's HTML."""
    found: str = (entry.get("content") or [{"value": entry.get("summary", "")}])[0]["value"]
    return found


def ids(content: bytes) -> list[str]:
    """What a reader knows a feed's items by, in their order."""
    return [entry.id for entry in parse_feed(content).entries]


def published(folder: Path) -> Path:
    """A copy of the repository whose ids are held in `published-ids.txt`."""
    root = folder / "published"
    shutil.copytree(PUBLISHED, root)
    return root
