"""The facts of one cState issue: when, how bad, what it touched, and what the old page made of it."""

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from statuary.importers import UnreadableError
from statuary.importers.cstate.issue_file import CStateFile, without_other_shortcodes
from statuary.importers.foreign_text import markdown, one_line, title
from statuary.importers.imported import Notes, Reading
from statuary.importers.old_addresses import encoded, hugo_path
from statuary.importers.read_times import read_field
from statuary.model import ComponentStatus, Impact
from statuary.source.times import TimeError, ZoneMissingError, format_time

_SEVERITIES = {
    "notice": (Impact.NONE, ComponentStatus.OPERATIONAL),
    "disrupted": (Impact.MINOR, ComponentStatus.DEGRADED_PERFORMANCE),
    "down": (Impact.MAJOR, ComponentStatus.MAJOR_OUTAGE),
}
_KNOWN = frozenset(
    {"title", "date", "resolved", "resolvedWhen", "severity", "affected", "section", "informational", "draft"}
) | {"slug", "url", "aliases"}
_SILENT = frozenset({"lastmod", "type", "layout", "publishDate"})
_YES = frozenset({"true", "yes", "on", "y"})
_NO = frozenset({"", "false", "no", "off", "n"})
_MAINTENANCE = re.compile(r"\bmaintenance", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True)
class Issue:
    """`end` is None for one that is open; `addresses` are paths besides the usual one. Times are in UTC."""

    name: str
    title: str
    text: str
    start: datetime
    end: datetime | None
    impact: Impact | None
    status: ComponentStatus
    affected: tuple[str, ...]
    informational: bool
    pinned: bool = False
    severity: str = ""
    addresses: tuple[str, ...] = ()


def read_issue(file: CStateFile, rules: Reading, notes: Notes) -> Issue:
    """Read the facts, and note each that had to be assumed. Raises UnreadableError without any date."""
    start = _start(file, rules, notes)
    informational = file.text("informational").lower() in _YES
    end = _notice_end(file, rules, notes) if informational else _end(file, start, rules, notes)
    impact, status = (None, ComponentStatus.OPERATIONAL) if informational else _severity(file, rules, notes)
    _note_rest(file, notes)
    issue = Issue(
        name=file.name,
        title=title(file.text("title"), notes, _title_from_name(file.name)),
        text=markdown(without_other_shortcodes(file.body, notes), notes),
        start=start,
        end=end,
        impact=impact,
        status=status,
        affected=_affected(file, notes),
        informational=informational,
        pinned=file.text("pin").lower() in _YES,
        severity=file.text("severity"),
        addresses=_addresses(file, notes),
    )
    _note_hidden(file, issue, rules, notes)
    return issue


def _title_from_name(name: str) -> str:
    return re.sub(r"[-_]+", " ", _DAY.sub("", name)).strip().capitalize() or name


def _time(file: CStateFile, key: str, text: str, rules: Reading, notes: Notes) -> datetime:
    try:
        return read_field(key, text, rules, notes)
    except ZoneMissingError:
        raise
    except TimeError as error:
        raise UnreadableError(f"{file.path}: {key}: {error}") from None


def _start(file: CStateFile, rules: Reading, notes: Notes) -> datetime:
    text = file.text("date")
    if text:
        return _time(file, "date", text, rules, notes)
    day = _DAY.search(file.name)
    if day is None:
        raise UnreadableError(f"{file.path}: there is no date; add one, such as date: 2026-11-22T10:04:00Z")
    notes.assumed(f"there is no date; the file name gives {day.group()}")
    return _time(file, "date", day.group(), rules, notes)


def _end(file: CStateFile, start: datetime, rules: Reading, notes: Notes) -> datetime | None:
    resolved = _is_resolved(file, notes)
    text = file.text("resolvedWhen")
    if start > rules.now:
        return _time(file, "resolvedWhen", text, rules, notes) if text else None
    if not resolved:
        if text:
            notes.left_out(f"resolvedWhen: {text}, for it is not resolved")
        return None
    if not text:
        notes.assumed("it is resolved, but there is no resolvedWhen: the end is a minute after the start")
        return start + timedelta(minutes=1)
    end = _time(file, "resolvedWhen", text, rules, notes)
    if end > rules.now:
        notes.retimed(
            f"resolvedWhen ({format_time(end)}) lies in the future: the end is the time of this import"
        )
        return rules.now
    return end


def _notice_end(file: CStateFile, rules: Reading, notes: Notes) -> datetime | None:
    """Of an informational post the old page never reads it, so nothing depends on it."""
    text = file.text("resolvedWhen")
    if not text:
        return None
    try:
        return read_field("resolvedWhen", text, rules, notes)
    except TimeError:
        notes.left_out(f"resolvedWhen: {text}, which the old page did not read either")
        return None


def _is_resolved(file: CStateFile, notes: Notes) -> bool:
    text = file.text("resolved").lower()
    if text in _YES:
        return True
    if "resolved" not in file.keys:
        notes.hidden("there is no “resolved”: the old page called it ongoing, and did not count it")
    elif "resolved" in file.quoted and text:
        notes.hidden(f'resolved: "{text}" is text, which cState takes for true: it showed this as resolved')
    elif text not in _NO:
        notes.unread(f"resolved is “{text}”, which is neither true nor false: taken as not resolved")
    return False


def _severity(file: CStateFile, rules: Reading, notes: Notes) -> tuple[Impact | None, ComponentStatus]:
    word = file.text("severity").lower()
    if word not in _SEVERITIES and word not in rules.statuses and word not in rules.impacts:
        told = f"severity is “{word}”, which cState does not know" if word else "there is no severity"
        how = f" (or --map {word}=…)" if word else ""
        notes.unread(f"{told}: taken as disrupted{how}")
        notes.hidden(f"{told}: the old page showed all as working")
    impact, status = _SEVERITIES.get(word, _SEVERITIES["disrupted"])
    if word in rules.statuses and word not in rules.impacts and word not in _SEVERITIES:
        return None, rules.statuses[word]
    return rules.impacts.get(word, impact), rules.statuses.get(word, status)


def _affected(file: CStateFile, notes: Notes) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for name in file.texts("affected"):
        clean = one_line(name, notes, "the name of a component")
        if clean.lower() in names:
            notes.changed(f"{clean} was named twice")
        names.setdefault(clean.lower(), clean)
    return tuple(names.values())


def _addresses(file: CStateFile, notes: Notes) -> tuple[str, ...]:
    """Old paths besides the usual one, as Hugo makes them."""
    found: list[str] = []
    for given, base in ((file.texts("aliases"), _folder(file)), (file.texts("url"), "/")):
        for path in given:
            if "://" in path:
                notes.left_out(f"the old address {path}, for only paths can lead here")
            else:
                found.append(posixpath.join(base, encoded(path)))
    slug = file.text("slug")
    return (*found, *([posixpath.join(_folder(file), hugo_path(slug), "")] if slug else []))


def _folder(file: CStateFile) -> str:
    """The address beside which the page lies: an alias without a slash at its front belongs there."""
    return posixpath.dirname(f"/issues/{hugo_path(file.name)}")


def _note_rest(file: CStateFile, notes: Notes) -> None:
    known = {key.lower() for key in _KNOWN | _SILENT}
    known |= (
        {"pin"} if file.text("informational").lower() in _YES or file.text("pin").lower() in _NO else set()
    )
    for key in file.values:
        if key.lower() not in known and file.text(key):
            notes.left_out(f"{key}: {file.text(key)}")


def _note_hidden(file: CStateFile, issue: Issue, rules: Reading, notes: Notes) -> None:
    is_open = issue.end is None and issue.start <= rules.now and not issue.informational
    if file.text("section") != "issue":
        notes.hidden("“section: issue” is missing: the old page did not show it at all")
    if is_open:
        notes.open(f"it began {format_time(issue.start)}, and the source does not say that it is resolved")
    if is_open and issue.impact is Impact.NONE:
        notes.hidden("it is still open, and the old page showed it as green (severity: notice)")
    if _MAINTENANCE.search(issue.title) and not issue.informational and issue.start <= rules.now:
        notes.assumed("the title speaks of maintenance; it stays an incident, as on the old page")
