"""Incident files as text, in their canonical form. What is written reads back as what was given.

Writing canonical forms into a person's file: whole lines only, and nothing else is touched.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from statuary.model import FACTS, ComponentStatus, Incident, Kind, Problem, Update
from statuary.source.encoding import FORBIDDEN, unix_lines
from statuary.source.escape import escape_text, outside_code
from statuary.source.markup import COMMENT
from statuary.source.times import format_time

BREAK = re.compile("\\s*[\t\n\x0b\x0c\r\x85\u2028\u2029]\\s*")
"""White space with a tab or an end of a line in it; two spaces are what their author wrote."""
PLAIN = re.compile(r"[A-Za-z0-9(][^\n#:\"'\\]*(?<!\s)")


def one_line(text: str) -> str:
    """A value for an attribute or a title: tabs and line ends become single spaces."""
    clean = FORBIDDEN.sub("", unix_lines(text).replace("\r", "\n"))
    return BREAK.sub(" ", clean).strip()


def scalar(text: str) -> str:
    """A YAML scalar for front matter: plain where that is unmistakable, otherwise in double quotes."""
    line = one_line(text)
    return line if PLAIN.fullmatch(line) else json.dumps(line, ensure_ascii=False)


def update_text(update: Update) -> str:
    """One update as it stands in a file: heading, attributes, text; ends with a line feed."""
    parts = [f"## {format_time(update.at)} — {update.stage.label}"]
    attributes = "\n".join(f"- {key}: {value}" for key, value in _attributes(update))
    parts += [part for part in (attributes, escape_text(update.text, update.stage)) if part]
    return "\n\n".join(parts) + "\n"


def _attributes(update: Update) -> Iterator[tuple[str, str]]:
    if update.no_next_update:
        yield "next update", "none"
    times = {"next update": update.next_update, "starts": update.starts, "ends": update.ends}
    words = {key: getattr(update, key) for key in (*FACTS, "impact", "correction")}
    yield from ((key, format_time(moment)) for key, moment in times.items() if moment is not None)
    yield from (
        (key, outside_code(one_line(value), COMMENT, r"\\<!--"))
        for key, value in words.items()
        if value is not None
    )
    if update.posted_as is not None:
        yield "posted as", format_time(update.posted_as)
    if update.silent:
        yield "silent", "yes"
    if update.source_id is not None:
        yield "source id", one_line(update.source_id)
    yield from ((component, status.value) for component, status in update.components.items())


def incident_text(incident: Incident) -> str:
    """A whole incident file: front matter, then the updates, oldest first."""
    updates = "\n".join(update_text(update) for update in incident.updates)
    front_matter = "\n".join(_front_matter(incident))
    return f"---\n{front_matter}\n---\n\n{updates}"


def _front_matter(incident: Incident) -> Iterator[str]:
    yield f"title: {scalar(incident.title)}"
    if incident.path.endswith(".md") and incident.path.rpartition("/")[2] != f"{incident.id}.md":
        yield f"id: {scalar(incident.id)}"
    if incident.kind is not Kind.INCIDENT:
        yield f"type: {incident.kind}"
    if incident.impact is not None:
        yield f"impact: {incident.impact}"
    yield from _components(incident.kind, incident.components)
    times = {
        "starts": incident.starts,
        "ends": incident.ends,
        "from": incident.visible_from,
        "until": incident.visible_until,
        "started": incident.started,
        "ended": incident.ended,
    }
    yield from (f"{key}: {format_time(moment)}" for key, moment in times.items() if moment is not None)
    if incident.auto_complete:
        yield "auto: complete"
    if incident.source is not None:
        yield f"source: {scalar(incident.source)}"
    if incident.aliases:
        yield from ("aliases:", *(f"  - {scalar(alias)}" for alias in incident.aliases))
    if incident.waive:
        yield from ("waive:", *(f"  {rule}: {scalar(reason)}" for rule, reason in incident.waive.items()))


def _components(kind: Kind, components: dict[str, ComponentStatus]) -> Iterator[str]:
    if not components:
        return
    yield "components:"
    planned = set(components.values()) == {ComponentStatus.UNDER_MAINTENANCE}
    if kind is Kind.MAINTENANCE and planned:
        yield from (f"  - {component}" for component in components)
    else:
        yield from (f"  {component}: {status}" for component, status in components.items())


def apply_fixes(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Write every fix into its file and return the problems that are mended thereby.

    Line ends and a byte-order mark stay as they are. Raises OSError when a file cannot be written.
    """
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.fix is not None:
            by_path.setdefault(problem.path, []).append(problem)
    for path, found in by_path.items():
        _fix_file(root / path, found)
    return [problem for found in by_path.values() for problem in found]


def _fix_file(path: Path, problems: list[Problem]) -> None:
    lines = path.read_bytes().decode("utf-8").split("\n")
    for problem in problems:
        if problem.fix is not None:
            is_dos = lines[problem.fix.line - 1].endswith("\r")
            lines[problem.fix.line - 1] = f"{problem.fix.text}\n".replace("\n", "\r\n" if is_dos else "\n")[
                :-1
            ]
    # Beside it first: a disk that fills up must not cost a person's text.
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes("\n".join(lines).encode("utf-8"))
        shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
