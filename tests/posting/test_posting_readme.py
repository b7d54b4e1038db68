"""What incidents/README.md tells people to type works, and so does its way out of a conflict."""

import re
import shlex

import pytest

from statuary.cli import main
from support.places import ROOT
from support.posting import FILE, NOW, Clone, colleague
from support.repository import write

README = (ROOT / "incidents/README.md").read_text(encoding="utf-8")
POSTING = ("open", "update", "resolve", "schedule", "notice")
# Spans of code within a line, and lines of the shell blocks.
COMMANDS = re.findall(rf"(?:`|^ *)(statuary (?:{'|'.join(POSTING)})\b[^`\n]+)", README, re.MULTILINE)
TABLE = README.split("### More of the commands")[1].split("\n\n")[1]


def test_the_readme_shows_every_command_that_posts() -> None:
    assert {command.split()[1] for command in COMMANDS} == set(POSTING)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_readme_types_is_accepted(clone: Clone, command: str) -> None:
    _, *arguments = shlex.split(command.replace("--publish", "--dry-run"))

    result = clone.run(*arguments, now="2026-11-22T10:31:20Z")

    assert result.exit_code == 0, result.output
    assert "Nothing was written." in result.stdout


def test_the_options_of_the_table_exist() -> None:
    commands = [main.get_command(None, name) for name in ("open", "resolve")]
    known = {name for command in commands for one in command.params for name in one.opts}
    named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(TABLE.split("`")[1::2])))

    assert len(named) > 10
    assert named - known == set()


def test_a_conflict_is_resolved_as_the_readme_says(clone: Clone) -> None:
    """Two people add an update by hand, on branches of their own."""
    bob = colleague(clone)
    for who, stage, text in (
        (bob, "10:31 UTC — Identified", "A link."),
        (clone, "10:33 UTC — Update", "Well."),
    ):
        write(who.root / FILE, f"{who.read()}\n## 2026-11-22 {stage}\n\n{text}\n")
        who.git("commit", "-qam", "Update")
    bob.git("push", "-q")
    clone.git("config", "pull.rebase", "false")
    with pytest.raises(AssertionError):
        clone.git("pull", "-q")
    assert "conflict-marker" in clone.run("check", now=NOW).output

    lines = clone.read().splitlines()
    assert [line[:7] for line in lines if re.match("<{7}|={7}|>{7}", line)] == [
        "<<<<<<<",
        "=======",
        ">>>>>>>",
    ]
    kept = [line for line in lines if not re.match("<{7}|={7}|>{7}", line)]
    older, newer = (next(i for i, line in enumerate(kept) if stage in line) for stage in ("10:31", "10:33"))
    if older > newer:  # “the older one first, with an empty line between them”
        kept = [*kept[:newer], *kept[older:], "", *kept[newer:older]]
    write(clone.root / FILE, "\n".join(kept).rstrip() + "\n")

    assert clone.run("check", now="2026-11-22T10:40:00Z").exit_code == 0
    text = clone.read()
    assert text.index("A link.") < text.index("Well.")
