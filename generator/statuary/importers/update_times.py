"""Updates in a legal order: strictly ascending, none too long, stages that may follow each other."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from statuary.importers.imported import Notes
from statuary.model import ACTIVE_STAGES, STAGES_OF, Kind, Stage, Update
from statuary.source import vocabulary
from statuary.source.body import MAX_POSTMORTEM, MAX_UPDATE
from statuary.source.escape import escape_text
from statuary.source.markup import mark_code
from statuary.source.times import format_time

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
_FENCE = re.compile(r"[ \t]*(`+|~+)")


def after_start(start: datetime, end: datetime, notes: Notes) -> datetime:
    """The end; a minute after the start where the source has it before or at the start."""
    if end > start:
        return end
    where = "at" if end == start else "before"
    notes.retimed(
        f"the end ({format_time(end)}) was {where} the start ({format_time(start)}): "
        f"the start stays, and the end now stands with it"
    )
    return start + MINUTE


def ascending(updates: Iterable[Update], notes: Notes) -> tuple[Update, ...]:
    """The updates, to the second and each later than the one before; given oldest first, ties in order.

    Long texts are continued in further updates, a second later each.
    """
    placed: list[Update] = []
    for update in (part for one in updates for part in _parts(one, notes)):
        at = update.at.replace(microsecond=0)
        if placed and at <= placed[-1].at:
            later = placed[-1].at + SECOND
            notes.retimed(f"the update of {format_time(at)} moved to {format_time(later)}, behind another")
            at = later
        placed.append(update.changed(at=at))
    return tuple(placed)


def _parts(update: Update, notes: Notes) -> Iterator[Update]:
    longest = MAX_POSTMORTEM if update.stage is Stage.POSTMORTEM else MAX_UPDATE
    # Escaping makes no text four times as long.
    if len(update.text) * 4 <= longest or _written(update.text) <= longest:
        yield update
        return
    texts = _pieces(update.text, longest)
    notes.changed(f"the update of {format_time(update.at)} is too long: it goes on in {len(texts) - 1} more")
    yield update.model_copy(update={"text": texts[0]})
    rest = Stage.POSTMORTEM if update.stage is Stage.POSTMORTEM else Stage.UPDATE
    for text in texts[1:]:
        yield Update(at=update.at, stage=rest, text=text)


def _written(text: str) -> int:
    """How long a text is in its file, where the reader counts it: in characters, but the file's size in bytes."""
    written = escape_text(text)
    return max(len(written), len(written.encode()) // 3)


def _pieces(text: str, longest: int) -> list[str]:
    """Parts that are each short enough as they will be written: escaping may make short lines half as long again."""
    size = longest
    parts = list(_cut(text, size))
    while any(_written(part) > longest for part in parts):
        size = size * 3 // 4
        parts = list(_cut(text, size))
    return parts


def _cut(text: str, longest: int) -> Iterator[str]:
    """Cut between lines, where possible at an empty one; a block of code is closed and opened again."""
    lines: list[str] = []
    size = 0
    for line in (piece for whole in text.split("\n") for piece in _short_lines(whole, longest // 2)):
        is_full = size + len(line) > longest or (not line.strip() and size > longest * 3 // 4)
        if lines and is_full:
            fence = _open_fence(lines)
            yield "\n".join([*lines, *fence])
            lines, size = fence, sum(map(len, fence))
        lines.append(line)
        size += len(line) + 1
    yield "\n".join(lines)


def _open_fence(lines: list[str]) -> list[str]:
    """The line that closes the block of code in whose middle these lines end, and opens it again; else none."""
    _, opened = mark_code(lines)
    match = _FENCE.match(lines[opened - 1]) if opened is not None else None
    return [match[1]] if match else []


def _short_lines(line: str, longest: int) -> Iterator[str]:
    while len(line) > longest:
        cut = line.rfind(" ", 1, longest) + 1 or longest
        yield line[:cut].rstrip()
        line = line[cut:]
    yield line


def legal_stages(updates: Iterable[Update], *, ended: bool, notes: Notes) -> tuple[Update, ...]:
    """An incident's updates with stages that may follow each other; ascending in, ascending out.

    What is active after a resolution opens the incident again only if the source shows that it went on:
    it is not `ended`, or a later update resolves it. A resolution that the source lacks is not added here.
    """
    given = list(updates)
    last_end = max((index for index, one in enumerate(given) if one.stage is Stage.RESOLVED), default=-1)
    placed: list[Update] = []
    closed = False
    for index, update in enumerate(given):
        stage = _legal(update.stage, closed=closed, goes_on=not ended or index < last_end)
        if index == 0 and stage is Stage.UPDATE:
            stage = Stage.INVESTIGATING
        if stage is not update.stage:
            notes.changed(
                f"the update of {format_time(update.at)} said {update.stage.label}, which cannot be there: "
                f"it is now {stage.label}"
            )
        closed = stage is Stage.RESOLVED or (closed and stage not in ACTIVE_STAGES)
        placed.append(update.changed(stage=stage))
    return tuple(placed)


def _legal(stage: Stage, *, closed: bool, goes_on: bool) -> Stage:
    if stage is Stage.RESOLVED:
        return Stage.UPDATE if closed else stage
    if stage is Stage.POSTMORTEM:
        return stage if closed else Stage.UPDATE
    return Stage.UPDATE if closed and stage in ACTIVE_STAGES and not goes_on else stage


def is_closed(updates: Iterable[Update]) -> bool:
    """True when nothing active follows the last resolution."""
    closed = False
    for update in updates:
        closed = update.stage is Stage.RESOLVED or (closed and update.stage not in ACTIVE_STAGES)
    return closed


def stage_of(word: str, kind: Kind) -> Stage | None:
    """The stage that a source's word means for this kind; None for one that it cannot have."""
    stage = vocabulary.stage(word)
    if kind is Kind.MAINTENANCE and stage is Stage.RESOLVED:
        return Stage.COMPLETED
    return stage if stage in STAGES_OF[kind] else None
