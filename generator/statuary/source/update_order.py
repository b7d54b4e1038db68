"""What the updates of one file say together: their order, their stages, and the times of the whole incident."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from statuary.model import ENDED_STAGES, Impact, Kind, Stage, Update
from statuary.source.problems import Findings
from statuary.source.times import format_time

Window = tuple[datetime | None, datetime | None]


def check_order(updates: tuple[Update, ...], findings: Findings) -> None:
    """Report updates that do not stand oldest first, each at a time of its own."""
    while len(updates) > 1 and all(updates[0].at > one.at for one in updates[1:]):
        _newest_on_top(updates, findings)
        updates = updates[1:]
    seen: dict[object, int] = {}
    for before, after in zip((None, *updates), updates, strict=False):
        if before is not None and after.at <= before.at:
            when = "at the same time as" if after.at == before.at else "earlier than"
            message = f"this update is {when} the one above it ({format_time(before.at)})"
            hint = "updates stand oldest first, each at its own time: move it up, or correct the time"
            findings.error("update-order", (after.line, 1), message, hint)
        elif after.identity in seen:
            message = (
                f"the update on line {seen[after.identity]} was posted as {format_time(after.identity)} too"
            )
            findings.error("update-order", (after.line, 1), message, "correct “posted as”, or delete it")
        seen[after.identity] = after.line


def _newest_on_top(updates: tuple[Update, ...], findings: Findings) -> None:
    """Whoever adds to a list on top has misplaced the update at the top, not the older one below it."""
    first, second = updates[:2]
    message = f"this update is later than the one below it ({format_time(second.at)}, line {second.line})"
    hint = "updates stand oldest first: move it to the end of the file, or correct one of the two times"
    findings.error("update-order", (first.line, 1), message, hint)


def check_stages(kind: Kind, updates: tuple[Update, ...], findings: Findings) -> None:
    """Report stages that cannot follow each other, and what does not count in them."""
    first = updates[0]
    if first.stage is Stage.UPDATE and kind is not Kind.NOTICE:
        start = "Investigating" if kind is Kind.INCIDENT else "Scheduled"
        message = "“Update” keeps the stage, but there is none before it"
        findings.error("stage-order", (first.line, 1), message, f"begin with a stage such as {start}")
    stage = Stage.UPDATE
    for update in updates:
        if update.stage is Stage.POSTMORTEM and stage not in ENDED_STAGES:
            message = "a post-mortem comes only after Resolved"
            findings.error("stage-order", (update.line, 1), message, "post Resolved first, or use Update")
        stage = stage if update.stage is Stage.UPDATE else update.stage
        if kind is Kind.NOTICE:
            _check_notice(update, findings)
        elif stage in ENDED_STAGES:
            _check_ended(stage, update, findings)


def _check_ended(stage: Stage, update: Update, findings: Findings) -> None:
    """What is over changes no component, so a fault that is named there would be shown as green."""
    for component, status in update.components.items():
        if status.badness:
            again = "Investigating" if stage in (Stage.RESOLVED, Stage.POSTMORTEM) else "In progress"
            message = f"“{component}” is said to be {status}, but this is {stage.label}: it would not count"
            hint = f"post {again} if it is not over yet, or delete the line"
            findings.error("resolved-component", (update.line, 1), message, hint)

    if update.stage is Stage.UPDATE and update.impact not in (None, Impact.NONE):
        message = f"impact {update.impact} is said, but this is {stage.label}: it would not count"
        findings.error(
            "resolved-component", (update.line, 1), message, "post an active stage, or delete the line"
        )


def _check_notice(update: Update, findings: Findings) -> None:
    if update.components or update.impact not in (None, Impact.NONE):
        message = "a notice changes no component and has no impact: it would not count"
        findings.error("wrong-value", (update.line, 1), message, "set “type: incident”, or delete the line")


def check_windows(updates: tuple[Update, ...], in_force: Sequence[Window], findings: Findings) -> None:
    """Report a window that would end before it has begun."""
    for update, (starts, ends) in zip(updates, in_force, strict=True):
        if (update.starts or update.ends) and starts and ends and ends <= starts:
            message = (
                f"the window would end ({format_time(ends)}) before it has begun ({format_time(starts)})"
            )
            findings.error("window", (update.line, 1), message, "move “starts” and “ends” together")


def check_times(fields: dict[str, Any], updates: tuple[Update, ...], findings: Findings) -> None:
    """Report times of the whole incident that its updates contradict."""
    started, until = fields["started"], fields["visible_until"]
    if started and started > updates[0].at:
        message = f"“started” is later than the first update ({format_time(updates[0].at)})"
        findings.error("wrong-value", (1, 1), message, "delete it, or correct its date, time or zone")
    if until and until <= (fields["visible_from"] or updates[0].at):
        message = "this notice would end before it is shown"
        findings.error("wrong-value", (1, 1), message, "correct “from” and “until”")
