"""Which incident is meant, and which stage may come next."""

import shlex
from collections.abc import Sequence
from pathlib import Path, PurePath

from statuary.model import ENDED_STAGES, STAGES_OF, Kind, Severity, Stage
from statuary.posting import InvalidError, PostingError, SeveralError
from statuary.posting.request import as_options
from statuary.posting.session import Session
from statuary.source.problems import near
from statuary.source.vocabulary import kept_slug
from statuary.status import IncidentState, PageState, Standing

END_OF = {Kind.INCIDENT: Stage.RESOLVED, Kind.MAINTENANCE: Stage.COMPLETED}
"""What a kind ends with; a notice ends by its `until`."""
FIRST_OF = {
    Kind.INCIDENT: Stage.INVESTIGATING,
    Kind.MAINTENANCE: Stage.SCHEDULED,
    Kind.NOTICE: Stage.NOTICE,
}
_SHOWN = 9
_LIKELY = (Standing.ACTIVE, Standing.PLANNED, Standing.PAST)


def which_incident(session: Session) -> IncidentState:
    """The incident that is meant; where several may be, a person chooses.

    A file with errors is not among them, and it could be the one: then nothing is guessed.
    """
    asked = session.request.incident
    if asked and _is_words(session, asked):
        session.typed.take((asked,), bytes)
        asked = None
    _refuse_unread(session, asked)
    try:
        return find_incident(session.state, asked)
    except SeveralError as error:
        choices = [(item.incident.id, item.incident.title) for item in error.items]
        chosen = session.dialogue.choose("Which one?", choices)
        if chosen is None:
            raise
        return error.items[chosen]


def _is_words(session: Session, asked: str) -> bool:
    """Whether somebody wrote what happened where an id is expected: several words, which are a part of none."""
    given = session.typed.text or session.request.template
    several = len(asked.split()) > 1 and asked.isprintable()
    return not given and several and not _matching(session.state, asked)


def _refuse_unread(session: Session, asked: str | None) -> None:
    errors = [one for one in session.loaded.problems if one.severity is Severity.ERROR]
    unread = [one for one in errors if one.path.startswith(f"{session.incidents_folder}/")]
    if not asked and unread:
        raise InvalidError(
            unread,
            "this could be the incident that you mean: fix the file, or name another incident by its id",
        )
    part = kept_slug((asked or "").rpartition("/")[2].removesuffix(".md"))
    meant = [one for one in unread if part and part in one.path]
    known = [name for key, item in session.state.by_id.items() for name in (key, _stem(item))]
    if meant and not any(part in name for name in known):
        raise InvalidError(meant, "fix this first: the current stage of this incident cannot be read")


def find_incident(state: PageState, asked: str | None) -> IncidentState:
    """The incident that was named, or the one that is open.

    A part of an id will do where only one has it, of what is open, else planned, else past; so will the path of its
    file. Without a name: the one open incident, else the one maintenance under way. Raises PostingError, and
    SeveralError.
    """
    if asked:
        return _named(state, asked)
    candidates = state.active or state.in_progress
    if not candidates:
        raise PostingError("no incident is open, so name the one that you mean by its id, or a part of it")
    return _one(candidates, most=None)


def _named(state: PageState, asked: str) -> IncidentState:
    name = asked.rstrip("/").rpartition("/")[2].removesuffix(".md")
    exact = state.by_id.get(name) or next(
        (item for item in state.by_id.values() if _stem(item) == name), None
    )
    if exact is not None:
        return exact
    matches = _matching(state, name)
    if not matches:
        raise PostingError(f"there is no incident “{asked}”{_likely(state, kept_slug(name))}")
    by_standing = [[item for item in matches if item.standing is one] for one in _LIKELY]
    return _one(next(items for items in by_standing if items))


def _likely(state: PageState, name: str) -> str:
    """What may have been meant: the one with such an id, or with such a word in it; else what is open."""
    words = {word: key for key in reversed(state.by_id) for word in key.split("-")[3:]}
    found = near(name, state.by_id) or words.get(near(name, words) or "")
    if found:
        return f"; did you mean {found}?"
    opened = [item.incident.id for item in state.active[:_SHOWN]]
    return f"; open now: {', '.join(opened)}" if opened else ""


def _matching(state: PageState, name: str) -> list[IncidentState]:
    part = kept_slug(name)
    return [item for key, item in state.by_id.items() if part and (part in key or part in _stem(item))]


def _stem(item: IncidentState) -> str:
    """The name of its file, which an `id:` in front matter leaves as it is."""
    return PurePath(item.incident.path).stem


def _one(items: Sequence[IncidentState], most: int | None = _SHOWN) -> IncidentState:
    """The only one. Raises SeveralError with the newest first; `most` limits how many are named."""
    if len(items) > 1:
        raise SeveralError(sorted(items, key=lambda item: item.start, reverse=True)[:most])
    return items[0]


def over_or_open(session: Session, item: IncidentState) -> Stage:
    """What is over is not silently over still: whoever writes about it may mean that it is back.

    There is no default: to guess wrong would hide a fault, or invent one.
    """
    opened, ended = opened_again(item), item.stage.label.lower()
    choices = [(Stage.UPDATE.label, f"still over; it stays {ended}"), (opened.label, "open again")]
    chosen = session.dialogue.choose("It is over. Is it still?", choices, default=None)
    if chosen is not None:
        return (Stage.UPDATE, opened)[chosen]
    name = item.incident.id
    over, again = (_command(session, name, stage) for stage in (Stage.UPDATE, opened))
    raise PostingError(
        f"{name} is {ended}. Is it still over, or open again? \n  still over:  {over}\n  open again:  {again}"
    )


def which_end(session: Session, item: IncidentState) -> Stage:
    """Work that has not begun is called off more often than it is done: a person says which; nothing is guessed."""
    name, ends = item.incident.id, (Stage.CANCELLED, Stage.COMPLETED)
    choices = list(
        zip((one.label for one in ends), ("it does not take place", "it is done already"), strict=True)
    )
    chosen = session.dialogue.choose(f"{name} has not begun. What is it?", choices, default=None)
    if chosen is not None:
        return ends[chosen]
    off, done = (_command(session, name, stage) for stage in ends)
    raise PostingError(
        f"{name} has not begun. Is it called off, or done?\n  called off:  {off}\n  done:  {done}"
    )


def _command(session: Session, name: str, stage: Stage) -> str:
    """The same command, with the stage that was missing."""
    folder = [] if session.root == Path.cwd() else ["-C", str(session.root)]
    options = ["--stage", stage.label.lower(), *as_options(session.request)]
    return shlex.join(["statuary", *folder, "update", name, *options])


def opened_again(item: IncidentState) -> Stage:
    """The stage of what is over and goes on after all."""
    if item.stage is Stage.CANCELLED:
        return Stage.SCHEDULED
    return Stage.IN_PROGRESS if item.incident.kind is Kind.MAINTENANCE else Stage.INVESTIGATING


def next_stages(item: IncidentState) -> tuple[Stage, ...]:
    """The stages that the next update may have; the first is the one that keeps things as they are."""
    ended = item.stage in ENDED_STAGES
    stages = [stage for stage in STAGES_OF[item.incident.kind] if _may_follow(stage, item.stage, ended)]
    return (Stage.UPDATE, *(stage for stage in stages if stage is not Stage.UPDATE))


def _may_follow(stage: Stage, now: Stage, ended: bool) -> bool:
    if stage is Stage.POSTMORTEM:
        return ended
    return not (ended and stage in ENDED_STAGES) or now is Stage.CANCELLED


def check_stage(item: IncidentState, stage: Stage) -> None:
    """Raises PostingError where this stage cannot come next."""
    legal = next_stages(item)
    if stage not in legal:
        article = "an" if item.incident.kind is Kind.INCIDENT else "a"
        where = f"{item.incident.id} is {article} {item.incident.kind} in the stage {item.stage.label}"
        first = (
            f"; resolve it first: statuary resolve {item.incident.id}" if stage is Stage.POSTMORTEM else ""
        )
        raise PostingError(
            f"{where}: {stage.label} cannot come next; use one of: {', '.join(one.label for one in legal)}{first}"
        )
