"""What readers see: the files of the commit that the page on the web names, as they are at this moment."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from statuary.building.outcome import usable_project
from statuary.git import Git, GitError, reading
from statuary.inspection.tolerant import inspect_tolerantly
from statuary.model import Settings
from statuary.remote.served import MissingError, manifest_at
from statuary.repository_files import is_inside
from statuary.source import read_project
from statuary.source.config import config_name
from statuary.status import PageState

if TYPE_CHECKING:
    import jinja2

    from statuary.render.frame import Frame

_SOURCES = ("mkdocs.yml", "properdocs.yml", "components.yaml", "overrides")


class NotSeenError(Exception):
    """Nobody can say what readers see, so nothing may be sent; the message says why, and what to do."""


@dataclass(frozen=True)
class PublishedPage:
    """The page of `commit`, at the moment of `state`. `root` holds its files, `custom` the owner's templates."""

    state: PageState
    commit: str
    root: Path
    custom: Path | None
    _voices: "dict[str, tuple[Frame, jinja2.Environment]]" = field(
        default_factory=dict, compare=False, repr=False
    )

    def voice(self, tag: str) -> "tuple[Frame, jinja2.Environment]":
        """The page in one language, or in its own where that is empty; and our templates for it."""
        from statuary.notify.page_voice import page_voice  # a run with nothing to do is quick without

        tag = tag or self.state.site.settings.language
        if tag not in self._voices:  # each makes all templates ready; many listeners speak few languages
            self._voices[tag] = page_voice(self.state, self.root, self.custom, tag)
        return self._voices[tag]


def settings_of(root: Path) -> Settings:
    """The configuration as it lies here, to know where the page is. Raises NotSeenError."""
    project, problems = read_project(root)
    if project is None:
        why = problems[0].message if problems else "it is missing"
        raise NotSeenError(f"mkdocs.yml cannot be used: {why}; statuary check says more")
    return project.settings


@contextmanager
def published_page(root: Path, url: str, now: datetime) -> Iterator[PublishedPage]:
    """What readers find at `url`, from the history of the repository at `root`. Raises NotSeenError and OSError."""
    try:
        commit = _known(root, _commit_at(url))
        with _files_of(root, commit) as folder:
            yield _read(folder, commit, now)
    except GitError as error:
        raise NotSeenError(f"git says: {error}") from error


def _commit_at(url: str) -> str:
    try:
        manifest = manifest_at(url.rstrip("/") + "/")
    except MissingError as error:
        raise NotSeenError(f"{url}: {error}") from None
    except OSError as error:
        raise NotSeenError(f"{url} cannot be reached: {error}") from None
    if manifest.known_commit is None:
        raise NotSeenError(f"{url} does not say which commit it shows; is it published from git?")
    return manifest.known_commit


def _known(root: Path, commit: str) -> str:
    """The commit, where it is on this branch or on the one that is published; a host could name any other.

    Another run may have published something newer meanwhile, so the remote is asked for what is not here.
    """
    git = Git(root)
    for attempt in (False, True):
        if attempt:
            git.text("fetch", "--quiet", "--no-tags", remote_of(git))
        published = git.maybe(
            "for-each-ref", "--format=%(objectname)", "refs/remotes/*/main", "refs/remotes/*/HEAD"
        )
        for tip in ("HEAD", *published.split()):
            if git.run("merge-base", "--is-ancestor", commit, tip).returncode == 0:
                return git.text("rev-parse", commit)
    raise NotSeenError(f"the page shows commit {commit[:12]}, which is not on this branch: git pull")


def remote_of(git: Git) -> str:
    """The remote that the page is published from. Raises NotSeenError."""
    remotes = git.maybe("remote").split()
    if not remotes:
        raise NotSeenError("this repository has no remote: git remote add origin URL")
    return "origin" if "origin" in remotes else remotes[0]


@contextmanager
def _files_of(root: Path, commit: str) -> Iterator[Path]:
    """The repository itself where it is at this commit, else a copy with the same history."""
    git = reading(root)
    if git.text("rev-parse", "HEAD") == commit and not _changed(git, root):
        yield root
        return
    prefix, top = git.text("rev-parse", "--show-prefix"), git.text("rev-parse", "--show-toplevel")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        outside = Git(Path(folder))
        outside.text("clone", "--quiet", "--no-checkout", "--template=", top, os.fspath(copy))
        Git(copy).text("-c", "core.hooksPath=/dev/null", "checkout", "--quiet", "--detach", commit)
        yield copy / prefix


def _changed(git: Git, root: Path) -> bool:
    """Whether anything here is not as committed; a draft that git ignores was never published either."""
    paths = (*_SOURCES, settings_of(root).incidents_dir)
    return bool(git.text("status", "--porcelain", "--ignored", "--", *paths))


def _read(folder: Path, commit: str, now: datetime) -> PublishedPage:
    """As a tolerant build reads it: words that leak are on no page, and in no message."""
    leniency, problems = usable_project(folder.resolve() / config_name(folder))
    if leniency is None:
        raise NotSeenError(f"the configuration of commit {commit[:12]} cannot be used")
    found = inspect_tolerantly(leniency.project, problems, None, now)
    if found.state is None or found.project is None:
        raise NotSeenError(f"the files of commit {commit[:12]} cannot be read")
    if found.state.site.settings.now is not None:
        raise NotSeenError(
            "“now” in mkdocs.yml makes this page a story: nothing is sent of what did not happen"
        )
    custom = found.project.custom_dir
    used = custom and leniency.templates and is_inside(folder, custom)
    return PublishedPage(found.state, commit, folder, Path(custom) if custom and used else None)
