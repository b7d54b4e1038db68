"""The fidelity report: what a person has to check after an import, as plain text."""

import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from statuary.importers.imported import Imported, Note, NoteKind, SourceKind, differences
from statuary.importers.written_files import ImportPlan

_RULES = {
    SourceKind.CSTATE: (
        "An incident begins at its date and ends at resolvedWhen. Messages whose time was recognised are updates; "
        "others stand with the start or the end.",
        "An informational post is a notice. While it was pinned, the old page showed it on top; so does this one.",
        "severity: notice is impact none and operational; disrupted is minor and degraded_performance; down "
        "is major and major_outage (--map changes this).",
    ),
    SourceKind.STATUSPAGE: (
        "Each update keeps its id, its time, its stage and its words; line ends stay.",
        "Components have the status that the updates name (affected_components). Where none does, it follows "
        "from the impact: minor is degraded_performance, major is partial_outage, critical is major_outage "
        "(--map changes this).",
        "How components are now says nothing on how they were then, and was not used.",
    ),
}
_FIRST = {
    NoteKind.OPEN: "Open now",
    NoteKind.SHOWN: "Notices that are shown now",
    NoteKind.UNREAD: "Not understood",
    NoteKind.RETIMED: "Times changed",
    NoteKind.REWORDED: "Words changed",
}
"""What a person must look at, the most urgent first."""
_REST = {
    NoteKind.LEFT_OUT: "Left out",
    NoteKind.HIDDEN: "What the old page hid",
    NoteKind.CHANGED: "In another form",
    NoteKind.ASSUMED: "Assumed",
}
_WIDTH = 110
_FEW = 8


class _Told(NamedTuple):
    """A note with the file that it is about; empty for the page as a whole."""

    path: str
    note: Note


def fidelity_report(imported: Imported, plan: ImportPlan, *, dry_run: bool = False) -> str:
    """The whole report; ends with a line feed. Every incident of the source is in it, by name."""
    told = list(_told(imported, plan))
    sections = [
        report_summary(imported, plan, dry_run=dry_run),
        *(_section(title, _each(_of(told, kind))) for kind, title in _FIRST.items()),
        _section("The page", _settings(imported, plan)),
        *(_section(title, _by_shape(_of(told, kind))) for kind, title in _REST.items()),
        _section("How the source was read", _items(_RULES[imported.kind])),
        _section("Files", (f"{item.incident.path}  (from {item.origin})" for item in plan.written)),
        _section("Already here, so not touched", _skipped(plan)),
    ]
    return "\n".join(section for section in sections if section)


def short_report(imported: Imported, plan: ImportPlan, where: str, *, dry_run: bool = False) -> str:
    """For a terminal: what a person must look at, and the numbers last. `where` is the file of the whole report."""
    told = list(_told(imported, plan))
    sections = [_section(title, _first_few(list(_each(_of(told, kind))))) for kind, title in _FIRST.items()]
    whole = f"the whole report, file by file: {where}\n" if where else ""
    summary = report_summary(imported, plan, dry_run=dry_run)
    return "\n".join(section for section in (*sections, f"{summary}{whole}") if section)


def _first_few(lines: list[str]) -> Iterator[str]:
    yield from lines[:_FEW]
    if len(lines) > _FEW:
        yield f"… and {len(lines) - _FEW:,} more in the report"


def _told(imported: Imported, plan: ImportPlan) -> Iterator[_Told]:
    yield from (_Told("", note) for note in imported.notes)
    yield from (_Told(item.incident.path, note) for item in plan.written for note in item.notes)
    hidden = ((item, note) for item in plan.skipped for note in item.notes if note.kind is NoteKind.HIDDEN)
    yield from (_Told(item.incident.path, note) for item, note in hidden)


def _of(told: Iterable[_Told], kind: NoteKind) -> list[_Told]:
    return [one for one in told if one.note.kind is kind]


def _section(title: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    return "\n".join([title, "=" * len(title), *listed, ""]) if listed else ""


def report_summary(imported: Imported, plan: ImportPlan, *, dry_run: bool = False) -> str:
    """What was written, in numbers."""
    updates = sum(len(item.incident.updates) for item in plan.written)
    numbers = Counter(one.note.kind for one in _told(imported, plan))
    verb = "would be written" if dry_run else "written"
    sources = {incident.source_key for incident in imported.incidents}
    further = sum(1 for item in plan.written if item.incident.source_key not in sources)
    counts = [f"{numbers[kind]} {kind}" for kind in NoteKind if numbers[kind]]
    lines = [
        f"Import from {imported.kind.label}: {imported.source}",
        "",
        f"{counted(len(imported.items), 'incident')} in the source: {len(plan.written) - further} {verb} "
        f"({counted(updates, 'update')}), {len(plan.skipped)} already here",
        f"{counted(len(plan.added) + len(plan.reused), 'component')}: {len(plan.added)} added to "
        f"components.yaml, {len(plan.reused)} already here",
        *([f"pages that are no incidents: {len(imported.pages):,}"] if imported.pages else []),
        f"to check: {', '.join(counts) or 'nothing'}",
        *([f"{counted(further, 'file')} more, for incidents too large for one"] if further else []),
        "",
    ]
    return "\n".join(lines)


def _items(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield textwrap.fill(text, _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _settings(imported: Imported, plan: ImportPlan) -> Iterator[str]:
    """What the old page said of itself, where mkdocs.yml says something else."""
    for key, ours, theirs in differences(imported.found, plan.site.settings):
        yield f"- {key} in mkdocs.yml is “{ours}”; the old page had “{theirs}”"


def _each(told: Iterable[_Told]) -> Iterator[str]:
    for path, note in told:
        yield from _lines(f"- {path}: " if path else "- ", note.text)


def _lines(before: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"{before}{first}"
    yield from (f"    | {line}" for line in rest)


def _by_shape(told: Iterable[_Told]) -> Iterator[str]:
    """What many files share is said once, with their number; then what is of each of them."""
    shapes: defaultdict[str, list[_Told]] = defaultdict(list)
    for one in told:
        shapes[_shape(one.note.text)].append(one)
    for same in sorted(shapes.values(), key=len):
        if len(same) <= _FEW or not all(one.path for one in same):
            yield from _each(same)
            continue
        texts = {one.note.text for one in same}
        yield f"- {len(same):,} times{':' if len(texts) == 1 else ', such as:'} {same[0].note.text}".split(
            "\n"
        )[0]
        if len(texts) == 1:
            yield from (f"    {one.path}" for one in same)
        else:
            yield from (line for one in same for line in _lines(f"    {one.path}: ", one.note.text))


def _shape(text: str) -> str:
    """What two notes share that differ only in times, names and numbers."""
    plain = re.sub(r"\([^)]*\)|“[^”]*”", "", text)
    return re.sub("[0-9].*", "", plain.rpartition(": ")[2] or text, flags=re.DOTALL)


def _skipped(plan: ImportPlan) -> Iterator[str]:
    here = _updates_here(plan)
    for item in plan.skipped:
        theirs, ours = len(item.incident.updates), here[str(item.incident.source_key)]
        news = f": the source has {theirs} updates, this file {ours}; compare them" if theirs > ours else ""
        yield f"{item.incident.path}  (from {item.origin}){news}"


def _updates_here(plan: ImportPlan) -> Counter[str]:
    """How many updates this repository has of each source, in all its files; a part adds two of its own."""
    found: Counter[str] = Counter()
    for one in plan.site.incidents:
        source = re.sub(r"#\d+$", "", one.source_key or "")
        found[source] += len(one.updates) - (2 if source != (one.source_key or "") else 0)
    return found


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 incident`, `12 incidents`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
