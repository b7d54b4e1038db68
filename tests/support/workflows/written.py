"""A workflow as it is written, and as it ended: its YAML, its jobs in their order, and what each step said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from support.workflows.commands import Command, commands
from support.workflows.expressions import Expressions


@dataclass
class Step:
    """One step that ran: `outcome` is success, failure or skipped."""

    name: str
    outcome: str
    output: str = ""

    @property
    def commands(self) -> list[Command]:
        """What GitHub would obey in its output."""
        return list(commands(self.output))


@dataclass
class Job:
    """One job: its result, its outputs, its steps and what it wrote into the summary."""

    result: str = "success"
    outputs: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    summary: str = ""

    @property
    def output(self) -> str:
        """The log."""
        return "".join(step.output for step in self.steps)

    def step(self, name: str) -> Step:
        """A step by its name."""
        return next(step for step in self.steps if step.name == name)


def read(workflow: Path) -> dict[str, Any]:
    """A workflow; the key `on`, which YAML 1.1 takes for a truth, by its name."""
    document = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    document["on"] = document.pop(True)
    return dict(document)


def handed(workflow: Path, job: Mapping[str, Any], expressions: Expressions) -> Mapping[str, Any]:
    """The inputs of a called workflow: what its caller gives, else its own defaults."""
    declared = (read(workflow)["on"]["workflow_call"] or {}).get("inputs", {})
    given = {key: expressions.filled(value) for key, value in job.get("with", {}).items()}
    assert set(given) <= set(declared), f"{workflow.name} has no {set(given) - set(declared)}"
    every = {key: given.get(key, facts.get("default", "")) for key, facts in declared.items()}
    truths = {key for key, facts in declared.items() if facts["type"] == "boolean"}
    return {key: value in (True, "true") if key in truths else value for key, value in every.items()}


def needed(job: Mapping[str, Any]) -> list[str]:
    """The jobs before it."""
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else list(needs)


def in_order(jobs: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Its jobs, each after those that it needs."""
    seen: set[str] = set()
    while len(seen) < len(jobs):
        ready = [key for key in jobs if key not in seen and seen.issuperset(needed(jobs[key]))]
        assert ready, "jobs need each other"
        for key in ready:
            seen.add(key)
            yield key, jobs[key]
