"""That the harness would find what it looks for: without this, all other tests here could pass for nothing."""

from pathlib import Path

import pytest

from support.repository import write
from support.workflows.commands import commands
from support.workflows.expressions import Expressions
from support.workflows.hostile import MARK
from support.workflows.hub import Hub

CARELESS = """\
name: Careless
on:
  workflow_dispatch:
    inputs:
      text: {type: string}
jobs:
  one:
    runs-on: ubuntu-24.04
    outputs:
      word: ${{ steps.say.outputs.word }}
    steps:
      - name: Say
        id: say
        env:
          TEXT: ${{ inputs.text }}
        run: |
          echo "${{ inputs.text }}"
          echo "$TEXT"
          echo "word=yes" >> "$GITHUB_OUTPUT"
      - name: Fail
        run: |
          false
          echo "not reached"
      - name: After
        run: echo "not reached"
      - name: Clean up
        if: ${{ failure() && steps.say.outputs.word == 'yes' }}
        run: echo "# cleaned" >> "$GITHUB_STEP_SUMMARY"
  two:
    needs: one
    runs-on: ubuntu-24.04
    steps:
      - run: echo "not reached"
"""


def test_it_runs_scripts_as_a_runner_does_and_sees_what_is_executed(hub: Hub, tmp_path: Path) -> None:
    write(tmp_path / "careless.yml", CARELESS)

    jobs = hub.machine().run(tmp_path / "careless.yml", inputs={"text": f"$(touch {MARK})\n ::error::x"})

    assert list(hub.folder.rglob(MARK)), "text in a script is executed"
    assert [command.name for command in jobs["one"].step("Say").commands] == ["error", "error"]
    assert [step.outcome for step in jobs["one"].steps] == ["success", "failure", "skipped", "success"]
    assert (jobs["one"].result, jobs["two"].result) == ("failure", "skipped")
    assert "not reached" not in jobs["one"].output
    assert jobs["one"].outputs == {"word": "yes"}
    assert jobs["one"].summary == "# cleaned\n"


@pytest.mark.parametrize(
    ("output", "names"),
    [
        ("::set-output name=a::b", ["set-output"]),
        ("   ::error file=x,line=1::y", ["error"]),
        ("words ##[add-mask]b", ["add-mask"]),
        ("words ::error::y", []),
        ("::unknown::y", []),
        ("::stop-commands::t\n::error::x\n##[error]x\n::t::\n::warning::y", ["stop-commands", "warning"]),
    ],
)
def test_it_knows_what_github_takes_for_a_command(output: str, names: list[str]) -> None:
    assert [command.name for command in commands(output)] == names


def test_it_evaluates_expressions() -> None:
    contexts = {"inputs": {"a": "x", "empty": ""}, "needs": {"one": {"result": "success"}}}
    said = {"success": lambda: False, "failure": lambda: True, "cancelled": lambda: False}
    expressions = Expressions(contexts, said)

    assert expressions.filled("${{ inputs.a }}-${{ inputs.none }}${{ inputs.empty || 'y' }}") == "x-y"
    assert expressions.holds("${{ !cancelled() && needs.one.result == 'success' }}")
    assert not expressions.holds("${{ inputs.a == 'x' }}"), (
        "only after success, as no function says otherwise"
    )
