"""Small repositories to import into."""

from pathlib import Path

import pytest

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


@pytest.fixture
def empty_status(tmp_path: Path) -> Path:
    """A status repository without components and incidents."""
    root = tmp_path / "status"
    (root / "incidents").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS)
    (root / "components.yaml").write_text("# What we run\ngroups: []\n")
    return root
