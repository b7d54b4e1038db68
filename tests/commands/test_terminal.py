"""Whatever files, servers and arguments hold, a terminal is given nothing to obey, and a person sees what was there."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuary.terminal import harmless
from support.repository import COMPONENTS, CONFIG, INCIDENT, MakeRepository, write
from support.terminal_words import EVIL, obeyed, shown

NAME = "\x1b]0;t\x07\r\u202egnp\u2066\x9b1m\u200b"
"""The same, as short as a file's name must be."""


def quoted(text: str) -> str:
    """As YAML in double quotes, which can hold any character."""
    return '"' + "".join(f"\\U{ord(one):08x}" for one in text) + '"'


@given(st.text(st.sampled_from(EVIL) | st.characters(), max_size=60))
def test_harmless_text_shows_what_was_there(text: str) -> None:
    shown = harmless(text)

    assert obeyed(shown) == []
    assert harmless(shown) == shown
    document = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(harmless(document)) == {"text": text}, "a document in JSON says the same"


@pytest.mark.parametrize(
    "text", ["Zähler\t1\n", "می‌خواهم", "👩‍💻 ❤️", "שלום\u200f!", "日本語", "“Checkout” — 30 min…"]
)
def test_words_of_every_language_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_letters_do_not_hide_what_has_no_width() -> None:
    assert harmless("ad\u200cmin \u200dx") == "ad\\u200cmin \u200dx"


def _file_name(root: Path) -> list[str]:
    write(root / "incidents" / f"{NAME}.md", INCIDENT)
    return ["check"]


def _front_matter(root: Path) -> list[str]:
    write(root / "incidents/2026-11-22-a.md", INCIDENT.replace("impact:", f"{quoted(EVIL)}: x\nimpact:"))
    write(root / "incidents/2026-11-22-b.md", INCIDENT.replace("major", quoted(EVIL)))
    write(root / "incidents/2026-11-22-c.md", INCIDENT.replace("title: ", f"title: {EVIL}"))
    return ["check"]


def _annotations(root: Path) -> list[str]:
    return [*_front_matter(root), "--format", "github"]


def _document(root: Path) -> list[str]:
    return [*_front_matter(root), "--format", "json"]


def _built(root: Path) -> list[str]:
    _front_matter(root)
    return ["build", "--tolerant"]


def _configuration(root: Path) -> list[str]:
    hostile = CONFIG.replace("Example status", quoted(EVIL)).replace("name: Support", f"name: {quoted(EVIL)}")
    write(root / "mkdocs.yml", f"{hostile}      {quoted(EVIL)}: 1\n{quoted(EVIL)}: {quoted(EVIL)}\n")
    return ["check"]


def _raw_configuration(root: Path) -> list[str]:
    write(root / "mkdocs.yml", CONFIG.replace("Example status", EVIL))
    return ["status"]


def _no_language(root: Path) -> list[str]:
    write(root / "mkdocs.yml", CONFIG.replace("font: false", f"language: {quoted(EVIL)}"))
    return ["build"]


def _components(root: Path) -> list[str]:
    write(root / "components.yaml", COMPONENTS.replace("name: Search", f"name: {quoted(EVIL)}\n        x: 1"))
    return ["check"]


def _cstate(root: Path) -> list[str]:
    config = f"title: {quoted(EVIL)}\nparams:\n  systems:\n    - name: {quoted(EVIL)}\n      category: Shop\n"
    write(root / "old/config.yml", config + "  categories:\n    - name: Shop\n")
    facts = f"title: {quoted(EVIL)}\ndate: 2026-03-01T10:00:00Z\nseverity: {quoted(EVIL)}\nsection: issue\n"
    write(root / f"old/content/issues/{NAME}.md", f"---\n{facts}{quoted(EVIL)}: x\n---\n{EVIL}\n")
    write(root / f"old/content/issues/{NAME}.txt", "x")
    return ["import", "cstate", "old", "--report", "report.txt"]


def _statuspage(root: Path) -> list[str]:
    update = {"id": EVIL, "status": EVIL, "body": EVIL, "created_at": "2026-03-01T10:00:00Z"}
    incident = {"id": EVIL, "name": EVIL, "status": EVIL, "impact": EVIL, "incident_updates": [update]}
    documents = {
        "incidents": {"page": {"name": EVIL, "url": EVIL}, "incidents": [incident | {"created_at": EVIL}]},
        "components": {"components": [{"id": EVIL, "name": EVIL, "status": EVIL}]},
    }
    for name, document in documents.items():
        write(root / f"old/{name}.json", json.dumps(document))
    return ["import", "statuspage", "old"]


HOSTILE: list[Callable[[Path], list[str]]] = [
    _file_name, _front_matter, _annotations, _document, _built, _configuration, _raw_configuration, _no_language,
    _components, _cstate, _statuspage,
]  # fmt: skip


@pytest.mark.parametrize("prepare", HOSTILE, ids=lambda one: one.__name__.strip("_"))
def test_hostile_files(repository: MakeRepository, prepare: Callable[[Path], list[str]]) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    output = shown(root, *prepare(root))

    assert output
    assert obeyed(output) == []
    report = root / "report.txt"
    assert obeyed(report.read_text() if report.exists() else "") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["update", EVIL],
        ["update", "-m", "x", "-c", EVIL],
        ["update", "--stage", EVIL],
        ["update", "-t", EVIL],
        ["open", EVIL, "-c", "search", "--dry-run", "-m", EVIL, "--next-update", EVIL],
        ["languages", EVIL],
        ["status", EVIL],
        ["verify", EVIL],
        ["check", EVIL],
        ["check", "--since", EVIL],
        ["check", "--format", EVIL],
        ["import", EVIL, "x"],
        ["import", "cstate", EVIL],
        ["init", f"new/{NAME}"],
        ["--" + EVIL],
        [EVIL],
    ],
    ids=lambda one: " ".join(one[:2])[:24].encode("ascii", "ignore").decode().strip("\x1b\r"),
)
def test_hostile_arguments(repository: MakeRepository, arguments: list[str]) -> None:
    output = shown(repository({"2026-11-22-cards.md": INCIDENT}), *arguments)

    assert re.search(r"\\(u00|x)1b", output), "it is shown"
    assert obeyed(output) == []
