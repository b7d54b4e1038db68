"""A copy of the repository as it was last committed, with a remote of its own: nothing leads out of the folder.

Hooks of this repository: programs that git runs, and that may refuse an update at night.

What surrounds the files: workflows, and GitHub's own program.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from statuary.drill.steps import Fault, Log, StepError
from statuary.git import Git, words
from statuary.posting.target import Target

_MINE = r"^(user|author|committer|commit|gpg)\."
"""Settings of this repository alone that a commit needs; everything else could lead out of the copy."""


@dataclass(frozen=True)
class Copy:
    """`root` is where mkdocs.yml is in the copy, `top` the top of its repository, `site` where pages are built."""

    root: Path
    top: Path
    site: Path
    branch: str

    @property
    def git(self) -> Git:
        """Git in the copy. Hooks are off there, for they are tried in a step of their own."""
        return Git(self.root)

    @property
    def objects(self) -> Path:
        """Where its commits are stored."""
        return self.top / ".git/objects"


def make_copy(git: Git, folder: Path, branch: str) -> Copy:
    """Copy what is committed here (HEAD) to `folder`, as the branch `branch`. Raises GitError and OSError."""
    source, prefix = git.text("rev-parse", "--show-toplevel"), git.text("rev-parse", "--show-prefix")
    form = git.text("rev-parse", "--show-object-format")
    hub, top, hooks = folder / "hub.git", folder / "copy", folder / "no-hooks"
    hooks.mkdir()
    outside = Git(folder)
    outside.text("init", "--quiet", "--bare", "--template=", f"--object-format={form}", os.fspath(hub))
    fetch = ("fetch", "--quiet", "--no-tags", "--update-shallow", source, f"+HEAD:refs/heads/{branch}")
    Git(hub).text(*fetch)
    Git(hub).text("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    outside.text("clone", "--quiet", "--template=", os.fspath(hub), os.fspath(top))
    copy = Copy(top / prefix, top, folder / "site", branch)
    for key, value in [*_settings(git), ("core.hooksPath", os.fspath(hooks))]:
        Git(top).text("config", "--add", key, value)
    return copy


def _settings(git: Git) -> list[tuple[str, str]]:
    listed = git.run("config", "--local", "--null", "--get-regexp", _MINE).stdout.decode(errors="replace")
    pairs = (entry.partition("\n") for entry in listed.split("\0") if entry)
    return [(key, value) for key, _, value in pairs]


_COMMIT = ("pre-commit", "prepare-commit-msg", "commit-msg")
PUSH = "pre-push"


def hooks_of(git: Git) -> list[str]:
    """The hooks here that can refuse a commit or a push. Raises GitError."""
    folder = _folder(git)
    return [name for name in (*_COMMIT, PUSH) if os.access(folder / name, os.X_OK)]


def _folder(git: Git) -> Path:
    return (git.root / git.text("rev-parse", "--git-path", "hooks")).resolve()


def try_commit(git: Git, copy: Copy, base: str) -> str:
    """Commit what was posted once more, in the copy, and this time with the hooks. Raises StepError and GitError."""
    copy.git.text("reset", "--quiet", "--soft", base)
    path = f"core.hooksPath={_folder(git)}"
    done = copy.git.run("-c", path, "commit", "--quiet", "-F", "-", given=b"A drill: nothing is wrong\n")
    names = ", ".join(name for name in hooks_of(git) if name in _COMMIT)
    if done.returncode:
        raise StepError(
            f"{names} refused it:\n{words(done)}\n"
            "let a hook pass what changes incidents only, for --publish runs it; "
            "if it needs programs that a fresh copy of the repository has not got, that is no fault"
        )
    return names


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
