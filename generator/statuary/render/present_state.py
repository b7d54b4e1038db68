"""The present state in words alone: what `/status.txt`, `/status.md` and the terminal say, before it is laid out."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from statuary.model import Contact, Kind
from statuary.render.frame import Frame
from statuary.render.incident_text import excerpt, to_plain, to_short
from statuary.render.pages.incident_page import IncidentView, incident_view
from statuary.render.wording.component_lines import MOST_LINES, ComponentLine
from statuary.render.wording.labels import FACT_WORD, STAGE_WORD, STATUS_WORD
from statuary.render.wording.language import marked, plain
from statuary.render.wording.sentences import headline
from statuary.render.wording.statements import Promise
from statuary.status.types import IncidentState, PageState, Standing

MOST = 20
"""So many entries stand in one section; the rest are counted. The page has them all."""

LENGTH = 1500
"""Characters of an update; a longer one is cut between words, for its whole text is on the page."""

LATELY = timedelta(hours=24)


class StateEntry(NamedTuple):
    """One incident, maintenance or notice. `facts` are labels and texts; `said` names the update of `words`.

    `words` are plain text, with an empty line between blocks; `promise` is empty where nothing is promised.
    """

    title: str
    url: str
    facts: tuple[tuple[str, str], ...]
    said: str
    words: str
    promise: str


class StateSection(NamedTuple):
    """Entries under one title; `left_out` says how many are only on the page, empty where none is."""

    title: str
    entries: tuple[StateEntry, ...]
    left_out: str


class Present(NamedTuple):
    """The state at one moment. `groups` have a name (or none) and the words for each of their components.

    `promise` says when readers hear more, or nothing; `recent` is what ended within the last 24 hours, or None.
    """

    name: str
    url: str
    word: str
    summary: str
    promise: str
    source: str
    sections: tuple[StateSection, ...]
    recent: StateSection | None
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    contacts: tuple[Contact, ...]


def present(frame: Frame) -> Present:
    """What is so at `state.now`; sections without an entry are left out."""
    top = headline(frame)
    gettext = frame.language.gettext
    sections = (
        _section(gettext("Open incidents"), frame.state.active, frame),
        _section(gettext("Maintenance in progress"), frame.state.in_progress, frame),
        _section(gettext("Scheduled maintenance"), frame.state.planned, frame),
        _section(gettext("Notices"), frame.state.notices, frame),
    )
    return Present(
        name=frame.settings.name,
        url=frame.settings.url,
        word=top.word,
        summary=top.after_word(top.plain),
        promise=plain(top.promise.sentence) if top.promise else "",
        source=gettext(
            "As of %(time)s, based on reported incidents.", time=frame.times.moment(frame.now).text
        ),
        sections=tuple(section for section in sections if section),
        recent=_section(gettext("Ended in the last 24 hours"), tuple(_lately(frame.state)), frame),
        groups=tuple(_groups(frame)),
        contacts=frame.settings.contacts,
    )


def _lately(state: PageState) -> Iterator[IncidentState]:
    for item in state.past:
        if item.incident.kind is not Kind.NOTICE and item.end and item.end > state.now - LATELY:
            yield item


def _section(title: str, items: Sequence[IncidentState], frame: Frame) -> StateSection | None:
    if not items:
        return None
    more = len(items) - MOST
    left_out = ""
    if more > 0:
        left_out = frame.language.npgettext("incidents", "%(count)s more", "%(count)s more", more)
    return StateSection(title, tuple(_entry(item, frame) for item in items[:MOST]), left_out)


def _entry(item: IncidentState, frame: Frame) -> StateEntry:
    view = incident_view(item, frame)
    spoken = item.last_word
    stage = frame.language.gettext(STAGE_WORD[spoken.stage])
    said = frame.language.gettext("%(stage)s, %(time)s", stage=stage, time=frame.times.moment(spoken.at).text)
    return StateEntry(
        title=item.incident.title,
        url=f"{frame.settings.url}incidents/{item.incident.id}/",
        facts=tuple(_facts(item, view, frame)),
        said=said,
        words="\n\n".join(filter(None, (plain(view.correction), shortened(spoken.text)))),
        promise=_promise(view.facts.promise, frame),
    )


def _promise(promise: Promise | None, frame: Frame) -> str:
    """With its day, unlike on the page: these words are quoted elsewhere, and read later."""
    if promise is None:
        return ""
    message = marked("Next update overdue: due by %(time)s.")
    if not promise.overdue:
        message = marked("Next update: %(time)s.")
    return frame.language.gettext(message, time=promise.at.text)


def shortened(text: str) -> str:
    """The plain words of an update, an empty line between blocks; on one line and cut where they are long.

    Without technical details.
    """
    words = to_short(text)
    return words if len(words) <= LENGTH else excerpt(text, LENGTH)


def _facts(item: IncidentState, view: IncidentView, frame: Frame) -> Iterator[tuple[str, str]]:
    """Labels and texts, in the order of an incident's page."""
    gettext = frame.language.gettext
    if item.incident.kind is not Kind.NOTICE:
        yield gettext("Status"), _state(item, view, frame)
    if view.facts.components:
        yield view.facts.components_label, _listed(view, frame)
    yield view.facts.times_label, plain(view.facts.times)
    for key, text in item.facts.items() if item.standing is not Standing.PAST else ():
        yield gettext(FACT_WORD[key]), " ".join(to_plain(text).split())


def _state(item: IncidentState, view: IncidentView, frame: Frame) -> str:
    aside = plain(view.sentence) if item.in_trouble or item.unconfirmed else ""
    hurts = item.incident.kind is Kind.INCIDENT or item.in_trouble
    return frame.language.beside(view.label, aside, view.word if hurts else "")


def _listed(view: IncidentView, frame: Frame) -> str:
    return frame.language.listed([_named(line, frame) for line in view.facts.components], MOST_LINES)


def _named(line: ComponentLine, frame: Frame) -> str:
    name, said = frame.language.name(line.name), line.word or line.note
    return frame.language.noted(name, said) if said else name


def _groups(frame: Frame) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    statuses, gettext = frame.state.components, frame.language.gettext
    for group, components in frame.state.groups:
        yield group.name, tuple((one.name, gettext(STATUS_WORD[statuses[one.id]])) for one in components)
