"""Where a commit goes: found before anything is written, so that a fault costs nobody a word."""

from contextlib import suppress
from dataclasses import dataclass, replace

from statuary.git import Git, GitError
from statuary.posting import CouldNotPostError

PATIENCE = 15.0
"""Seconds for a question to the remote that is good to know the answer of, and no more."""
_BUSY = {
    "MERGE_HEAD": ("a merge", "git merge --abort"),
    "rebase-merge": ("a rebase", "git rebase --abort"),
    "rebase-apply": ("a rebase", "git rebase --abort"),
    "CHERRY_PICK_HEAD": ("a cherry-pick", "git cherry-pick --abort"),
    "REVERT_HEAD": ("a revert", "git revert --abort"),
}


@dataclass(frozen=True)
class Target:
    """`branch` is the one that is checked out here (empty for none), `name` the one at `remote` that it goes to."""

    remote: str
    name: str
    branch: str = ""

    @property
    def tracking(self) -> str:
        """What we know of that branch here."""
        return f"refs/remotes/{self.remote}/{self.name}"

    @property
    def shown(self) -> str:
        """For people: `origin/main`."""
        return f"{self.remote}/{self.name}"


def find_target(git: Git, *, by_request: bool) -> Target:
    """Where to push to; `by_request` for a pull request, which needs no branch here.

    Raises CouldNotPostError that says what is in the way, and what to type.
    """
    try:
        return _find(git, by_request=by_request)
    except GitError as error:
        raise CouldNotPostError(f"git says: {error}") from error


def fetch(git: Git, target: Target) -> None:
    """Learn what is on the branch now. Raises GitError."""
    source = f"+refs/heads/{target.name}:{target.tracking}"
    git.text("fetch", "--quiet", "--no-tags", target.remote, source)


def _find(git: Git, *, by_request: bool) -> Target:
    if not git.maybe("rev-parse", "--is-inside-work-tree"):
        raise CouldNotPostError(
            f"{git.root} is not in a git repository, so nothing can be published from it: "
            "leave out --publish, or begin with git init"
        )
    if not git.maybe("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise CouldNotPostError("nothing was ever committed here: begin with git add . && git commit")
    _refuse_nobody(git)
    branch = git.maybe("symbolic-ref", "--quiet", "--short", "HEAD")
    remote, name = _upstream(git, branch)
    if by_request:
        return Target(remote, _default(git, remote) or name or "main", branch)
    if not branch:
        usual = _default(git, remote) or "main"
        message = f"no branch is checked out here (HEAD is detached): git switch {usual}, or use --pr"
        raise CouldNotPostError(message)
    _refuse_busy(git)
    default = _default(git, remote)
    if default and name != default:
        raise CouldNotPostError(
            f"this is the branch {branch}, but the page is published from {default}: "
            f"git switch {default}, or use --pr for a pull request"
        )
    return Target(remote, name, branch)


def _upstream(git: Git, branch: str) -> tuple[str, str]:
    """The remote and its branch that this one belongs to; without one, the branch of the same name."""
    ref = f"refs/heads/{branch}"
    known = git.text("for-each-ref", "--format=%(upstream:remotename) %(upstream:remoteref)", ref)
    remote, _, name = known.partition(" ") if branch else ("", "", "")
    remotes = git.text("remote").split()
    if remote in remotes and name:
        return remote, name.removeprefix("refs/heads/")
    if not remotes:
        raise CouldNotPostError(
            "this repository has no remote, so there is nowhere to publish to: git remote add origin URL"
        )
    if len(remotes) > 1 and "origin" not in remotes:
        message = f"there are several remotes ({', '.join(remotes)}) and none is this branch's own"
        raise CouldNotPostError(f"{message}: git branch --set-upstream-to={remotes[0]}/{branch or 'main'}")
    return ("origin" if "origin" in remotes else remotes[0]), branch


def _default(git: Git, remote: str) -> str:
    """The remote's main branch; empty where neither this clone nor the remote tells."""
    known = git.maybe("symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD")
    if known:
        return known.removeprefix(f"refs/remotes/{remote}/")
    with suppress(GitError):  # it does not answer: the push will say so
        for line in (
            replace(git, seconds=PATIENCE).maybe("ls-remote", "--symref", remote, "HEAD").splitlines()
        ):
            if line.startswith("ref: refs/heads/"):
                return line.removeprefix("ref: refs/heads/").split()[0]
    return ""


def _refuse_nobody(git: Git) -> None:
    """Without a name nothing can be committed, and git says so only then, in ten lines."""
    if git.run("var", "GIT_AUTHOR_IDENT").returncode or git.run("var", "GIT_COMMITTER_IDENT").returncode:
        raise CouldNotPostError(
            "git does not know who you are: "
            'git config --global user.name "Your name" && git config --global user.email you@example.com'
        )


def _refuse_busy(git: Git) -> None:
    for name, (what, abort) in _BUSY.items():
        path = git.text("rev-parse", "--git-path", name)
        if (git.root / path).exists():
            raise CouldNotPostError(f"{what} is under way here: finish it, or end it with {abort}")
