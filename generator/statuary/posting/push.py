"""From a written file to the branch that the page is built from: one commit with one file, whatever else lies around.

Nothing here forces, stashes, or touches what somebody else has staged or changed.
"""

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from statuary.git import Git, GitError, words
from statuary.posting import ConflictError, CouldNotPostError
from statuary.posting.draft import Draft
from statuary.posting.taking_turns import taking_turns
from statuary.posting.target import Target, fetch

_TRIES = 6
"""So often two people can be quicker in turn."""
_RACE = re.compile(r"cannot lock ref|failed to update ref|remote ref updated")


class RefusedError(CouldNotPostError):
    """The remote does not take this commit on this branch, which is probably protected. `commit` is still here."""

    def __init__(self, message: str, commit: str) -> None:
        super().__init__(message)
        self.commit = commit


@dataclass(frozen=True)
class Pushed:
    """What is on the remote now. `notes` are for the person who published it."""

    draft: Draft
    commit: str
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Publication:
    """One update on its way. `merged` puts it on top of newer content; `message` is the commit's.

    `spare` names a branch, for a pull request or for what cannot be put together.
    `folder` is the incidents' folder relative to the repository: own commits that touch nothing else may go along.
    `since`: the file was written earlier, from this commit on, and perhaps committed.
    """

    git: Git
    target: Target
    merged: Callable[[Draft, bytes | None], Draft]
    message: str
    spare: str
    folder: str
    since: str = ""

    def push(self, draft: Draft) -> Pushed:
        """Commit the file that was written, and push it.

        Raises RefusedError, ConflictError (ours is then on the branch `spare`, and this one is as it was), and
        CouldNotPostError.
        """
        try:
            with taking_turns(Path(self.git.text("rev-parse", "--absolute-git-dir"))):
                return self._push_until_taken(draft, self._commit(draft))
        except GitError as error:
            raise CouldNotPostError(
                f"git says: {error}\n{draft.path} stays written; once that works again: statuary publish"
            ) from error

    def _push_until_taken(self, draft: Draft, mine: str) -> Pushed:
        placed, commit, notes = draft, mine, []
        others, other_commits = self._others(draft, mine)
        if other_commits:
            commit, placed = self._moved(draft, mine)
            notes.append(_stayed(other_commits))
        for _ in range(_TRIES):
            if self._push(commit):
                if not other_commits:
                    notes += self._follow(mine, commit)
                return Pushed(placed, commit, tuple(notes))
            self.fetch()
            commit, placed = self._moved(draft, mine)  # each time from what was written here
            if others and not other_commits:
                other_commits = others  # to follow would take them from this branch
                notes.append(_stayed(others))
        raise CouldNotPostError(
            f"others pushed first {_TRIES} times. Your commit is safe here: statuary publish tries again"
        )

    def _commit(self, draft: Draft) -> str:
        """A commit of this one file. What else is staged stays staged, what else is changed stays changed."""
        new = not self.git.maybe("ls-files", "--", draft.path)
        if new:
            self.git.text("add", "--intent-to-add", "--", draft.path)
        done = self.git.run(
            "commit", "--only", "--quiet", "--cleanup=whitespace", "-F", "-", "--", draft.path,
            given=self.message.encode(),
        )  # fmt: skip
        if done.returncode and self.git.text("status", "--porcelain", "--", draft.path):
            if new:
                self.git.run("reset", "--quiet", "--", draft.path)
            raise CouldNotPostError(
                f"git could not commit {draft.path}, which stays written:\n{words(done)}\nafter that: statuary publish"
            )
        return self.git.text("rev-parse", "HEAD")

    def _others(self, draft: Draft, mine: str) -> tuple[int, int]:
        """How many other own commits were never pushed; again, where one of them is about something else."""
        if not self.git.maybe("rev-parse", "--verify", "--quiet", self.target.tracking):
            return 0, 0
        last = mine if self.since else f"{mine}^"
        listed = self.git.text("log", "--format=%x00", "--name-only", f"{self.target.tracking}..{last}")
        top = self.git.text("rev-parse", "--show-prefix")
        ours = [f"{top}{draft.path}"] if self.since else []
        commits = [names for one in listed.split("\0") if (names := one.split()) and names != ours]
        foreign = any(not name.startswith(f"{top}{self.folder}/") for names in commits for name in names)
        return len(commits), len(commits) if foreign else 0

    def _push(self, commit: str) -> bool:
        """False where somebody was quicker. Raises RefusedError and CouldNotPostError."""
        ref = f"{commit}:refs/heads/{self.target.name}"
        done = self.git.run("push", "--porcelain", self.target.remote, ref)
        if done.returncode == 0:
            return True
        said = (done.stdout + done.stderr).decode(errors="replace")
        if is_behind(said):
            return False
        if re.search(r"^!.*\[remote rejected\]", said, re.MULTILINE):
            raise RefusedError(
                f"{self.target.shown} does not take the commit:\n{_remote_words(said)}", commit
            )
        raise CouldNotPostError(
            f"readers do not see it yet: it is committed here, but could not be pushed to {self.target.remote}:\n"
            f"{words(done)}\nonce that works again: statuary publish"
        )

    def fetch(self) -> None:
        """Learn what is on the branch now. Raises GitError."""
        fetch(self.git, self.target)

    def _moved(self, draft: Draft, mine: str) -> tuple[str, Draft]:
        """The same update on top of what the remote has; where that cannot be, ours goes aside and all is as before."""
        try:
            if self._is_mixed(draft, mine):
                raise ConflictError(
                    "your file held other changes besides this update, which cannot be put together"
                )
            return self.on_top_of_theirs(draft)
        except ConflictError:
            if not self.since:
                self.set_aside(mine)
            raise

    def _is_mixed(self, draft: Draft, mine: str) -> bool:
        """Whether the commit holds more than this update: changes that lay in the file before."""
        before = self.content(self.since or f"{mine}^", draft.path)
        return (before is None) != (draft.before is None) or _lines(before) != _lines(draft.before)

    def set_aside(self, mine: str) -> None:
        """Leave the commit on a branch of its own, and this branch as it was before, if there is only this commit."""
        if self.since and self.git.text("rev-parse", f"{mine}^") != self.since:
            return
        self.git.text("branch", "--force", self.spare, mine)
        self._switch(mine, f"{mine}^")

    def on_top_of_theirs(self, draft: Draft) -> tuple[str, Draft]:
        """A commit of the update on top of the remote's branch, made without touching any file or index here."""
        tip = self.git.text("rev-parse", self.target.tracking)
        draft = self.merged(draft, self.content(tip, draft.path))
        blob = self.git.text("hash-object", "-w", "--stdin", given=draft.content)
        full = self.git.text("rev-parse", "--show-prefix") + draft.path
        with tempfile.TemporaryDirectory() as folder:
            env = {"GIT_INDEX_FILE": os.fspath(Path(folder) / "index")}
            self.git.text("read-tree", tip, env=env)
            self.git.text("update-index", "--add", "--cacheinfo", f"100644,{blob},{full}", env=env)
            tree = self.git.text("write-tree", env=env)
        sign = ["-S"] if self.git.maybe("config", "--type=bool", "commit.gpgsign") == "true" else []
        commit = self.git.text("commit-tree", *sign, "-p", tip, "-F", "-", tree, given=self.message.encode())
        return commit, draft

    def content(self, commit: str, path: str) -> bytes | None:
        """A file of a commit; None where it is not there."""
        done = self.git.run("cat-file", "blob", f"{commit}:./{path}")
        return None if done.returncode else done.stdout

    def _follow(self, mine: str, commit: str) -> list[str]:
        """Bring this branch to what was pushed; a note where somebody's changed files are in the way."""
        if mine == commit:
            return []
        try:
            self._switch(mine, commit)
        except GitError:
            return ["your working copy is behind: git pull, once your changed files are committed"]
        return ["someone else posted in the meantime: your branch has both updates now"]

    def _switch(self, old: str, new: str) -> None:
        """Move this branch, its index and files from one commit to another, as `git switch` does: keep all changes."""
        self.git.text("read-tree", "-m", "-u", old, new)
        self.git.text("update-ref", f"refs/heads/{self.target.branch}", new, old)


def _stayed(number: int) -> str:
    return f"{number} other commit{'s' * (number != 1)} of yours stayed here; git pull --rebase brings both together"


def _lines(content: bytes | None) -> bytes:
    return (content or b"").replace(b"\r\n", b"\n")


def _remote_words(said: str) -> str:
    remote = [
        line.removeprefix("remote:").strip() for line in said.splitlines() if line.startswith("remote:")
    ]
    refused = re.findall(r"\[remote rejected\] \((.*)\)", said)
    return "\n".join(f"  {line}" for line in (*remote, *refused) if line)


def is_behind(said: str) -> bool:
    """Whether git refused a push because somebody else was quicker, by what it said (`--porcelain`)."""
    return bool(re.search(r"^!.*\[rejected\]", said, re.MULTILINE) or _RACE.search(said))
