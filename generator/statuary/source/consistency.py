"""`ended:` in front matter: it may only shorten what Resolved closes, and never close anything itself.

What a maintenance says of faults and what does not count: told when the page would not show it, or would deny it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from statuary.model import ACTIVE_STAGES, Incident, Stage, Update
from statuary.source.problems import Findings
from statuary.source.times import format_time
from statuary.status.maintenance import Objection, objections

RULE = "ended"


def check_ended(
    fields: Mapping[str, Any], updates: Sequence[Update], where: tuple[int, int], findings: Findings
) -> None:
    """Report what is wrong with `fields["ended"]`, which is set; `where` is its line and column."""
    message, hint = _fault(fields["started"], fields["ended"], updates)
    if message:
        findings.error(RULE, where, message, hint)


def _fault(started: datetime | None, ended: datetime, updates: Sequence[Update]) -> tuple[str, str]:
    stages = [one for one in updates if one.stage in ACTIVE_STAGES or one.stage is Stage.RESOLVED]
    resolved = next((one for one in stages if one.stage is Stage.RESOLVED), None)
    if resolved is None:
        return (
            "“ended” does not close an incident, and no update says that this one is over",
            "add an update at the end, such as “## 2026-11-22 10:52 UTC — Resolved”, or delete “ended”",
        )
    again = next((one for one in stages if one.at > resolved.at and one.stage in ACTIVE_STAGES), None)
    if again is not None:
        return (
            f"it was opened again ({again.stage.label}, {format_time(again.at)}), so that it has no single end",
            "delete “ended”: each Resolved says when it was over",
        )
    return _wrong_time(started, ended, updates[0], resolved)


def _wrong_time(
    started: datetime | None, ended: datetime, first: Update, resolved: Update
) -> tuple[str, str]:
    if ended > resolved.at:
        return (
            f"“ended” is later than the update that says so ({format_time(resolved.at)})",
            "correct its date, time or zone, or delete it",
        )
    if started is None:
        known = f" {format_time(first.at)}" if first.at < ended else ""
        return (
            "“ended” counts only together with “started”",
            f"add “started:{known}” above it, with the time when the fault began",
        )
    if ended <= started:
        return (
            f"it would have ended before it started ({format_time(started)})",
            "correct “started” and “ended”",
        )
    return "", ""


def check_faults(incident: Incident, findings: Findings) -> None:
    """Report what the walk through the updates objects to, so that the check and the page never disagree."""
    for one in objections(incident):
        if one.too_early:
            _too_early(one, findings)
        else:
            _denied(one, findings)


def _too_early(one: Objection, findings: Findings) -> None:
    """Before it begins, planned work touches no component: a fault that is posted there would not be shown."""
    hint = (
        "post In progress if it has begun; a fault apart from the work is an incident with a file of its own"
    )
    said = [f"“{component}” is said to be {status}" for component, status in one.components.items()]
    if one.impact is not None:
        said.append(f"impact {one.impact} is said")
    for words in said:
        message = f"{words}, but the work has not begun: it would not count yet"
        findings.error("resolved-component", (one.update.line, 1), message, hint)


def _denied(one: Objection, findings: Findings) -> None:
    """A fault outlasts the plan: the page goes on showing it, whatever the stage says."""
    faults = [f"“{component}” is {status}" for component, status in one.components.items()]
    lines = [f"“- {component}: operational”" for component in one.components]
    if one.impact is not None:
        faults.append(f"the impact is {one.impact}")
        lines.append("“- impact: none”")
    label = one.update.stage.label
    wrong = " and ".join(faults)
    message = f"{wrong} since the work went wrong, and {label} does not change that: the page still shows it"
    over = " and ".join(lines)
    hint = f"if it works again, add {over} under this heading; if not, post Update in place of {label}"
    findings.error("standing-fault", (one.update.line, 1), message, hint)
