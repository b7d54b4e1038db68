"""Is it said already? A second incident of one title is nearly always a second try of the same command."""

import re
import shlex
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from statuary.git import GitError, blobs
from statuary.model import Incident, Kind, Stage
from statuary.posting import PostingError
from statuary.posting.draft_facts import component_said, parts_of
from statuary.posting.request import PostingRequest, as_options
from statuary.posting.session import Session
from statuary.posting.target import PATIENCE, fetch
from statuary.source.incident_file import read_incident
from statuary.status import IncidentState, Standing, incident_state

_NOT_OF_AN_UPDATE = ("title", "started", "ended", "visible_from", "visible_until", "starts", "ends")


@dataclass(frozen=True)
class Same:
    """What is open with this title. `here`: its file is in this folder; `there`: the remote has it, too."""

    item: IncidentState
    here: bool
    there: bool


def same_open(session: Session, incident: Incident) -> Same | None:
    """What is open here or on the remote, of this kind and with this title; planned work only at the same time."""
    remote = _on_remote(session)
    for item in session.state.by_id.values():
        if _is_same(item, incident, session.now):
            return Same(item, here=True, there=item.incident.path in remote)
    known = {item.incident.path for item in session.state.by_id.values()}
    for path, content in remote.items():
        found = None
        if path not in known and content is not None:
            found, _ = read_incident(path, content, session.context)
        state = incident_state(found, session.now) if found else None
        if state and _is_same(state, incident, session.now):
            return Same(state, here=False, there=True)
    return None


def _is_same(item: IncidentState, incident: Incident, now: datetime) -> bool:
    kind = incident.kind
    if item.incident.kind is not kind or item.standing is Standing.PAST:
        return False
    apart = kind is Kind.MAINTENANCE and item.window_starts != incident.starts
    return not apart and _words(item.incident.title) == _words(incident.title)


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold()) or [title]


def _on_remote(session: Session) -> dict[str, bytes | None]:
    """The incidents' files on the branch that the page is built from, as far as this clone can know."""
    found: dict[str, bytes | None] = {}
    with suppress(GitError):
        if session.target is not None:
            asking = session.dialogue.meanwhile(f"Asking {session.target.remote} what is open there …")
            with asking, suppress(GitError):  # publishing will tell it, with the remedy
                fetch(replace(session.git, seconds=PATIENCE), session.target)
        branch = session.target.tracking if session.target else "@{upstream}"
        known = session.git.run("ls-tree", "-r", "-z", branch, "--", f"{session.incidents_folder}/")
        entries = [line.partition("\t") for line in known.stdout.decode(errors="replace").split("\0") if line]
        names = {path: entry.split()[2] for entry, _, path in entries if path.endswith(".md")}
        new = [path for path in names if not (session.root / path).exists()]
        found |= dict.fromkeys(names)
        found |= dict(zip(new, blobs(session.root, [names[path] for path in new]), strict=True))
    return found


def is_another(session: Session, same: Same) -> bool:
    """Whether a person says that it is a second one all the same. Raises PostingError where nobody is asked."""
    name, title = same.item.incident.id, same.item.incident.title
    if not session.may_ask:
        raise PostingError(_refusal(session, same))
    if not same.here:
        chosen = session.dialogue.choose(
            f"“{title}” is open on the remote already ({name}). Go on?",
            [("stop", "git pull brings it here"), ("another", "open a second one")],
        )
        if chosen != 1:
            raise PostingError(_refusal(session, same))
        return True
    chosen = session.dialogue.choose(
        f"“{title}” is open already ({name}). Is this the same?",
        [("update", "yes: add these words to it"), ("another", "no: open a second one")],
    )
    if chosen is None:
        raise PostingError(_refusal(session, same))
    return chosen == 1


def _refusal(session: Session, same: Same) -> str:
    name, title = same.item.incident.id, same.item.incident.title
    ways = [("to say more of it", _update_command(session, same.item))]
    if not same.here:
        ways.insert(0, ("first bring it here", "git pull"))
    elif not same.there:
        ways.insert(0, ("to publish it as it is", shlex.join(_program(session.root, "publish", name))))
    where = "" if same.here else " on the remote"
    listed = "\n".join(f"  {why}: {command}" for why, command in ways)
    return f"“{title}” is open already{where} ({name}); for another problem, give another title\n{listed}"


def _program(root: Path, *arguments: str) -> list[str]:
    folder = [] if root == Path.cwd() else ["-C", str(root)]
    return ["statuary", *folder, *arguments]


def _update_command(session: Session, item: IncidentState) -> str:
    """The same words, as an update."""
    said = as_update(session, item)
    first = said.stage in (None, Stage.INVESTIGATING)
    stage = [] if first or said.stage is None else ["--stage", said.stage.label.lower()]
    return shlex.join([*_program(session.root, "update", item.incident.id), *stage, *as_options(said)])


def as_update(session: Session, item: IncidentState) -> PostingRequest:
    """What was asked for, without what only a new file can take; a component that is affected already stays so."""
    nothing: dict[str, Any] = dict.fromkeys(_NOT_OF_AN_UPDATE)
    said = {part: component_said(session, part) for part in parts_of(session.request.component)}
    news = [part for part, (key, status) in said.items() if status or key not in item.components]
    return replace(session.request, **nothing, auto_complete=False, component=tuple(news))
