"""The example keeps its own advice, and what incidents/README.md tells authors to write is accepted."""

import re
from pathlib import Path

import pytest

from statuary.model import ACTIVE_STAGES, Component, ComponentStatus, Impact, Incident, Kind, Stage
from statuary.source import load
from statuary.source.attributes import KEYS as ATTRIBUTES
from statuary.source.front_matter import KEYS as FRONT_MATTER
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from support.places import ROOT

README = (ROOT / "incidents" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```markdown\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
FILES = [block for block in BLOCKS if block.startswith("---")]
CONTEXT = Context.of({}, [Component(id="checkout", name="Checkout"), Component(id="search", name="Search")])
UPDATES = [block for block in BLOCKS if block.startswith("##")]


@pytest.fixture(scope="module")
def incidents() -> tuple[Incident, ...]:
    """The example's incidents; every one of them must load."""
    loaded = load(ROOT)
    assert [problem for problem in loaded.problems if problem.path.startswith("incidents/")] == []
    assert loaded.site is not None
    return loaded.site.incidents


def test_every_promised_update_came_in_time(incidents: tuple[Incident, ...]) -> None:
    late = [
        f"{incident.id}: {after.at}"
        for incident in incidents
        for before, after in zip(incident.updates, incident.updates[1:], strict=False)
        if before.next_update is not None and after.at > before.next_update
    ]

    assert late == []


def test_every_open_stage_promises_a_next_update(incidents: tuple[Incident, ...]) -> None:
    silent = [
        f"{incident.id}: {update.at}"
        for incident in incidents
        for update in incident.updates
        if update.stage in ACTIVE_STAGES and update.next_update is None
    ]

    assert silent == []


def test_the_story_shows_every_stage_and_attribute(incidents: tuple[Incident, ...]) -> None:
    updates = [update for incident in incidents for update in incident.updates]
    fields = (
        "next_update",
        "who",
        "workaround",
        "estimate",
        "starts",
        "ends",
        "correction",
        "posted_as",
        "silent",
    )

    assert {update.stage for update in updates} == set(Stage)
    assert [field for field in fields if not any(getattr(update, field) for update in updates)] == []
    assert {incident.kind for incident in incidents} == set(Kind)


def test_the_skeletons_of_the_readme_load() -> None:
    appended = "\n".join([FILES[0], *UPDATES])
    for text in [*FILES, appended]:
        incident, problems = read_incident("incidents/2026-11-22-skeleton.md", text.encode(), CONTEXT)
        assert (problems, incident is not None) == ([], True)
    assert (len(FILES), len(UPDATES)) == (3, 2)


def test_the_readme_names_every_word() -> None:
    words = [*ATTRIBUTES, *FRONT_MATTER, *(word.value for word in [*ComponentStatus, *Impact])]
    cells = {word for line in README.splitlines() if line.startswith("|") for word in line.split("`")[1::2]}

    assert [word for word in words if word not in cells] == []
    assert [stage for stage in Stage if stage.label not in README] == []


def test_the_readme_names_only_rules_that_exist() -> None:
    section = README.split("| Rule | What to do |")[1].split("\n\n")[0]
    rules = {
        rule
        for line in section.splitlines()
        for rule in line.split("|")[1:2]
        for rule in rule.split("`")[1::2]
    }

    assert (
        rules and [rule for rule in rules if not (Path(__file__).parent / "negative" / rule).is_dir()] == []
    )
