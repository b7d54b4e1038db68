"""Hooks of this repository: programs that git runs, and that may refuse an update at night."""

import os
from pathlib import Path

from statuary.drill.copy import Copy
from statuary.drill.steps import StepError
from statuary.posting.git import Git, words

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
