"""Small repositories to import into."""

from pathlib import Path

import pytest
from importers_sources import issue

MKDOCS = """\
site_name: Test status
site_url: https://status.example.com/
docs_dir: incidents
plugins:
  - statuary:
      contacts:
        - name: Help
          url: https://help.example.com/
"""

CONFIG = """\
title: Old status
baseURL: https://old.example.com/
params:
  categories: [{name: Shop}]
  systems:
    - {name: Checkout, category: Shop}
"""


@pytest.fixture
def empty_status(tmp_path: Path) -> Path:
    """A status repository without components and incidents."""
    root = tmp_path / "status"
    (root / "incidents").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS)
    (root / "components.yaml").write_text("# What we run\ngroups: []\n")
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A cState site with two issues."""
    folder = tmp_path / "old"
    (folder / "content" / "issues").mkdir(parents=True)
    (folder / "config.yml").write_text(CONFIG)
    for name, text in (issue(), issue(name="2026-04-01-open", resolved="false", severity="notice")):
        (folder / "content" / "issues" / f"{name}.md").write_text(text)
    return folder
