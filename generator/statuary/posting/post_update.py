"""The last steps of every command that posts: words, a check, a look at it, the file, the way to readers."""

import shlex
from dataclasses import replace

from statuary.model import Incident, Update
from statuary.posting.dialogue import Decision
from statuary.posting.draft import Draft, new_file, with_update
from statuary.posting.posting_errors import StoppedError
from statuary.posting.precheck import Verified, verify
from statuary.posting.preview import show, show_file
from statuary.posting.publishing import publish
from statuary.posting.result import write_result
from statuary.posting.safe_files import write_draft
from statuary.posting.session import Session
from statuary.posting.template_words import is_only_template, is_only_title
from statuary.posting.templates import Template
from statuary.posting.timing import free_instant
from statuary.posting.update_words import edited, with_words
from statuary.source.incident_file import read_incident


def post_update(session: Session, incident: Incident, update: Update, *, ask_words: bool = False) -> None:
    """Find the words, check the file as it will be, show it, write it and publish it.

    `ask_words`: without words of somebody's own this update says little, so a person is asked for them. Raises
    PostingError, and StoppedError where a person does not want it after all.
    """
    update, template = with_words(session, incident, update, ask=ask_words)
    draft = _checked(session, incident, update, template)
    if session.request.dry_run:
        show_file(session.dialogue, draft)
        write_result(session.result, draft)
        return
    # Enter publishes only what was to be published from the start.
    usual = Decision.YES if session.publishes else Decision.NO
    while session.target is not None and (answer := session.dialogue.confirm("Publish it?", usual)):
        if answer is Decision.NO and session.publishes:
            raise StoppedError("Nothing was written.")
        if answer is Decision.NO:
            session = replace(session, target=None)
        if answer is not Decision.EDIT:
            break
        update = edited(session, incident, update)
        draft = _checked(session, incident, update, template)
    _write(session, draft)


def _checked(session: Session, incident: Incident, update: Update, template: Template | None) -> Draft:
    """The draft at this moment, for words may take a while; checked, and shown as readers will see it."""
    update = update.model_copy(update={"at": free_instant(incident, session.now)})
    draft = _drafted(session, incident, update)
    incident, update = draft.incident, draft.update
    with session.dialogue.meanwhile("Checking the page as it will be …"):
        verified = verify(session.loaded, draft, session.request.now, session.now)
    draft = replace(draft, template=_approved(session, verified, update, template))
    show(session, draft, verified)
    return draft


def _drafted(session: Session, incident: Incident, update: Update) -> Draft:
    """The file with the update; on top of what somebody has posted here since it was read."""
    if not incident.updates:
        return Draft(incident.path, incident, update, None, new_file(incident, update))
    before = (session.root / incident.path).read_bytes()
    fresh, _ = read_incident(incident.path, before, session.context)
    if fresh != incident:
        update = update.model_copy(update={"at": free_instant(fresh or incident, session.now)})
        return session.merged(Draft(incident.path, incident, update, b"", b""), before)
    return Draft(incident.path, incident, update, before, with_update(before, incident, update))


def _approved(session: Session, verified: Verified, update: Update, template: Template | None) -> str:
    """The name of the approved template that the update is made of, and of nothing else; empty otherwise."""
    if template is None:
        return ""
    incident, frame = verified.incident, session.frame
    written = next(one for one in incident.updates if one.at == update.at)
    alone = is_only_template(incident, written, template, frame)
    titled = len(incident.updates) > 1 or is_only_title(incident, template, frame)
    return template.name if alone and titled else ""


def _write(session: Session, draft: Draft) -> None:
    """Into its file here; but a pull request leaves the files here alone."""
    if session.request.pr:
        publish(session, draft)
        return
    publishes = session.target is not None
    changed = publishes and bool(session.git.maybe("status", "--porcelain", "--", draft.path))
    draft = write_draft(session.root, draft, session.merged)
    session.typed.forget()
    if changed and draft.before is not None:
        session.dialogue.warn(f"{draft.path} held other changes that were not committed; they go along.")
    if publishes:
        publish(session, draft)
    else:
        _tell_written(session, draft)


def _tell_written(session: Session, draft: Draft) -> None:
    path, message = shlex.quote(draft.path), f"{draft.incident.id}: {draft.update.stage.label}"
    session.dialogue.tell(
        f"Written to {draft.path}. Readers see it once it is published: statuary publish, or\n"
        f"  git add {path} && git commit -m '{message}' && git push"
    )
    write_result(session.result, draft)
