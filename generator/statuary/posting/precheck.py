"""Before anything is written: the whole repository, checked as it would be with one file changed, and a preview.

The preview is for whoever posts: the page's first words, and the update as a subscriber gets it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from statuary.check.formats import as_text
from statuary.inspection.strict import Inspected, inspect_loaded
from statuary.model import Incident, Kind, Problem, Severity, Update
from statuary.posting import InvalidError
from statuary.posting.dialogue import Dialogue
from statuary.posting.draft import Draft
from statuary.posting.session import Session
from statuary.render.feeds.feed_item import update_body
from statuary.render.frame import Frame, page_frame
from statuary.render.wording.labels import STAGE_WORD
from statuary.render.wording.language import plain
from statuary.render.wording.sentences import headline
from statuary.source import Loaded
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from statuary.source.write import update_text

_WRITTEN = (
    "at",
    "stage",
    "components",
    "next_update",
    "no_next_update",
    "impact",
    "starts",
    "ends",
    "silent",
)
"""What must read back exactly as it was meant; text and single lines are compared by the tests of the writer."""


@dataclass(frozen=True)
class Verified:
    """The repository with the new file in it. `here` and `elsewhere` are problems in that file and in all others."""

    incident: Incident
    inspected: Inspected
    here: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]


def verify(loaded: Loaded, draft: Draft, now: datetime | None, clock: datetime) -> Verified:
    """Check what `draft` would make of the repository.

    Raises InvalidError when its own file would have an error. Errors elsewhere are only told: they must not keep
    anybody from saying that there is an outage.
    """
    assert loaded.project is not None and loaded.site is not None
    context = Context.of(loaded.project.zones, loaded.site.components, loaded.site.groups)
    incident, problems = read_incident(draft.path, draft.content, context)
    others = [one for one in loaded.site.incidents if one.path != draft.path]
    changed = sorted([*others, *([incident] if incident else [])], key=lambda one: one.id)
    kept = [one for one in loaded.problems if one.path != draft.path]
    after = replace(
        loaded,
        site=loaded.site.model_copy(update={"incidents": tuple(changed)}),
        problems=(*kept, *problems),
    )
    inspected = inspect_loaded(after, now, clock)
    here = tuple(one for one in inspected.problems if one.path == draft.path)
    # Of a cause elsewhere, `inspected` tells alone.
    told = here if incident is not None else (*here, *problems)
    errors = [one for one in dict.fromkeys(told) if one.severity is Severity.ERROR]
    if errors or incident is None:
        raise InvalidError(errors, "with this update the file would have errors, so nothing was written")
    _check_meaning(draft, incident)
    elsewhere = tuple(one for one in inspected.problems if one.path != draft.path)
    return Verified(incident, inspected, here, elsewhere)


def _check_meaning(draft: Draft, incident: Incident) -> None:
    """The last net: what was typed must have become one update and nothing else."""
    before = draft.incident.updates
    new = [one for one in incident.updates if one.identity == draft.update.at]
    others = tuple(_meant(one) for one in incident.updates if one.identity != draft.update.at)
    if len(new) != 1 or _meant(new[0]) != _meant(draft.update) or others != tuple(map(_meant, before)):
        raise InvalidError((), "these words would change the meaning of the file, so nothing was written")


def _meant(update: Update) -> tuple[object, ...]:
    return tuple(getattr(update, name) for name in _WRITTEN)


_SHOWN = 3


def show(session: Session, draft: Draft, verified: Verified) -> None:
    """Show it, with what is wrong or could be better: nobody should publish words that they have not seen so."""
    state, dialogue = verified.inspected.state, session.dialogue
    if state is not None:
        frame = page_frame(state, session.frame.language)
        written = next(one for one in verified.incident.updates if one.at == draft.update.at)
        dialogue.tell(preview(frame, verified.incident, written))
    if draft.template:
        dialogue.tell(f"(Text from the approved template {draft.template}.)")
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
    said = top.after_word(plain(top.text))
    yield from _indented(frame.language.labelled(top.word, said), plain(top.detail))
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
        yield from _indented(*update_body(item, place, frame).plain.split("\n"))
    if update.silent:
        yield from _indented("(It is silent: no feed announces it.)")


def _indented(*lines: str) -> Iterator[str]:
    for line in lines:
        yield f"  {line}".rstrip()
