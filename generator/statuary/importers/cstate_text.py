"""Messages in a cState text: `*Resolved* - … {{< track "…" >}}`, `[Final message]`, `**2021-06-07 9:00**`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from statuary.importers.model import Notes
from statuary.importers.timeline import stage_of
from statuary.importers.times import read_time, time_within
from statuary.model import Kind, Stage
from statuary.source.markup import mark_code
from statuary.source.times import TimeError, ZoneMissingError

_LAST = "resolved|final|end|closing|closed?|completed|done|fixed|post-?mortem"
_FIRST = "initial|opening|open|opened|begin|began|just began|started?|investigating"
_BETWEEN = "updated?|edit(?:ed)?|identified|monitoring|in progress|watching|scheduled|verifying|recovered"
_KEYWORD = rf"(?P<word>(?P<last>{_LAST})|(?P<first>{_FIRST})|(?:{_BETWEEN}))\b"
_BRACKETS = re.compile(rf"\s*\[\s*{_KEYWORD}[^\]\[]{{0,60}}\][ \t]*$", re.IGNORECASE)
_BOLD = re.compile(r"\s*(?P<mark>\*\*|__)(?P<words>[^*_]{4,80})(?P=mark)[ \t]*$")
_STAGE = re.compile(
    rf"\s*(?P<mark>\*{{1,2}}|_{{1,2}}){_KEYWORD}[^*_\n]{{0,20}}(?P=mark)[ \t]+[-–—]+[ \t]", re.IGNORECASE
)
_BOLD_WORD = re.compile(rf"{_KEYWORD}[^*_]{{0,60}}$", re.IGNORECASE)
_TRACK = re.compile(r"""[ \t]*\{\{[<%]\s*track\s+["'`]?(?P<time>[^"'`>%]*?)["'`]?\s*/?[>%]\}\}""")


@dataclass(frozen=True)
class Part:
    """One message. `opening` and `closing`: what its marker calls it; `at` is None where that is unsaid."""

    text: str
    at: datetime | None = None
    stage: Stage = Stage.UPDATE
    marked: bool = False
    opening: bool = False
    closing: bool = False


def parts_of(body: str, zone: tzinfo | None, notes: Notes) -> list[Part]:
    """The messages of a body in the order in which they stand there (usually the newest first).

    A body without markers is one part. Raises ZoneMissingError for a time without a zone when `zone` is None.
    """
    parts = [_part(lines, zone, notes) for lines in _groups(body)]
    return [part for part in parts if part.text.strip() or part.at is not None]


def _groups(body: str) -> Iterator[list[str]]:
    group: list[str] = []
    for line in mark_code(body.split("\n"))[0]:
        if not line.code and group and _marker(line.text):
            yield group
            group = []
        group.append(line.text)
        if not line.code and _TRACK.search(line.text):
            yield group
            group = []
    yield group


def _marker(line: str) -> re.Match[str] | None:
    return _BRACKETS.match(line) or _STAGE.match(line) or _bold_marker(line)


def _bold_marker(line: str) -> re.Match[str] | None:
    """A bold line is a marker when it begins with such a word, or holds a date and a time of day."""
    match = _BOLD.match(line)
    if match is None:
        return None
    has_time = re.search(r"\d{4}.*\d{1,2}[:h]\d{2}", match["words"])
    return _BOLD_WORD.match(match["words"]) or (match if has_time else None)


def _part(lines: list[str], zone: tzinfo | None, notes: Notes) -> Part:
    first = next((line for line in lines if line.strip()), "")
    marker = _marker(first)
    part = Part("\n".join(lines))
    if marker is not None:
        groups = marker.groupdict()
        stage = stage_of(groups.get("word") or "", Kind.INCIDENT) or Stage.UPDATE
        at = time_within(first, zone, notes) if not _STAGE.match(first) else None
        part = replace(
            part,
            at=at,
            stage=stage,
            marked=True,
            opening=bool(groups.get("first")),
            closing=bool(groups.get("last")),
        )
    return _tracked(part, zone, notes)


def _tracked(part: Part, zone: tzinfo | None, notes: Notes) -> Part:
    """With the time of its `track` shortcode, which the update's heading then shows in its place."""
    track = _TRACK.search(part.text)
    if track is None:
        return part
    try:
        at = read_time(track["time"], zone, notes)
    except ZoneMissingError:
        raise
    except TimeError:
        return part
    text = f"{part.text[: track.start()]} {part.text[track.end() :].lstrip(' ')}".rstrip(" ")
    said = _STAGE.match(text.lstrip("\n"))
    if said and part.stage is not Stage.UPDATE:
        text = text.lstrip("\n")[said.end() :]
    return replace(part, at=at, text=text, marked=True)
