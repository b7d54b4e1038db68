"""The Tab key: ids of components and incidents in bash, zsh and fish."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from statuary.cli import main
from statuary.model import ComponentStatus
from support.posting import NAME, Clone
from support.repository import INCIDENT, write


def offered(clone: Clone, *words: str) -> list[str]:
    """What is offered for the last word."""
    complete = ShellComplete(main, {}, "statuary", "_STATUARY_COMPLETE")
    *before, incomplete = words
    return [item.value for item in complete.get_completions(["-C", str(clone.root), *before], incomplete)]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["open", "-c", ""], ["checkout", "search"]),
        (["update", "-c", "che"], ["checkout"]),
        (["open", "-c", "search=ma"], ["search=major_outage"]),
        (["open", "-c", "checkout=down,se"], ["checkout=down,search"]),
        (["schedule", "-c", "nothing"], []),
        (["update", ""], [NAME]),
        (["resolve", "card"], [NAME]),
        (["postmortem", "2025"], []),
        (["open", "-t", "incident-p"], ["incident-partial-recovery", "incident-postmortem"]),
        (["update", "-t", "s"], ["security", "supplier"]),
        (["po"], ["postmortem"]),
    ],
)
def test_what_is_offered(clone: Clone, words: list[str], values: list[str]) -> None:
    assert offered(clone, *words) == values


def test_a_whole_id_offers_its_statuses(clone: Clone) -> None:
    assert offered(clone, "open", "-c", "search") == ["search", *(f"search={one}" for one in ComponentStatus)]


def test_the_newest_incident_comes_first(clone: Clone) -> None:
    write(clone.root / "incidents/2026/2026-11-23-search.md", INCIDENT)

    assert offered(clone, "update", "") == ["2026-11-23-search", NAME]


def test_without_a_repository_nothing_is_offered(tmp_path: Path) -> None:
    assert offered(Clone(tmp_path), "open", "-c", "") == offered(Clone(tmp_path), "update", "") == []


@pytest.mark.parametrize("shell", [BashComplete, ZshComplete, FishComplete])
def test_titles_and_names_are_shown_where_a_shell_can(clone: Clone, shell: type[ShellComplete]) -> None:
    complete = shell(main, {}, "statuary", "_STATUARY_COMPLETE")
    (item,) = complete.get_completions(["-C", str(clone.root), "resolve"], "")

    assert item.help == "Some card payments fail"
    assert NAME in complete.format_completion(item)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_in_a_real_bash(clone: Clone, tmp_path: Path) -> None:
    # The program's name gives the variable its name, and `-m` would give another: this is the entry point.
    write(
        tmp_path / "statuary",
        f'#!{sys.executable}\nimport sys\nsys.argv[0] = "statuary"\nfrom statuary.cli import main\nmain()\n',
    )
    (tmp_path / "statuary").chmod(0o755)
    script = """
    eval "$(_STATUARY_COMPLETE=bash_source statuary)"
    COMP_WORDS=(statuary resolve 2026); COMP_CWORD=2; COMP_LINE="statuary resolve 2026"
    _statuary_completion statuary
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=clone.root,
        env=os.environ | {"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout.split() == [NAME], done.stderr
