"""`ended:` in front matter: it may only shorten what Resolved closes, and never close anything itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from statuary.model import ACTIVE_STAGES, Stage, Update
from statuary.source.report import Findings
from statuary.source.times import format_time

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
