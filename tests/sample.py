"""A small status repository, as text."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

one_clock = pytest.mark.skipif(
    "FAKETIME" in os.environ,
    reason="under faketime, the processes that it starts see another clock than the test",
)

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


def write(path: Path, content: str | bytes) -> None:
    """Write text or bytes, with the folders above."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
