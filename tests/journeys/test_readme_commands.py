"""What stands in the README can be typed as it stands, in its order, in a copy of this repository."""

import re
import shlex
from pathlib import Path

from support.command import run
from support.places import ROOT

PROGRAM = ".venv/bin/statuary"


def test_every_command_of_the_readme_works_in_its_order(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ").split("  #")[0] for block in blocks for line in block.splitlines()]
    typed = [shlex.split(line.replace("../", f"{tmp_path}/")) for line in lines]

    assert [command[0] for command in typed] == [PROGRAM] * len(typed)
    for _, *arguments in typed:
        if arguments[-1] != "serve":  # it goes on until it is stopped; tests/commands/test_serve.py tries it
            result = run(ROOT, *arguments)
            assert result.exit_code == 0, (arguments, result.output)
    assert len(typed) >= 5
