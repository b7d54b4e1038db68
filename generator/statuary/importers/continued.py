"""An incident whose file would be too large goes on in further files, so that nothing of it is lost.

With the few words that an import adds for readers, in the language of their page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from babel.lists import format_list

from statuary.importers.imported import Item, Note, NoteKind
from statuary.importers.known_components import UNLISTED
from statuary.importers.update_times import SECOND
from statuary.model import ENDED_STAGES, ComponentStatus, Group, Incident, Kind, Stage, Update
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.language import Language
from statuary.render.wording.page_languages import read_language
from statuary.resources import template_folders
from statuary.source.config import Project
from statuary.source.front_matter import MAX_TITLE
from statuary.source.incident_file import MAX_BYTES
from statuary.source.times import format_time
from statuary.source.vocabulary import slug
from statuary.source.write import incident_text, update_text


class PageWords:
    """Says them in the language of a repository; in English where its catalogue is damaged, which the check tells."""

    def __init__(self, project: Project) -> None:
        folders = template_folders(project.custom_dir)
        try:
            self._language = read_language(project.settings.language, folders, project.root)
        except CatalogueError:
            self._language = Language()

    def groups(self, groups: Iterable[Group]) -> list[Group]:
        """The groups; that of components which only incidents name is the importer's own."""
        name = self._language.gettext("Named in past incidents")
        return [
            group.model_copy(update={"name": name, "id": slug(name) or group.id})
            if group.name == UNLISTED
            else group
            for group in groups
        ]

    def affected(self, names: Iterable[str]) -> str:
        """The line of a notice that says what it is about."""
        listed = format_list(list(names), locale=self._language.locale)
        return self._language.gettext("Affected: %(names)s", names=listed)

    def continues(self, title: str) -> str:
        """The first words of a later part."""
        return self._language.gettext("This continues “%(title)s”, whose own file was full.", title=title)

    def goes_on(self, title: str, *, ended: bool) -> str:
        """The last words of a part."""
        gettext = self._language.gettext
        if ended:
            return gettext("This file was full: all that follows stands in “%(title)s”.", title=title)
        return gettext(
            "This file was full: all that follows stands in “%(title)s”. It had not ended here.", title=title
        )


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
