"""One incident file, read strictly into an `Incident`. Nothing is guessed, nothing dropped.

A file can end its incident for good: front matter that says only `withdrawn: REASON`, and nothing below it.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from statuary.model import ENDED_STAGES, Impact, Incident, Kind, Problem, Stage, Update, Withdrawal
from statuary.source.body import Body, split
from statuary.source.consistency import check_ended, check_faults
from statuary.source.encoding import FORBIDDEN, NotTextError, decoded, describe, unix_lines
from statuary.source.front_matter import FrontMatter
from statuary.source.markup import CONFLICT
from statuary.source.problems import Context, Findings, place
from statuary.source.times import format_time
from statuary.source.vocabulary import LONGEST, SLUG, kept_slug, stem_of
from statuary.source.yaml_text import Entry
from statuary.status.stages import windows

KEY = "withdrawn"
_MEANT = re.compile(rf"^[ \t\"']*{KEY}[\"']?[ \t]*:", re.IGNORECASE)


def read_withdrawal(
    incident_id: str, entries: dict[str, Entry], body: Sequence[str], findings: Findings
) -> Withdrawal | None:
    """The withdrawal; None where its reason is missing or something else stands beside it."""
    entry = entries[KEY]
    reason = (entry.value.text or "").strip()
    if not reason:
        hint = f"write why in a few words, such as: {KEY}: it named a customer"
        findings.error(KEY, place(entry), f"“{KEY}:” gives no reason", hint)
    if len(entries) > 1 or any(line.strip() for line in body):
        message = f"with “{KEY}:” nothing else may stand in the file"
        hint = (
            f"to take the incident off the page for good, delete all but this line and the two lines ---; "
            f"to keep it, delete the line “{KEY}:”"
        )
        findings.error(KEY, place(entry), message, hint)
    return Withdrawal(id=incident_id, path=findings.path, reason=reason)


def means_withdrawal(lines: Sequence[str]) -> bool:
    """Whether a text that cannot be read was meant to be one: its front matter has the key, somehow."""
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    end = ends[1] if len(ends) > 1 else len(lines)
    return any(_MEANT.match(line) for line in lines[:end])


MAX_BYTES = 256_000
_Window = tuple[datetime | None, datetime | None]


def read_incident(path: str, content: bytes, context: Context) -> tuple[Incident | None, list[Problem]]:
    """Read one file's bytes as an incident; None, without a problem, for one that is withdrawn."""
    found, problems = read_file(path, content, context)
    return (found if isinstance(found, Incident) else None), problems


def read_file(
    path: str, content: bytes, context: Context
) -> tuple[Incident | Withdrawal | None, list[Problem]]:
    """Read one file's bytes; `path` is relative to the repository, with forward slashes.

    It is None as soon as there is one error: half an incident could look better than it is.
    """
    findings = Findings(path)
    incident_id = stem_of(path)
    _check_name(incident_id, findings)
    text = _decode(content, findings)
    found = None if text is None or findings.has_errors else _read_text(incident_id, text, findings, context)
    return (None if findings.has_errors else found), findings.problems


def _check_name(incident_id: str, findings: Findings) -> None:
    if not SLUG.fullmatch(incident_id):
        hint = f"rename it to {kept_slug(incident_id) or '2026-11-22-what-is-wrong'}.md"
        message = (
            f"a file name may hold only a-z, 0-9 and single hyphens, {LONGEST} in all, "
            "for it is the incident's permanent address"
        )
        findings.error("file-name", (0, 0), message, hint)


def _decode(content: bytes, findings: Findings) -> str | None:
    if len(content) > MAX_BYTES:
        message = f"the file has {len(content):,} bytes; the most is {MAX_BYTES:,}"
        findings.error("file-size", (0, 0), message, "move long detail to a page of its own and link to it")
        return None
    try:
        text = unix_lines(decoded(content))
    except NotTextError as error:
        findings.encoding(error)
        return None
    for match in FORBIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        hint = "delete it: it hides text or makes feeds unreadable"
        findings.error("control-character", (line, column), f"{describe(match.group())} stands here", hint)
    return text


def _read_text(
    incident_id: str, text: str, findings: Findings, context: Context
) -> Incident | Withdrawal | None:
    lines = text.split("\n")
    parts = None if _refuse_conflict(text, lines, findings) else split(text, findings)
    if parts is None:
        return None
    entries, first_line = parts
    if KEY in entries:
        return read_withdrawal(incident_id, entries, lines[first_line - 1 :], findings)
    front_matter = FrontMatter(entries, lines, findings, context)
    fields = front_matter.fields()
    incident_id = front_matter.permanent_id() or incident_id
    updates = Body(front_matter.kind, findings, context).updates(lines[first_line - 1 :], first_line)
    if findings.has_errors:
        return None
    _check_order(updates, findings)
    in_force = windows(fields["starts"], fields["ends"], updates)
    _check_stages(front_matter.kind, updates, findings)
    _check_windows(updates, in_force, findings)
    _check_times(fields, updates, findings)
    if fields["ended"]:
        check_ended(fields, updates, front_matter.place_of("ended"), findings)
    incident = Incident(id=incident_id, path=findings.path, updates=updates, **fields)
    if incident.kind is Kind.MAINTENANCE:
        check_faults(incident, findings)
    return incident


def _refuse_conflict(text: str, lines: list[str], findings: Findings) -> bool:
    """Markers in the front matter would come out as puzzling YAML errors; those in the body are found there."""
    if "\n<<<<<<<" not in text and not text.startswith("<<<<<<<"):
        return False
    first = next((number for number, line in enumerate(lines, 1) if CONFLICT.match(line)), None)
    end = next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), len(lines))
    if first is None or first > end:
        return False
    hint = "two people changed the same lines: keep the right ones, delete the lines <<<<<<<, ======= and >>>>>>>"
    findings.error("conflict-marker", (first, 1), "this is left over from a merge conflict", hint)
    return True


def _check_order(updates: tuple[Update, ...], findings: Findings) -> None:
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


def _check_stages(kind: Kind, updates: tuple[Update, ...], findings: Findings) -> None:
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


def _check_windows(updates: tuple[Update, ...], in_force: list[_Window], findings: Findings) -> None:
    for update, (starts, ends) in zip(updates, in_force, strict=True):
        if (update.starts or update.ends) and starts and ends and ends <= starts:
            message = (
                f"the window would end ({format_time(ends)}) before it has begun ({format_time(starts)})"
            )
            findings.error("window", (update.line, 1), message, "move “starts” and “ends” together")


def _check_times(fields: dict[str, Any], updates: tuple[Update, ...], findings: Findings) -> None:
    started, until = fields["started"], fields["visible_until"]
    if started and started > updates[0].at:
        message = f"“started” is later than the first update ({format_time(updates[0].at)})"
        findings.error("wrong-value", (1, 1), message, "delete it, or correct its date, time or zone")
    if until and until <= (fields["visible_from"] or updates[0].at):
        message = "this notice would end before it is shown"
        findings.error("wrong-value", (1, 1), message, "correct “from” and “until”")
