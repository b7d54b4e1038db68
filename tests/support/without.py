"""Packages that a process does not find, though they are installed: what is here need not be uninstalled for a test."""

import os
import subprocess
import sys
from pathlib import Path

_HIDE = """\
import sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Hidden())
"""


def run_without(names: set[str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` without these packages; `folder` holds what hides them."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_HIDE.format(names=names))
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        timeout=120,
    )
