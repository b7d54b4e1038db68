"""How much is tried: some of it by default, all of it in `.ci/run`: STATUARY_LONG and `-m 'long or hypothesis'`."""

import os
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

THOROUGH = bool(os.environ.get("STATUARY_LONG"))
"""More random examples of everything: `.ci/run` and the nightly runs set it."""


def examples(number: int) -> settings:
    """So many random examples, of which a tenth is tried by default."""
    return settings(max_examples=number if THOROUGH else max(10, number // 10), deadline=None)


def some(cases: Iterable[Any], step: int) -> list[Any]:
    """Cases for `parametrize`: by default one in `step` is tried, from the first on; a tuple is several arguments."""
    return [
        case if number % step == 0 else whole(*case) if isinstance(case, tuple) else whole(case)
        for number, case in enumerate(cases)
    ]


def whole(*case: Any) -> Any:
    """A case that is tried only where all are."""
    return pytest.param(*case, marks=pytest.mark.long)
