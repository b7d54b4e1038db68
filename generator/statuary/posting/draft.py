"""The text of a file as it will be, and its writing: what an author wrote stays byte for byte, an update is only added.

A file is replaced as a whole, never over somebody's newer words. Two people posted at once: both updates are kept, in
order of time, where that cannot mislead a reader.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from statuary.model import ComponentStatus, Incident, Severity, Update
from statuary.posting import ConflictError
from statuary.posting.posting_times import next_free
from statuary.posting.taking_turns import taking_turns
from statuary.posting.typed_text import own_folder
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from statuary.source.vocabulary import kept_slug
from statuary.source.write import incident_text, update_text
from statuary.status import IncidentState, Standing, incident_state

_LONGEST_NAME = 60


@dataclass(frozen=True)
class Draft:
    """One update that is not posted yet, and the whole file that it makes.

    `path` is relative to the repository; `before` is the file as it was read, None for a new one. `incident` is as it
    was before, or the new one without updates. `template` names the approved words that it is made of, if it is;
    `approved_by` is who agreed to its words, where somebody says so.
    """

    path: str
    incident: Incident
    update: Update
    before: bytes | None
    content: bytes
    template: str = ""
    approved_by: str = ""


def new_file(incident: Incident, update: Update) -> bytes:
    """The file of a new incident with its first update."""
    return incident_text(incident.model_copy(update={"updates": (update,)})).encode()


def with_update(before: bytes, incident: Incident, update: Update) -> bytes:
    """A file with one more update, in order of time: at its end, unless somebody posted later words meanwhile.

    `incident` is what `before` holds. Line ends and a byte-order mark stay as they are.
    """
    text = before.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    later = next((one for one in incident.updates if one.at > update.at), None)
    lines = text.split("\n")
    head = "\n".join(lines[: later.line - 1]) + "\n" if later else text
    tail = "\n".join(lines[later.line - 1 :]) if later else ""
    block = update_text(update).replace("\n", end)
    return (_with_blank_line(head, end) + block + (end if tail else "") + tail).encode()


def _with_blank_line(text: str, end: str) -> str:
    if not text.endswith("\n"):
        text += end
    return text if text.endswith(end * 2) else text + end


def incident_id(title: str, day: datetime, taken: Container[str]) -> str:
    """`2026-11-22-card-payments-fail`: the day in UTC, as a rule that of the first heading, and words of the title.

    A title that leaves nothing (signs alone) gives `2026-11-22-incident`; one that is taken gets a number.
    """
    words = kept_slug(title)
    if len(words) > _LONGEST_NAME:
        words = words[: _LONGEST_NAME + 1].rpartition("-")[0] or words[:_LONGEST_NAME]
    name = f"{day:%Y-%m-%d}-{words or 'incident'}"
    if name not in taken:
        return name
    return next(numbered for number in range(2, 10_000) if (numbered := f"{name}-{number}") not in taken)


def write_draft(root: Path, draft: Draft, merged: Callable[[Draft, bytes | None], Draft]) -> Draft:
    """Put the draft into its file, and return it as it was written.

    Whoever wrote the same file since it was read is not overwritten: `merged` gets what stands in it now, None where
    there is no file, and puts both together or raises. Raises OSError when the disk fails; the file is then as it was.
    """
    path = root / draft.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with taking_turns(path.parent):
        draft = merged(draft, path.read_bytes() if path.exists() else None)
        _replace(path, draft.content, own_folder(root))
    return draft


def _replace(path: Path, content: bytes, aside: Path | None) -> None:
    """Put a whole new file in its place. Until then it lies `aside`, where neither git nor a build sees it.

    Only where that is on another disk, or nowhere, it lies beside the old one. What a killed command left of its own
    new file goes away: nobody else writes here now.
    """
    folder = aside if aside and _on_one_disk(aside, path.parent) else path.parent
    mark = hashlib.sha256(os.fsencode(path.parent.resolve())).hexdigest()[:16]
    for left in folder.glob(f".{mark}-*.new"):
        left.unlink(missing_ok=True)
    new = folder / f".{mark}-{path.name}.new"
    try:
        new.write_bytes(content)
        if path.exists():
            shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _on_one_disk(aside: Path, folder: Path) -> bool:
    with suppress(OSError):
        aside.mkdir(parents=True, exist_ok=True)
        return aside.stat().st_dev == folder.stat().st_dev and os.access(aside, os.W_OK)
    return False


def merge(draft: Draft, theirs: bytes | None, context: Context, now: datetime) -> Draft:
    """The draft on top of what somebody else has made of its file meanwhile; None where there is no file.

    The update gets a free second where both took the same minute. Raises ConflictError where a person must look: the
    file is gone or damaged, a new one is there already, or ours would make the page look better than they just said.
    """
    if theirs == draft.before:
        return draft
    incident = _theirs(theirs, draft, context)
    taken = {one.identity for one in incident.updates} | {one.at for one in incident.updates}
    at = next_free(draft.update.at, taken)
    update = draft.update.model_copy(update={"at": at})
    content = with_update(theirs or b"", incident, update)
    merged, problems = read_incident(draft.path, content, context)
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if merged is None or errors:
        raise ConflictError("someone else changed this incident, and your update does not fit any more")
    _refuse_better(incident, merged, draft, now)
    return replace(draft, incident=incident, update=update, before=theirs, content=content)


def _theirs(theirs: bytes | None, draft: Draft, context: Context) -> Incident:
    if theirs is None:
        raise ConflictError("someone else has deleted or renamed this incident's file")
    if draft.before is None:
        shown = theirs.decode(errors="replace")
        raise ConflictError("someone else opened an incident of this name at the same time", shown)
    incident, _ = read_incident(draft.path, theirs, context)
    if incident is None:
        raise ConflictError("someone else changed this incident's file, and it has errors now")
    return incident


def _refuse_better(incident: Incident, merged: Incident, draft: Draft, now: datetime) -> None:
    """Whoever posted meanwhile may know that it is not over. What worsens is safe, and may go through unseen."""
    known = {one.identity for one in draft.incident.updates}
    news = [one for one in incident.updates if one.identity not in known]
    before, after = incident_state(incident, now), incident_state(merged, now)
    if news and before and after and _looks_better(before, after):
        raise ConflictError(
            "someone else posted to this incident meanwhile, and your update would show a better status than theirs",
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
