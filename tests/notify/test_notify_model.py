"""Whatever happens, nobody is told twice, and nothing is lost without a word."""

import pytest
from hypothesis import settings

from statuary.model import Stage
from support.examples import THOROUGH
from support.telling_machine import KILLS, MOODS, Telling

TestTelling = Telling.TestCase
TestTelling.settings = settings(max_examples=300 if THOROUGH else 8, stateful_step_count=10, deadline=None)


@pytest.mark.parametrize("twice", [pytest.param(False, marks=pytest.mark.long), True])
@pytest.mark.parametrize("kill", KILLS)
@pytest.mark.parametrize("mood", sorted(set(MOODS)))
def test_each_mishap_by_itself(mood: str, kill: tuple[int, str] | None, twice: bool) -> None:
    """Beside chance, which does not come by each: one update or two, whatever services do, killed at every step."""
    told = Telling()
    told.begin()
    told.runs(("a", Stage.INVESTIGATING, twice), (mood, mood), kill)
    told.nobody_is_told_twice()
    told.what_is_written_as_sent_was_sent()
    told.runs_again(1)
    told.nobody_is_told_twice()
    told.teardown()
    if kill is None and mood in ("takes", "refuses"):
        assert not told.unknown
