"""One incident file, read strictly into an `Incident`. Nothing is guessed, nothing dropped.

A file can end its incident for good: front matter that says only `withdrawn: REASON`, and nothing below it.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from statuary.model import Incident, Kind, Problem, Stage, Update, Withdrawal
from statuary.source.body import Body, count_updates, split
from statuary.source.consistency import check_ended, check_faults
from statuary.source.encoding import FORBIDDEN, NotTextError, decoded, describe, unix_lines
from statuary.source.front_matter import FrontMatter
from statuary.source.markup import CONFLICT
from statuary.source.problems import Context, Findings, place
from statuary.source.update_order import check_order, check_stages, check_times, check_windows
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
    return _read(path, content, context, _read_text)


def read_head(
    path: str, content: bytes, context: Context
) -> tuple[Incident | Withdrawal | None, list[Problem]]:
    """The same from the front matter alone, in a quarter of the time: whose file is it, and what does it name?

    Each update is only counted: it stands there without its time and its words.
    """
    return _read(path, content, context, _read_outline)


_ReadText = Callable[[str, str, Findings, Context], Incident | Withdrawal | None]


def _read(
    path: str, content: bytes, context: Context, read: _ReadText
) -> tuple[Incident | Withdrawal | None, list[Problem]]:
    findings = Findings(path)
    incident_id = stem_of(path)
    _check_name(incident_id, findings)
    text = _decode(content, findings)
    found = None if text is None or findings.has_errors else read(incident_id, text, findings, context)
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
    read = _read_head(incident_id, text, findings, context)
    if not isinstance(read, _Head):
        return read
    fields, front_matter = read.fields, read.front_matter
    updates = Body(front_matter.kind, findings, context).updates(read.body, read.first_line)
    if findings.has_errors:
        return None
    check_order(updates, findings)
    in_force = windows(fields["starts"], fields["ends"], updates)
    check_stages(front_matter.kind, updates, findings)
    check_windows(updates, in_force, findings)
    check_times(fields, updates, findings)
    if fields["ended"]:
        check_ended(fields, updates, front_matter.place_of("ended"), findings)
    incident = Incident(id=read.incident_id, path=findings.path, updates=updates, **fields)
    if incident.kind is Kind.MAINTENANCE:
        check_faults(incident, findings)
    return incident


_COUNTED = Update(at=datetime.fromtimestamp(0, UTC), stage=Stage.UPDATE)


def _read_outline(
    incident_id: str, text: str, findings: Findings, context: Context
) -> Incident | Withdrawal | None:
    read = _read_head(incident_id, text, findings, context)
    if not isinstance(read, _Head) or findings.has_errors:
        return read if isinstance(read, Withdrawal) else None
    updates = (_COUNTED,) * count_updates(read.body)
    return Incident(id=read.incident_id, path=findings.path, updates=updates, **read.fields)


class _Head(NamedTuple):
    """What stands above the updates, and the lines below it."""

    incident_id: str
    front_matter: FrontMatter
    fields: dict[str, Any]
    body: list[str]
    first_line: int


def _read_head(
    incident_id: str, text: str, findings: Findings, context: Context
) -> _Head | Withdrawal | None:
    lines = text.split("\n")
    parts = None if _refuse_conflict(text, lines, findings) else split(text, findings)
    if parts is None:
        return None
    entries, first_line = parts
    body = lines[first_line - 1 :]
    if KEY in entries:
        return read_withdrawal(incident_id, entries, body, findings)
    front_matter = FrontMatter(entries, lines, findings, context)
    fields = front_matter.fields()
    return _Head(front_matter.permanent_id() or incident_id, front_matter, fields, body, first_line)


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
