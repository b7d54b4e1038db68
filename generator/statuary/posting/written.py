"""What was written here and is not on the remote yet: found, checked and published, nothing asked to be typed again."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from statuary.git import GitError
from statuary.model import Incident, Update
from statuary.posting import (
    ConflictError,
    CouldNotPostError,
    InvalidError,
    PostingError,
    StoppedError,
)
from statuary.posting.choose import find_incident
from statuary.posting.dialogue import Decision
from statuary.posting.draft import Draft, merge
from statuary.posting.precheck import show, verify
from statuary.posting.publishing import publish
from statuary.posting.request import PostingRequest
from statuary.posting.session import Caller, Session, open_session, show_error
from statuary.posting.target import fetch
from statuary.posting.typed_text import typed_line
from statuary.source.incident_file import read_incident


def publish_written(request: PostingRequest, caller: Caller) -> None:
    """Publish the incidents that differ from the remote's; with an id, that one alone."""
    with open_session(replace(request, publish=not request.pr), caller) as session:
        paths = _paths(session)
        codes: list[int] = []
        for number, path in enumerate(paths, 1):
            waits = replace(session.request, no_wait=session.request.no_wait or number < len(paths))
            try:
                _publish_one(replace(session, request=waits), path)
            except (InvalidError, ConflictError, StoppedError) as error:
                if len(paths) == 1:
                    raise
                codes.append(getattr(error, "exit_code", 1))  # the others do not wait for it
                show_error(error, session.dialogue)
                session.dialogue.warn(f"{error}")
        if codes:
            raise _NotAllError(len(codes), len(paths), max(codes))


class _NotAllError(PostingError):
    """Each reason was said when it came."""

    def __init__(self, refused: int, number: int, exit_code: int) -> None:
        super().__init__(f"of {number} files {refused} {'was' if refused == 1 else 'were'} not published")
        self.exit_code = exit_code


def _paths(session: Session) -> list[str]:
    """Files that are new or changed here since this branch left the remote's."""
    found = _changed(session)
    if session.request.incident:
        wanted = find_incident(session.state, session.request.incident).incident.path
        found = [path for path in found if path == wanted]
    if not found:
        raise PostingError("nothing that was written here waits to be published")
    return found


def _base(session: Session) -> str:
    assert session.target is not None  # or `open_session` would have ended
    return session.git.text("merge-base", "HEAD", session.target.tracking)


def _changed(session: Session) -> list[str]:
    assert session.target is not None
    folder = f"{session.incidents_folder}/"
    try:
        fetch(session.git, session.target)
        listed = session.git.paths("diff", "--name-only", "--no-renames", "--relative", "--diff-filter=d", "-z",
                                   _base(session), "--", folder)  # fmt: skip
        new = session.git.paths("ls-files", "--others", "--exclude-standard", "-z", "--", folder)
    except GitError as error:
        raise CouldNotPostError(f"git says: {error}") from error
    ours = sorted({path for path in (*listed, *new) if _is_incident(path)})
    return [path for path in ours if not _is_there(session, path)]


def _is_incident(path: str) -> bool:
    return path.endswith(".md") and PurePath(path).name != "README.md"


def _is_there(session: Session, path: str) -> bool:
    """Whether the remote has just these bytes."""
    assert session.target is not None
    there = session.git.run("cat-file", "blob", f"{session.target.tracking}:./{path}")
    return not there.returncode and there.stdout == (session.root / path).read_bytes()


def _publish_one(session: Session, path: str) -> None:
    base = _base(session)
    written = _read(session, path, base)
    draft = written.draft
    show(session, draft, verify(session.loaded, draft, session.request.now, session.now))
    if session.dialogue.confirm("Publish it?") in (Decision.NO, Decision.EDIT):
        raise StoppedError(f"Nothing was published; to change it, edit {path}.")
    publish(session, draft, written=(base, lambda _, theirs: _merged(session, written, theirs)))


@dataclass(frozen=True)
class _Written:
    """A file that was written here. `before` is None for a new one; `added` are its updates that nobody else has."""

    draft: Draft
    before: Incident | None
    after: Incident
    added: tuple[Update, ...]


def _read(session: Session, path: str, base: str) -> _Written:
    """The file as a draft of its newest update. Raises InvalidError where it has errors."""
    content = (session.root / path).read_bytes()
    after, problems = read_incident(path, content, session.context)
    if after is None:
        raise InvalidError(problems, f"{path} has errors, so nothing was published")
    old = session.git.run("cat-file", "blob", f"{base}:./{path}")
    bytes_before = None if old.returncode else old.stdout
    before = read_incident(path, bytes_before, session.context)[0] if bytes_before is not None else None
    known = {one.identity for one in before.updates} if before else set()
    added = tuple(one for one in after.updates if one.identity not in known)
    newest = max(added or after.updates, key=lambda one: one.at)
    without = after.model_copy(update={"updates": tuple(one for one in after.updates if one is not newest)})
    approver = typed_line(session.request.approved_by, "--approved-by")
    draft = Draft(path, without, newest, bytes_before, content, approved_by=approver)
    return _Written(draft, before, after, added)


def _merged(session: Session, written: _Written, theirs: bytes | None) -> Draft:
    """Each update that was added here, on top of what others have made of the file. Raises ConflictError."""
    draft, before = written.draft, written.before
    if theirs == draft.before:
        return draft
    if before is None or theirs is None:
        return merge(draft, theirs, session.context, session.now)
    if not _only_added(written):
        raise ConflictError("someone else changed this incident, and more than updates was changed here")
    for update in sorted(written.added, key=lambda one: one.at):
        part = merge(replace(draft, incident=before, update=update), theirs, session.context, session.now)
        theirs = part.content
        before = before.model_copy(update={"updates": (*before.updates, part.update)})
        draft = part
    return draft


def _only_added(written: _Written) -> bool:
    def said(incident: Incident) -> object:
        kept = [one for one in incident.updates if one not in written.added]
        return incident.model_dump(exclude={"updates"}), [one.model_dump(exclude={"line"}) for one in kept]

    return bool(written.added) and written.before is not None and said(written.before) == said(written.after)
