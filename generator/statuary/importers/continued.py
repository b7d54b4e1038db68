"""An incident whose file would be too large goes on in further files, so that nothing of it is lost."""

from collections.abc import Iterator

from statuary.importers.model import Item, Note, NoteKind
from statuary.importers.timeline import SECOND
from statuary.model import ENDED_STAGES, ComponentStatus, Incident, Kind, Stage, Update
from statuary.source.front_matter import MAX_TITLE
from statuary.source.incident_file import MAX_BYTES
from statuary.source.times import format_time
from statuary.source.write import incident_text, update_text

_RESERVE = 8_000
"""Bytes for what is added to a part: two sentences, a longer title, numbers behind ids."""
_SUFFIX = " (continued)"
_LATER = {"started": None, "aliases": ()}


def in_parts(item: Item) -> Iterator[Item]:
    """The item itself where its file is small enough, else several in the order of their updates.

    Each but the last closes where the next one begins, so that together they last as long as the incident did and
    at most the last is open. Their sources differ by `#2`, `#3` and so on at the end.
    """
    size = len(incident_text(item.incident).encode())
    shares = [item.incident.updates] if size <= MAX_BYTES else list(_shares(item.incident))
    if len(shares) == 1:
        yield item
        return
    told = f"its file would have {size:,} bytes, and the most is {MAX_BYTES:,}: it goes on in"
    files = "a further file" if len(shares) == 2 else f"{len(shares) - 1} further files"
    note = Note(NoteKind.CHANGED, f"{told} {files} (“…{_SUFFIX}”), and a sentence in italics says so")
    yield Item(item.origin, _part(item.incident, shares, 0), (*item.notes, note))
    for index in range(1, len(shares)):
        first = format_time(shares[index][0].at)
        note = Note(NoteKind.CHANGED, f"it continues a file that was full, with the update of {first}")
        yield Item(item.origin, _part(item.incident, shares, index), (note,))


def is_continued(source: str | None, of: str | None) -> bool:
    """True when an incident with the first source is a later part of the one with the other."""
    start, _, number = (source or "").rpartition("#")
    return bool(start) and start == of and number.isdigit()


def _shares(incident: Incident) -> Iterator[tuple[Update, ...]]:
    """As many whole updates as a file has room for, at least one."""
    room = MAX_BYTES - _RESERVE - len(incident_text(incident.model_copy(update={"updates": ()})).encode())
    share: list[Update] = []
    size = 0
    for update in incident.updates:
        more = len(update_text(update).encode()) + 1
        if share and size + more > room:
            yield tuple(share)
            share, size = [], 0
        share.append(update)
        size += more
    yield tuple(share)


def _part(incident: Incident, shares: list[tuple[Update, ...]], index: int) -> Incident:
    updates = shares[index]
    fields: dict[str, object] = {}
    if index:
        before = [update for share in shares[:index] for update in share]
        fields = _LATER | {
            "title": f"{_shortened(incident.title)}{_SUFFIX}",
            "source": f"{incident.source}#{index + 1}",
            "components": _components(incident, before),
        }
        updates = (_intro(incident, before), *updates)
    if index + 1 < len(shares):
        stage = _stage(incident.kind, [update for share in shares[: index + 1] for update in share])
        updates = (*updates, _outro(incident, updates[-1], stage))
    return incident.model_copy(update=fields | {"updates": updates})


def _shortened(title: str) -> str:
    most = MAX_TITLE - len(_SUFFIX)
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


def _intro(incident: Incident, before: list[Update]) -> Update:
    """It stands at the last update of the part before, and so in front of all that follow."""
    text = f"*This continues “{_plain(incident)}”, whose own file was full.*"
    return Update(at=before[-1].at, stage=_stage(incident.kind, before), text=text, silent=True)


def _outro(incident: Incident, last: Update, stage: Stage) -> Update:
    """The part closes, or it would stay open for ever; the next one is open in its place."""
    closing = {Kind.INCIDENT: Stage.RESOLVED, Kind.MAINTENANCE: Stage.COMPLETED, Kind.NOTICE: Stage.UPDATE}
    ended = stage in ENDED_STAGES
    text = f"*This file was full: all that follows stands in “{_plain(incident)}{_SUFFIX}”."
    text += "*" if ended or incident.kind is Kind.NOTICE else " It had not ended here.*"
    return Update(
        at=last.at + SECOND, stage=Stage.UPDATE if ended else closing[incident.kind], text=text, silent=True
    )


def _plain(incident: Incident) -> str:
    """The title without what Markdown could take for an end of the italics."""
    return _shortened(incident.title).translate(dict.fromkeys(map(ord, "*_`<>[]\\"), " "))


def _stage(kind: Kind, updates: list[Update]) -> Stage:
    """The stage that holds behind these, as a first update may have it: a post-mortem may not come first."""
    stages = [update.stage for update in updates if update.stage is not Stage.UPDATE]
    if kind is Kind.NOTICE or not stages:
        return Stage.NOTICE
    return Stage.RESOLVED if stages[-1] is Stage.POSTMORTEM else stages[-1]


def _components(incident: Incident, before: list[Update]) -> dict[str, ComponentStatus]:
    """How they were when the part before was full; all work where that was after the end."""
    held = dict(incident.components)
    for update in before:
        held |= update.components
    ended = _stage(incident.kind, before) in ENDED_STAGES
    return dict.fromkeys(held, ComponentStatus.OPERATIONAL) if ended else held
