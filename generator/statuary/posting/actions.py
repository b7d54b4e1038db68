"""What can be posted: a call for each command, from what was asked for to what readers see.

Each raises NotPostedError with what to do, OptionsError where options do not go together, and StoppedError where a
person said no.
"""

from dataclasses import replace

from statuary.model import ComponentStatus, Incident, Kind, Stage, Update
from statuary.posting.choose import END_OF, which_end, which_incident, which_stage
from statuary.posting.draft_facts import (
    affected,
    asked_moment,
    first_update,
    further_update,
    new_incident,
    window,
)
from statuary.posting.post_update import post_update
from statuary.posting.posting_errors import OptionsError, PostingError
from statuary.posting.request import PostingRequest
from statuary.posting.same_title import as_update, is_another, same_open
from statuary.posting.session import Caller, Session, open_session
from statuary.status import Standing


def open_incident(request: PostingRequest, caller: Caller) -> None:
    """Say that something is wrong; or, with `ended`, that something was, which is no news any more and in no feed."""
    over = bool(request.ended)
    if over and (not request.started or request.stage not in (None, Stage.RESOLVED)):
        raise OptionsError("--ended needs --started, and no other --stage than Resolved")
    with open_session(request, caller) as session:
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
    with open_session(request, caller) as session:
        item = which_incident(session)
        update = further_update(session, item, request.stage or which_stage(session, item))
        post_update(session, item.incident, update, ask_words=True)


def resolve_incident(request: PostingRequest, caller: Caller) -> None:
    """Say that it is over."""
    with open_session(request, caller) as session:
        item = which_incident(session)
        stage = END_OF.get(item.incident.kind)
        if stage is None:
            raise PostingError(f"a notice ends by “until:” in its front matter: {item.incident.path}")
        if item.standing is Standing.PLANNED:
            stage = which_end(session, item)
        post_update(session, item.incident, further_update(session, item, stage))


def add_postmortem(request: PostingRequest, caller: Caller) -> None:
    """Tell what happened, and what was learned from it."""
    with open_session(request, caller) as session:
        item = which_incident(session)
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
