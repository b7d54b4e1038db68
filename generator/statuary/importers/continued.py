"""An incident whose file would be too large goes on in further files, so that nothing of it is lost."""

from collections.abc import Iterator
from dataclasses import replace

from statuary.importers.imported import Item, Note, NoteKind
from statuary.importers.page_words import PageWords
from statuary.importers.update_times import SECOND
from statuary.model import ENDED_STAGES, ComponentStatus, Incident, Kind, Stage, Update
from statuary.source.front_matter import MAX_TITLE
from statuary.source.incident_file import MAX_BYTES
from statuary.source.times import format_time
from statuary.source.write import incident_text, update_text

_RESERVE = 8_000
"""Bytes for what is added to a part: two sentences, a longer title, numbers behind ids."""
_LATER = {"started": None, "aliases": ()}


def in_parts(item: Item, words: PageWords) -> Iterator[Item]:
    """The item itself where its file is small enough, else several in the order of their updates.

    Each but the last closes where the next one begins, so that together they last as long as the incident did and
    at most the last is open. Their sources differ by `#2`, `#3` and so on at the end.
    """
    incident = item.incident
    if sum(len(update.text) for update in incident.updates) * 8 + 500 * len(incident.updates) < MAX_BYTES:
        yield item  # surely small enough, whatever escaping and encoding add
        return
    size = len(incident_text(incident).encode())
    shares = [incident.updates] if size <= MAX_BYTES else list(_shares(incident))
    if len(shares) == 1:
        yield item
        return
    told = f"its file would have {size:,} bytes, and the most is {MAX_BYTES:,}: it goes on in"
    files = "a further file" if len(shares) == 2 else f"{len(shares) - 1} further files"
    note = Note(NoteKind.CHANGED, f"{told} {files} (“… (2)”), and a sentence in italics says so")
    yield replace(item, incident=_part(item.incident, shares, 0, words), notes=(*item.notes, note))
    for index in range(1, len(shares)):
        first = format_time(shares[index][0].at)
        note = Note(NoteKind.CHANGED, f"it continues a file that was full, with the update of {first}")
        yield Item(item.origin, _part(item.incident, shares, index, words), (note,))


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


def _part(incident: Incident, shares: list[tuple[Update, ...]], index: int, words: PageWords) -> Incident:
    updates = shares[index]
    fields: dict[str, object] = {}
    if index:
        before = [update for share in shares[:index] for update in share]
        fields = _LATER | {
            "title": _numbered(incident.title, index + 1),
            "source": f"{incident.source}#{index + 1}",
            "components": _components(incident, before),
        }
        updates = (_intro(incident, before, _numbered(incident.title, index), words), *updates)
    if index + 1 < len(shares):
        stage = _stage(incident.kind, [update for share in shares[: index + 1] for update in share])
        title = _numbered(incident.title, index + 2)
        updates = (*updates, _outro(incident, updates[-1], stage, title, words))
    return incident.model_copy(update=fields | {"updates": updates})


def _numbered(title: str, number: int) -> str:
    """`Cards fail (2)`: the first part has the title as it is."""
    suffix = f" ({number})" if number > 1 else ""
    most = MAX_TITLE - len(suffix)
    return (title if len(title) <= most else f"{title[: most - 1].rstrip()}…") + suffix


def _intro(incident: Incident, before: list[Update], earlier: str, words: PageWords) -> Update:
    """It stands at the last update of the part before, and so in front of all that follow."""
    text = f"*{words.continues(_plain(earlier))}*"
    return Update(at=before[-1].at, stage=_stage(incident.kind, before), text=text, silent=True)


def _outro(incident: Incident, last: Update, stage: Stage, later: str, words: PageWords) -> Update:
    """The part closes, or it would stay open for ever; the next one is open in its place."""
    closing = {Kind.INCIDENT: Stage.RESOLVED, Kind.MAINTENANCE: Stage.COMPLETED, Kind.NOTICE: Stage.UPDATE}
    ended = stage in ENDED_STAGES
    text = f"*{words.goes_on(_plain(later), ended=ended or incident.kind is Kind.NOTICE)}*"
    return Update(
        at=last.at + SECOND, stage=Stage.UPDATE if ended else closing[incident.kind], text=text, silent=True
    )


def _plain(title: str) -> str:
    """The title without what Markdown could take for an end of the italics."""
    return title.translate(dict.fromkeys(map(ord, "*_`<>[]\\"), " "))


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
