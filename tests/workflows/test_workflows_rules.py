"""What must be true of the workflows themselves, and of what they install."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from statuary.scaffold import scaffold
from statuary.source.settings import SECRET_WORDS
from support.places import ROOT
from support.workflows.hub import NOW
from support.workflows.written import read

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = ("requirements.txt", "build.txt", "source.txt")
COPIED = ("check.yml", "deploy.yml", "post.yml", "publish.yml")


def _steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in read(workflow)["jobs"].values():
        yield from job.get("steps", [])


def _locked() -> dict[str, list[Requirement]]:
    """What the locks name, by the package's name; one may stand there more than once, for other versions of Python."""
    text = "".join((ROOT / ".github" / name).read_text(encoding="utf-8") for name in LOCKS).replace(
        "\\\n", " "
    )
    found: dict[str, list[Requirement]] = {}
    for line in filter(None, (line.partition("--hash")[0].strip() for line in text.splitlines())):
        if not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_script_holds_an_expression(workflow: Path) -> None:
    """Somebody's text in a script would be run; in the environment it is text."""
    assert [step["run"] for step in _steps(workflow) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_decided_by_what_is_printed_for_people(workflow: Path) -> None:
    """It quotes authors. What our commands did is in the file of --result; of git, only hashes are read."""
    scripts = "\n".join(step.get("run", "") for step in _steps(workflow))

    assert re.findall(r"\bstatuary\b[^\n|]*\|(?!\|)|\$\(statuary\b|\bgrep\b|\bsed -n\b", scripts) == []
    assert set(re.findall(r"\$\(git (\S+)", scripts)) <= {"rev-parse"}


@pytest.mark.parametrize("name", COPIED)
def test_what_quotes_authors_is_printed_where_no_command_is_obeyed(name: str) -> None:
    for step in _steps(ROOT / ".github" / "workflows" / name):
        for line in step.get("run", "").splitlines():
            if re.match(r"\s*(if \S+ )?statuary ", line):
                shielded = "--format github" in line or "> /dev/null" in line
                assert shielded or "::stop-commands::" in step["run"].partition(line)[0], line


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_named_by_its_commit(workflow: Path) -> None:
    used = [step["uses"] for step in _steps(workflow) if "uses" in step]

    foreign = [name for name in used if name != "./.github/actions/statuary"]
    assert [name for name in foreign if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)] == []


def test_the_form_can_be_sent_as_it_is() -> None:
    """GitHub's app runs a form only if whatever must be chosen has a default; the page of the web takes no more than
    25 fields."""
    inputs = read(ROOT / ".github" / "workflows" / "post.yml")["on"]["workflow_dispatch"]["inputs"]

    assert [name for name, field in inputs.items() if field.get("required")] == []
    choices = [field for field in inputs.values() if field["type"] == "choice"]
    assert choices and all(field["default"] in field["options"] for field in choices)
    assert len(inputs) <= 10


def test_pull_requests_get_no_secret_and_may_write_nothing() -> None:
    workflow = read(ROOT / ".github" / "workflows" / "check.yml")

    assert list(workflow["on"]) == ["pull_request"]
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]


def test_a_deployment_is_never_cancelled_and_nothing_waits_for_a_full_hour() -> None:
    workflow = read(ROOT / ".github" / "workflows" / "deploy.yml")

    limits = {name: job.get("concurrency") for name, job in workflow["jobs"].items()}
    assert "concurrency" not in workflow
    assert limits == {
        "publish": {"group": "pages", "cancel-in-progress": False, "queue": "max"},
        "verify": None,
        "notify": {"group": "notify", "cancel-in-progress": False},
        "remind": {"group": "remind", "cancel-in-progress": False},
    }, "whoever waits keeps the place, and nobody waits for a verification"
    assert {cron["cron"].split()[0] for cron in workflow["on"]["schedule"]} == {"17"}


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = _locked()
    wanted = [
        Requirement(one) for one in project["project"]["dependencies"] + project["build-system"]["requires"]
    ]

    for requirement in wanted:
        pins = locked.get(canonicalize_name(requirement.name), [])
        assert pins, f"{requirement.name} is in no lock in .github/; their first lines tell how to renew them"
        for pin in pins:
            version = str(pin.specifier).removeprefix("==")
            assert requirement.specifier.contains(version), f"{pin} is not {requirement}"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_every_file_by_its_hash_and_no_host(name: str) -> None:
    text = (ROOT / ".github" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]

    assert [line[:60] for line in lines if not re.search(r"==\S.* --hash=sha256:[0-9a-f]{64}", line)] == []
    assert "://" not in text and "--index" not in text


def test_a_new_repository_gets_them_and_keeps_what_its_owner_has(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "CODEOWNERS").write_text("* @us\n")

    written = scaffold(tmp_path, NOW)

    for name in COPIED:
        path = f".github/workflows/{name}"
        assert (tmp_path / path).read_text() == (ROOT / path).read_text()
    assert {".github/requirements.txt", ".github/wheels.txt", ".github/go-live.md"} <= set(written)
    assert (tmp_path / ".github" / "CODEOWNERS").read_text() == "* @us\n"
    assert not (tmp_path / ".github" / "workflows" / "ci.yml").exists()


@pytest.mark.parametrize("name", COPIED)
def test_whatever_judges_words_knows_the_secret_ones(name: str) -> None:
    """A step that did not get them would let them pass. No script names them, so none prints them."""
    for step in _steps(ROOT / ".github" / "workflows" / name):
        script, given = step.get("run", ""), step.get("env", {}).get(SECRET_WORDS)
        if re.search(r'^\s*(?:if )?statuary (?:check|build|open|update|"\$\{command)', script, re.MULTILINE):
            assert given == f"${{{{ secrets.{SECRET_WORDS} }}}}", step["name"]
        assert SECRET_WORDS not in script


@pytest.mark.parametrize("name", ["deploy.yml", "publish.yml"])
def test_a_called_workflow_gets_its_secrets_from_each_that_calls_it(name: str) -> None:
    """Those of an environment, too: GitHub gives a called workflow only secrets that its caller names."""
    path = ROOT / ".github" / "workflows" / name
    declared = read(path)["on"]["workflow_call"]["secrets"]
    jobs = [job for workflow in WORKFLOWS for job in read(workflow)["jobs"].values()]
    calls = [job for job in jobs if job.get("uses") == f"./.github/workflows/{name}"]

    assert set(re.findall(r"secrets\.(\w+)", path.read_text(encoding="utf-8"))) == set(declared)
    assert SECRET_WORDS in declared and not any(one["required"] for one in declared.values())
    assert calls
    assert all(job["secrets"] == {one: f"${{{{ secrets.{one} }}}}" for one in declared} for job in calls)
