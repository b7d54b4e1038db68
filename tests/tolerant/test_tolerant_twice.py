"""Two mistakes in a file are never milder than either of them alone, nor than what was so before."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest
from test_tolerant_mutations import MADE, assert_not_better

from statuary.git_log import Version
from statuary.history.file_history import History
from statuary.model import ComponentStatus
from statuary.source import Project
from statuary.status import IncidentState, Standing
from support.examples import some
from support.mutations import mutations
from support.past import CLOCK, inspected
from support.repository import COMPONENTS, CONFIG, write

COMPLETED = MADE["planned"] + "\n## 2026-11-22 11:10 UTC — Completed\n\nDone.\n"
CANCELLED = MADE["planned"] + "\n## 2026-11-22 11:10 UTC — Cancelled\n\nNot now.\n"
NOTICE = "---\ntitle: Office closed\ntype: notice\n---\n\n## 2026-11-20 10:00 UTC — Notice\n\nClosed.\n"
GOOD = MADE | {"completed": COMPLETED, "cancelled": CANCELLED, "notice": NOTICE}
INCIDENT_ADDED = (
    "## 2026-11-22 11:20 UTC — Investigating\n\n- checkout: major_outage\n- who:\n",
    "## 2026-11-22 11:20 UTC — Investigatin\n\nIt fails again.\n",
    "## 2026-11-22 11:20 — Identified\n\n- checkout: down\n",
    "2026-11-22 11:20 UTC — Investigating: it fails again\n",
    "## It fails again\n",
    "## 2026-11-22 11:20 UTC — Update\n\n- checkout: major_outage\n",
    "> - checkout: major_outage\n",
    "- checkout: partial_outage\n",
)
WORK_ADDED = (
    "## 2026-11-22 11:20 UTC — In progress\n\n- search: major_outage\n- who:\n",
    "## 2026-11-22 11:20 UTC — In progres\n\nIt has begun.\n",
    "## 2026-11-22 11:20 UTC — In progress\n\n- who:\n",
    "2026-11-22 11:20 UTC — In progress: it went wrong\n",
    "## 2026-11-22 11:20 UTC — Verifying\n\n| search | down |\n",
)
NEVER_AN_END = (
    "## 2026-11-22 11:15 UTC — Postmortem\n\nA link failed.\n",
    "## 2027-11-22 11:30 UTC — Resolved\n\nAll is well.\n",
    "## 2027-11-22 11:30 UTC — Completed\n\nAll is well.\n",
    "### 2026-11-22 11:30 UTC — Resolved\n\nAll is well.\n",
    "> ## 2026-11-22 11:30 UTC — Completed\n",
    "**2026-11-22 11:30 UTC — Resolved**\n",
    "```\n## 2026-11-22 11:30 UTC — Resolved\n## 2026-11-22 11:31 UTC — Completed\n```\n",
    "## 2026-11-22 11:30 UTC — Resolvd\n",
    "## 2026-11-22 11:30 — Resolved\n",
    "2026-11-22 11:30 UTC — Resolved: it works\n",
    "## 2026-11-19 09:00 UTC — Resolved\n\nAll is well.\n",
    "<!-- a comment\n",
)
OF_THE_OTHER_KIND = {
    True: ("## 2026-11-22 11:30 UTC — Resolved\n",),
    False: ("## 2026-11-22 11:30 UTC — Completed\n", "## 2026-11-22 11:30 UTC — Cancelled\n"),
}
"""By whether it is planned work."""


class Past(History):
    """Every file had the same good version."""

    def __init__(self, root: Path, good: str) -> None:
        super().__init__(root)
        self._version = Version(CLOCK - timedelta(minutes=15), good.encode())

    def incident(self, project: Project, incident_id: str, path: str | None = None) -> list[Version]:
        return [self._version]


def shown(root: Path, good: str, texts: Sequence[str]) -> tuple[dict[str, IncidentState], set[str]]:
    """What is published for each text, if it comes after the good version, all of them on one page; the faulty ones."""
    write(root / "mkdocs.yml", CONFIG)
    write(root / "components.yaml", COMPONENTS)
    names = {f"broken-{number}": text for number, text in enumerate(texts)}
    for name, text in names.items():
        write(root / f"incidents/{name}.md", text)
    found = inspected(root, Past(root, good))
    assert found.state is not None
    faulty = {names[Path(one.path).stem] for one in found.errors}
    return {text: found.state.by_id[name] for name, text in names.items()}, faulty


def assert_not_milder(item: IncidentState, other: IncidentState, said: str) -> None:
    assert_not_better(item, other, said)
    for component, status in other.components.items():
        held = item.components.get(component, ComponentStatus.OPERATIONAL)
        assert held.badness >= status.badness, f"{component} is {held} instead of {status}: {said}"


def added(name: str) -> list[tuple[str, str]]:
    """Pairs of what is added, at least one of which opens it; fewer where it is open anyhow."""
    work = "type: maintenance" in GOOD[name]
    opening = WORK_ADDED if work else INCIDENT_ADDED
    ends = NEVER_AN_END + OF_THE_OTHER_KIND[work]
    if work and name != "planned":  # what was only planned may be called off in a word
        ends += ("## 2026-11-22 11:30 UTC — Cancelled\n",)
    pairs = [pair for pair in permutations(opening + ends, 2) if not set(opening).isdisjoint(pair)]
    return pairs if name in ("over", "postmortem", "completed", "cancelled", "planned") else pairs[::4]


@pytest.mark.parametrize("name", some(GOOD, 4))
def test_two_mistakes_are_never_milder_than_one(tmp_path: Path, name: str) -> None:
    good, pairs = GOOD[name], added(name)
    alone = {f"{good}\n{one}" for pair in pairs for one in pair}
    found, _ = shown(
        tmp_path, good, sorted({good, *alone, *(f"{good}\n{one}\n{other}" for one, other in pairs)})
    )
    for one, other in pairs:
        both = f"{good}\n{one}\n{other}"
        for text in (good, f"{good}\n{one}", f"{good}\n{other}"):
            assert_not_milder(found[both], found[text], f"{text}\n=====\n{both}")


@pytest.mark.parametrize("name", some(GOOD, 4))
def test_nor_are_two_slips_anywhere_milder_than_what_was_so(tmp_path: Path, name: str) -> None:
    good = GOOD[name]
    once = [text for text in mutations(good, 60, name) if isinstance(text, str)]
    twice = (
        list(mutations(text, 20, text))[number % 20] for number, text in enumerate(once) if len(text) > 20
    )
    texts = {text for text in twice if isinstance(text, str)}
    found, faulty = shown(tmp_path, good, sorted({good, *texts}))
    assert len(faulty) > 30
    for text in faulty:
        assert_not_milder(found[text], found[good], text)


@pytest.mark.parametrize("name", ["over", "completed"])
def test_a_plain_end_is_believed(tmp_path: Path, name: str) -> None:
    """Else whoever opens and ends it again by hand, and errs in a detail, would have an alarm."""
    stages = ("Investigating", "Resolved") if name == "over" else ("In progress", "Completed")
    again = "".join(
        f"\n## 2026-11-22 11:{20 + 10 * number} UTC — {stage}\n" for number, stage in enumerate(stages)
    )
    text = f"{GOOD[name]}{again}\n- who:\n"
    found, faulty = shown(tmp_path, GOOD[name], [text])
    assert (found[text].standing, faulty) == (Standing.PAST, {text})
