"""What the rules cost beside the reading of the files that they judge."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuary.rules import advise_on_incidents, blocking
from statuary.source import load
from statuary.status import page_state
from support.repository import MakeRepository

pytestmark = pytest.mark.long

_STAGES = {
    "Investigating": "Some orders fail when shops save them. About one in five fails, and no order is lost.",
    "Identified": "A network link loses packets. We are moving traffic to another one. Next update at 11:00 UTC.",
    "Monitoring": "Saving works for most shops again. We are watching whether it stays so. Thank you.",
    "Resolved": "Saving works again since 10:52 UTC. Every order that failed was sent again. We are sorry.",
}
_FILES = 250
"""Below what is read on several cores, so that one clock sees it all."""


def _file(number: int) -> str:
    day = f"2026-{number // 28 % 10 + 1:02}-{number % 28 + 1:02}"
    updates = [
        f"## {day} {10 + index}:04 UTC — {stage}\n\n- who: shops in region {number}\n\n{text} ({number})\n"
        for index, (stage, text) in enumerate(_STAGES.items())
    ]
    head = f"---\ntitle: Orders of shop {number} fail\ncomponents:\n  checkout: partial_outage\n---\n\n"
    return head + "\n".join(updates)


def _seconds(what: Callable[[], object]) -> float:
    started = time.process_time()
    what()
    return time.process_time() - started


def test_all_that_a_check_judges_takes_less_than_twice_the_time_of_reading(
    repository: MakeRepository,
) -> None:
    root: Path = repository({f"2026-01-01-{number}.md": _file(number) for number in range(_FILES)})
    site = load(root).site
    assert site is not None and len(site.incidents) == _FILES
    state = page_state(site, datetime(2026, 11, 22, 12, tzinfo=UTC))

    def judge() -> None:
        assert list(blocking(site, state.now)) == []
        assert list(advise_on_incidents(state)) == []

    judge()  # patterns are compiled once
    assert min(_seconds(judge) / _seconds(lambda: load(root)) for _ in range(3)) < 2
