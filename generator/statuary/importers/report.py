"""The fidelity report: what a person has to check after an import, as plain text."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from statuary.importers.apply import Plan
from statuary.importers.continued import is_continued
from statuary.importers.facts import differences
from statuary.importers.model import Imported, Item, Note, NoteKind, SourceKind
from statuary.model import Kind

_RULES = {
    SourceKind.CSTATE: (
        "An incident begins at its date and ends at resolvedWhen; each of the two is an update.",
        "A text without a time of its own stands with the start. Where a text holds several messages, those "
        "with a time are updates; those without stay whole, in reading order, inside the closing update, "
        "marked “Time not recorded”.",
        "A start or an end without words has one sentence in italics, which the import added.",
        "severity: notice is impact none and operational; disrupted is minor and degraded_performance; down "
        "is major and major_outage (--map changes this).",
    ),
    SourceKind.STATUSPAGE: (
        "Each update keeps its time, its stage and its words; line ends stay.",
        "Components have the status that the updates name (affected_components). Where none does, it follows "
        "from the impact: minor is degraded_performance, major is partial_outage, critical is major_outage "
        "(--map changes this).",
        "How components are now says nothing on how they were then, and was not used.",
    ),
}
_WIDTH = 110
_FEW = 12


def fidelity_report(imported: Imported, plan: Plan, *, dry_run: bool = False) -> str:
    """The whole report; ends with a line feed. Every incident of the source is in it, by name."""
    sections = [
        _summary(imported, plan, dry_run),
        _section("How the source was read", _items(_RULES[imported.kind])),
        _section("The page", [*_settings(imported, plan), *_notes(imported.notes, "")]),
        _section("Look at these first", _rare(plan.written)),
        _section("File by file", _files(plan.written)),
        _section("Already here, so not touched", _skipped(imported, plan)),
        _section("What the old page hid", _hidden(imported, plan)),
    ]
    return "\n".join(section for section in sections if section)


def _section(title: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    return "\n".join([title, "=" * len(title), *listed, ""]) if listed else ""


def _summary(imported: Imported, plan: Plan, dry_run: bool) -> str:
    updates = sum(len(item.incident.updates) for item in plan.written)
    numbers = Counter(note.kind for item in plan.written for note in item.notes)
    numbers.update(note.kind for note in imported.notes)
    verb = "would be written" if dry_run else "written"
    further = [item for item in plan.written if item.incident.source_key not in _sources(imported)]
    lines = [
        f"Import from {imported.kind.label}: {imported.source}",
        "",
        f"{counted(len(imported.items), 'incident')} in the source: {len(plan.written) - len(further)} {verb} "
        f"({counted(updates, 'update')}), {len(plan.skipped)} already here",
        f"{counted(len(plan.added) + len(plan.reused), 'component')}: {len(plan.added)} added to "
        f"components.yaml, {len(plan.reused)} already here",
        f"to check: {', '.join(f'{numbers[kind]} {kind}' for kind in NoteKind)}",
        *([f"{counted(len(further), 'file')} more, for incidents too large for one"] if further else []),
        "",
    ]
    return "\n".join(lines)


def _sources(imported: Imported) -> set[str | None]:
    return {incident.source_key for incident in imported.incidents}


def _items(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield textwrap.fill(text, _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _settings(imported: Imported, plan: Plan) -> Iterator[str]:
    """What the old page said of itself, where mkdocs.yml says something else."""
    for key, ours, theirs in differences(imported.found, plan.site.settings):
        yield f"- {key} in mkdocs.yml is “{ours}”; the old page had “{theirs}”"


def _notes(notes: Iterable[Note], indent: str) -> Iterator[str]:
    order = list(NoteKind)
    for note in sorted(notes, key=lambda one: order.index(one.kind)):
        first, *rest = note.text.split("\n")
        yield f"{indent}- {note.kind}: {first}"
        yield from (f"{indent}    | {line}" for line in rest)


def _rare(items: Sequence[Item]) -> Iterator[str]:
    """What is said of a few files only: between hundreds of lines that say the same it would be overlooked."""
    said = [(item, note) for item in items for note in item.notes if note.kind is not NoteKind.HIDDEN]
    often = Counter(_shape(note) for _, note in said)
    for item, note in said:
        if often[_shape(note)] <= _FEW < len(said):
            yield f"- {item.incident.path}: {note.kind}: {note.text.splitlines()[0]}"


def _shape(note: Note) -> str:
    """What two notes share that differ only in times, names and numbers."""
    text = re.sub(r"\([^)]*\)|“[^”]*”", "", note.text)
    return f"{note.kind}: {re.sub('[0-9].*', '', text.partition(': ')[2] or text, flags=re.DOTALL)}"


def _files(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"{item.incident.path}  (from {item.origin})"
        yield from list(_notes(item.notes, "  ")) or ["  as it was"]


def _skipped(imported: Imported, plan: Plan) -> Iterator[str]:
    for item in plan.skipped:
        theirs, ours = len(item.incident.updates), _updates_here(item, plan)
        news = f": the source has {theirs} updates, this file {ours}; compare them" if theirs > ours else ""
        yield f"{item.incident.path}  (from {item.origin}){news}"


def _updates_here(item: Item, plan: Plan) -> int:
    """How many updates this repository has of it, in all its files."""
    source = item.incident.source_key
    parts = [
        one for one in plan.site.incidents if source == one.source_key or is_continued(one.source_key, source)
    ]
    return sum(len(one.updates) for one in parts) - 2 * (len(parts) - 1)


def _hidden(imported: Imported, plan: Plan) -> Iterator[str]:
    page = [note for note in imported.notes if note.kind is NoteKind.HIDDEN]
    yield from _notes(page, "")
    found = False
    for item in (*plan.written, *plan.skipped):
        for note in item.notes:
            if note.kind is NoteKind.HIDDEN:
                found = True
                yield f"- {item.incident.path}: {note.text}"
    if not found and not page:
        what = "incident" if any(one.kind is Kind.INCIDENT for one in imported.incidents) else "entry"
        yield f"- nothing that its data show: no open {what} was shown as green"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 incident`, `12 incidents`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
