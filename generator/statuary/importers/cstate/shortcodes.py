"""Hugo's shortcodes in a text: `{{< track "…" >}}` tells a time, and no other means anything outside of Hugo."""

import re
from datetime import tzinfo

from statuary.importers.imported import Notes
from statuary.importers.read_times import read_time
from statuary.source.times import TimeError, format_time

TRACK = re.compile(
    r"""\{\{[<%]\s*track\s+(?:["'`](?P<quoted>[^"'`\n]*)["'`]|(?P<bare>[^\s"'`>%]+))\s*/?[>%]\}\}"""
)
ENDS_LINE = re.compile(rf"[ \t]*{TRACK.pattern}(?P<close>[*_.)]*)[ \t]*$")
BEGINS_LINE = re.compile(rf"[ \t]*{TRACK.pattern}[ \t]*(?:[-–—:]+(?=\s|$))?[ \t]*")
_ANY = re.compile(r"[ \t]?\{\{(?P<open>[<%])(?P<inside>.*?)[>%]\}\}", re.DOTALL)
_SHOWN = re.compile(r"\s*/\*(?P<text>.*)\*/\s*", re.DOTALL)


def track_text(track: re.Match[str]) -> str:
    """What stands in the shortcode."""
    return (track["quoted"] or track["bare"] or "").strip()


def without_other_shortcodes(text: str, notes: Notes) -> str:
    """The text with no shortcode but `track`. One that its author wrote to be shown (`{{</* x */>}}`) is."""
    return _ANY.sub(lambda match: _replaced(match, notes), text)


def _replaced(match: re.Match[str], notes: Notes) -> str:
    if TRACK.fullmatch(match.group().strip()):
        return match.group()
    shown = _SHOWN.fullmatch(match["inside"])
    if shown:
        close = ">" if match["open"] == "<" else "%"
        before = match.group()[: match.group().index("{")]
        return (
            f"{before}&#123;{{{match['open']}{shown['text']}{close}}}}}"  # no longer a shortcode to anybody
        )
    notes.unread(f"a shortcode, which only Hugo understands, was left out: {' '.join(match.group().split())}")
    return ""


def with_times_in_words(text: str, zone: tzinfo | None, notes: Notes) -> str:
    """A `track` within a sentence becomes its time."""

    def told(track: re.Match[str]) -> str:
        said = track_text(track)
        try:
            words = format_time(read_time(said, zone, notes))
        except TimeError:
            words = said
        notes.reworded(f"a track within a text became its time: {words}")
        return words

    return TRACK.sub(told, text)
