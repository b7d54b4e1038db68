"""The repository as it was at another revision, in a folder of its own."""

import tarfile
from pathlib import Path

from statuary.source.git import GitError, git


def fork_point(root: Path, revision: str) -> str:
    """The commit at which this branch left `revision`. Raises GitError."""
    if revision.startswith("-"):
        raise GitError(f"“{revision}” is not a revision")
    return git(root, "merge-base", revision, "HEAD").strip()


def export(root: Path, commit: str, target: Path) -> None:
    """Write the files below `root` as they were at a commit into `target`; links and the like are left out.

    Raises GitError and OSError.
    """
    packed = target / ".packed.tar"
    git(root, "archive", "--format=tar", f"--output={packed.resolve()}", commit)
    with tarfile.open(packed) as archive:
        files = [member for member in archive.getmembers() if member.isfile() or member.isdir()]
        archive.extractall(target, files, filter="data")
    packed.unlink()
