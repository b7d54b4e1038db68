"""The composer's script makes the same titles, first sentences and ends as the commands do, in each language."""

import random
from pathlib import Path
from typing import Any

import pytest

from statuary.model import ComponentStatus
from statuary.posting.slots import escaped
from statuary.render.wording.page_languages import read_language
from statuary.render.wording.symptoms import Symptoms
from statuary.resources import overrides
from statuary.source import load
from support.browser import OpenPage, Serve
from support.command import build
from support.composer import NOW, PHONE, repository
from support.examples import whole

GROUPS = """\
groups:
  - name: Shop
    components:
      - id: checkout
        name: Checkout
        words: {down: You cannot *pay*., slow: Paying takes long}
      - id: emails
        name: Order emails
      - id: search
        name: Search [new]
      - id: cards
        name: Cards
        words: {major_outage: You cannot *pay*.}
      - id: status
        name: Status
"""
OPEN = "---\ntitle: X\n---\n\n## 2026-11-22 10:04 UTC — Investigating\n\nText.\n"
CALL = """([calls, marked]) => {
  const data = JSON.parse(document.getElementById("data").textContent), write = writer(data.grammar)
  const form = document.getElementById("post")
  const made = poster(data, write, previewer(data), form, []).symptoms(marked ? write.nameMarks : one => one)
  return calls.map(([name, ...given]) => made[name](...given))
}"""


@pytest.mark.parametrize("tag", ["en", whole("de"), whole("ar")])
def test_symptoms(tmp_path: Path, open_page: OpenPage, serve: Serve, tag: str) -> None:
    root = repository(tmp_path / "repository", {"2026-11-22-a.md": OPEN}, language=tag)
    (root / "components.yaml").write_text(GROUPS)
    build(root, site=tmp_path / "site", now=NOW)
    page = open_page(serve(tmp_path / "site") + "post/", NOW, **PHONE)
    site = load(root).site
    assert site is not None
    language = read_language(tag, [overrides()])
    ours = {
        True: Symptoms(site.components, language, escaped),
        False: Symptoms(site.components, language),
    }

    for marked, made in ours.items():
        calls = _calls(list(site.component_by_id))
        wanted = [_said(made, *call) for call in calls]
        assert page.evaluate(CALL, [[list(call) for call in calls], marked]) == wanted


def _said(made: Symptoms, name: str, first: Any, *rest: Any) -> str:
    match name:
        case "text":
            return made.text(first, sorry=rest[0])
        case "recovery":
            return made.recovery(first, *rest)
    return made.title(first) if name == "title" else made.apology(first)


def _calls(ids: list[str]) -> list[tuple[Any, ...]]:
    chance, found = random.Random(3), []
    for _ in range(60):
        keys = chance.sample(ids, chance.randint(0, len(ids)))
        statuses = {key: chance.choice(list(ComponentStatus)) for key in keys}
        found += [("title", statuses), ("text", statuses, chance.random() < 0.5), ("apology", statuses)]
        found.append(("recovery", keys, chance.choice(["", "10:52 UTC"])))
    return found
