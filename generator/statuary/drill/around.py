"""What surrounds the files: workflows, and GitHub's own program."""

import re
import shutil
import subprocess

from statuary.drill.copy import Copy
from statuary.drill.steps import Fault, Log, StepError
from statuary.posting.git import Git
from statuary.posting.target import Target

_WORKFLOWS = ("check.yml", "deploy.yml", "post.yml", "publish.yml")
_FOLDER = ".github/workflows"
_PATIENCE = 20.0


def look_at_workflows(log: Log, copy: Copy) -> None:
    """Those that publish and post; a page that has none of them may be published in another way."""
    there = [name for name in _WORKFLOWS if (copy.top / _FOLDER / name).is_file()]
    if not there:
        log.note(f"{_FOLDER} has none of ours", "so something else must publish what is pushed")
        return
    log.run("the workflows are there", lambda: _missing(there))


def _missing(there: list[str]) -> str:
    missing = [name for name in _WORKFLOWS if name not in there]
    if missing:
        where = f"{_FOLDER}/ has no {', '.join(missing)}"
        raise StepError(f"{where}: statuary init in an empty folder writes them; copy them", Fault.FILES)
    return ", ".join(there)


def look_at_gh(log: Log, git: Git, target: Target) -> None:
    """`gh` is a help and no need; where it is signed in, it knows whether the branch asks for pull requests."""
    program = shutil.which("gh")
    if program is None:
        log.note("gh is not here", "--pr then prints the link that opens a pull request")
        return
    if _gh(git, program, "auth", "status") is None:
        log.note("gh is not signed in", "gh auth login; until then --pr prints a link")
        return
    rules = _gh(
        git, program, "api", f"repos/{{owner}}/{{repo}}/rules/branches/{target.name}", "--jq", ".[].type"
    )
    log.run("gh is signed in, and opens pull requests", lambda: "")
    if rules and re.search(r"^pull_request$", rules, re.MULTILINE):
        log.note(
            f"{target.name} asks for pull requests",
            "so use --pr in place of --publish, or be in the rule's bypass list: .github/go-live.md",
        )


def _gh(git: Git, program: str, *arguments: str) -> str | None:
    """What gh answers, None when it says no. What it says of accounts is not shown."""
    try:
        done = subprocess.run(  # noqa: S603
            [program, *arguments], cwd=git.root, capture_output=True, check=False,
            timeout=_PATIENCE, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None
