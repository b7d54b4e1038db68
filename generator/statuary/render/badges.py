"""Badges for READMEs and other pages.

`badge.svg` and `badge.json` (the form that shields.io reads) of the page and of each component are a label and one
word for the state.
"""

import json
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import jinja2

from statuary.model import Component
from statuary.palette import Ground
from statuary.render.environment import TEMPLATES, palette
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.wording.labels import (
    INDICATOR_WORD,
    NOTHING_YET,
    STATUS_TONE,
    STATUS_WORD,
    Tone,
    page_tone,
)
from statuary.render.wording.language import marked_in
from statuary.status.types import PageState

LABEL_MOST = 40
"""Characters of a label; a badge stands in a line of text."""

_PADDING = 6
_EM = 11
_WIDTHS = {
    **dict.fromkeys("'", 3.0),
    **dict.fromkeys("il", 3.0),
    **dict.fromkeys(" fj,./IJ|", 4.0),
    **dict.fromkeys("t!-()[]:;", 4.6),
    **dict.fromkeys("rczsLTFYZ", 6.0),
    **dict.fromkeys("ABCDGHKNOPQRSUVX", 8.3),
    **dict.fromkeys("mwMW%@&", 10.6),
}
"""Advances of Verdana's characters at 11 px, in px, each class by its widest."""


class Piece(NamedTuple):
    """Words of a badge: `x` is their middle, `width` their length, both in px."""

    text: str
    x: float
    width: float


class Badge(NamedTuple):
    """One badge below `path`. `split` is where the label ends, `width` where the badge does, in px."""

    path: str
    label: Piece
    message: Piece
    title: str
    colour: str
    split: int
    width: int


def badges(frame: Frame, tones: Ground) -> Iterator[Badge]:
    """The page's badge, then one for each component, the retired ones too."""
    gettext = frame.language.gettext
    word = gettext(NOTHING_YET if frame.state.nothing_reported else INDICATOR_WORD[frame.state.indicator])
    yield _badge("", frame.settings.name, word, _tone_colour(tones, page_tone(frame.state)), frame)
    for component in frame.state.site.components:
        word, tone = _component(component, frame.state)
        yield _badge(
            f"components/{component.id}/", component.name, gettext(word), _tone_colour(tones, tone), frame
        )


def _component(component: Component, state: PageState) -> tuple[str, Tone]:
    status = state.components.get(component.id)
    return (
        (marked_in("component", "Retired"), Tone.NEUTRAL)
        if status is None
        else (STATUS_WORD[status], STATUS_TONE[status])
    )


def _badge(path: str, label: str, word: str, colour: str, frame: Frame) -> Badge:
    label = label if len(label) <= LABEL_MOST else f"{label[: LABEL_MOST - 1].rstrip()}…"
    first, second = text_width(label), text_width(word)
    split = round(first + 2 * _PADDING)
    width = round(split + second + 2 * _PADDING)
    return Badge(
        path=path,
        label=Piece(label, split / 2, first),
        message=Piece(word, (split + width) / 2, second),
        title=frame.language.gettext("%(name)s: %(status)s", name=label, status=word),
        colour=colour,
        split=split,
        width=width,
    )


def _tone_colour(tones: Ground, tone: Tone) -> str:
    """Without its `#`, as shields.io has colours."""
    return str(getattr(tones, tone))[1:]


def text_width(text: str) -> float:
    """About how wide a text is in Verdana at 11 px; the badge then makes it exactly so wide in any font."""
    return round(sum(_advance(character) for character in text), 1)


def _advance(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    wide = unicodedata.east_asian_width(character) in ("W", "F")
    return _WIDTHS.get(character, _EM if wide else 7.0)


def render_badges(frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """Both forms of every badge."""
    template = env.get_template(f"{TEMPLATES}/badge.svg")
    for badge in badges(frame, palette(env).light):
        yield Output(f"{badge.path}badge.svg", template.render(badge=badge, frame=frame).encode())
        endpoint = {
            "schemaVersion": 1,
            "label": badge.label.text,
            "message": badge.message.text,
            "color": badge.colour,
            "cacheSeconds": 300,  # the least that shields.io accepts
        }
        yield Output(
            f"{badge.path}badge.json", (json.dumps(endpoint, ensure_ascii=False, indent=2) + "\n").encode()
        )
