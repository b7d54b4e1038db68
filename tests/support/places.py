"""Where things are: this repository, and the real histories beside it, which not everybody has."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OVERRIDES = ROOT / "overrides"
CORPORA = ROOT.parent / "shared" / "corpora"


def corpus(name: str) -> Path:
    """The folder of a real history; skips where it is not there."""
    folder = CORPORA / name
    if not folder.is_dir():
        pytest.skip(f"the real incident history {name} is not at ../shared/corpora")
    return folder
