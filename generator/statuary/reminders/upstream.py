"""What a colleague has published meanwhile: the branch at the remote, read beside the files here."""

import io
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from statuary.git import Git, GitError
from statuary.posting import CouldNotPostError
from statuary.posting.target import Target, fetch, find_target
from statuary.source import load
from statuary.status import IncidentState, page_state

_SECONDS = 20.0
"""A remote that takes longer is asked again later; meanwhile the files here count."""


class Upstream:
    """The branch that this one is published to. `shown` is its name, empty where there is none."""

    def __init__(self, root: Path) -> None:
        self._git = Git(root, seconds=_SECONDS)
        self._target: Target | None = None
        self._tip = ""
        with suppress(CouldNotPostError):
            self._target = find_target(self._git, by_request=False)

    @property
    def shown(self) -> str:
        """For people: `origin/main`."""
        return self._target.shown if self._target else ""

    def has_news(self) -> bool:
        """Whether it is another commit than at the last look. Raises GitError."""
        if self._target is None:
            return False
        ref = f"refs/heads/{self._target.name}"
        tip = self._git.text("ls-remote", self._target.remote, ref).partition("\t")[0]
        if not tip or tip == self._tip:
            return False
        self._tip = tip
        return True

    def states(self, now: datetime) -> list[IncidentState]:
        """What it says; nothing where this branch holds all of it already. Raises GitError."""
        if self._target is None or not self._tip:
            return []
        if self._git.run("merge-base", "--is-ancestor", self._tip, "HEAD").returncode == 0:
            return []
        fetch(self._git, self._target)
        packed = self._git.content("archive", "--format=tar", self._target.tracking)
        with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(packed)) as files:
            try:
                files.extractall(folder, filter="data")
            except (tarfile.TarError, OSError) as error:
                raise GitError(f"its files cannot be read: {error}") from error
            site = load(Path(folder)).site
        return list(page_state(site, now).by_id.values()) if site else []


def newest_of(here: Sequence[IncidentState], there: Sequence[IncidentState]) -> list[IncidentState]:
    """Each incident as whoever spoke last of it tells it."""
    known = {one.incident.id: one for one in here}
    for one in there:
        ours = known.get(one.incident.id)
        if ours is None or one.last_word.at > ours.last_word.at:
            known[one.incident.id] = one
    return list(known.values())
