"""What readers will see, for whoever posts it: the page's first words, and the update as a subscriber gets it."""

from collections.abc import Iterator, Sequence

from statuary.check.formats import as_text
from statuary.model import Incident, Kind, Problem, Severity, Update
from statuary.posting.dialogue import Dialogue
from statuary.posting.draft import Draft
from statuary.posting.precheck import Verified
from statuary.posting.session import Session
from statuary.render.feeds.feed_item import feed_body
from statuary.render.frame import Frame, page_frame
from statuary.render.wording.labels import STAGE_WORD
from statuary.render.wording.language import plain
from statuary.render.wording.sentences import headline
from statuary.source.write import update_text

_SHOWN = 3


def show(session: Session, draft: Draft, verified: Verified) -> None:
    """Show it, with what is wrong or could be better: nobody should publish words that they have not seen so."""
    state, dialogue = verified.inspected.state, session.dialogue
    if state is not None:
        frame = page_frame(state, session.frame.language)
        written = next(one for one in verified.incident.updates if one.at == draft.update.at)
        dialogue.tell(preview(frame, verified.incident, written))
    if draft.template:
        dialogue.tell(f"(The words are those of the approved template {draft.template}.)")
    if verified.here:
        dialogue.warn(as_text(verified.here).removesuffix("\n"))
    _show_elsewhere(dialogue, verified.elsewhere)


def _show_elsewhere(dialogue: Dialogue, problems: Sequence[Problem]) -> None:
    """Errors of others do not keep anybody from posting, but a strict build stops at them."""
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if errors:
        dialogue.warn(as_text(errors[:_SHOWN]).removesuffix("\n"))
        dialogue.warn(
            f"{len(errors)} error{'s' * (len(errors) != 1)} in other files: a strict build stops there. "
            "Your update is posted all the same; then run statuary check."
        )


def show_file(dialogue: Dialogue, draft: Draft) -> None:
    """What would be written, in place of writing it."""
    text = draft.content.decode() if draft.before is None else update_text(draft.update)
    verb = "be" if draft.before is None else "get"
    dialogue.tell(f"\n{draft.path} would {verb}:\n\n{text}\nNothing was written.")


def preview(frame: Frame, incident: Incident, update: Update) -> str:
    """Plain text for a terminal."""
    return "\n".join(_lines(frame, incident, update))


def _lines(frame: Frame, incident: Incident, update: Update) -> Iterator[str]:
    top = headline(frame)
    yield "The page will say:"
    yield from _indented(f"{top.word}: {top.after_word(plain(top.text))}", plain(top.detail))
    if top.promise:
        yield from _indented(plain(top.promise.sentence))
    yield ""
    yield "The update:"
    stage = frame.language.gettext(STAGE_WORD[update.stage])
    word = "" if incident.kind is Kind.NOTICE else f"{stage}, "
    yield from _indented(incident.title, f"{word}{frame.times.moment(update.at).text}")
    item = frame.state.by_id.get(incident.id)
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
