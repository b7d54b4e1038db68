"""Writing: a file is replaced as a whole, never over somebody's newer words; and what was typed is never lost.

Two people posted at once: both updates are kept, in order of time, where that cannot mislead a reader.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from statuary.git import GitError, reading
from statuary.model import ComponentStatus, Incident, Severity
from statuary.posting.compose import Post, with_update
from statuary.posting.posting_errors import TogetherError
from statuary.posting.timing import next_free
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from statuary.source.write import update_text
from statuary.status import IncidentState, Standing, incident_state

Onto = Callable[[bytes | None], tuple[Post, bytes]]
"""Puts the post onto what stands in the file now, None where there is none; see `together.onto`."""

_PATIENCE = 5.0
"""Seconds; a command writes in a fraction of one, so that an older lock was left behind by one that was killed."""


def write_post(root: Path, post: Post, onto: Onto) -> Post:
    """Put the post into its file, and return it as it was written.

    Whoever wrote the same file since it was read is not overwritten: `onto` puts both together, or raises. Raises
    OSError when the disk fails; the file is then as it was.
    """
    path = root / post.path
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with _locked(path.with_name(f".{path.name}.lock")):
        post, content = onto(path.read_bytes() if path.exists() else None)
        try:
            new.write_bytes(content)
            if path.exists():
                shutil.copymode(path, new)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    return post


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    """Only one command at a time writes a file: whoever could create the lock beside it, on every system alike.

    A lock's age is not told from its file's time: the disk's clock need not be this machine's.
    """
    seen: tuple[int, int] | None = None
    since = time.monotonic()
    while not _taken(lock):
        with suppress(FileNotFoundError):
            found = lock.stat()
            if (found.st_ino, found.st_mtime_ns) != seen:
                seen, since = (found.st_ino, found.st_mtime_ns), time.monotonic()
            elif time.monotonic() - since > _PATIENCE:
                lock.unlink()
        time.sleep(0.02)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _taken(lock: Path) -> bool:
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def keep(root: Path, content: bytes, now: datetime) -> Path | None:
    """Save what somebody typed where git does not see it, and return where; None when even that fails."""
    for folder in (_git_folder(root), Path(tempfile.gettempdir())):
        if folder is None:
            continue
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(".md", f"statuary-{now:%Y%m%dT%H%M%S}-", folder, text=False)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            return Path(name)
    return None


def _git_folder(root: Path) -> Path | None:
    try:
        return Path(reading(root).text("rev-parse", "--absolute-git-dir")) / "statuary"
    except GitError:
        return None


def onto(theirs: bytes | None, post: Post, context: Context, now: datetime) -> tuple[Post, bytes]:
    """The post, and the file as it is with it, on top of what somebody else has made of the file meanwhile.

    The post gets a free second where both took the same minute. Raises TogetherError where a person must look: the
    file is gone or damaged, a new one is there already, or ours would make the page look better than they just said.
    """
    if theirs == post.before:
        return post, post.content
    incident = _theirs(theirs, post, context)
    taken = {one.identity for one in incident.updates} | {one.at for one in incident.updates}
    at = next_free(post.update.at, taken)
    update = post.update.model_copy(update={"at": at})
    content = with_update(theirs or b"", incident, update)
    merged, problems = read_incident(post.path, content, context)
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if merged is None or errors:
        raise TogetherError("somebody else changed this incident, and your update does not fit any more")
    _refuse_better(incident, merged, post, now)
    return Post(post.path, incident, update, theirs, content, post.template), content


def _theirs(theirs: bytes | None, post: Post, context: Context) -> Incident:
    if theirs is None:
        raise TogetherError("somebody else has deleted or renamed this incident's file")
    if post.before is None:
        shown = theirs.decode(errors="replace")
        raise TogetherError("somebody else opened an incident of this name at the same time", shown)
    incident, _ = read_incident(post.path, theirs, context)
    if incident is None:
        raise TogetherError("somebody else changed this incident's file, and it has errors now")
    return incident


def _refuse_better(incident: Incident, merged: Incident, post: Post, now: datetime) -> None:
    """Whoever posted meanwhile may know that it is not over. What worsens is safe, and may go through unseen."""
    known = {one.identity for one in post.incident.updates}
    news = [one for one in incident.updates if one.identity not in known]
    before, after = incident_state(incident, now), incident_state(merged, now)
    if news and before and after and _looks_better(before, after):
        raise TogetherError(
            "somebody else posted to this incident meanwhile, and your update would make it look better than they say",
            "\n".join(update_text(one) for one in news),
        )


def _looks_better(before: IncidentState, after: IncidentState) -> bool:
    if after.standing is Standing.PAST and before.standing is not Standing.PAST:
        return True
    if after.impact.badness < before.impact.badness:
        return True
    return any(
        after.components.get(key, ComponentStatus.OPERATIONAL).badness < status.badness
        for key, status in before.components.items()
    )
