"""The promise: a broken file never stops the page, hides no other incident, and never makes anything look better."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from statuary.history.file_history import History
from statuary.status import IncidentState, PageState, Standing
from support.examples import THOROUGH, some, whole
from support.git import commit
from support.mutations import mutations
from support.past import home, inspected, manifest, tolerant_build
from support.places import ROOT
from support.repository import COMPONENTS, CONFIG, INCIDENT, write

SEARCH = INCIDENT.replace("Some card payments fail", "Search is slow").replace(
    "checkout: partial", "search: partial"
)
OVER = INCIDENT.replace("2026-11-22", "2026-11-20") + "\n## 2026-11-20 10:52 UTC — Resolved\n\nAll is well.\n"
POSTMORTEM = OVER + "\n## 2026-11-21 09:00 UTC — Postmortem\n\n### What happened\n\nA link failed.\n"
AGAIN = (
    "\n## 2026-11-22 11:00 UTC — Investigating\n\n- checkout: major_outage\n\nIt fails again, for everyone.\n"
)
MONITORING = (
    INCIDENT + "\n## 2026-11-22 10:31 UTC — Monitoring\n\n- checkout: degraded_performance\n\nFixed.\n"
)
WORK = """\
---
title: Search moves
type: maintenance
starts: 2026-11-22 11:00 UTC
ends: 2026-11-22 13:00 UTC
components:
  - search
---

## 2026-11-20 10:00 UTC — Scheduled

Search moves.

## 2026-11-22 11:30 UTC — Verifying

- checkout: partial_outage

We look whether all is well.
"""
PLANNED = WORK.partition("\n## 2026-11-22")[0].replace("11-22 11:00", "11-22 12:30")
MADE = {
    "open": INCIDENT,
    "over": OVER,
    "postmortem": POSTMORTEM,
    "again": OVER + AGAIN,
    "monitoring": MONITORING,
    "work": WORK,
    "planned": PLANNED,
}
EXAMPLE = sorted((ROOT / "incidents").glob("2026-*.md"))
KEY = "2026-11-22-broken"


def files() -> Iterator[tuple[str, str, str]]:
    """Name, components and text of every valid file that is broken here."""
    for name, text in MADE.items():
        yield name, COMPONENTS, text
    for path in EXAMPLE:
        yield path.stem, (ROOT / "components.yaml").read_text(), path.read_text()


FILES = {name: (components, text) for name, components, text in files()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two other incidents, one of them open, and a history without the file that will be broken."""
    write(tmp_path / "mkdocs.yml", CONFIG)
    write(
        tmp_path / "incidents/2026-11-20-other.md",
        OVER.replace("  checkout: partial_outage", "").replace("components:\n", ""),
    )
    write(
        tmp_path / "incidents/2026-11-22-note.md",
        "---\ntitle: A\nimpact: none\n---\n\n## 2026-11-22 10:00 UTC — Investigating\n",
    )
    return tmp_path


def prepared(root: Path, components: str, text: str) -> tuple[History, PageState]:
    """The file as committed, and what the page says of it."""
    commit(root, {"components.yaml": components, f"incidents/{KEY}.md": text}, at="2026-11-22T11:45:00Z")
    history = History(root)
    good = inspected(root, history)
    assert not good.errors and good.state is not None
    return history, good.state


def broken_states(
    root: Path, name: str, text: str, number: int, history: History
) -> Iterator[tuple[object, PageState]]:
    """What is published for every mutation that is not a legitimate edit; at first with its own content."""
    for content in mutations(text, number, name):
        write(root / f"incidents/{KEY}.md", content)
        found = inspected(root, history)
        assert found.state is not None
        assert {"2026-11-20-other", "2026-11-22-note"} <= found.state.by_id.keys(), content
        if found.errors:
            yield content, found.state


def assert_not_greener(state: PageState, good: PageState, content: object) -> bool:
    said = f"{state.indicator} instead of {good.indicator}:\n{content!s}"
    assert state.indicator.badness >= good.indicator.badness, said
    for component, status in good.components.items():
        assert state.components[component].badness >= status.badness, f"{component} {said}"
    assert_not_better(state.by_id[KEY], good.by_id[KEY], said)
    return True


def assert_not_better(item: IncidentState, good: IncidentState, said: str) -> None:
    rank = {Standing.PAST: 0, Standing.PLANNED: 1, Standing.ACTIVE: 2}
    assert rank[item.standing] >= rank[good.standing], said
    if good.standing is Standing.ACTIVE:
        assert item.impact.badness >= good.impact.badness, said


ENOUGH = 1 + (800 if THOROUGH else 200) // len(FILES)
"""Of each file."""


@pytest.mark.parametrize("name", some(FILES, 8))
def test_no_mutation_makes_anything_greener_than_the_last_good_version(root: Path, name: str) -> None:
    components, text = FILES[name]
    history, good = prepared(root, components, text)
    broken = islice(broken_states(root, name, text, 10 * ENOUGH, history), ENOUGH)

    assert sum(assert_not_greener(state, good, content) for content, state in broken) == ENOUGH


@pytest.mark.parametrize("name", some(["again", "open", "monitoring", "work"], 4))
def test_nor_does_one_of_a_file_without_a_past_hide_that_it_is_open(root: Path, name: str) -> None:
    components, text = FILES[name]
    write(root / "components.yaml", components)
    commit(root)
    history = History(root)
    for content, state in broken_states(root, name, text, 40, history):
        assert state.by_id[KEY].standing is Standing.ACTIVE, content
        assert state.indicator != "none", content


@pytest.mark.parametrize(("good", "number"), [(OVER, 20), whole(OVER, 80), whole(POSTMORTEM, 80)])
def test_what_was_opened_again_is_open_however_the_file_is_broken(root: Path, good: str, number: int) -> None:
    meant = good + AGAIN
    history, _ = prepared(root, COMPONENTS, good)
    heading = AGAIN.split("\n")[1]
    for content, state in broken_states(root, "opened again", meant, number, history):
        if heading in str(content):  # else nobody could tell that it was meant to be opened again
            assert state.by_id[KEY].standing is Standing.ACTIVE, content


@pytest.mark.long
def test_a_typo_in_an_old_file_is_seldom_an_alarm(root: Path) -> None:
    history, _ = prepared(root, COMPONENTS, POSTMORTEM)
    open_again = [
        state.by_id[KEY].standing is Standing.ACTIVE
        for _, state in broken_states(root, "old", POSTMORTEM, 100, history)
    ]
    assert sum(open_again) < len(open_again) / 2


@pytest.mark.parametrize("name", some(["open", "work", "2026-11-22-card-payments-fail"], 3))
def test_the_whole_command_publishes_it_too(root: Path, name: str) -> None:
    components, text = FILES[name]
    _, good = prepared(root, components, text)
    for content in mutations(text, 3, f"{name}, in full"):
        write(root / f"incidents/{KEY}.md", content)
        code, output = tolerant_build(root)
        assert code in (0, 1), output
        assert "Traceback" not in output
        assert "A" in home(root)
        if code:
            assert manifest(root)["indicator"] == inspected(root).state.indicator  # type: ignore[union-attr]
            assert KEY in manifest(root)["corrections"]
            assert manifest(root)["indicator"] != "none" or good.indicator == "none"
