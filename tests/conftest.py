"""A status repository in ten lines, for tests that go through the same doors as users."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from statuary.source import Loaded, load

# The same examples in every run, so that a failure is about the change at hand. `--hypothesis-profile explore` looks
# for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("repeatable")

CONFIG = """\
site_name: Example status
site_url: https://status.example.com/
docs_dir: incidents
theme:
  name: material
  font: false
plugins:
  - statuary:
      now: 2026-11-22T12:00:00Z
      contacts:
        - name: Support
          url: mailto:help@example.com
"""
COMPONENTS = """\
groups:
  - name: Shop
    components:
      - id: checkout
        name: Checkout
        since: 2026-01-01
      - id: search
        name: Search
"""
INCIDENT = """\
---
title: Some card payments fail
impact: major
components:
  checkout: partial_outage
---

## 2026-11-22 10:04 UTC — Investigating

- next update: 30 min
- who: customers who pay by card

About one card payment in five fails.
"""

MakeRepository = Callable[..., Path]


@pytest.fixture
def repository(tmp_path: Path) -> MakeRepository:
    """Makes a repository from `incidents/…` files given by name, over a small configuration."""

    def make(incidents: dict[str, str | bytes] | None = None, **files: str) -> Path:
        root = tmp_path / "repository"
        write(root / "mkdocs.yml", files.get("config", CONFIG))
        write(root / "components.yaml", files.get("components", COMPONENTS))
        (root / "incidents").mkdir(exist_ok=True)
        for name, content in (incidents or {}).items():
            write(root / "incidents" / name, content)
        return root

    return make


@pytest.fixture
def load_one(repository: MakeRepository) -> Callable[[str | bytes], Loaded]:
    """Loads a repository with one incident file."""

    def read(content: str | bytes, name: str = "2026-11-22-card-payments-fail.md") -> Loaded:
        return load(repository({name: content}))

    return read


def write(path: Path, content: str | bytes) -> None:
    """Write text or bytes, with the folders above."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
