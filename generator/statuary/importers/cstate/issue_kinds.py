"""One cState issue as an incident, as planned work or as a notice. Components and the id come later."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from statuary.importers.cstate.issue_facts import Issue
from statuary.importers.cstate.issue_messages import Dates, Part, parts_of
from statuary.importers.cstate.message_places import (
    joined,
    note_late,
    note_untimed,
    shown,
    sorted_parts,
    with_one_first,
)
from statuary.importers.imported import Notes, Reading
from statuary.importers.update_times import MINUTE, SECOND, after_start, ascending
from statuary.model import ACTIVE_STAGES, Incident, Kind, Stage, Update
from statuary.source.times import format_time


def as_incident(issue: Issue, rules: Reading, notes: Notes) -> Incident:
    """Its start, the messages whose time is known, and its end.

    The dates of the front matter hold. A message without a time stands with the start where it is the first, or
    says so; with the end where it says so, or is one of several.
    """
    end = None if issue.end is None else after_start(issue.start, issue.end, notes)
    parts = with_one_first(_parts(issue, end, rules, notes), issue, rules)
    start, between, closing = sorted_parts(parts, issue.start, end)
    note_untimed(parts, issue, notes)
    note_late(between, end, rules, notes)
    opening = _opening(start, issue.start)
    updates = [_between(part, end, notes) for part in between]
    if end is not None and issue.end is not None:
        is_at_once = issue.end <= issue.start and not opening.text
        updates += _end(closing, issue.start if is_at_once else end, notes)
    if opening.text or not updates:
        updates.insert(0, opening)
    elif between and min(between, key=lambda part: part.at or issue.start).closing:
        updates.insert(0, opening.model_copy(update={"silent": True}))
    return _made(issue, updates, notes)


def _made(issue: Issue, updates: list[Update], notes: Notes) -> Incident:
    """A start without words of its own is a fact, and no update."""
    first, *others = sorted(updates, key=lambda update: update.at)
    if first.stage is Stage.UPDATE:
        first = first.model_copy(update={"stage": Stage.INVESTIGATING})
    return Incident(
        id="",
        path="",
        title=issue.title,
        impact=issue.impact,
        started=issue.start if issue.start < first.at else None,
        updates=ascending([first, *others], notes),
    )


def _parts(issue: Issue, end: datetime | None, rules: Reading, notes: Notes) -> list[Part]:
    """The messages, the oldest first where their times say which that is; impossible times are given up."""
    until = end or min(rules.now, issue.start + timedelta(days=1))
    dates = Dates(issue.start, max(until, issue.start), rules.zone, rules.language)
    parts = [_possible(part, issue.start, rules.now, notes) for part in parts_of(issue.text, dates, notes)]
    days = [day for part in parts if (day := _day(part, rules)) is not None]
    timed = [part.at for part in parts if part.at is not None]
    return parts[::-1] if timed[:1] > timed[-1:] or days[:1] > days[-1:] else parts


def _day(part: Part, rules: Reading) -> date | None:
    return part.day if part.at is None else part.at.astimezone(rules.zone or UTC).date()


def _possible(part: Part, start: datetime, now: datetime, notes: Notes) -> Part:
    """A message cannot be older than its incident or come from the future: its words stay, its time is told here."""
    if part.at is None:
        return part
    if part.at > now:
        notes.retimed(f"a message bears a time in the future ({format_time(part.at)}), which was given up")
        return replace(part, at=None)
    if part.at < start:
        if start - part.at >= MINUTE:
            notes.retimed(
                f"a message of {format_time(part.at)} is older than the date: it stands with the start"
            )
        return replace(part, at=start)
    return part


def _opening(parts: list[Part], at: datetime) -> Update:
    stages = [part.stage for part in parts if part.stage in ACTIVE_STAGES]
    stage = stages[0] if len(parts) == 1 and stages else Stage.INVESTIGATING
    first = sorted(parts, key=lambda part: not part.is_first)
    return Update(at=at, stage=stage, text=joined([shown(part, stage) for part in first]))


def _end(parts: list[Part], end: datetime, notes: Notes) -> list[Update]:
    """The end, and behind it a post-mortem that does not say when it was written.

    An end without words of its own is no news.
    """
    later = [part for part in parts if part.stage is Stage.POSTMORTEM and part.at is None]
    text = joined([shown(part, Stage.RESOLVED) for part in parts if part not in later])
    updates = [Update(at=end, stage=Stage.RESOLVED, text=text, silent=not text)]
    if later:
        notes.assumed("no time was recognised for the post-mortem: it stands right behind the end")
        text = joined([part.text for part in later])
        updates.append(Update(at=end + SECOND, stage=Stage.POSTMORTEM, text=text))
    return updates


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
        if stage is not Stage.UPDATE:
            notes.changed(f"a message of {format_time(part.at)} says {stage.label} after the end: an update")
        stage = Stage.UPDATE
    return Update(at=part.at, stage=stage, text=shown(part, stage))


def as_planned(issue: Issue, rules: Reading, notes: Notes) -> Incident:
    """An issue whose date lies in the future is planned work: cState has no other form for it."""
    ends = (
        issue.end if issue.end is not None and issue.end > issue.start else issue.start + timedelta(hours=1)
    )
    how = "its end is resolvedWhen" if ends == issue.end else "its end, an hour later, is a guess"
    notes.assumed(f"the date lies in the future, so it is planned maintenance from then on; {how}")
    parts = parts_of(issue.text, Dates(issue.start, ends, rules.zone, rules.language), notes)
    text = joined([shown(part, Stage.SCHEDULED) for part in parts])
    update = Update(at=rules.now, stage=Stage.SCHEDULED, text=text)
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


def as_notice(issue: Issue, rules: Reading, notes: Notes) -> Incident:
    """An informational issue: a notice that changes no component.

    The old page showed it among its incidents, and above all only while it was pinned. So one that is neither pinned
    nor to come has an end, and is part of the past here too.
    """
    if issue.severity not in ("", "notice"):
        notes.left_out(f"the severity {issue.severity}: a notice has none")
    at = min(issue.start, rules.now)
    until = issue.end or issue.start + timedelta(days=1)
    dates = Dates(at, max(until, at), rules.zone, rules.language)
    parts = [_possible(part, at, rules.now, notes) for part in parts_of(issue.text, dates, notes)]
    timed = [part.at for part in parts if part.at is not None]
    ordered = parts[::-1] if timed[:1] > timed[-1:] else parts
    first = [part for part in ordered if part.at in (None, at)]
    texts = sorted(first, key=lambda part: not part.is_first)
    updates = [Update(at=at, stage=Stage.NOTICE, text=joined([shown(part, Stage.NOTICE) for part in texts]))]
    updates += [
        Update(at=part.at, stage=Stage.UPDATE, text=shown(part, Stage.UPDATE))
        for part in ordered
        if part.at is not None and part not in first
    ]
    placed = ascending(sorted(updates, key=lambda update: update.at), notes)
    return Incident(
        id="",
        path="",
        kind=Kind.NOTICE,
        title=issue.title,
        visible_until=_until(issue, placed[-1].at, rules, notes),
        updates=placed,
    )


def _until(issue: Issue, newest: datetime, rules: Reading, notes: Notes) -> datetime | None:
    """Until when a notice is shown on top of the page; None while it is pinned."""
    if issue.pinned:
        notes.shown("it is pinned, so it is shown here too, until somebody writes “until:”")
        return None
    if issue.end is not None and issue.end > newest:
        return issue.end
    if issue.start > rules.now:
        notes.shown("its date is to come: it is shown until then")
        return issue.start
    return newest + MINUTE
