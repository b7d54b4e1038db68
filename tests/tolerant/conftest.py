"""A repository with a past."""

from pathlib import Path

import pytest

from support.git import commit
from support.past import KEY, SEARCH
from support.repository import INCIDENT, MakeRepository


@pytest.fixture
def cards(repository: MakeRepository) -> Path:
    """An open incident, committed at 10:04, and another one beside it."""
    root = repository({f"{KEY}.md": INCIDENT, "2026-11-22-search.md": SEARCH})
    commit(root)
    return root
