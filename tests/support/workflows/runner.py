"""Runs our workflows as GitHub's runner does, as far as `run:` steps go: the YAML is read, every expression filled in,
and each script given to `bash -e` in a clone, with the files and variables that GitHub documents.

`uses:` steps are stand-ins (`hub.py`). What cannot be tried here is GitHub: its queue, its permissions.
"""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from support.workflows.expressions import Expressions
from support.workflows.written import Job, Step, handed, in_order, needed, read

TIMEOUT = 60


class ActionError(Exception):
    """An action fails, as GitHub's would."""


Env = dict[str, str]


@dataclass
class Machine:
    """What is outside of the workflows: a folder for everything, and the stand-ins for actions by their names."""

    folder: Path
    actions: Mapping[str, Callable[["Running", Mapping[str, str]], Mapping[str, str]]]
    path: list[Path]
    env: Env = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    before: dict[str, Callable[[], object]] = field(default_factory=dict)
    """What happens elsewhere in the world right before a step of this name."""
    replaced: Env = field(default_factory=dict)
    """Values in place of those that a step's `env:` has, such as for how long to wait."""

    def run(
        self,
        workflow: Path,
        github: Mapping[str, Any] | None = None,
        inputs: Mapping[str, str] | None = None,
        only: str = "",
        needs: Mapping[str, Job] | None = None,
    ) -> dict[str, Job]:
        """Run the jobs of a workflow in the order of their needs; those of a called one are named `caller/job`.

        `only`: no more than this job; `needs` are then the jobs before it, as they ended.
        """
        given = self._inputs(workflow, inputs)
        return self._jobs(workflow, self._github(github or {}), given, only, dict(needs or {}))[0]

    @staticmethod
    def _github(facts: Mapping[str, Any]) -> Mapping[str, Any]:
        usual = {"ref": "refs/heads/main", "run_id": "4711", "token": "not-a-token", "base_ref": ""}
        return {**usual, "event_name": "push", **facts}

    @staticmethod
    def _inputs(workflow: Path, given: Mapping[str, str] | None) -> Mapping[str, str]:
        """What the form sends: every field, empty where nothing was typed."""
        asked = (read(workflow)["on"].get("workflow_dispatch") or {}).get("inputs", {})
        unknown = set(given or {}) - set(asked)
        assert not unknown, f"the form has no {unknown}"
        return {name: str(facts.get("default", "")) for name, facts in asked.items()} | dict(given or {})

    def _jobs(
        self,
        workflow: Path,
        github: Mapping[str, Any],
        inputs: Mapping[str, str],
        only: str = "",
        done: dict[str, Job] | None = None,
    ) -> tuple[dict[str, Job], dict[str, str]]:
        document = read(workflow)
        done = {} if done is None else done
        for name, job in in_order(document["jobs"]):
            if only not in ("", name):
                continue
            needs = {need: done[need] for need in needed(job)}
            contexts = {
                "github": github,
                "inputs": inputs,
                "secrets": self.secrets,
                "vars": self.variables,
                "needs": {key: {"result": one.result, "outputs": one.outputs} for key, one in needs.items()},
            }
            well = all(one.result == "success" for one in needs.values())
            if not _expressions(contexts, well).holds(job.get("if", "true")):
                done[name] = Job("skipped")
            elif "uses" in job:
                called = workflow.parent / job["uses"].rpartition("/")[2]
                inner, outputs = self._jobs(called, github, handed(called, job, _expressions(contexts, well)))
                done |= {f"{name}/{key}": one for key, one in inner.items()}
                bad = [one for one in inner.values() if one.result == "failure"]
                done[name] = Job("failure" if bad else "success", outputs)
            else:
                done[name] = Running(
                    self, job, contexts, self.folder / "jobs" / f"{len(list(self.jobs.iterdir()))}"
                ).run()
        declared = (document["on"].get("workflow_call") or {}).get("outputs", {})
        results = {"jobs": {key: {"outputs": one.outputs} for key, one in done.items()}}
        outputs = {key: _expressions(results, True).filled(one["value"]) for key, one in declared.items()}
        return done, outputs

    @property
    def jobs(self) -> Path:
        """One folder a job."""
        (self.folder / "jobs").mkdir(exist_ok=True)
        return self.folder / "jobs"


def _expressions(contexts: Mapping[str, Any], well: bool) -> Expressions:
    functions = {
        "success": lambda: well,
        "failure": lambda: not well,
        "cancelled": lambda: False,
        "always": lambda: True,
    }
    return Expressions(contexts, functions)


class Running:
    """One job on a machine of its own: an empty workspace, a home, a folder for what steps tell the runner."""

    def __init__(
        self, machine: Machine, job: Mapping[str, Any], contexts: dict[str, Any], folder: Path
    ) -> None:
        self.machine, self.job, self.done = machine, job, Job()
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        for path in (self.workspace, self.temp):
            path.mkdir(parents=True)
        self._steps: dict[str, Any] = {}
        self.contexts = {**contexts, "steps": self._steps, "env": {}, "runner": {"temp": str(self.temp)}}
        self._env: Env = {}

    def run(self) -> Job:
        """All steps; after one that fails, only those whose `if:` says so."""
        for number, step in enumerate(self.job["steps"]):
            self._step(step, number)
        summary = self.temp / "summary"
        self.done.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
        filled = {key: self.expressions.filled(value) for key, value in self.job.get("outputs", {}).items()}
        self.done.outputs = filled
        return self.done

    @property
    def expressions(self) -> Expressions:
        """In the light of what has happened so far."""
        return _expressions(self.contexts, self.done.result == "success")

    def _step(self, step: Mapping[str, Any], number: int) -> None:
        name = str(step.get("name") or step.get("uses", "").partition("@")[0] or number)
        if not self.expressions.holds(step.get("if", "true")):
            self.done.steps.append(Step(name, "skipped"))
            return
        self.machine.before.get(name, lambda: None)()
        if step.get("uses", "").startswith("./"):
            self._composite(step["uses"])
            return
        done, outputs = self._action(name, step) if "uses" in step else self._script(name, step)
        self.done.steps.append(done)
        if done.outcome == "failure":
            self.done.result = "failure"
        if "id" in step:
            self._steps[step["id"]] = {"outputs": outputs, "outcome": done.outcome}

    def _composite(self, path: str) -> None:
        """The steps of an action of the repository's own, from what was checked out."""
        action = yaml.safe_load((self.workspace / path / "action.yml").read_text(encoding="utf-8"))
        assert action["runs"]["using"] == "composite"
        for number, step in enumerate(action["runs"]["steps"]):
            assert "uses" in step or step["shell"] == "bash", "an action must name the shell of each script"
            self._step({key: value for key, value in step.items() if key != "shell"}, number)

    def _action(self, name: str, step: Mapping[str, Any]) -> tuple[Step, Mapping[str, str]]:
        given = {key: self.expressions.filled(value) for key, value in step.get("with", {}).items()}
        try:
            return Step(name, "success"), self.machine.actions[step["uses"].partition("@")[0]](self, given)
        except ActionError as error:
            return Step(name, "failure", str(error)), {}

    def _script(self, name: str, step: Mapping[str, Any]) -> tuple[Step, Mapping[str, str]]:
        assert "shell" not in step, "only the usual shell is known here"
        env = {key: self.expressions.filled(value) for key, value in step.get("env", {}).items()}
        env |= {key: value for key, value in self.machine.replaced.items() if key in env}
        script = self.temp / "script.sh"
        script.write_text(self.expressions.filled(step["run"]), encoding="utf-8")
        done = subprocess.run(
            ["bash", "-e", script],
            cwd=self.workspace,
            env=self._environment() | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT,
            check=False,
        )
        outcome = "failure" if done.returncode else "success"
        return Step(name, outcome, done.stdout.decode(errors="replace")), self._outputs()

    def _environment(self) -> Env:
        github = self.contexts["github"]
        return {
            "PATH": os.pathsep.join([*map(str, self.machine.path), os.environ["PATH"]]),
            "HOME": str(self.temp),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTOR": "octocat",
            "GITHUB_ACTOR_ID": "583231",
            "GITHUB_REPOSITORY": "example/status",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REF": str(github["ref"]),
            "GITHUB_RUN_ID": str(github["run_id"]),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **{f"GITHUB_{key}": str(self.temp / value) for key, value in _FILES.items()},
            **self.machine.env,
        }

    def _outputs(self) -> Mapping[str, str]:
        """`name=value` lines, as the runner reads them; the file begins anew for each step."""
        for name in ("ENV", "PATH"):
            assert not (self.temp / _FILES[name]).exists(), f"GITHUB_{name} is not looked at by this harness"
        file = self.temp / _FILES["OUTPUT"]
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        file.write_text("")
        assert all("=" in line for line in lines), f"not an output: {lines}"
        return dict(line.partition("=")[::2] for line in lines)


_FILES = {"OUTPUT": "output", "STEP_SUMMARY": "summary", "ENV": "env", "PATH": "path"}
