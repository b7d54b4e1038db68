"""What readers will see: the page's first words, and the update as a subscriber gets it."""

from collections.abc import Iterator

from statuary.model import Incident, Kind, Update
from statuary.status import PageState
from statuary.views.feed_body import feed_body
from statuary.views.frame import Frame
from statuary.views.language import plain
from statuary.views.sentences import headline
from statuary.views.words import STAGE_WORD


def preview(state: PageState, frame: Frame, incident: Incident, update: Update) -> str:
    """Plain text for a terminal."""
    return "\n".join(_lines(state, frame, incident, update))


def _lines(state: PageState, frame: Frame, incident: Incident, update: Update) -> Iterator[str]:
    top = headline(state, frame)
    yield "The page will say:"
    yield from _indented(f"{top.word}: {top.after_word(plain(top.text))}", plain(top.detail))
    if top.promise:
        yield from _indented(plain(top.promise.sentence))
    yield ""
    yield "The update:"
    stage = frame.language.gettext(STAGE_WORD[update.stage])
    word = "" if incident.kind is Kind.NOTICE else f"{stage}, "
    yield from _indented(incident.title, f"{word}{frame.times.moment(update.at).text}")
    item = state.by_id.get(incident.id)
    place = (
        next((index for index, one in enumerate(item.updates) if one.at == update.at), None) if item else None
    )
    if item is not None and place is not None:
        yield from _indented(*feed_body(item, place, frame).plain.split("\n"))
    if update.silent:
        yield from _indented("(It is silent: no feed announces it.)")


def _indented(*lines: str) -> Iterator[str]:
    for line in lines:
        yield f"  {line}".rstrip()
