"""A pull request for one update: a branch at the remote, opened through `gh` where it is there, else by a link."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from urllib.parse import quote

from statuary.git import TIMEOUT, GitError, words
from statuary.posting import CouldNotPostError
from statuary.posting.draft import Draft
from statuary.posting.push import Publication

_ADDRESS = re.compile(
    r"(?:https?://(?:[^@/]+@)?|ssh://(?:[^@/]+@)?|[\w.-]+@)(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>[^\s]+?)(?:\.git)?/?"
)


@dataclass(frozen=True)
class Proposed:
    """`branch` is at the remote. `url` is the pull request itself (`is_open`), the page that opens one, or empty."""

    draft: Draft
    commit: str
    branch: str
    url: str
    is_open: bool


def propose(publication: Publication, draft: Draft) -> Proposed:
    """Push the update on a branch of its own; the files and branches here stay as they are.

    Raises ConflictError and CouldNotPostError.
    """
    git, target = publication.git, publication.target
    try:
        publication.fetch()
        commit, draft = publication.on_top_of_theirs(draft)
        branch, there = _free_branch(publication, draft)
        if there:
            return Proposed(draft, there, branch, _link(publication, branch, ""), is_open=False)
        done = git.run("push", "--porcelain", target.remote, f"{commit}:refs/heads/{branch}")
    except GitError as error:
        raise CouldNotPostError(f"git says: {error}") from error
    if done.returncode:
        raise CouldNotPostError(f"the branch {branch} could not be pushed:\n{words(done)}")
    opened = _with_gh(publication, branch)
    said = (done.stdout + done.stderr).decode(errors="replace")
    return Proposed(draft, commit, branch, opened or _link(publication, branch, said), bool(opened))


def _free_branch(publication: Publication, draft: Draft) -> tuple[str, str]:
    """A branch that the remote does not have yet; or the one with just this file, and its commit. Raises GitError."""
    git, remote, spare = publication.git, publication.target.remote, publication.spare
    listed = git.text("ls-remote", "--heads", remote, f"refs/heads/{spare}*").split()
    taken = dict(zip(listed[1::2], listed[::2], strict=True))
    names = [spare, *(f"{spare}-{number}" for number in range(2, len(taken) + 2))]
    for name in names:
        commit = taken.get(f"refs/heads/{name}")
        if commit is None:
            return name, ""
        git.run("fetch", "--quiet", "--no-tags", remote, f"refs/heads/{name}")
        if publication.content(commit, draft.path) == draft.content:
            return name, commit
    raise AssertionError("there are more names than branches")


def _with_gh(publication: Publication, branch: str) -> str:
    """The pull request's address, or empty where gh is not there, not signed in, or says no: a link does it too."""
    program = shutil.which("gh")
    if program is None:
        return ""
    title, _, body = publication.message.partition("\n")
    base = publication.target.name
    facts = {"--head": branch, "--base": base, "--title": title, "--body": body.strip()}
    command = [program, "pr", "create", *(one for fact in facts.items() for one in fact)]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=publication.git.root, capture_output=True, check=False,
            timeout=TIMEOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"https://\S+", done.stdout.decode(errors="replace"))
    return found.group() if done.returncode == 0 and found else ""


def _link(publication: Publication, branch: str, said: str) -> str:
    """Where a pull request can be opened: as the remote told when it took the branch, else as hosts have it."""
    told = re.search(r"^remote:\s+(https?://\S+)", said, re.MULTILINE)
    if told:
        return told[1]
    address = publication.git.maybe("remote", "get-url", publication.target.remote)
    return compare_link(address, publication.target.name, branch)


def compare_link(address: str, base: str, branch: str) -> str:
    """The page that opens a pull request, by a remote's address; empty for a host that we do not know."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return ""
    host, path = found["host"], found["path"]
    if "gitlab" in host:
        source, goal = quote(branch, ""), quote(base, "")
        query = f"merge_request%5Bsource_branch%5D={source}&merge_request%5Btarget_branch%5D={goal}"
        return f"https://{host}/{path}/-/merge_requests/new?{query}"
    if "github" in host:
        return f"https://{host}/{path}/compare/{quote(base)}...{quote(branch)}?expand=1"
    return ""
