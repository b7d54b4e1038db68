"""What a person is asked beyond what a command cannot go on without, and what they are reminded of.

A tired person answers few questions: `open` asks at most two, `update` one, `resolve` three. What nobody can guess
comes first (which incident? is it over?), and what is left goes to what readers miss most. Enter skips each of these.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from statuary.model import ENDED_STAGES, Impact, Kind, Stage
from statuary.posting import PostingError
from statuary.posting.choose import next_stages, over_or_open
from statuary.posting.draft_facts import asked_moment
from statuary.posting.kept_words import KeptWords, offered, refuse, to_offer, use
from statuary.posting.posting_times import moment
from statuary.posting.session import Session
from statuary.posting.slots import SERIOUS, AboutEnd
from statuary.posting.typed_text import typed_line
from statuary.render.wording.language import Language
from statuary.render.wording.symptoms import NO_WORKAROUND
from statuary.status import IncidentState, Standing

OPEN, UPDATE, RESOLVE = 2, 1, 3
"""So many questions each command may ask, whatever they are about."""
_GRACE = timedelta(minutes=30)
_LONG = timedelta(hours=2)
_COUNTS = timedelta(minutes=1)
_LONGER = "longer"
"""The template that says that it takes longer than we thought."""
_KEPT = "Kept words"
_NONE = frozenset({"none", "none known", "no", "nothing"})
_END = {
    "since": "Since when does it work? Such as 10:40; Enter: now",
    "data": "What became of data or orders? One sentence, such as: No order was lost. Enter skips",
    "to_do": "Is anything left to do for readers? One sentence; Enter skips",
}
_MISSED_MOST = ("data", "to_do", "since")


def before_update(session: Session, item: IncidentState) -> tuple[Session, Stage]:
    """The stage of the next update, and what a person adds to what was asked for."""
    stage = session.request.stage
    if stage is None and item.stage in ENDED_STAGES:
        stage = over_or_open(session, item)
    _tell_promise(session, item)
    kept = to_offer(session)  # they come first: no other command offers them
    if stage is not None and kept:
        return offered(session), stage
    session = session if kept else _with_workaround(session, item, stage)
    return (session, stage) if stage is not None else _which_stage(session, item, kept)


def _tell_promise(session: Session, item: IncidentState) -> None:
    if item.next_update is not None and session.dialogue.has_terminal:
        left, due = item.next_update - session.now, session.frame.times.near(item.next_update, session.now)
        length = Language().duration(abs(left))
        how = f"{length} left" if left >= timedelta(0) else f"{length} overdue"
        session.dialogue.tell(f"You promised the next update by {due.text} ({how}).")


def _with_workaround(session: Session, item: IncidentState, stage: Stage | None) -> Session:
    """A person is asked, where nobody has named one; that none is known is an answer, too."""
    fixed = Stage.MONITORING in (stage, item.stage) or stage in ENDED_STAGES
    answer = session.request.workaround or ""
    if not answer and not fixed and session.may_ask and _misses_workaround(session, item):
        question = "What can people do meanwhile? One sentence, or “none” if nothing is known; Enter skips"
        answer = session.dialogue.ask_line(question)
    if answer.lower().rstrip(".") in _NONE:
        answer = session.frame.language.gettext(NO_WORKAROUND)
    return replace(session, request=replace(session.request, workaround=answer or None))


def _is_serious(session: Session, item: IncidentState, for_at_least: timedelta) -> bool:
    is_open = item.incident.kind is Kind.INCIDENT and item.standing is Standing.ACTIVE
    return is_open and item.impact in SERIOUS and session.now - item.start >= for_at_least


def _misses_workaround(session: Session, item: IncidentState) -> bool:
    """By the attribute alone, which the page shows: what words in a text mean is guessed by a rule, later."""
    given = item.workaround or session.request.workaround
    return given is None and _is_serious(session, item, _GRACE)


def _which_stage(session: Session, item: IncidentState, kept: KeptWords | None) -> tuple[Session, Stage]:
    """A person without words of their own yet is asked what has happened; otherwise the stage stays.

    What was typed before, and that it takes longer, are choices of the same question: nobody answers more at night.
    """
    if session.typed.text or session.request.template:
        return session, Stage.UPDATE
    is_long = _is_serious(session, item, _LONG)
    if not session.may_ask:
        _tell_stays(session, item, is_long)
        return session, Stage.UPDATE
    stages = next_stages(item)
    choices = [(stage.label, "stays as it is" * (stage is Stage.UPDATE)) for stage in stages]
    if is_long:
        choices.append((_LONGER, "it takes longer than we thought, and we cannot say yet how long"))
    if kept:
        choices.append((_KEPT, f"stays as it is, with what was typed before: {kept.begin}"))
    chosen = session.dialogue.choose("Which stage?", choices)
    word = "" if chosen is None else choices[chosen][0]
    if kept:
        (use if word == _KEPT else refuse)(session, kept)
    if word == _LONGER:
        session = replace(session, request=replace(session.request, template=_LONGER))
    return session, next((stage for stage in stages if stage.label == word), Stage.UPDATE)


def _tell_stays(session: Session, item: IncidentState, is_long: bool) -> None:
    """In place of a question; for a program, which posts what a template says, at most one line."""
    if session.dialogue.asks:
        session.dialogue.tell(f"The stage stays {item.stage.label}; -s changes it, such as -s identified.")
    elif _misses_workaround(session, item):
        session.dialogue.warn("Nothing says what people can do meanwhile: add --workaround TEXT, or none.")
    elif is_long:
        lasted = Language().duration(session.now - item.start)
        session.dialogue.warn(
            f"It has lasted {lasted}: -t {_LONGER} says that it takes longer than we thought."
        )


def before_end(session: Session, item: IncidentState, stage: Stage) -> Session:
    """What is said of the end: by options, and by a person who has not written a text of their own."""
    request = session.request
    if stage is Stage.RESOLVED:
        own = session.typed.text or request.template or item.impact is Impact.NONE
        unsaid = [name for name in _MISSED_MOST if not getattr(request, name)]
        asked = [] if own or not session.may_ask else unsaid[: session.questions_left]
        answers = {
            name: session.dialogue.ask_line(question, _refusing(session, item, name))
            for name, question in _END.items()
            if name in asked
        }
        said: dict[str, Any] = {name: answer for name, answer in answers.items() if answer}
        request = replace(request, **said)
        session = replace(session, request=request)
    return replace(session, end=_about_end(session, item))


def _refusing(session: Session, item: IncidentState, name: str) -> Callable[[str], str]:
    """Why an answer cannot be used; empty for one that can."""

    def why_not(answer: str) -> str:
        try:
            _check_since(session, item, moment(answer, session.times, session.now, "--since", past=True))
        except PostingError as error:
            return str(error)
        return ""

    return why_not if name == "since" else lambda _: ""


def _check_since(session: Session, item: IncidentState, since: datetime) -> None:
    if not item.start <= since <= session.now:
        began = session.frame.times.near(item.start, session.now).text
        raise PostingError(f"--since: it is not between the start ({began}) and now")


def _tell_counted(session: Session, item: IncidentState, since: datetime) -> None:
    """What the text says is not what durations are counted from: that is the update's own time, or the front matter."""
    if session.now - since >= _COUNTS and item.incident.ended is None:
        told = "Durations count until this update; to count until then, write started and ended in the front matter."
        session.dialogue.tell(told)


def _about_end(session: Session, item: IncidentState) -> AboutEnd:
    """Raises PostingError for a time that cannot be."""
    request = session.request
    since = asked_moment(session, request.since, "--since", past=True)
    if since is not None:
        _check_since(session, item, since)
        _tell_counted(session, item, since)
    return AboutEnd(since, typed_line(request.data, "--data"), typed_line(request.to_do, "--to-do"))
