"""Commands that people wait for in an outage start without MkDocs, which alone takes longer than they do.

Each run of the workflow looks whether something is to be sent: that starts quickly, too.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.examples import some


def _imported(root: Path, *program: str) -> set[str]:
    """Top-level packages that a program imports; the interpreter itself keeps the list."""
    command = [sys.executable, "-X", "importtime", *program]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr[-2000:]
    return set(re.findall(r"^import time:.*\| +(\w+)", done.stderr, re.MULTILINE))


_POST = ["open", "Search fails", "-c", "search", "--dry-run", "--now", "2026-11-22T10:40Z"]


@pytest.mark.parametrize(
    "arguments", some([["check"], ["--help"], ["check", "--help"], ["status"], ["remind"], _POST], 5)
)
def test_starts_without_what_is_slow(root: Path, arguments: list[str]) -> None:
    imported = _imported(root, "-m", "statuary", *arguments)

    assert "statuary" in imported
    assert imported.isdisjoint({"mkdocs", "material", "requests"})


def test_what_looks_whether_something_is_new_starts_without_what_sends_it(root: Path) -> None:
    imported = _imported(root, "-c", "import statuary.notify.telling")

    assert "statuary" in imported
    assert imported.isdisjoint({"apprise", "bs4", "feedgen", "markdownify", "mkdocs", "nh3", "requests"})
