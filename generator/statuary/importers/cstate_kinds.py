"""One cState issue as an incident, as planned work or as a notice. Components and the id come later."""

from datetime import datetime, timedelta

from statuary.importers.cstate_issue import Issue
from statuary.importers.cstate_text import Part, parts_of
from statuary.importers.model import Notes, Rules
from statuary.importers.timeline import after_start, ascending
from statuary.model import Impact, Incident, Kind, Stage, Update
from statuary.source.times import format_time

OPENING = "*The old page recorded this start without a message of its own; what it said is below.*"
CLOSING = "*The old page recorded this end without a message of its own.*"
UNTIMED = "*Time not recorded: the old page did not say when it posted these messages.*"


def as_incident(issue: Issue, rules: Rules, notes: Notes) -> Incident:
    """Its start, the messages whose time is known, and its end.

    A lone message without a time goes with the start. Of several, all stay whole and in reading order
    with the end (with the start, while it is open), marked as such.
    """
    end = None if issue.end is None else after_start(issue.start, issue.end, notes)
    parts = [_dated(part, rules, notes) for part in parts_of(issue.text, rules.zone, notes)]
    untimed = [part for part in parts if part.at is None]
    timed = [part for part in parts if part.at is not None]
    opening, closing = _untimed_texts(untimed, is_open=end is None, notes=notes)
    updates = [Update(at=issue.start, stage=Stage.INVESTIGATING, text=_at_start(opening, timed, issue))]
    for part in timed:
        if part.at is not None and part.at not in (issue.start, end):
            updates.append(_between(part, end, notes))
    if end is not None:
        text = _joined([*(part.text for part in timed if part.at == end and end != issue.start), closing])
        updates.append(Update(at=end, stage=Stage.RESOLVED, text=text or CLOSING))
    return _made(issue, sorted(updates, key=lambda update: update.at), notes)


def _made(issue: Issue, updates: list[Update], notes: Notes) -> Incident:
    first = updates[0]
    if first.stage is not Stage.INVESTIGATING:
        updates[0] = first.model_copy(update={"stage": Stage.INVESTIGATING})
        notes.changed(
            f"a message of {format_time(first.at)} is older than the date: the incident starts with it"
        )
    return Incident(id="", path="", title=issue.title, impact=issue.impact, updates=ascending(updates, notes))


def _dated(part: Part, rules: Rules, notes: Notes) -> Part:
    """A message from the future cannot be posted: its time is given up, its words are not."""
    if part.at is None or part.at <= rules.now:
        return part
    notes.changed(f"a message bears a time in the future ({format_time(part.at)}), which was given up")
    return Part(part.text, marked=part.marked)


def _untimed_texts(untimed: list[Part], *, is_open: bool, notes: Notes) -> tuple[str, str]:
    """What stands with the start, and what with the end."""
    if not untimed:
        return "", ""
    if len(untimed) == 1 and not untimed[0].closing and (untimed[0].opening or not untimed[0].marked):
        notes.assumed("the text bears no time of its own: it stands with the start")
        return untimed[0].text, ""
    whole = f"{UNTIMED}\n\n{_joined([part.text for part in untimed])}"
    count = f"{len(untimed)} messages" if len(untimed) > 1 else "a message"
    notes.assumed(f"{count} without a time: whole, with the {'start' if is_open else 'end'}")
    return (whole, "") if is_open else ("", whole)


def _at_start(opening: str, timed: list[Part], issue: Issue) -> str:
    return _joined([opening, *(part.text for part in timed if part.at == issue.start)]) or OPENING


def _between(part: Part, end: datetime | None, notes: Notes) -> Update:
    """A message at its own time. Only the end of the issue resolves it; what comes later explains."""
    assert part.at is not None  # the caller chose those
    after = end is not None and part.at > end
    stage = part.stage
    if stage is Stage.RESOLVED or (stage is Stage.POSTMORTEM and not after):
        notes.changed(
            f"a message of {format_time(part.at)} says {stage.label}, but the end is another: an update"
        )
        stage = Stage.UPDATE
    if after and stage is not Stage.POSTMORTEM:
        stage = Stage.UPDATE
    return Update(at=part.at, stage=stage, text=part.text.strip("\n"))


def _joined(texts: list[str]) -> str:
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


def as_planned(issue: Issue, rules: Rules, notes: Notes) -> Incident:
    """An issue whose date lies in the future is planned work: cState has no other form for it."""
    ends = (
        issue.end if issue.end is not None and issue.end > issue.start else issue.start + timedelta(hours=1)
    )
    how = "its end is resolvedWhen" if ends == issue.end else "its end, an hour later, is a guess"
    notes.assumed(f"the date lies in the future, so it is planned maintenance from then on; {how}")
    update = Update(at=rules.now, stage=Stage.SCHEDULED, text=issue.text)
    return Incident(
        id="",
        path="",
        kind=Kind.MAINTENANCE,
        title=issue.title,
        impact=issue.impact,
        starts=issue.start,
        ends=ends,
        updates=ascending([update], notes),
    )


def as_notice(issue: Issue, rules: Rules, notes: Notes) -> Incident:
    """An informational issue: a notice from its date until it was resolved. It changes no component."""
    text = issue.text
    if issue.affected:
        notes.changed("a notice names no components: a line of its text does")
        text = _joined([text, f"Affected: {', '.join(issue.affected)}"])
    if issue.impact not in (None, Impact.NONE):
        notes.left_out(f"the impact {issue.impact}: a notice has none")
    until = None if issue.end is None else after_start(issue.start, issue.end, notes)
    update = Update(at=min(issue.start, rules.now), stage=Stage.NOTICE, text=text)
    return Incident(
        id="",
        path="",
        kind=Kind.NOTICE,
        title=issue.title,
        visible_from=issue.start if issue.start > rules.now else None,
        visible_until=until,
        updates=ascending([update], notes),
    )
