"""Building blocks of sources, as their APIs and files have them, and comparing words."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from statuary.cli.import_ import import_command
from statuary.importers.cstate.issue_file import read_file
from statuary.importers.cstate.site_settings import SiteSettings
from statuary.importers.cstate.whole_site import CStateSource, from_cstate
from statuary.importers.imported import Imported, Item, NoteKind, Reading
from statuary.importers.statuspage.whole_page import StatuspageSource, from_statuspage
from statuary.model import Incident, Update
from statuary.render.incident_text import to_html
from statuary.source.problems import Context

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
_TAG = re.compile(r"</?(?:a|b|br|em|i|li|ol|p|strike|strong|ul)(?:\s[^<>]*)?/?>")
_ADDRESS = re.compile(r"""(?:href|src)=["']?([^"'\s>]+)""")


def corpus(name: str) -> Path:
    """The folder of a real history; skips where it is not there."""
    folder = CORPORA / name
    if not folder.is_dir():
        pytest.skip(f"the real incident history {name} is not at ../shared/corpora")
    return folder


CONFIG = {
    "title": "Old status",
    "baseURL": "https://old.example.com/",
    "params": {
        "categories": [{"name": "Shop"}, {"name": "Hidden", "untitled": "true"}],
        "systems": [
            {"name": "Checkout", "category": "Shop", "description": "Paying"},
            {"name": "API", "category": "Hidden"},
        ],
    },
}


def issue(body: str = "It broke.", name: str = "2026-03-01-broken", **front_matter: str) -> tuple[str, str]:
    """A cState file's name and text; keyword arguments replace lines of front matter, empty ones drop it."""
    values = {
        "title": "It broke",
        "date": "2026-03-01T10:00:00Z",
        "resolved": "true",
        "resolvedWhen": "2026-03-01T11:00:00Z",
        "severity": "down",
        "affected": "[Checkout]",
        "section": "issue",
    } | front_matter
    lines = "\n".join(f"{key}: {value}" for key, value in values.items() if value)
    return name, f"---\n{lines}\n---\n{body}"


def cstate(rules: Reading, *issues: tuple[str, str]) -> Imported:
    """Convert these issues of a small cState site."""
    files = tuple(read_file(f"content/issues/{name}.md", text.encode()) for name, text in issues)
    return from_cstate(CStateSource("old", SiteSettings(CONFIG), files), rules)


def update(status: str, at: str, body: str = "Text.", **more: Any) -> dict[str, Any]:
    """One incident update of Statuspage's API."""
    return {"status": status, "body": body, "display_at": at, "created_at": at} | more


def incident(*updates: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One incident of Statuspage's API; updates are given oldest first, the API has the newest first."""
    return {
        "id": "abc123def456",
        "name": "It broke",
        "status": "resolved",
        "impact": "minor",
        "components": [],
        "incident_updates": list(updates)[::-1],
    } | more


COMPONENTS = (
    {"id": "g1", "name": "Europe", "group": True},
    {"id": "c1", "name": "API", "group": False, "group_id": "g1", "status": "operational"},
    {"id": "c2", "name": "Website", "group": False, "group_id": None, "status": "operational"},
)


def statuspage(rules: Reading, *incidents: dict[str, Any], **more: Any) -> Imported:
    """Convert these incidents of a small Statuspage."""
    source = {"name": "old", "components": COMPONENTS, "incidents": incidents} | more
    return from_statuspage(StatuspageSource(**source), rules)


def told(item: Item, kind: NoteKind) -> str:
    """The notes of one kind, as one text."""
    return "\n".join(note.text for note in item.notes if note.kind is kind)


def stages(made: Incident) -> list[str]:
    """The stages of an incident's updates."""
    return [one.stage.value for one in made.updates]


def words(text: str) -> Counter[str]:
    """Normalised words: without case and punctuation."""
    return Counter(re.findall(r"\w+", html.unescape(text).replace("_", " ").lower()))


def source_words(text: str) -> Counter[str]:
    """The words of a source's text: tags are not words (addresses in them are), nor are the numbers of a list
    (browsers make them) and the language of a block of code."""
    plain = re.sub(r"(?m)^(```|~~~)\w+$", r"\1", text)
    plain = re.sub(r"(?m)(^|<br />)[ ]*\d[.)] ", r"\1", plain)
    return words(_TAG.sub(lambda tag: " ".join(["", *_ADDRESS.findall(tag[0]), ""]), plain))


def page_words(updates: Iterable[Update]) -> Counter[str]:
    """What a reader of the rendered page sees, with the addresses of links."""
    page = " ".join(str(to_html(one.text)) for one in updates)
    return words(re.sub(r"<[^<>]*>", lambda tag: " ".join(["", *_ADDRESS.findall(tag[0]), ""]), page))


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, to see that nothing changed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


RAN = "2026-11-22T12:00Z"


def run(root: Path, *arguments: str, **environment: str) -> Result:
    """`statuary import` in a repository, at one moment."""
    return CliRunner().invoke(import_command, [*arguments, "--now", RAN], obj=root, env=environment)


CONTEXT = Context({}, {"api": "api"})
RULES = Reading(NOW)
OPEN = update("investigating", "2026-03-01T10:00:00.000Z")
DONE = update("resolved", "2026-03-01T11:00:00.000Z")
API = {"id": "c1", "name": "API", "status": "operational"}


def item_of(*updates: dict[str, Any], rules: Reading = RULES, **more: Any) -> Item:
    """One incident of a Statuspage, converted."""
    return statuspage(rules, incident(*updates, **more)).items[0]


def affected(status: str, *components: tuple[str, str, str]) -> dict[str, Any]:
    """An update that says what it did to components: code, status before, status after."""
    at = {"investigating": "10:00", "identified": "10:20", "resolved": "11:00", "scheduled": "09:00"}[status]
    listed = [
        {"code": code, "name": code, "old_status": old, "new_status": new} for code, old, new in components
    ]
    return update(status, f"2026-03-01T{at}:00Z", affected_components=listed)
