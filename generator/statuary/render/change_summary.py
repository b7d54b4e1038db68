"""What somebody who has to agree to a change wants to see on a phone: Markdown for a code host's summary.

Our own words are English, as those of all commands; what readers will see is in the page's language. Every word of an
author goes through `quoted`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from statuary.model import FACTS, Problem, Severity, Update, Withdrawal
from statuary.render.changes import (
    IncidentChange,
    changes,
    file_lines,
    quoted_block,
    quoted_line,
    quoted_verbatim,
)
from statuary.render.frame import Frame
from statuary.render.messages import preview
from statuary.render.pages.incident_page import UpdateView, incident_view
from statuary.render.wording.component_lines import ComponentLine
from statuary.render.wording.instants import anchor
from statuary.render.wording.labels import FACT_WORD, STAGE_WORD
from statuary.render.wording.sentences import headline

MOST = 20
"""So many incidents, updates of one, and problems are shown; the rest are counted. Hosts limit a summary's size."""

FEW = 3
"""So many suggestions about an incident are shown."""

LARGEST = 900_000
"""Bytes. GitHub takes 1 MiB."""


@dataclass(frozen=True)
class Review:
    """A change and what is to be said about it.

    `before` is None where there is nothing to compare with, `after` where errors keep anybody from saying what the
    page would say. `approved` are ids of incidents in which only approved words were added.
    `files` are all others that differ, each with what happens to it: they can change more than words.
    """

    before: Frame | None
    after: Frame | None
    problems: Sequence[Problem]
    approved: Collection[str] = ()
    files: Sequence[tuple[str, str]] = ()


def review(given: Review) -> str:
    """The whole summary; it ends with a line feed. The most urgent comes first."""
    errors = [one for one in given.problems if one.severity is Severity.ERROR]
    advice = [one for one in given.problems if one.severity is not Severity.ERROR]
    lines = [*_problems(errors, "error", "errors")]
    lines += _sentence(given, bool(errors))
    lines += file_lines(given.files)
    shown = list(_legible(given.before, given.after, errors)) if given.before and given.after else []
    if given.before and given.after:
        lines += _changes(shown, given)
    beside = {change.state.incident.path for change in shown[:MOST]}
    lines += _problems([one for one in advice if one.path not in beside], "suggestion", "suggestions")
    return _within_limit(lines)


def _legible(before: Frame, after: Frame, errors: Sequence[Problem]) -> Iterator[IncidentChange]:
    """What changes, but for files with errors: nobody knows what they say."""
    faulty = {problem.path for problem in errors}
    for change in changes(before.state, after.state):
        if change.state.incident.path not in faulty:
            yield change


def _within_limit(lines: Sequence[str]) -> str:
    """A summary that is too large would not be shown at all."""
    kept, size = [], 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > LARGEST:
            kept += ["", "The rest is too long for this place: look at the files."]
            break
        kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"


def _spaced(*paragraphs: str) -> Iterator[str]:
    for one in paragraphs:
        yield one
        yield ""


def _problems(problems: Sequence[Problem], one: str, many: str) -> Iterator[str]:
    if not problems:
        return
    yield from _spaced(f"## {len(problems)} {one if len(problems) == 1 else many}")
    for problem in problems[:MOST]:
        place = f"{quoted_line(problem.path)}, line {problem.line or 1}"
        remedy = f"<br>→ {quoted_line(problem.hint)}" if problem.hint else ""
        yield f"- **{place}:** {quoted_line(problem.message)} ({quoted_line(problem.rule)}){remedy}"
    yield from _more(problems)
    yield ""


def _more(items: Sequence[object]) -> Iterator[str]:
    if len(items) > MOST:
        yield f"- {len(items) - MOST} more"


def _sentence(given: Review, wrong: bool) -> Iterator[str]:
    yield from _spaced("## The page's first words")
    if wrong or given.after is None:
        yield from _spaced("They are not known until the errors are fixed.")
        return
    after = _words(given.after)
    before = after if given.before is None else _words(given.before)
    yield from _spaced(f"> {after}")
    if before != after:
        yield from _spaced("in place of", f"> {before}")
    elif given.before is not None:
        yield from _spaced("They stay as they are.")


def _words(shown: Frame) -> str:
    top = headline(shown)
    return f"**{quoted_line(top.word)}:** {quoted_line(top.after_word(top.full))}"


def _changes(found: Sequence[IncidentChange], given: Review) -> Iterator[str]:
    if not found and given.after and not any(one.severity is Severity.ERROR for one in given.problems):
        yield from _spaced("No incident changes.")
    for change in found[:MOST]:
        yield from _change(change, given)
    yield from _more(found)


def _change(change: IncidentChange, given: Review) -> Iterator[str]:
    incident = change.state.incident
    # With its kind, or a title could pass for a heading of ours.
    yield from _spaced(f"## {incident.kind.capitalize()}: {quoted_line(incident.title)}")
    yield from _notes(change, incident.id in given.approved, _withdrawal(incident.id, given))
    shown = given.after if change.after else given.before
    assert shown is not None
    views = {view.anchor: view for view in _views(change, shown)}
    for update in [*change.posted, *change.edited][:MOST]:
        yield from _update(update, views[anchor(update.identity)], shown, new=update in change.posted)
    yield from _more([*change.posted, *change.edited])
    if change.after and change.posted:
        forms = quoted_verbatim(preview(change.after, shown))
        yield from _spaced(f"<details><summary>What subscribers get</summary>{forms}</details>")
    yield from _suggestions([one for one in given.problems if one.path == incident.path])


def _suggestions(problems: Sequence[Problem]) -> Iterator[str]:
    """Beside the words that they are about, each with a sentence to paste; never so many that nobody reads them."""
    yield from _spaced("**Suggestions** (they stop nothing):") if problems else ()
    for problem in problems[:FEW]:
        yield f"- {quoted_line(problem.message)} ({quoted_line(problem.rule)})<br>→ {quoted_line(problem.hint or '')}"
    if len(problems) > FEW:
        yield f"- {len(problems) - FEW} more: `statuary check` lists them"
    if problems:
        yield ""


def _withdrawal(incident_id: str, given: Review) -> Withdrawal | None:
    withdrawn = given.after.state.site.withdrawn if given.after else ()
    return next((one for one in withdrawn if one.id == incident_id), None)


def _notes(change: IncidentChange, approved: bool, withdrawn: Withdrawal | None) -> Iterator[str]:
    """What cannot be seen in the updates themselves."""
    notes = []
    if change.before is None:
        notes.append(f"New: `incidents/{change.state.incident.id}/` on the page.")
    if withdrawn is not None:
        notes.append(
            f"**It is withdrawn: {quoted_line(withdrawn.reason)}.** Its page and its feed items go for good. "
            "For leaks and examples only; git keeps the text."
        )
    elif change.after is None:
        notes.append("**The whole incident goes.** Do not delete what people have read.")
    elif change.removed:
        words = "An update goes." if len(change.removed) == 1 else f"{len(change.removed)} updates go."
        notes.append(f"**{words}** Do not delete what people have read; correct it.")
    if change.described:
        notes.append("Its title, impact, components or window change.")
    if approved:
        notes.append(
            "What is added are approved words: message templates of the branch it goes to, filled with facts."
        )
    yield from _spaced(*notes)


def _views(change: IncidentChange, shown: Frame) -> Iterator[UpdateView]:
    view = incident_view(change.state, shown)
    yield from view.updates
    if view.postmortem:
        yield view.postmortem


def _update(update: Update, view: UpdateView, frame: Frame, *, new: bool) -> Iterator[str]:
    stage = frame.language.gettext(STAGE_WORD[update.stage])
    yield from _spaced(f"**{stage}**, {view.at.text}{'' if new else ' (changed)'}")
    facts = list(_facts(update, view, frame))
    yield from facts
    if facts:
        yield ""
    text = quoted_block(update.text)
    yield from _spaced(f"> {text}" if text else "> *(no words)*")


def _facts(update: Update, view: UpdateView, frame: Frame) -> Iterator[str]:
    for line in view.changes:
        yield f"- {_status(line)}"
    for label, text in (
        *((FACT_WORD[key], getattr(update, key)) for key in FACTS),
        ("Correction", update.correction),
    ):
        if text:
            yield f"- {frame.language.gettext(label)}: {quoted_line(text)}"
    if update.next_update:
        yield f"- Next update: {frame.times.moment(update.next_update).text}"


def _status(line: ComponentLine) -> str:
    note = f" ({quoted_line(line.note)})" if line.note else ""
    return f"{quoted_line(line.name)}: **{quoted_line(line.word)}**{note}"
