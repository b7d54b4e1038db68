"""The whole path of an update, tried with an incident that nobody sees.

Everything happens in a copy of the repository in a temporary folder. What reaches the remote is one branch for a
moment, which holds one file and no history; it is deleted again whatever happens. Each step is tried even if others
failed, where that makes sense.
"""

import secrets
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from statuary.check.formats import as_text
from statuary.drill.fictional_incident import BUILT, OPENED, Build, Fictional, Post
from statuary.drill.local_copy import (
    PUSH,
    Copy,
    hooks_of,
    look_at_gh,
    look_at_workflows,
    make_copy,
    try_commit,
)
from statuary.drill.reachability import Trial, served
from statuary.drill.steps import Fault, Log, Outcome, Step, StepError
from statuary.git import Git, GitError
from statuary.posting import CouldNotPostError
from statuary.posting.target import find_target
from statuary.source import read_project

__all__ = ["Drill", "Fault", "Log", "Outcome", "Step", "StepError", "Wanted"]


COPIED = "what is committed here is copied to a temporary folder"


@dataclass(frozen=True)
class Wanted:
    """Which repository, at which moment (the present), and whether only on this machine (`local`)."""

    git: Git
    now: datetime
    local: bool


class Drill:
    """One drill; `post` and `build` are the doors that people use."""

    def __init__(self, wanted: Wanted, log: Log, post: Post, build: Build) -> None:
        self._git = wanted.git
        self._wanted = wanted
        self._log = log
        self._post = post
        self._build = build
        stamp = f"{wanted.now:%Y%m%dT%H%M%Sz}-{secrets.token_hex(2)}".lower()
        self._branch = f"statuary-drill-{stamp}"

    def go(self) -> float | None:
        """Do everything; the seconds from typing to a page that could be served, None when it never came so far."""
        with tempfile.TemporaryDirectory(prefix="statuary-drill-", ignore_cleanup_errors=True) as name:
            if self._log.run("this is a git repository", self._repository):
                self._in_git(Path(name).resolve())
        if not self._wanted.local:
            self._page()
        return self._log.seconds(OPENED, BUILT)

    def _repository(self) -> str:
        """Raises StepError and GitError."""
        if not self._git.maybe("rev-parse", "--is-inside-work-tree"):
            raise StepError(
                f"{self._git.root} is in none: begin with git init -b main && git add . && git commit"
            )
        if not self._git.maybe("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            raise StepError("nothing was ever committed here: begin with git add . && git commit")
        return ""

    def _in_git(self, folder: Path) -> None:
        changed = self._git.maybe("status", "--porcelain").splitlines()
        if changed:
            what = "1 file is" if len(changed) == 1 else f"{len(changed)} files are"
            self._log.note(f"{what} not committed", "the drill uses what is committed (HEAD)")
        copies: list[Copy] = []
        if self._log.run(COPIED, lambda: self._copy(folder, copies)):
            self._with_copy(copies[0])

    def _copy(self, folder: Path, copies: list[Copy]) -> str:
        copies.append(make_copy(self._git, folder, self._branch))
        return ""

    def _with_copy(self, copy: Copy) -> None:
        base = copy.git.text("rev-parse", "HEAD")
        incident = Fictional(copy, self._wanted.now, self._post, self._build)
        incident.go(self._log)
        if incident.path is not None:
            self._hooks(copy, base)
        look_at_workflows(self._log, copy)
        if not self._wanted.local:
            self._remote(copy, incident.path)

    def _hooks(self, copy: Copy, base: str) -> None:
        try:
            names = hooks_of(self._git)
        except GitError:
            names = []
        if set(names) - {PUSH}:
            self._log.run("your hooks let it be committed", lambda: try_commit(self._git, copy, base))
        if PUSH in names:
            when = "it is not tried with --local" if self._wanted.local else "it runs with every push below"
            self._log.note("there is a pre-push hook", when)

    def _remote(self, copy: Copy, path: Path | None) -> None:
        self._log.run("--publish knows where to push to from here", self._here)
        try:
            target = find_target(self._git, by_request=True)
        except CouldNotPostError:
            return  # the step before has said why
        trial = Trial(self._git, target, copy)
        if not self._log.run(f"{target.remote} answers", trial.answers):
            return
        if path is not None:
            self._throw_away(trial, path)
        self._log.run(f"{target.shown} would take a commit, as far as git can tell", trial.rehearse)
        look_at_gh(self._log, self._git, target)

    def _here(self) -> str:
        return find_target(self._git, by_request=False).shown

    def _throw_away(self, trial: Trial, path: Path) -> None:
        try:
            if self._log.run("a branch with the incident is pushed", lambda: trial.push(path)):
                self._log.run("the branch is deleted again", trial.delete)
        finally:
            left = trial.forget()
            if left:
                self._log.fail("nothing is left at the remote", StepError(left))

    def _page(self) -> None:
        """The page and its mirrors, by their addresses in the working files."""
        project, problems = read_project(self._git.root)
        if project is None:
            error = StepError(f"it cannot be read\n{as_text(problems)}", Fault.FILES)
            self._log.fail("mkdocs.yml says where the page is", error)
            return
        for url in dict.fromkeys((project.settings.url, *project.settings.mirrors)):
            address = f"{url.rstrip('/')}/"
            self._log.run(f"{address} answers", partial(served, address, self._git, self._wanted.now))
