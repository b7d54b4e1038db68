"""The body of a feed's item: for somebody who sees nothing but this mail, or this message in a chat.

News come first, for a chat shows only the beginning; then what changed with them, then what is so still.
"""

from typing import NamedTuple

from markupsafe import Markup

from statuary.model import ComponentStatus, Stage, Update
from statuary.render.feeds.feed_lines import ItemLine, ItemLines
from statuary.render.frame import Frame
from statuary.render.incident_text import has_right_to_left, to_open_html, to_plain
from statuary.render.wording.labels import STAGE_SENTENCE
from statuary.status.events import Event, update_event
from statuary.status.types import IncidentState


class FeedBody(NamedTuple):
    """The author's words (Markdown), and lines. `affected` is what the lines say of components, by their ids.

    `direction` is `rtl` on a page that is written so, else empty. `mixed` is true where words of either direction
    may stand beside each other, which then have to be kept apart.
    """

    text: str
    lines: tuple[ItemLine, ...]
    affected: dict[str, ComponentStatus]
    direction: str
    mixed: bool

    @property
    def html(self) -> Markup:
        """The author's words for a template."""
        return to_open_html(self.text).strip()

    @property
    def changed(self) -> tuple[ItemLine, ...]:
        """What is otherwise than readers know."""
        return tuple(line for line in self.lines if line.changed)

    @property
    def unchanged(self) -> tuple[ItemLine, ...]:
        """What is so still: who reads this may not have read the others."""
        return tuple(line for line in self.lines if not line.changed)

    @property
    def plain(self) -> str:
        """The whole body without markup."""
        parts = ("\n".join(line.plain for line in lines) for lines in (self.changed, self.unchanged))
        return "\n\n".join(part for part in (to_plain(self.text), *parts) if part)


def update_body(item: IncidentState, place: int, frame: Frame) -> FeedBody:
    """The body of the update at `place` of the item's updates."""
    return feed_body(item, update_event(item, place), frame)


def feed_body(item: IncidentState, event: Event, frame: Frame) -> FeedBody:
    """The body of what happened: what held at that moment, and so for ever."""
    lines = ItemLines(item, event, frame)
    text = _words(lines.update, lines.stage, frame)
    direction = "rtl" if frame.language.direction == "rtl" else ""
    shown = lines.all()
    mixed = bool(direction) or has_right_to_left("".join([text, *(line.text for line in shown)]))
    return FeedBody(text, shown, lines.affected, direction, mixed)


def _words(update: Update | None, stage: Stage, frame: Frame) -> str:
    """Where nobody wrote any (an import may have such updates): a mail says at least what the stage means."""
    sentence = STAGE_SENTENCE.get(stage)
    return (update.text if update else "") or (frame.language.gettext(sentence) if sentence else "")
