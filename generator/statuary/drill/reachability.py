"""The page on the web: does it answer, is it ours, and how old is it?

The way to the remote: a branch that is thrown away, and what can be told of the main one without pushing to it.
"""

import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from statuary.drill.local_copy import Copy
from statuary.drill.steps import Fault, StepError
from statuary.git import Answer, Git, GitError, words
from statuary.http import Client, NoAnswerError
from statuary.posting.target import Target
from statuary.render.folder import MARK
from statuary.render.manifest import Manifest, ManifestError, read_manifest
from statuary.render.wording.language import Language

_CLIENT = Client(total=20.0)


def served(url: str, git: Git, now: datetime) -> str:
    """What is served at an address that ends with a slash, in words. Raises StepError."""
    address = f"{url}{MARK}?{time.time_ns()}"  # caches of hosts keep pages for minutes
    try:
        content = _CLIENT.read(address)
    except NoAnswerError as error:
        said = str(error).replace(address, f"{url}{MARK}")
        raise StepError(
            f"{said}\nis the address in mkdocs.yml (site_url, mirrors) right, and was the page ever published?"
        ) from error
    build = _build(content)
    return f"built {_age(build, now)} from {_commit(build, git)}"


def _build(content: bytes) -> Manifest:
    with suppress(ManifestError):
        build = read_manifest(content)
        if build.is_ours:
            return build
    raise StepError(f"what answers there is not a page of ours: {MARK} is none of Statuary's", Fault.FILES)


def _age(build: Manifest, now: datetime) -> str:
    if build.at is None:
        return "at an unknown time"
    age = now - build.at
    return f"{Language().duration(age)} ago" if age.total_seconds() >= 0 else "for a later moment than now"


def _commit(build: Manifest, git: Git) -> str:
    commit = build.known_commit
    if commit is None:
        return "no known commit"
    if commit == git.maybe("rev-parse", "HEAD"):
        return f"the commit that is here ({commit[:10]})"
    behind = git.maybe("rev-list", "--count", f"{commit}..HEAD")
    if not behind:
        return f"the commit {commit[:10]}, which is not here (git pull brings what others pushed)"
    return f"another commit than the one here ({commit[:10]}; {behind} later ones are here and not there)"


# In this order: who may not write is told so in the words of who cannot connect, too.
_REMEDIES = {
    r"read.?only|(permission|access)\b.*denied|authentication failed|could not read .*name|error: 40[13]\b": (
        "use an account, key or token that may write there (on GitHub: gh auth login, then gh auth setup-git)"
    ),
    r"resolve host|unable to access|timed out|gave no answer|connect|network is unreachable|no route": (
        "check the network, and that the remote is up"
    ),
    r"does not appear to be a git repository|repository .*not found|not found": (
        "check the address: git remote -v"
    ),
    r"remote rejected|declined|hook|protected|\[rejected\]": (
        "its rules or hooks must let people who post through, at least on branches of their own, as --pr needs"
    ),
}
_BEHIND = re.compile(r"^!.*\[rejected\]", re.MULTILINE)
_EMPTY = "nothing is there yet: git push -u {remote} {branch}"


@dataclass
class Trial:
    """What is pushed from here, with this repository's own settings, from the commits of the copy."""

    git: Git
    target: Target
    copy: Copy
    _pushed: bool = field(default=False, init=False)

    def answers(self) -> str:
        """Whether the remote can be read, and has the main branch. Raises StepError and GitError."""
        done = self._run("ls-remote", "--heads", self.target.remote, f"refs/heads/{self.target.name}")
        self._refuse(done)
        if not done.stdout.strip():
            raise StepError(_EMPTY.format(remote=self.target.remote, branch=self.target.name))
        return self.target.shown

    def push(self, path: Path) -> str:
        """Put the incident's file, and nothing else, on a branch of its own. Raises StepError and GitError."""
        commit = self._alone(path)
        self._pushed = True  # from here on it may be there, even if what follows is interrupted
        ref = f"{commit}:refs/heads/{self.copy.branch}"
        self._refuse(self._run("push", "--porcelain", self.target.remote, ref))
        return f"{self.target.remote}/{self.copy.branch}"

    def delete(self) -> str:
        """Throw the branch away. Raises StepError and GitError."""
        ref = f":refs/heads/{self.copy.branch}"
        done = self._run("push", "--porcelain", "--no-verify", self.target.remote, ref)
        if done.returncode:
            raise StepError(f"{words(done)}\n{self._by_hand}")
        self._pushed = False
        return ""

    def rehearse(self) -> str:
        """Ask the remote whether it would take a commit on the main branch. Raises StepError and GitError."""
        commit = self.copy.git.text("rev-parse", "HEAD")
        ref = f"{commit}:refs/heads/{self.target.name}"
        done = self._run("push", "--dry-run", "--porcelain", self.target.remote, ref)
        if _BEHIND.search(done.stdout.decode(errors="replace")):
            return "others have pushed since you pulled, which is no hindrance: an update is put on top"
        self._refuse(done)
        return "rules and hooks of the host show only in earnest"

    def forget(self) -> str:
        """Leave nothing at the remote, and no trace of the branch here; what failed of that, in words, else empty.

        It raises nothing, for it is called on Ctrl-C as well.
        """
        try:
            if self._pushed and self._is_there():
                self.delete()
        except (GitError, StepError) as error:
            return f"git says: {error}\n{self._by_hand}" if isinstance(error, GitError) else str(error)
        finally:
            with suppress(GitError):
                self.git.run("update-ref", "-d", f"refs/remotes/{self.target.remote}/{self.copy.branch}")
        return ""

    def _is_there(self) -> bool:
        done = self._run("ls-remote", "--heads", self.target.remote, f"refs/heads/{self.copy.branch}")
        return bool(done.returncode or done.stdout.strip())

    @property
    def _by_hand(self) -> str:
        return f"delete it by hand: git push {self.target.remote} --delete {self.copy.branch}"

    def _run(self, *arguments: str) -> Answer:
        return self.git.run(
            *arguments, env={"GIT_ALTERNATE_OBJECT_DIRECTORIES": os.fspath(self.copy.objects)}
        )

    def _refuse(self, done: Answer) -> None:
        if done.returncode:
            raise StepError(refusal(done))

    def _alone(self, path: Path) -> str:
        """A commit of one file without a past: commits that were never pushed stay here, and no workflow starts."""
        git = self.copy.git
        name = git.text("rev-parse", "--show-prefix") + path.as_posix()
        blob = git.text("hash-object", "-w", "--no-filters", "--", path.as_posix())
        with tempfile.TemporaryDirectory() as folder:
            env = {"GIT_INDEX_FILE": os.fspath(Path(folder) / "index")}
            git.text("update-index", "--add", "--cacheinfo", f"100644,{blob},{name}", env=env)
            tree = git.text("write-tree", env=env)
        return git.text("commit-tree", "-F", "-", tree, given=b"A drill of Statuary, to be thrown away\n")


def refusal(done: Answer) -> str:
    """What git and the remote said, and what to do about it."""
    said = words(done)
    everything = f"{said}\n{done.stdout.decode(errors='replace')}"
    remedy = next(
        (text for form, text in _REMEDIES.items() if re.search(form, everything, re.IGNORECASE)), ""
    )
    return f"{said}\n{remedy}".strip()
