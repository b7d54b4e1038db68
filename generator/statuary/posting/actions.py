"""What can be posted: a call for each command, from what was asked for to what readers see.

Each raises NotPostedError with what to do, OptionsError where options do not go together, and StoppedError where a
person said no. All end in the same steps: words, a check, a look at it, the file, the way to readers.
"""

import shlex
from dataclasses import replace

from statuary.model import ComponentStatus, Incident, Kind, Stage, Update
from statuary.posting import OptionsError, PostingError, StoppedError, asking
from statuary.posting.choose import END_OF, which_end, which_incident
from statuary.posting.dialogue import Decision
from statuary.posting.draft import Draft, new_file, with_update, write_draft
from statuary.posting.draft_facts import (
    affected,
    asked_moment,
    first_update,
    further_update,
    new_incident,
    window,
)
from statuary.posting.kept_words import offered
from statuary.posting.posting_times import free_instant
from statuary.posting.precheck import Verified, show, show_file, verify
from statuary.posting.publishing import publish
from statuary.posting.request import PostingRequest, write_result
from statuary.posting.same_title import as_update, is_another, same_open
from statuary.posting.same_words import refuse_same_words
from statuary.posting.session import Caller, Session, open_session
from statuary.posting.templates import Template
from statuary.posting.typed_text import typed_line
from statuary.posting.update_words import edited, is_only_template, is_only_title, with_words
from statuary.source.incident_file import read_incident
from statuary.status import Standing


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
    _write(session, replace(draft, approved_by=_approver(session, template)))


def _approver(session: Session, template: Template | None) -> str:
    """Who has agreed to these words, where somebody says so. Raises PostingError where a template demands it."""
    name = typed_line(session.request.approved_by, "--approved-by")
    if not name and template is not None and template.needs_approval:
        name = session.dialogue.ask_text("Who has approved these words?")
        if not name:
            message = f"the template {template.name} needs somebody's approval: --approved-by NAME"
            raise PostingError(message)
    return name


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
    refuse_same_words(fresh or incident, update)
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
    approved = shlex.quote(f"Approved-by: {draft.approved_by}") if draft.approved_by else ""
    publishing = (
        f"statuary publish --approved-by {shlex.quote(draft.approved_by)}" if approved else "statuary publish"
    )
    trailer = f" --trailer {approved}" if approved else ""
    session.dialogue.tell(
        f"Written to {draft.path}. Not published yet. To publish it: {publishing}, or\n"
        f"  git add {path} && git commit -m '{message}'{trailer} && git push"
    )
    write_result(session.result, draft)


def open_incident(request: PostingRequest, caller: Caller) -> None:
    """Say that something is wrong; or, with `ended`, that something was, which is no news any more and in no feed."""
    over = bool(request.ended)
    if over and (not request.started or request.stage not in (None, Stage.RESOLVED)):
        raise OptionsError("--ended needs --started, and no other --stage than Resolved")
    with open_session(request, caller, asking.OPEN) as session:
        session = offered(session)
        incident = new_incident(
            session,
            Kind.INCIDENT,
            started=asked_moment(session, request.started, "--started", past=True),
            ended=asked_moment(session, request.ended, "--ended", past=True),
            impact=request.impact,
            components=affected(session, ComponentStatus.PARTIAL_OUTAGE),
        )
        stage = request.stage or (Stage.RESOLVED if over else Stage.INVESTIGATING)
        first = first_update(session, incident, stage)
        if over:
            post_update(session, incident, first.model_copy(update={"silent": True}))
        else:
            _post_new(session, incident, first)


def update_incident(request: PostingRequest, caller: Caller) -> None:
    """Say what is new, or that nothing is."""
    with open_session(request, caller, asking.UPDATE) as session:
        item = which_incident(session)
        session, stage = asking.before_update(session, item)
        update = further_update(session, item, stage)
        post_update(session, item.incident, update, ask_words=True)


def resolve_incident(request: PostingRequest, caller: Caller) -> None:
    """Say that it is over."""
    with open_session(request, caller, asking.RESOLVE) as session:
        item = which_incident(session)
        stage = END_OF.get(item.incident.kind)
        if stage is None:
            raise PostingError(f"a notice ends by “until:” in its front matter: {item.incident.path}")
        if item.standing is Standing.PLANNED:
            stage = which_end(session, item)
        session = asking.before_end(offered(session), item, stage)
        post_update(session, item.incident, further_update(session, item, stage))


def add_postmortem(request: PostingRequest, caller: Caller) -> None:
    """Tell what happened, and what was learned from it."""
    with open_session(request, caller) as session:
        item = which_incident(session)
        session = offered(session)
        update = further_update(session, item, Stage.POSTMORTEM)
        if not session.typed.text and not session.dialogue.has_terminal:
            raise PostingError("a post-mortem needs words: -m - < FILE, or run this on a terminal")
        post_update(session, item.incident, update, ask_words=True)


def schedule_maintenance(request: PostingRequest, caller: Caller) -> None:
    """Announce planned work."""
    request = replace(
        request,
        starts=request.starts or caller.dialogue.ask_text("Starts (such as tomorrow 22:00)"),
        ends=request.ends or caller.dialogue.ask_text("Ends, or how long (2h)"),
    )
    with open_session(request, caller) as session:
        starts, ends = window(session, session.now)
        if starts is None or ends is None:
            raise PostingError("say when: --starts “tomorrow 22:00” --ends 2h (or a time)")
        session = offered(session)
        incident = new_incident(
            session,
            Kind.MAINTENANCE,
            impact=request.impact,
            components=affected(session, ComponentStatus.UNDER_MAINTENANCE),
            starts=starts,
            ends=ends,
            auto_complete=request.auto_complete,
        )
        _post_new(session, incident, first_update(session, incident, Stage.SCHEDULED))


def announce_notice(request: PostingRequest, caller: Caller) -> None:
    """Announce something that is no fault and no work."""
    with open_session(request, caller) as session:
        session = offered(session)
        incident = new_incident(
            session,
            Kind.NOTICE,
            visible_from=asked_moment(session, request.visible_from, "--from", ends=False),
            visible_until=asked_moment(session, request.visible_until, "--until", ends=True),
        )
        _post_new(session, incident, first_update(session, incident, Stage.NOTICE), ask_words=True)


def _post_new(session: Session, incident: Incident, first: Update, *, ask_words: bool = False) -> None:
    """The first update of something; but of what is open already, a further one, where a person says so."""
    same = same_open(session, incident)
    if same is not None and not is_another(session, same):
        session = replace(session, request=as_update(session, same.item))
        stage = session.request.stage or Stage.UPDATE
        first, incident = further_update(session, same.item, stage), same.item.incident
    post_update(session, incident, first, ask_words=ask_words)
